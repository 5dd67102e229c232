"""Files of a cloud that are not on this computer are known by what the system says of them; nothing is read."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.media import folder_scan, placeholders
from itag_desktop.media.inspection import Finding, inspect_file
from itag_desktop.media.kind import FORMATS
from itag_desktop.media.placeholders import is_placeholder, is_placeholder_at, name_behind_stub
from tests.unit.media.samples import PDF
from tests.unit.media.scans import make_files, problem_codes, scanned

NORMAL, OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS = 0x80, 0x1000, 0x40000, 0x400000
DATALESS, COMPRESSED = 0x40000000, 0x20


@pytest.mark.parametrize(
    ("attributes", "is_far"),
    [(NORMAL, False), (OFFLINE, True), (NORMAL | RECALL_ON_OPEN, True), (0x20 | RECALL_ON_DATA_ACCESS, True)],
)
def test_windows_says_it_by_attributes(attributes: int, monkeypatch: pytest.MonkeyPatch, *, is_far: bool) -> None:
    monkeypatch.setattr(placeholders, "_HAS_WINDOWS_ATTRIBUTES", True)
    assert is_placeholder(SimpleNamespace(st_file_attributes=attributes)) is is_far  # type: ignore[arg-type] # what another system says


@pytest.mark.parametrize(("flags", "is_far"), [(0, False), (COMPRESSED, False), (DATALESS | COMPRESSED, True)])
def test_macos_says_it_by_a_flag(flags: int, monkeypatch: pytest.MonkeyPatch, *, is_far: bool) -> None:
    monkeypatch.setattr(placeholders, "_HAS_WINDOWS_ATTRIBUTES", False)
    monkeypatch.setattr(placeholders, "_HAS_FLAGS", True)
    assert is_placeholder(SimpleNamespace(st_flags=flags)) is is_far  # type: ignore[arg-type] # what another system says


def test_a_file_of_this_computer_is_none(tmp_path: Path) -> None:
    assert not is_placeholder(make_files(tmp_path, ["1.jpg"]).stat())


def test_its_first_bytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "1.jpg"
    path.write_bytes(PDF)
    warning = Finding(kind=ProblemKind.WARNING, code="file-in-cloud")
    assert inspect_file(str(path), FORMATS["jpg"], is_placeholder=True) == (warning,)
    assert inspect_file("/nowhere.jpg", FORMATS["jpg"], is_placeholder=True) == (warning,)


def test_a_scan_says_which_files_are_placeholders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_files(tmp_path, ["far.jpg", "near.jpg"])
    far = (folder / "far.jpg").stat().st_ino
    monkeypatch.setattr(folder_scan, "is_placeholder", lambda state: state.st_ino == far)
    assert [not isinstance(one, Problem) and one.is_placeholder for one in scanned(folder)] == [True, False]


def test_what_only_icloud_has_is_left_out_by_its_own_name(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", [".1.jpg.icloud", ".notes.txt.icloud", "a/.2.mp4.icloud", ".icloud"])
    assert problem_codes(folder) == {
        "pic/1.jpg": "file-only-in-icloud",
        "pic/.notes.txt.icloud": "hidden",
        "pic/a/2.mp4": "file-only-in-icloud",
        "pic/.icloud": "hidden",
    }


@pytest.mark.parametrize(
    ("name", "behind"), [(".1.jpg.icloud", "1.jpg"), ("1.jpg.icloud", None), (".icloud", None), (".1.jpg", None)]
)
def test_stubs_are_known_by_their_names(name: str, behind: str | None) -> None:
    assert name_behind_stub(name) == behind


def test_a_path_is_asked_about_too_and_one_that_is_gone_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placeholders, "is_placeholder", lambda _state: True)
    assert is_placeholder_at(str(make_files(tmp_path, ["1.jpg"]) / "1.jpg"))
    assert not is_placeholder_at(str(tmp_path / "gone.jpg"))
