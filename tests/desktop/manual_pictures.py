"""The pictures of README and manual, taken from the program at work. Not a story: run after the window has changed.

python3 dev.py desktop -- tests/desktop/manual_pictures.py
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.bucket import Bucket
from tests.desktop.conftest import Opener
from tests.desktop.person import Person
from tests.support.source_tree import ROOT

PICTURES = ROOT / "docs" / "manual" / "pictures"
SAMPLES = ROOT / "resources" / "sample"


@pytest.fixture
def samples() -> Iterator[Path]:
    """Return the samples at a place whose path may be shown."""
    folder = Path(tempfile.gettempdir()) / "datasets"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SAMPLES, folder)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_of_pictures(person: Person, samples: Path) -> None:
    person.resizes_window(1200, 760)
    person.drops(samples / "fruit")
    person.sees("12 data items")
    person.clicks("Gallery", "page tab")
    person.clicks("apple-2.jpg")
    person.sees("400×300")
    person.photographs_window(PICTURES / "media.png")


def test_a_spreadsheet_of_reviews(person: Person, samples: Path) -> None:
    person.resizes_window(1200, 760)
    person.presses("ctrl+1")
    person.drops(samples / "reviews.csv")
    person.sees("Read as")
    person.clicks("Table", "page tab")
    person.photographs_window(PICTURES / "text.png")


def test_a_table_of_goods_in_chinese_and_dark(open_program: Opener, samples: Path) -> None:
    person = open_program(LANGUAGE="zh_CN")
    person.finds("创建数据集", "push button")
    person.resizes_window(1200, 760)
    person.chooses("alt+v", "深色主题")
    person.presses("ctrl+3")
    person.drops(samples / "goods" / "goods.csv")
    person.sees("待上传")
    person.photographs_window(PICTURES / "custom.png")


def test_a_finished_dataset(person: Person, bucket: Bucket, samples: Path) -> None:
    person.resizes_window(1200, 760)
    bucket.is_connected_to_by_keyboard(person)
    person.drops(samples / "fruit")
    person.clicks("Create dataset")
    person.sees("fruit is ready")
    person.clicks("Gallery", "page tab")
    person.photographs_window(PICTURES / "finished.png")


def test_a_dataset_that_is_not_complete(person: Person, bucket: Bucket, samples: Path) -> None:
    person.resizes_window(1200, 760)
    bucket.is_connected_to_by_keyboard(person)
    bucket.refuses(["pear-1.jpg", "pear-2.jpg"])
    person.drops(samples / "fruit")
    person.clicks("Create dataset")
    person.sees("fruit is not complete")
    person.clicks("Show list")
    person.sees("oss:PutObject")
    person.photographs_window(PICTURES / "incomplete.png")


def test_the_runs(person: Person, bucket: Bucket, samples: Path) -> None:
    person.resizes_window(1200, 760)
    bucket.is_connected_to_by_keyboard(person)
    person.drops(samples / "fruit")
    person.clicks("Create dataset")
    person.sees("fruit is ready")
    person.presses("F8")
    person.sees("Finished")
    person.photographs_window(PICTURES / "runs.png")
