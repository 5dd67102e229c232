"""The files of one source, in the order of the manifest."""

import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.media import folder_scan
from itag_desktop.media.folder_scan import FoundFile, scan_source
from itag_desktop.media.natural_order import natural_key
from itag_desktop.media.path_filter import PathFilter
from tests.unit.media.scans import found_paths, make_files, problem_codes, scanned


def test_files_come_in_natural_order_by_path_component(tmp_path: Path) -> None:
    names = ["10.jpg", "9.jpg", "2/10.jpg", "2/9.jpg", "10/1.jpg", "2.jpg", "B/1.jpg", "a/1.jpg", "a.jpg"]
    expected = ["2/9.jpg", "2/10.jpg", "2.jpg", "9.jpg", "10/1.jpg", "10.jpg", "a/1.jpg", "a.jpg", "B/1.jpg"]
    assert found_paths(make_files(tmp_path / "pic", names)) == expected


SEGMENT = st.text("ab012", min_size=1, max_size=3)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(SEGMENT, min_size=1, max_size=3).map("/".join), max_size=12))
def test_every_file_is_found_once_in_order(tmp_path_factory: pytest.TempPathFactory, paths: list[str]) -> None:
    folder = tmp_path_factory.mktemp("pic")
    names = {f"{path}.jpg" for path in paths}
    make_files(folder, names)
    expected = sorted(names, key=lambda path: [(natural_key(name), name) for name in PurePosixPath(path).parts])
    assert found_paths(folder) == expected


def test_a_file_is_found_with_size_and_time_and_the_path_to_open(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["a/1.jpg"])
    path = folder / "a" / "1.jpg"
    os.utime(path, ns=(5, 1_700_000_000_123_456_700))
    (found,) = scanned(folder)
    assert isinstance(found, FoundFile)
    assert (found.relative_path, found.size_bytes, found.mtime_ns) == ("a/1.jpg", 1, path.stat().st_mtime_ns)
    assert Path(found.path).samefile(path)


def test_junk_and_hidden_files_and_folders_are_skipped_with_their_reason(tmp_path: Path) -> None:
    names = ["1.jpg", ".DS_Store", "Thumbs.db", "~$a.jpg", "._1.jpg", "__MACOSX/1.jpg", "desktop.ini"]
    folder = make_files(tmp_path / "pic", [*names, ".hidden.jpg", ".git/1.jpg", "a/.DS_Store"])
    assert found_paths(folder) == ["1.jpg"]
    assert problem_codes(folder) == {
        "pic/.DS_Store": "junk",
        "pic/Thumbs.db": "junk",
        "pic/~$a.jpg": "junk",
        "pic/._1.jpg": "junk",
        "pic/__MACOSX": "junk",
        "pic/desktop.ini": "junk",
        "pic/.hidden.jpg": "hidden",
        "pic/.git": "hidden",
        "pic/a/.DS_Store": "junk",
    }


def test_what_the_system_marks_hidden_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg", "2/1.jpg"])
    monkeypatch.setattr(folder_scan, "is_marked_hidden", lambda _state: True)
    assert problem_codes(folder) == {"pic/1.jpg": "hidden", "pic/2": "hidden"}


