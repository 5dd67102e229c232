"""What a cell says, and the file it means."""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from itag_desktop.domain.destination import practice_destination
from itag_desktop.planning.file_cells import FileCells, NamedFile, findings_of
from itag_desktop.planning.file_index import FileIndex
from tests.support.datasets import make_pictures
from tests.unit.planning.cells import found_name, source

Find = Callable[[str], str]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return make_pictures(tmp_path / "goods" / "photos", ["1.png", "a/2.png", "Big.PNG", "é.png"])


@pytest.fixture
def find(photos: Path) -> Iterator[Find]:
    """Return what finds a cell: the file's name in the bucket, or the code of why there is none."""
    with FileIndex() as index:
        yield lambda cell: found_name(cell, photos, index)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1.png", "photos/1.png"),
        (" 1.png ", "photos/1.png"),
        ("a/2.png", "photos/a/2.png"),
        ("a\\2.png", "photos/a/2.png"),
        ("./a/../1.png", "photos/1.png"),
        ("photos/1.png", "photos/1.png"),
        ("photos\\a\\2.png", "photos/a/2.png"),
        ("big.png", "photos/Big.PNG"),
        ("A/2.PNG", "photos/a/2.png"),
        ("", "cell-file-empty"),
        ("  ", "cell-file-empty"),
        ("9.png", "cell-file-missing"),
        ("a", "cell-file-folder"),
        ("../1.png", "cell-file-outside"),
        ("../../etc/passwd", "cell-file-outside"),
        ("/etc/passwd", "cell-file-outside"),
        ("C:\\photos\\1.png", "cell-file-outside"),
        ("\\\\server\\share\\1.png", "cell-file-outside"),
        ("file:///etc/passwd", "cell-file-outside"),
        ("https://example.com/1.png", "cell-file-web"),
        ("1.png\0", "cell-file-missing"),
    ],
)
def test_a_cell_leads_to_its_file_or_says_why_not(find: Find, cell: str, expected: str) -> None:
    assert find(cell) == expected


def test_a_whole_path_into_the_folder_is_as_good(find: Find, photos: Path) -> None:
    assert find(str(photos / "a" / "2.png")) == "photos/a/2.png"
    assert find(str(photos.parent / "photos2" / "2.png")) == "cell-file-outside"


def test_accents_may_be_spelled_either_way(find: Find) -> None:
    assert find(unicodedata.normalize("NFD", "é.png")) == "photos/é.png"


def test_another_spelling_is_taken_with_a_warning_and_the_real_name(photos: Path) -> None:
    with FileIndex() as index:
        cells = FileCells([source(photos)], [0], practice_destination("p"), index)
        file = cells.find("BIG.png")
    assert isinstance(file, NamedFile)
    assert [(finding.code, dict(finding.values)) for finding in file.warnings] == [
        ("cell-file-case", {"file": "Big.PNG"})
    ]


def test_the_same_name_in_two_folders_is_doubtful(photos: Path, tmp_path: Path) -> None:
    more = make_pictures(tmp_path / "more", ["1.png", "7.png"])
    with FileIndex() as index:
        assert found_name("1.png", photos, index, more) == "cell-file-doubtful"
        assert found_name("7.png", photos, index, more) == "more/7.png"


def test_a_loose_file_is_found_by_its_name(photos: Path, tmp_path: Path) -> None:
    loose = make_pictures(tmp_path / "loose", ["8.png"]) / "8.png"
    with FileIndex() as index:
        assert found_name("8.png", photos, index, loose) == "8.png"
        assert found_name("photos/8.png", photos, index, loose) == "8.png"


def test_what_is_no_picture_is_left_out_by_the_cell_that_names_it(find: Find, photos: Path) -> None:
    (photos / "pdf.png").write_bytes(b"%PDF-1.7\n")
    (photos / "none.png").write_bytes(b"")
    (photos / "none.doc").write_bytes(b"")
    assert [find("pdf.png"), find("none.png"), find("none.doc")] == ["wrong-content", "file-empty", "file-empty"]


def test_a_file_remembers_the_task_it_has_become(photos: Path) -> None:
    with FileIndex() as index:
        (entry,) = index.named(str(photos), "1.png")
        index.mark(entry, 7)
        assert [entry.task for entry in index.named(str(photos), "1.PNG")] == [7]
        unused = {entry.name for _, entry in index.unused_files()}
    assert unused == {"Big.PNG", "é.png"}


def test_a_file_that_only_a_cloud_has_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "1.png"
    path.write_bytes(b"%PDF-1.7\n")
    assert [finding.code for finding in findings_of(str(path), 9)] == ["wrong-content"]
    monkeypatch.setattr("itag_desktop.planning.file_cells.is_placeholder_at", lambda _path: True)
    assert [finding.code for finding in findings_of(str(path), 9)] == ["file-in-cloud"]
