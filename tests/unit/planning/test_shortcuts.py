"""Shortcuts are called what they are, and are never followed."""

from pathlib import Path

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.planning.sources import resolve_sources
from tests.unit.planning.plans import make_media, planned, request_of

NAMES = ("1.jpg.lnk", "Shop.URL", "page.webloc", "program.desktop")


def test_in_a_folder_they_are_skipped_by_their_own_reason(tmp_path: Path) -> None:
    plan = planned(request_of(make_media(tmp_path / "pic", "1.jpg", "a.txt", *NAMES)))
    assert plan.names() == ["pic/1.jpg"]
    assert plan.reasons(ProblemKind.SKIPPED) == {"pic/a.txt": "not-media"} | {
        f"pic/{name}": "shortcut" for name in NAMES
    }


@pytest.mark.parametrize("name", NAMES)
def test_named_as_a_source_they_are_refused(name: str, tmp_path: Path) -> None:
    path = make_media(tmp_path, name) / name
    with pytest.raises(InputError) as caught:
        resolve_sources([str(path)], keep_root_folder=True)
    assert (caught.value.code, caught.value.values) == ("source-shortcut", {"path": str(path)})


def test_a_folder_called_like_one_is_a_folder(tmp_path: Path) -> None:
    assert planned(request_of(make_media(tmp_path / "old.url", "1.jpg"))).names() == ["old.url/1.jpg"]


def test_a_macos_alias_that_kept_the_name_of_a_picture_is_left_out(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "1.jpg", "2.jpg")
    (folder / "2.jpg").write_bytes(b"book\0\0\0\0mark\0\0\0\0\x38\0\0\0")
    assert planned(request_of(folder)).reasons(ProblemKind.LEFT_OUT) == {"pic/2.jpg": "file-is-alias"}
