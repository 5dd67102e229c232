"""What the name of a file promises: its media kind, its content type, and what browsers make of it.

One fixed table, so that every computer says the same; Python's `mimetypes` reads whatever the system has registered.
Annotators see media in a browser, so formats that the common browsers do not all show (MDN, "Image file type and format
guide", "Media container formats") are told from those they do. The contents a suffix may stand for are named as in
`media.content`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from itag_desktop.domain.kinds import MediaKind, Template

UNKNOWN = "?"
"""Among a format's contents: bytes that nothing recognises are no surprise (no signature, or one seldom known)."""

_DEFAULT_CONTENT_TYPE = "application/octet-stream"
_IMAGE, _VIDEO, _AUDIO = Template.IMAGE, Template.VIDEO, Template.AUDIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What a suffix promises. `contents` are those a file of it may have; `is_shown`: the common browsers show it."""

    kind: MediaKind
    content_type: str
    contents: frozenset[str]
    is_shown: bool


_Row = tuple[MediaKind, str, str, str]
"""Kind, content type, contents, suffixes."""

_SHOWN: tuple[_Row, ...] = (
    (_IMAGE, "image/jpeg", "jpeg", "jpg jpeg jpe jfif pjpeg pjp"),
    (_IMAGE, "image/png", "png", "png"),
    (_IMAGE, "image/apng", "png", "apng"),
    (_IMAGE, "image/gif", "gif", "gif"),
    (_IMAGE, "image/webp", "webp", "webp"),
    (_IMAGE, "image/bmp", "bmp", "bmp"),
    (_IMAGE, "image/bmp", "bmp ?", "dib"),
    (_IMAGE, "image/avif", "avif", "avif"),
    (_IMAGE, "image/svg+xml", "svg text ?", "svg"),
    (_IMAGE, "image/x-icon", "ico ?", "ico cur"),
    (_VIDEO, "video/mp4", "isobmff", "mp4 m4v"),
    (_VIDEO, "video/webm", "matroska", "webm"),
    (_AUDIO, "audio/mpeg", "mpeg-audio id3 ?", "mp3"),
    (_AUDIO, "audio/wav", "wav", "wav wave"),
    (_AUDIO, "audio/mp4", "isobmff", "m4a m4b"),
    (_AUDIO, "audio/aac", "adts id3 ?", "aac"),
    (_AUDIO, "audio/ogg", "ogg", "ogg oga opus"),
    (_AUDIO, "audio/flac", "flac id3", "flac"),
    (_AUDIO, "audio/webm", "matroska", "weba"),
)
_NOT_SHOWN: tuple[_Row, ...] = (
    (_IMAGE, "image/tiff", "tiff", "tif tiff"),
    (_IMAGE, "image/heic", "heif", "heic heics"),
    (_IMAGE, "image/heif", "heif avif", "heif heifs hif"),
    (_IMAGE, "image/jxl", "jxl", "jxl"),
    (_IMAGE, "image/jp2", "jpeg-2000", "jp2 jpf jpx j2k j2c jpc"),
    (_IMAGE, "image/vnd.ms-photo", "jpeg-xr", "jxr wdp hdp"),
    (_IMAGE, "image/vnd.adobe.photoshop", "psd", "psd psb"),
    (_IMAGE, "image/x-portable-anymap", "text ?", "pnm pbm pgm ppm"),
    (_IMAGE, "image/x-tga", "?", "tga"),
    (_IMAGE, "image/x-adobe-dng", "tiff", "dng"),
    (_IMAGE, "image/x-canon-cr2", "tiff", "cr2"),
    (_IMAGE, "image/x-canon-cr3", "camera-raw", "cr3"),
    (_IMAGE, "image/x-camera-raw", "tiff camera-raw ?", "nef nrw arw srf sr2 pef srw orf rw2 raf 3fr erf kdc dcr"),
    (_VIDEO, "video/quicktime", "isobmff", "mov qt"),
    (_VIDEO, "video/x-matroska", "matroska", "mkv"),
    (_VIDEO, "video/x-msvideo", "avi", "avi divx"),
    (_VIDEO, "video/x-ms-wmv", "asf", "wmv"),
    (_VIDEO, "video/x-ms-asf", "asf", "asf"),
    (_VIDEO, "video/x-flv", "flv", "flv"),
    (_VIDEO, "video/x-f4v", "isobmff", "f4v"),
    (_VIDEO, "video/mpeg", "mpeg ?", "mpg mpeg mpe m1v m2v vob"),
    (_VIDEO, "video/mp2t", "mpeg-ts ?", "ts mts m2ts"),
    (_VIDEO, "video/3gpp", "isobmff", "3gp 3gpp"),
    (_VIDEO, "video/3gpp2", "isobmff", "3g2"),
    (_VIDEO, "video/ogg", "ogg", "ogv ogm"),
    (_VIDEO, "application/vnd.rn-realmedia", "realmedia", "rm rmvb"),
    (_AUDIO, "audio/x-ms-wma", "asf", "wma"),
    (_AUDIO, "audio/aiff", "aiff", "aif aiff aifc"),
    (_AUDIO, "audio/amr", "amr", "amr awb"),
    (_AUDIO, "audio/midi", "midi", "mid midi"),
    (_AUDIO, "audio/x-matroska", "matroska", "mka"),
    (_AUDIO, "audio/ogg", "ogg", "spx"),
    (_AUDIO, "audio/mpeg", "mpeg-audio id3 ?", "mp2 mpga"),
    (_AUDIO, "audio/x-caf", "?", "caf"),
    (_AUDIO, "audio/basic", "?", "au snd"),
    (_AUDIO, "audio/ac3", "?", "ac3"),
    (_AUDIO, "audio/x-ape", "?", "ape"),
    (_AUDIO, "audio/x-wavpack", "?", "wv"),
)


def _formats() -> Iterator[tuple[str, Format]]:
    for rows, is_shown in ((_SHOWN, True), (_NOT_SHOWN, False)):
        for kind, content_type_, contents, suffixes in rows:
            promised = Format(
                kind=kind, content_type=content_type_, contents=frozenset(contents.split()), is_shown=is_shown
            )
            yield from ((suffix, promised) for suffix in suffixes.split())


FORMATS: Mapping[str, Format] = MappingProxyType(dict(_formats()))
"""The formats by suffix, in lower case and without its dot."""


def format_of(name: str) -> Format | None:
    """Return what the suffix of a file's name or key promises, or None where it is of no media file."""
    stem, dot, suffix = name.rpartition(".")
    return FORMATS.get(suffix.lower()) if dot and stem else None


def content_type(name: str) -> str:
    """Return the content type to store an object of this name with."""
    promised = format_of(name)
    return promised.content_type if promised is not None else _DEFAULT_CONTENT_TYPE