def test_filters_are_applied_and_an_excluded_folder_is_not_entered(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg", "1.png", "raw/1.jpg", "raw/2.jpg", "a/draft.jpg"])
    path_filter = PathFilter(include=["*.jpg"], exclude=["raw", "a/draft*"])
    assert found_paths(folder, path_filter) == ["1.jpg"]
    assert problem_codes(folder, path_filter) == {
        "pic/1.png": "not-included",
        "pic/raw": "excluded",
        "pic/a/draft.jpg": "excluded",
    }


def refuse(monkeypatch: pytest.MonkeyPatch, function: str, name: str) -> None:
    """Let `os.<function>` refuse the path that ends in `name`, as the permissions of another user's files would."""
    original = getattr(os, function)

    def refusing(path: str) -> object:
        if Path(path).name == name:
            raise PermissionError(13, "Permission denied", path)
        return original(path)

    monkeypatch.setattr(os, function, refusing)


def test_an_unreadable_folder_is_named_and_the_others_are_scanned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_files(tmp_path / "pic", ["a/1.jpg", "b/1.jpg", "c/1.jpg"])
    refuse(monkeypatch, "listdir", "b")
    assert found_paths(folder) == ["a/1.jpg", "c/1.jpg"]
    (problem,) = [found for found in scanned(folder) if isinstance(found, Problem)]
    assert (problem.kind, problem.code, problem.path) == (ProblemKind.LEFT_OUT, "folder-unreadable", "pic/b")
    assert problem.values == {"detail": "Permission denied"}


def test_a_file_that_cannot_be_looked_at_is_left_out_of_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg", "2.jpg", "3.txt"])
    refuse(monkeypatch, "lstat", "2.jpg")
    refuse(monkeypatch, "lstat", "3.txt")
    assert found_paths(folder) == ["1.jpg"]
    assert problem_codes(folder) == {"pic/2.jpg": "file-unreadable", "pic/3.txt": "not-media"}


@pytest.mark.parametrize("name", ["sub", "2026.01"])
def test_what_may_be_a_folder_and_cannot_be_looked_at_is_no_mere_skip(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg", f"{name}/2.jpg"])
    refuse(monkeypatch, "lstat", name)
    (problem,) = [found for found in scanned(folder) if isinstance(found, Problem)]
    assert (problem.kind, problem.code, problem.path) == (ProblemKind.LEFT_OUT, "entry-unreadable", f"pic/{name}")


def test_a_folder_is_listed_only_when_its_turn_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_files(tmp_path / "pic", ["a/1.jpg", "b/1.jpg"])
    listed: list[str] = []
    original = os.listdir

    def noted(path: str) -> list[str]:
        listed.append(Path(path).name)
        return original(path)

    monkeypatch.setattr(os, "listdir", noted)
    scan = scan_source(Source(path=str(folder), is_folder=True), PathFilter())
    next(scan)
    assert listed == ["pic", "a"]


def test_a_loose_file_is_a_source_of_its_own(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg", ".1.jpg"])
    (found,) = scan_source(Source(path=str(folder / "1.jpg"), is_folder=False), PathFilter())
    assert isinstance(found, FoundFile)
    assert (found.relative_path, found.size_bytes) == ("", 1)
    (found,) = scan_source(Source(path=str(folder / ".1.jpg"), is_folder=False), PathFilter())
    assert isinstance(found, FoundFile), "the user named it"


def test_filters_apply_to_loose_files_too(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg"])
    (found,) = scan_source(Source(path=str(folder / "1.jpg"), is_folder=False), PathFilter(exclude=["*.jpg"]))
    assert isinstance(found, Problem)
    assert (found.code, found.path) == ("excluded", "1.jpg")


@pytest.mark.parametrize(
    ("name", "is_folder", "code"),
    [
        ("gone", True, "source-missing"),
        ("gone.jpg", False, "source-missing"),
        ("pic/1.jpg", True, "source-not-folder"),
        ("pic", False, "source-not-file"),
        ("pic/1.jpg/a", True, "source-unreadable"),
    ],
)
def test_a_source_that_is_no_more_what_it_was_ends_the_scan(
    *, name: str, is_folder: bool, code: str, tmp_path: Path
) -> None:
    make_files(tmp_path / "pic", ["1.jpg"])
    with pytest.raises(InputError) as caught:
        list(scan_source(Source(path=str(tmp_path / name), is_folder=is_folder), PathFilter()))
    assert (caught.value.code, caught.value.values["path"]) == (code, str(tmp_path / name))


def test_an_unreadable_source_ends_the_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg"])
    refuse(monkeypatch, "listdir", "pic")
    with pytest.raises(InputError) as caught:
        scanned(folder)
    assert (caught.value.code, caught.value.values["detail"]) == ("source-unreadable", "Permission denied")
