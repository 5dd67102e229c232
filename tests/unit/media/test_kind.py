"""What the name of a file promises."""

import pytest

from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.media import kind
from itag_desktop.media.kind import FORMATS, content_type, format_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1.jpg", Template.IMAGE),
        ("folder.d/PHOTO.JPEG", Template.IMAGE),
        ("苹果 1.png", Template.IMAGE),
        ("clip.final.mp4", Template.VIDEO),
        ("song.m4a", Template.AUDIO),
    ],
)
def test_the_suffix_tells_the_kind_whatever_its_case(name: str, expected: MediaKind) -> None:
    promised = format_of(name)
    assert promised is not None
    assert promised.kind is expected


@pytest.mark.parametrize("name", ["notes.txt", "jpg", ".jpg", "1.jpg.part", "archive.jpg/readme", "1.", ""])
def test_other_names_are_of_no_media_file(name: str) -> None:
    assert format_of(name) is None


def test_no_suffix_is_listed_twice() -> None:
    suffixes = [suffix for rows in (kind._SHOWN, kind._NOT_SHOWN) for row in rows for suffix in row[3].split()]
    assert len(suffixes) == len(set(suffixes)) == len(FORMATS)


@pytest.mark.parametrize(
    "suffix", ["jpg", "png", "gif", "webp", "bmp", "svg", "mp4", "webm", "mp3", "wav", "m4a", "ogg"]
)
def test_what_browsers_show_is_known(suffix: str) -> None:
    assert FORMATS[suffix].is_shown


@pytest.mark.parametrize("suffix", ["tif", "tiff", "heic", "nef", "psd", "avi", "mkv", "wmv", "mov", "wma", "amr"])
def test_what_browsers_do_not_show_is_known(suffix: str) -> None:
    assert not FORMATS[suffix].is_shown


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("iTAG/pic/1.JPG", "image/jpeg"),
        ("1.svg", "image/svg+xml"),
        ("a/clip.mp4", "video/mp4"),
        ("song.mp3", "audio/mpeg"),
        ("fruit.manifest", "application/octet-stream"),
    ],
)
def test_the_content_type_follows_from_the_suffix(key: str, expected: str) -> None:
    assert content_type(key) == expected
