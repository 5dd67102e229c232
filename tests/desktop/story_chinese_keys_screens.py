"""Journey 10, keys and screens: a dataset by keyboard alone, in Chinese, in the dark, in the smallest window.

Composing with an input method is tested in tests/gui, where its events can be made; no input method runs here.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from itag_desktop.support.resources import resource_path
from tests.desktop.conftest import Opener
from tests.desktop.person import Person
from tests.desktop.tree import Node
from tests.support.datasets import make_pictures, numbered

ENGLISH = re.compile(r"[A-Za-z]{2,}")
SPELT_THE_SAME = re.compile(
    r"iTAG|Desktop|Bucket|OSS|PAI|manifest|AccessKey|ID|STS|Token|KB|MB|GB|CRC|cn-hangzhou|CSV|fruit|pic|oss://\S*|png|practice"
    r"|\{.*\}|\.txt|/\S+"
)
"""What the Chinese window says in Latin letters too: names, units, addresses."""

SAMPLE = resource_path("sample", "fruit")
CONTROLS = ("push button", "check box", "text", "combo box", "page tab")


def left_in_english(nodes: Sequence[Node]) -> list[str]:
    return [node.name for node in nodes if ENGLISH.search(SPELT_THE_SAME.sub("", node.name))]


def test_a_folder_becomes_a_dataset_by_keyboard_in_chinese(open_program: Opener, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(12))
    person = open_program(LANGUAGE="zh_CN")
    person.sees("将文件夹或文件拖到这里")
    person.resizes_window(900, 540)
    assert left_in_english(person.looks()) == []
    person.chooses("alt+v", "深色主题")
    person.presses("ctrl+shift+o")
    person.finds("选择(&C)" if person.has("选择(&C)") else "取消")
    person.types(str(folder))
    person.presses("Return")
    person.sees("12 条数据")
    assert left_in_english(person.looks()) == []
    person.presses("ctrl+Return")
    person.sees("练习完成")
    assert left_in_english(person.looks()) == []


@pytest.mark.parametrize(("scale", "font_dpi"), [("1.25", 96), ("1.5", 96), ("2", 96), ("1", 125)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_control_is_inside_the_smallest_window_at_every_scale_and_with_larger_letters(
    open_program: Opener, scale: str, font_dpi: int, language: str
) -> None:
    person = open_program(str(SAMPLE), LANGUAGE=language, QT_SCALE_FACTOR=scale, QT_FONT_DPI=str(font_dpi))
    person.sees("fruit/apple/apple-1.jpg")
    person.resizes_window(900, 540, scale=float(scale))
    assert outside(person) == []


def outside(person: Person) -> list[str]:
    """Return the controls in sight that are not wholly inside the window."""
    nodes = person.looks()
    frame = person.place_of(next(node for node in nodes if node.role == "frame"))
    places = [(node.name, person.place_of(node)) for node in nodes if node.role in CONTROLS]
    return [name for name, place in places if not place.is_inside(frame)]
