"""A divided dataset that was interrupted between two manifests, and one that is divided otherwise the next time."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from itag_desktop.gui.past_runs import read_past_run
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.runs import list_runs
from tests.support.bucket_reader import plain_bucket, stored_objects
from tests.support.faults import ALWAYS, Recorded
from tests.support.practice_server import RunningPractice
from tests.support.source_tree import ROOT
from tests.support.terminal import COMMAND, Terminal

ROWS = 100
DIVISION = ("--pilot", "30:7", "--split", "35")
CREATE = ("create", "text", "t.csv", "--to", "oss://practice/iTAG")


@pytest.fixture(autouse=True)
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "t.csv"
    path.write_text("text\n" + "".join(f"the text of row {n}\n" for n in range(ROWS)), encoding="utf-8")
    return path


def puts_the_last(request: Recorded) -> bool:
    return request.is_put_object and request.key.endswith("/t-2.manifest")


def kill_between_two_manifests(oss: RunningPractice, *arguments: str) -> None:
    oss.faults.delay(30, matches=puts_the_last, times=ALWAYS)
    command = [*COMMAND, *CREATE, *arguments]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL) as process:
        end_s = time.monotonic() + 30
        while not oss.faults.count(puts_the_last):
            assert time.monotonic() < end_s, "waited in vain"
            time.sleep(0.01)  # polls another process
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    assert list(stored_objects(oss)) == ["iTAG/t-1.manifest", "iTAG/t-pilot.manifest"]
    oss.faults.heal()
    oss.faults.release()


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.manifest")}


def numbers(manifests: dict[str, bytes]) -> list[int]:
    texts = [json.loads(line)["data"]["source"] for content in manifests.values() for line in content.splitlines()]
    return sorted(int(words.rsplit(" ", 1)[1]) for words in texts)


@pytest.mark.parametrize("place", [(), ("--manifest", "mine.manifest")])
def test_a_run_killed_between_two_manifests_is_resumed_with_each_line_once(
    terminal: Terminal, oss: RunningPractice, tmp_path: Path, place: tuple[str, ...]
) -> None:
    kill_between_two_manifests(oss, *DIVISION, *place)
    (run,) = list_runs(app_dirs())
    assert terminal("resume", run.run_id)[0] == 0
    stem = "mine" if place else "t"
    local = written(tmp_path)
    assert sorted(local) == [f"{stem}-1.manifest", f"{stem}-2.manifest", f"{stem}-pilot.manifest"]
    in_bucket = {key.removeprefix("iTAG/t"): content for key, content in stored_objects(oss).items()}
    assert {name.removeprefix(stem): content for name, content in local.items()} == in_bucket
    assert numbers(local) == list(range(ROWS))
    assert terminal(*CREATE, *DIVISION, *place)[0] == 0
    assert written(tmp_path) == local


def test_the_window_carries_it_on_at_the_same_places(oss: RunningPractice, tmp_path: Path) -> None:
    kill_between_two_manifests(oss, *DIVISION)
    (run,) = list_runs(app_dirs())
    past = read_past_run(run)
    assert past is not None
    assert past.local_manifest == str(tmp_path / "t.manifest")


def test_manifests_of_an_earlier_division_stay_and_are_named(
    terminal: Terminal, oss: RunningPractice, tmp_path: Path
) -> None:
    assert terminal(*CREATE, "--split", "20")[0] == 0
    before = written(tmp_path)
    code, document = terminal.json(*CREATE, "--split", "40")
    assert code == 0
    assert [manifest["items"] for manifest in document["manifests"]] == [40, 40, 20]
    named = [problem["path"] for problem in document["problems"] if problem["code"] == "manifest-of-earlier-division"]
    assert named == ["t-4.manifest", "t-5.manifest"]
    assert document["warnings"] == 2
    kept = [Path(manifest["old_path"]).read_bytes() for manifest in document["manifests"]]
    assert kept == [before[f"t-{number}.manifest"] for number in (1, 2, 3)]
    assert stored_objects(oss)["iTAG/t-5.manifest"] == before["t-5.manifest"]


def test_a_pilot_that_grows_takes_the_place_of_the_smaller_one(
    terminal: Terminal, oss: RunningPractice, tmp_path: Path
) -> None:
    assert terminal(*CREATE, "--pilot", "20")[0] == 0
    code, document = terminal.json(*CREATE, "--pilot", "50")
    assert (code, document["warnings"]) == (0, 0)
    assert [len(content.splitlines()) for content in stored_objects(oss).values()] == [50, 50]
    assert len(list(tmp_path.glob("t*.*.manifest"))) == 2


def test_an_earlier_manifest_that_is_gone_from_the_bucket_is_not_named(
    terminal: Terminal, oss: RunningPractice
) -> None:
    assert terminal(*CREATE, "--pilot", "20")[0] == 0
    bucket = plain_bucket(oss)
    bucket.delete_object("iTAG/t-pilot.manifest")
    bucket.session.session.close()
    assert terminal.json(*CREATE)[1]["warnings"] == 0
