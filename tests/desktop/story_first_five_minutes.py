"""Journey 1: the first five minutes of somebody without an account.

Left out until the previewer is there: opening the finished manifest in it.
"""

from pathlib import Path

from tests.desktop.conftest import Opener
from tests.desktop.person import Person


def test_the_sample_becomes_a_dataset_of_practice(person: Person, documents: Path) -> None:
    person.clicks("Try the sample")
    person.clicks("Gallery", "page tab")
    person.sees("apple-1.jpg", patience_s=3)
    person.clicks("Create dataset")
    person.sees("Practice finished")
    assert person.has("Do it with OSS…")
    assert not person.has("Copy address")
    lines = (documents / "fruit.manifest").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 12
    assert all("oss://practice.oss-cn-hangzhou.aliyuncs.com/fruit/" in line for line in lines)


def test_a_second_start_goes_straight_to_the_empty_tab(open_program: Opener) -> None:
    first = open_program()
    first.clicks("Try the sample")
    first.clicks("Create dataset")
    first.sees("Practice finished")
    first.presses("ctrl+q")
    second = open_program()
    second.sees("Drop folders or files here")
    second.chooses("alt+h", "Try the sample")
    second.sees("12 data items")
