"""Journey 2: a folder in earnest. The connection is made by keyboard alone, the folder comes from another program."""

from pathlib import Path

import pytest

from tests.desktop.bucket import Bucket
from tests.desktop.person import Person
from tests.support.datasets import make_pictures, manifest_sources, numbered

PICTURES = 1198


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """1,200 pictures of which one is empty and one a PDF, three videos, and what a Mac leaves behind."""
    made = make_pictures(tmp_path / "pic", numbered(PICTURES))
    (made / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (made / "empty.png").touch()
    (made / "report.jpg").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    for number in range(3):
        (made / f"{number}.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(64))
    return made


def test_a_dropped_folder_becomes_a_dataset_of_what_is_good_in_it(
    person: Person, bucket: Bucket, folder: Path, documents: Path
) -> None:
    bucket.is_connected_to_by_keyboard(person)
    with person.drags(folder):
        person.photographs(folder.parent / "dragged.png")
    person.sees("2 left out")
    person.sees("4 skipped")
    assert person.has("Videos 3")
    assert "CHECKED" in person.finds("Images 1,198").states

    person.clicks("Create with 1,198 items")
    person.sees("pic is ready", patience_s=90)
    person.sees("2 files were left out")
    manifest = bucket.objects()["iTAG/pic.manifest"]
    names = [source.rpartition("/")[2] for source in manifest_sources(manifest)]
    assert names == numbered(PICTURES)
    assert (documents / "pic.manifest").read_bytes() == manifest

    person.clicks("Copy address")
    person.presses("Down", "Return")  # its menu's first entry: all of the address
    person.sees("Copied")
    person.presses("ctrl+f", "ctrl+v")
    address = "oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/pic.manifest"
    assert person.sees(address)
    assert person.finds("Find in lines", "text").text == address
