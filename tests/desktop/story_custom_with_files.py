"""Journey 5: a table over a folder of pictures, kept by hand, and the same again by a preset."""

import json
from pathlib import Path

import pytest

from tests.desktop.bucket import Bucket
from tests.desktop.person import Person
from tests.support.goods_table import FOUND, ROWS, UNUSED, make_goods


@pytest.fixture
def goods(tmp_path: Path) -> tuple[Path, Path]:
    """A csv of 1,000 rows and the folder of its pictures."""
    return make_goods(tmp_path / "first")


def test_a_table_and_its_pictures_become_a_dataset_and_the_next_table_is_mapped_by_a_preset(
    person: Person, bucket: Bucket, goods: tuple[Path, Path], documents: Path, tmp_path: Path
) -> None:
    bucket.is_connected_to_by_keyboard(person)
    person.clicks("Custom", "page tab")
    person.sees("Drop a table, and the folder its files are in")
    person.drops(*goods)
    person.sees(f"{FOUND} to upload")
    assert person.has("2 missing")
    assert person.has(f"{UNUSED} unused")
    assert person.reads("Fields")[3] == "Local file"
    person.clicks("2 missing")
    person.sees("no-such-1.png")

    person.moves_row("B  说明", above="A  图片")
    person.sees_row_first("Fields", "B  说明")
    person.clicks("Save as a preset…")
    person.finds("Name", "text")
    person.types("goods")
    person.presses("Return")
    person.finds("goods", "combo box")

    person.clicks(f"Create with {ROWS - 2} items")
    person.sees("goods is ready", patience_s=90)
    manifest = bucket.objects()["iTAG/goods.manifest"]
    items = [json.loads(line)["data"] for line in manifest.decode().splitlines()]
    assert len(items) == ROWS - 2
    assert {tuple(item) for item in items} == {("field_2", "picture_url", "field_3")}
    assert len(bucket.sent_since(0)) == FOUND
    assert (documents / "goods.manifest").read_bytes() == manifest

    person.clicks("New dataset")
    person.sees("Drop a table, and the folder its files are in")
    person.drops(*make_goods(tmp_path / "next"))
    person.clicks("Use goods")
    person.sees_row_first("Fields", "B  说明")
    person.finds("goods", "combo box")
