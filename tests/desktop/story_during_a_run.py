"""A run that goes on: the dock hears how far it is, and what failed so far can be read meanwhile."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from itag_desktop.practice.refusals import Refusal
from tests.desktop.bucket import Bucket
from tests.desktop.person import Person
from tests.desktop.stage import Stage, process
from tests.desktop.tree import PATIENCE_S, wait_for
from tests.support.datasets import make_pictures, numbered
from tests.support.faults import ALWAYS, Recorded

HEARD_BY_DOCKS = "type=signal,interface=com.canonical.Unity.LauncherEntry"


@contextmanager
def dock(desktop: Stage, heard: Path) -> Iterator[None]:
    """Write down what a dock would hear."""
    command = ["sh", "-c", f"exec dbus-monitor '{HEARD_BY_DOCKS}' > '{heard}'"]
    with process(command, desktop.environment):
        wait_for(lambda: heard.exists() and heard.stat().st_size, "a monitor of the bus")
        yield


def hold_second_half(bucket: Bucket, until: Event) -> None:
    """Let the pictures from 200 on wait, then refuse the last but one of them."""

    def number(request: Recorded) -> int:
        name = request.key.rpartition("/")[2].partition(".")[0]
        return int(name) if request.is_put_object and name.isdecimal() else 0

    def wait() -> None:
        until.wait(PATIENCE_S)

    def refuse() -> None:
        wait()
        raise Refusal("AccessDenied")

    faults = bucket.server.faults
    faults.meanwhile(refuse, matches=lambda request: number(request) == 399)
    faults.meanwhile(wait, matches=lambda request: number(request) >= 200, times=ALWAYS)


def test_the_dock_follows_and_failures_are_listed_as_they_come(
    person: Person, desktop: Stage, bucket: Bucket, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(400))
    bucket.is_connected_to_by_keyboard(person)
    bucket.refuses(["3.png"])
    goes_on = Event()
    hold_second_half(bucket, goes_on)
    with dock(desktop, tmp_path / "heard"):
        person.drops(folder)
        person.clicks("Create dataset")
        person.clicks("1 failed")
        person.sees("pic/3.png")
        person.finds("Pause")  # it still goes on
        goes_on.set()
        person.sees("pic/399.png")
        person.sees("pic is not complete")

    words = (tmp_path / "heard").read_text(encoding="utf-8")
    shares = [float(share) for share in re.findall(r"variant +double ([0-9.]+)", words)]
    assert 'string "application://itag-desktop.desktop"' in words
    assert max(shares) > 0.5
    assert words.rstrip().endswith("boolean false\n      )\n   ]")
