"""The computer is kept awake by a program that lives as long as the wish, and never longer than this process."""

import logging
import subprocess
import sys
import time
from pathlib import Path

import pytest

from itag_desktop.engine.keep_awake import KeepAwake

HOLDER = """
import os, pathlib, sys
here = pathlib.Path(sys.argv[1])
here.write_text(str(os.getpid()))
sys.stdin.read()
here.with_suffix(".over").touch()
"""
OWNER = f"""
import sys, time
from itag_desktop.engine.keep_awake import KeepAwake
KeepAwake([sys.executable, "-c", {HOLDER!r}, sys.argv[1]]).keep(is_needed=True)
time.sleep(30)
"""
PATIENCE_S = 20.0


def until_there(path: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not path.exists():
        assert time.monotonic() < deadline, path
        time.sleep(0.01)


def holder(mark: Path) -> list[str]:
    return [sys.executable, "-c", HOLDER, str(mark)]


def test_it_is_held_from_the_wish_to_its_end(tmp_path: Path) -> None:
    mark = tmp_path / "held"
    awake = KeepAwake(holder(mark))
    awake.keep(is_needed=True)
    until_there(mark)
    awake.keep(is_needed=True)  # once is enough
    assert not mark.with_suffix(".over").exists()
    awake.keep(is_needed=False)
    assert mark.with_suffix(".over").exists()


def test_it_ends_with_the_engine(tmp_path: Path) -> None:
    mark = tmp_path / "held"
    awake = KeepAwake(holder(mark))
    awake.keep(is_needed=True)
    until_there(mark)
    awake.close()
    assert mark.with_suffix(".over").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there the wish is the thread's own")
def test_a_killed_process_keeps_nothing_awake(tmp_path: Path) -> None:
    mark = tmp_path / "held"
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(mark)])
    until_there(mark)
    owner.kill()
    owner.wait()
    until_there(mark.with_suffix(".over"))


def test_a_system_that_refuses_is_no_more_than_a_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    awake = KeepAwake([sys.executable, "-c", "import sys; sys.exit('Access denied')"])
    awake.keep(is_needed=True)
    deadline = time.monotonic() + PATIENCE_S
    while awake._process is not None and awake._process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    awake.keep(is_needed=False)
    assert "The computer was not kept awake: exit 1" in caplog.text
    assert "Access denied" in caplog.text


def test_so_is_a_system_without_the_program(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        KeepAwake(["no-such-program"]).keep(is_needed=True)
    assert "no program for it" in caplog.text
