"""Journey 3: second drops, mistakes, the way back, and a scan that is stopped."""

import os
from pathlib import Path

import pytest

from tests.desktop.person import Person
from tests.support.datasets import make_pictures

FOLDERS, FILES_IN_EACH = 10, 20_000


@pytest.fixture
def tree_of_pictures(tmp_path: Path) -> Path:
    """Two folders called *pic*, one of which has a folder in it."""
    make_pictures(tmp_path / "a" / "pic", ["1.png", "sub/2.png"])
    make_pictures(tmp_path / "b" / "pic", ["1.png", "3.png"], seed=10)
    return tmp_path


def test_each_drop_is_understood_and_undo_walks_all_back(person: Person, tree_of_pictures: Path) -> None:
    a, b = tree_of_pictures / "a", tree_of_pictures / "b"
    person.drops(a / "pic")
    person.reads_lines_until("pic/1.png", "pic/sub/2.png")

    person.drops(b / "pic")
    person.clicks("1 problem to solve")
    person.clicks("Rename to pic-2")
    both = ("pic/1.png", "pic/sub/2.png", "pic-2/1.png", "pic-2/3.png")
    person.clicks("Lines", "page tab")
    person.reads_lines_until(*both)

    person.drops(a / "pic" / "sub")
    person.sees(f"{a / 'pic' / 'sub'}")  # the notice that it is there already
    person.reads_lines_until(*both)

    person.drops(a)
    parent = ("pic-2/1.png", "pic-2/3.png", "a/pic/1.png", "a/pic/sub/2.png")
    person.reads_lines_until(*parent)

    person.undoes_until(*both)
    person.undoes_until("pic/1.png", "pic/sub/2.png")
    person.presses("ctrl+z")
    person.sees("Drop folders or files here")


def test_the_window_answers_during_a_scan_and_stop_ends_it(person: Person, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "many", [f"{number}/0.png" for number in range(FOLDERS)])
    for inner in folder.iterdir():
        for number in range(1, FILES_IN_EACH):
            os.link(inner / "0.png", inner / f"{number}.png")  # one file on the disk, so it is quickly made
    person.drops(folder)
    person.sees("Scanning…")
    person.clicks("Stop")
    person.sees("Rescan to begin")
    assert not person.has("Stop")
    assert not person.finds("Create dataset").is_enabled
