"""Cells that only some systems can have files for: names apart in case alone, symbolic links."""

import unicodedata
from pathlib import Path

from itag_desktop.planning.file_index import FileIndex
from tests.support.datasets import make_pictures, png
from tests.unit.planning.cells import found_name


def test_two_files_that_differ_in_case_only_are_doubtful(tmp_path: Path) -> None:
    photos = make_pictures(tmp_path / "photos", [])
    (photos / "x.png").write_bytes(png(1))
    (photos / "X.png").write_bytes(png(2))
    with FileIndex() as index:
        assert found_name("x.PNG", photos, index) == "cell-file-doubtful"
        assert found_name("X.png", photos, index) == "photos/X.png"


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    photos = make_pictures(tmp_path / "photos", [])
    outside = make_pictures(tmp_path / "outside", ["secret.png"]) / "secret.png"
    (photos / "link.png").symlink_to(outside)
    with FileIndex() as index:
        assert found_name("link.png", photos, index) == "cell-file-outside"


def test_of_two_spellings_of_an_accent_the_exact_one_is_meant(tmp_path: Path) -> None:
    composed, decomposed = unicodedata.normalize("NFC", "é.png"), unicodedata.normalize("NFD", "é.png")
    photos = make_pictures(tmp_path / "photos", [composed, decomposed])
    with FileIndex() as index:
        (entry,) = index.named(str(photos), decomposed)
        assert entry.name == decomposed
        assert found_name("É.png", photos, index) == "cell-file-doubtful"
