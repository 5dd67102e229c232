"""Which tab a dropped path is of use to, told by its name."""

import pytest

from itag_desktop.gui.dropped_names import may_be_media, may_hold_rows


@pytest.mark.parametrize("path", ["/a/1.JPG", "/a/film.mp4", "/a/folder", "/a/图片"])
def test_media_files_and_folders_may_be_media(path: str) -> None:
    assert may_be_media(path)


@pytest.mark.parametrize("path", ["/a/reviews.csv", "/a/notes.txt", "/a/paper.pdf"])
def test_other_files_are_no_media(path: str) -> None:
    assert not may_be_media(path)


@pytest.mark.parametrize("path", ["/a/reviews.CSV", "/a/b.xlsx", "/a/old.xls", "/a/notes.txt", "/a/x.manifest", "/a/d"])
def test_tables_texts_manifests_and_folders_may_hold_rows(path: str) -> None:
    assert may_hold_rows(path)


@pytest.mark.parametrize("path", ["/a/1.jpg", "/a/paper.pdf"])
def test_other_files_hold_no_rows(path: str) -> None:
    assert not may_hold_rows(path)
