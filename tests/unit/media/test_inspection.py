"""Whether a file holds what its name promises."""

from pathlib import Path

import pytest

from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.media.inspection import Finding, inspect_file
from itag_desktop.media.kind import FORMATS
from tests.unit.media.samples import HTML, MP3_FRAME, PDF, SAMPLES, TIFF


def found(folder: Path, name: str, data: bytes) -> tuple[Finding, ...]:
    path = folder / name
    path.write_bytes(data)
    return inspect_file(str(path), FORMATS[path.suffix[1:]])


def codes(findings: tuple[Finding, ...]) -> list[tuple[ProblemKind, str]]:
    return [(finding.kind, finding.code) for finding in findings]


LEFT_OUT, WARNING = ProblemKind.LEFT_OUT, ProblemKind.WARNING


@pytest.mark.parametrize("suffix", SAMPLES)
def test_a_file_as_promised_is_sent_with_a_warning_only_where_browsers_do_not_show_it(
    suffix: str, tmp_path: Path
) -> None:
    expected = [] if FORMATS[suffix].is_shown else [(WARNING, "browser-cannot-show")]
    assert codes(found(tmp_path, f"a.{suffix}", SAMPLES[suffix])) == expected


@pytest.mark.parametrize(
    ("name", "data", "content_type"),
    [
        ("a.jpg", PDF, "application/pdf"),
        ("a.png", HTML, "text/html"),
        ("a.svg", HTML, "text/html"),
        ("a.jpg", SAMPLES["mp4"], "video/mp4"),
        ("a.mp4", SAMPLES["jpg"], "image/jpeg"),
        ("a.ts", b"export const answer = 42;\n", "text/plain"),
        ("a.mp3", b"version https://git-lfs.github.com/spec/v1", "text/plain"),
        ("a.mp3", SAMPLES["avi"], "video/x-msvideo"),
    ],
)
def test_content_of_no_such_kind_is_left_out(name: str, data: bytes, content_type: str, tmp_path: Path) -> None:
    (finding,) = found(tmp_path, name, data)
    assert (finding.kind, finding.code, finding.values) == (LEFT_OUT, "wrong-content", {"found": content_type})


def test_another_format_of_the_kind_is_a_warning(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "a.jpg", SAMPLES["png"])
    assert (finding.kind, finding.code) == (WARNING, "name-content-differ")
    assert finding.values == {"found": "image/png", "promised": "image/jpeg"}


def test_browsers_go_by_the_bytes(tmp_path: Path) -> None:
    assert codes(found(tmp_path, "a.jpg", TIFF)) == [(WARNING, "name-content-differ"), (WARNING, "browser-cannot-show")]
    assert codes(found(tmp_path, "a.tif", SAMPLES["jpg"])) == [(WARNING, "name-content-differ")]
    assert codes(found(tmp_path, "a.mp4", SAMPLES["webm"])) == [(WARNING, "name-content-differ")]


def test_video_and_audio_in_one_container_are_told_by_the_name(tmp_path: Path) -> None:
    assert found(tmp_path, "a.m4a", SAMPLES["mp4"]) == ()
    assert found(tmp_path, "a.mp4", SAMPLES["m4a"]) == ()
    assert found(tmp_path, "a.ogg", SAMPLES["ogg"]) == ()


def test_unknown_bytes_are_sent_and_a_warning_only_where_there_is_always_a_signature(tmp_path: Path) -> None:
    assert codes(found(tmp_path, "a.jpg", bytes(100))) == [(WARNING, "content-unknown")]
    assert codes(found(tmp_path, "a.mp4", b"\x80" * 100)) == [(WARNING, "content-unknown")]
    assert found(tmp_path, "a.mp3", bytes(100)) == ()
    assert found(tmp_path, "a.mp3", MP3_FRAME) == ()
    assert found(tmp_path, "a.svg", b"\x80" * 100) == ()


def test_a_drawing_that_shows_no_tag_yet_is_sent(tmp_path: Path) -> None:
    assert found(tmp_path, "a.svg", b"<?xml version='1.0'?><!--" + b" long" * 2000) == ()


def test_an_empty_file_is_left_out(tmp_path: Path) -> None:
    assert codes(found(tmp_path, "a.jpg", b"")) == [(LEFT_OUT, "file-empty")]


def test_a_file_that_cannot_be_opened_is_left_out(tmp_path: Path) -> None:
    jpeg = FORMATS["jpg"]
    assert codes(inspect_file(str(tmp_path / "gone.jpg"), jpeg)) == [(LEFT_OUT, "file-gone")]
    (tmp_path / "file").touch()
    (finding,) = inspect_file(str(tmp_path / "file" / "a.jpg"), jpeg)
    assert (finding.kind, finding.code) == (LEFT_OUT, "file-unreadable")
    assert finding.values["detail"]
