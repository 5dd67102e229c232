"""What the first bytes of a file are.

The library `filetype` knows documents, archives, programs and rare media, and so finds what is no medium at all. It is
asked last, for three reasons: seventy matchers in Python cost more than opening the file; it does not know MP4 files of
some brands, HEIF of most, MPEG audio of some layers and texts; and it decides what first bytes cannot tell, whether an
MP4, Matroska, Ogg or ASF file is video or audio. Such containers are of both kinds here.

Bytes that nothing recognises are None, which is no proof of anything: `media.kind` says for which suffixes that is odd.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import filetype

from itag_desktop.domain.kinds import MediaKind, Template

HEAD_BYTES = 4096
"""How many first bytes are enough."""

_IMAGE = frozenset({Template.IMAGE})
_VIDEO = frozenset({Template.VIDEO})
_AUDIO = frozenset({Template.AUDIO})
_EITHER = _VIDEO | _AUDIO
_NEITHER: frozenset[MediaKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Content:
    """What bytes are. `kinds` are those a file of them may be of; `is_shown`: the common browsers show it."""

    name: str
    content_type: str
    kinds: frozenset[MediaKind]
    is_shown: bool = False


_JPEG = Content("jpeg", "image/jpeg", _IMAGE, is_shown=True)
_PNG = Content("png", "image/png", _IMAGE, is_shown=True)
_GIF = Content("gif", "image/gif", _IMAGE, is_shown=True)
_WEBP = Content("webp", "image/webp", _IMAGE, is_shown=True)
_BMP = Content("bmp", "image/bmp", _IMAGE, is_shown=True)
_AVIF = Content("avif", "image/avif", _IMAGE, is_shown=True)
_SVG = Content("svg", "image/svg+xml", _IMAGE, is_shown=True)
_TIFF = Content("tiff", "image/tiff", _IMAGE)
_HEIF = Content("heif", "image/heif", _IMAGE)
_JXL = Content("jxl", "image/jxl", _IMAGE)
_JPEG_2000 = Content("jpeg-2000", "image/jp2", _IMAGE)
_CAMERA_RAW = Content("camera-raw", "image/x-camera-raw", _IMAGE)
_ISOBMFF = Content("isobmff", "video/mp4", _EITHER, is_shown=True)
_MATROSKA = Content("matroska", "video/x-matroska", _EITHER)
_WEBM = Content("matroska", "video/webm", _EITHER, is_shown=True)
_OGG = Content("ogg", "application/ogg", _EITHER, is_shown=True)
_ASF = Content("asf", "video/x-ms-asf", _EITHER)
_REALMEDIA = Content("realmedia", "application/vnd.rn-realmedia", _EITHER)
_AVI = Content("avi", "video/x-msvideo", _VIDEO)
_FLV = Content("flv", "video/x-flv", _VIDEO)
_MPEG_TS = Content("mpeg-ts", "video/mp2t", _VIDEO)
_WAV = Content("wav", "audio/wav", _AUDIO, is_shown=True)
_FLAC = Content("flac", "audio/flac", _AUDIO, is_shown=True)
_ID3 = Content("id3", "audio/mpeg", _AUDIO, is_shown=True)
_MPEG_AUDIO = Content("mpeg-audio", "audio/mpeg", _AUDIO, is_shown=True)
_ADTS = Content("adts", "audio/aac", _AUDIO, is_shown=True)
_AMR = Content("amr", "audio/amr", _AUDIO)
_AIFF = Content("aiff", "audio/aiff", _AUDIO)
_HTML = Content("html", "text/html", _NEITHER)
_TEXT = Content("text", "text/plain", _NEITHER)

_BY_START: Mapping[bytes, Content] = {
    b"\x89PNG": _PNG,
    b"GIF8": _GIF,
    b"II*\0": _TIFF,
    b"MM\0*": _TIFF,
    b"II+\0": _TIFF,  # BigTIFF
    b"MM\0+": _TIFF,
    b"OggS": _OGG,
    b"fLaC": _FLAC,
    b"0&\xb2u": _ASF,
    b".RMF": _REALMEDIA,
    b"FLV\1": _FLV,
    b"#!AM": _AMR,
    b"\xffO\xffQ": _JPEG_2000,  # a bare codestream
    b"IIRO": _CAMERA_RAW,  # Olympus
    b"IIU\0": _CAMERA_RAW,  # Panasonic
}
_OF_IFF: Mapping[bytes, Content] = {b"WEBP": _WEBP, b"WAVE": _WAV, b"AVI ": _AVI, b"AIFF": _AIFF, b"AIFC": _AIFF}
_IFF_STARTS = frozenset({b"RIFF", b"RIFX", b"RF64", b"BW64", b"FORM"})
_EBML_START, _EBML_HEADER_BYTES = b"\x1aE\xdf\xa3", 64
_BY_BOX: Mapping[bytes, Content] = {
    b"jP  ": _JPEG_2000,
    b"JXL ": _JXL,
    **dict.fromkeys((b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"), _ISOBMFF),  # QuickTime before 2001
}
_OF_BRANDS: tuple[tuple[Content, frozenset[bytes]], ...] = (
    (_AVIF, frozenset({b"avif", b"avis"})),
    (_HEIF, frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})),
    (_CAMERA_RAW, frozenset({b"crx "})),
)

_KINDS_OF_LIBRARY = {"image": _IMAGE, "video": _VIDEO, "audio": _AUDIO}
_NAMES_OF_LIBRARY = {
    "image/x-icon": "ico",
    "image/vnd.adobe.photoshop": "psd",
    "image/vnd.ms-photo": "jpeg-xr",
    "video/mpeg": "mpeg",
    "audio/midi": "midi",
}
_TEXTUAL = frozenset({"application/pdf", "application/rtf", "application/postscript"})
_CONTROLS_OF_TEXT = frozenset("\t\n\f\r\x1b")
_TS_PACKET_BYTES, _M2TS_PACKET_BYTES = 188, 192
_HALF_A_CHARACTER_BYTES = 3


def content_of(head: bytes) -> Content | None:
    """Return what the first `HEAD_BYTES` of a file are, or None where nothing recognises them."""
    if head.startswith(b"\xff\xd8\xff"):
        return _JPEG
    start = head[:4]
    if (found := _BY_START.get(start)) is not None:
        return found
    if start in _IFF_STARTS and (found := _OF_IFF.get(head[8:12])) is not None:
        return found
    if start == _EBML_START:
        return _WEBM if b"webm" in head[:_EBML_HEADER_BYTES] else _MATROSKA
    if head[4:8] == b"ftyp":
        return _of_brands(head)
    return _of_text(head) or _BY_BOX.get(head[4:8]) or _of_weak_start(head) or _of_library(head)


def _of_brands(head: bytes) -> Content:
    """Tell the files of ISO 14496-12 apart by their brands: the major one, then those they are compatible with."""
    size_bytes = min(int.from_bytes(head[:4], "big"), len(head))
    brands = (head[8:12], *(head[at : at + 4] for at in range(16, size_bytes, 4)))
    for content, telling in _OF_BRANDS:
        if not telling.isdisjoint(brands):
            return content
    return _ISOBMFF


def _of_weak_start(head: bytes) -> Content | None:
    """Recognise what tells itself by two or three bytes, or by their distance."""
    if head.startswith(b"ID3"):
        return _ID3
    if head.startswith(b"\xff\x0a"):
        return _JXL
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":  # two reserved words
        return _BMP
    if head[0::_TS_PACKET_BYTES][:3] == b"GGG" or head[4::_M2TS_PACKET_BYTES][:3] == b"GGG":
        return _MPEG_TS
    return _of_frame_sync(head)


def _of_frame_sync(head: bytes) -> Content | None:
    """Recognise a frame of MPEG audio (ISO 11172-3: twelve or eleven set bits, version, layer) or of ADTS (layer 0)."""
    if len(head) < 2 or head[0] != 0xFF or head[1] < 0xE0:  # noqa: PLR2004 - the sync bits
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if layer == 0 and version >= 2:  # noqa: PLR2004 - twelve bits
        return _ADTS
    return _MPEG_AUDIO if layer in (1, 2) and version != 1 else None


def _of_text(head: bytes) -> Content | None:
    """Recognise text in UTF-8: a page or note saved under a medium's name is a common accident."""
    try:
        text = head.decode()
    except UnicodeDecodeError as error:
        if len(head) < HEAD_BYTES or error.start < len(head) - _HALF_A_CHARACTER_BYTES:
            return None
        text = head[: error.start].decode()
    if any(char < " " and char not in _CONTROLS_OF_TEXT for char in text) or not text:
        return None
    found = filetype.guess_mime(head)
    if found in _TEXTUAL:
        return Content(found, found, _NEITHER)
    return _of_markup(text.lower())


def _of_markup(text: str) -> Content:
    places = {text.find(tag): content for tag, content in (("<svg", _SVG), ("<html", _HTML), ("<!doctype html", _HTML))}
    places.pop(-1, None)
    return places[min(places)] if places else _TEXT


def _of_library(head: bytes) -> Content | None:
    found = filetype.guess_mime(head)
    if found is None:
        return None
    kinds = _KINDS_OF_LIBRARY.get(found.partition("/")[0], _NEITHER)
    return Content(_NAMES_OF_LIBRARY.get(found, found), found, kinds)
