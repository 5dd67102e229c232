"""What the first bytes of a file are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itag_desktop.domain.kinds import Template
from itag_desktop.media.content import HEAD_BYTES, content_of
from itag_desktop.media.kind import FORMATS, UNKNOWN
from tests.unit.media.samples import ASF, HTML, MP3_FRAME, PDF, SAMPLES, SVG, TIFF, box_file, riff


def named(head: bytes) -> str | None:
    content = content_of(head)
    return None if content is None else content.name


@pytest.mark.parametrize("suffix", SAMPLES)
def test_a_file_of_each_format_is_what_its_suffix_promises(suffix: str) -> None:
    content = content_of(SAMPLES[suffix])
    assert content is not None
    assert content.name in FORMATS[suffix].contents
    assert FORMATS[suffix].kind in content.kinds


def test_every_content_that_a_suffix_promises_can_be_recognised() -> None:
    promised = {name for promised in FORMATS.values() for name in promised.contents} - {UNKNOWN}
    heads = [*SAMPLES.values(), MP3_FRAME, b"P2 1 1 255 0"]
    assert promised == promised & {named(head) for head in heads}


@pytest.mark.parametrize("brand", [b"mp42", b"dash", b"M4A ", b"3gp5", b"qt  ", b"none"])
def test_any_mp4_may_be_video_or_audio(brand: bytes) -> None:
    content = content_of(box_file(brand))
    assert content is not None
    assert content.kinds == {Template.VIDEO, Template.AUDIO}


@pytest.mark.parametrize("start", [SAMPLES["webm"], SAMPLES["ogg"], ASF])
def test_other_containers_may_be_either_too(start: bytes) -> None:
    content = content_of(start)
    assert content is not None
    assert content.kinds == {Template.VIDEO, Template.AUDIO}


@pytest.mark.parametrize(
    ("brands", "expected"),
    [
        ((b"mif1", b"heic"), "heif"),
        ((b"heix", b"mif1"), "heif"),
        ((b"mif1", b"avif", b"miaf"), "avif"),
        ((b"avis", b"msf1"), "avif"),
        ((b"miaf", b"mif1"), "heif"),
    ],
)
def test_pictures_in_mp4_boxes_are_pictures(brands: tuple[bytes, ...], expected: str) -> None:
    assert named(box_file(*brands)) == expected


@pytest.mark.parametrize("second", [0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2, 0xFD])
def test_mpeg_audio_without_a_tag_is_known_by_its_frames(second: int) -> None:
    assert named(bytes([0xFF, second, 0x90, 0x64])) == "mpeg-audio"


@pytest.mark.parametrize("start", [b"\xff\xfe1\0", b"\xff\xff\xff\xff", b"\xff", b"\xff\xc0\0\0"])
def test_other_set_bits_are_no_audio(start: bytes) -> None:
    assert named(start) is None


def test_large_wave_files_and_old_quicktime_files_are_known() -> None:
    assert named(riff(b"WAVE", b"RF64")) == "wav"
    assert named(b"\0\0\0\x6cmoov\0\0\0\x64mvhd" + bytes(40)) == "isobmff"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (PDF, "application/pdf"),
        (b"%PDF-1.4\nonly ASCII so far", "application/pdf"),
        (b"PK\3\4\x14\0\0\0" + bytes(40), "application/zip"),
        (b"\x7fELF\2\1\1" + bytes(60), "application/x-executable"),
        (b"SQLite format 3\0", "application/x-sqlite3"),
        (HTML, "text/html"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "text/plain"),
        (b"BMW and MZ, said the note", "text/plain"),
        ("苹果".encode(), "text/plain"),
        (b" \n", "text/plain"),
    ],
)
def test_what_is_no_medium_is_of_no_kind(head: bytes, expected: str) -> None:
    content = content_of(head)
    assert content is not None
    assert (content.content_type, content.kinds) == (expected, frozenset())


def test_a_page_with_a_drawing_in_it_is_a_page_and_a_drawing_with_text_in_it_is_a_drawing() -> None:
    assert named(HTML + SVG) == "html"
    assert named(SVG + HTML) == "svg"


def test_a_character_cut_at_the_end_of_the_head_is_still_text() -> None:
    text = b"ab" + "果".encode() * HEAD_BYTES
    assert named(text[:HEAD_BYTES]) == "text"
    assert named(text[:100]) is None, "a whole file that ends within a character is no text"


@pytest.mark.parametrize("head", [b"", b"\0" * 100, b"\x80\x81\x82", b"text with a \0 in it"])
def test_what_nothing_recognises_is_unknown(head: bytes) -> None:
    assert content_of(head) is None


def test_nobody_takes_a_tiff_for_shown_by_browsers() -> None:
    content = content_of(TIFF)
    assert content is not None
    assert not content.is_shown


STARTS = st.sampled_from([b"", *(sample[:12] for sample in SAMPLES.values()), b"\x50\x2a\x4d\x18\0\0\0\0", b"PK\3\4"])


@given(STARTS, st.binary(max_size=200))
@example(b"\x50\x2a\x4d\x18\0\0\0\0" * 512, b"")
@example(b"\x89PNG\r\n\x1a\n", bytes(4000))
def test_no_bytes_make_it_fail(start: bytes, rest: bytes) -> None:
    content_of(start + rest)
