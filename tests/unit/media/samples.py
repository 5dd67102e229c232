"""The first bytes of files of many formats, by suffix, as their specifications give them."""

from collections.abc import Mapping


def box_file(*brands: bytes) -> bytes:
    """Return the beginning of an ISO 14496-12 file of these brands, the major one first."""
    body = brands[0] + bytes(4) + b"".join(brands)
    return (len(body) + 8).to_bytes(4, "big") + b"ftyp" + body + bytes(100)


def riff(form: bytes, start: bytes = b"RIFF") -> bytes:
    """Return the beginning of a file in Microsoft's container."""
    return start + bytes([36, 8, 0, 0]) + form + bytes(40)


TS = (b"G\x40\x00\x10" + bytes(184)) * 4
ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + bytes(40)
TIFF = b"II*\0\x08\0\0\0" + bytes(40)
SVG = b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'
HTML = b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
MP3_FRAME = b"\xff\xfb\x90\x64" + bytes(60)

SAMPLES: Mapping[str, bytes] = {
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(40),
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(40),
    "gif": b"GIF89a" + bytes(40),
    "webp": riff(b"WEBP") + b"VP8 ",
    "bmp": b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0" + bytes(40),
    "avif": box_file(b"avif", b"mif1", b"miaf"),
    "svg": SVG,
    "ico": b"\0\0\1\0\1\0\x10\x10" + bytes(40),
    "mp4": box_file(b"isom", b"iso2", b"avc1", b"mp41"),
    "m4v": box_file(b"M4V ", b"mp42"),
    "webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\xf7\x81\1B\xf2\x81\4B\xf3\x81\x08B\x82\x84webm" + bytes(40),
    "mp3": b"ID3\4\0\0" + bytes(40),
    "wav": riff(b"WAVE"),
    "m4a": box_file(b"M4A ", b"isom"),
    "aac": b"\xff\xf1\x50\x80" + bytes(40),
    "ogg": b"OggS\0\2" + bytes(40),
    "flac": b"fLaC\0\0\0\x22" + bytes(40),
    "tif": TIFF,
    "heic": box_file(b"heic", b"mif1"),
    "jxl": b"\xff\x0a\xfa\x7f" + bytes(40),
    "jp2": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40),
    "j2k": b"\xffO\xffQ" + bytes(40),
    "jxr": b"II\xbc\1" + bytes(40),
    "psd": b"8BPS\0\1" + bytes(40),
    "nef": b"MM\0*\0\0\0\x08" + bytes(40),
    "cr3": box_file(b"crx ", b"isom"),
    "orf": b"IIRO\x08\0\0\0" + bytes(40),
    "mov": box_file(b"qt  "),
    "mkv": b"\x1aE\xdf\xa3\xa3B\x86\x81\1B\xf7\x81\1B\xf2\x81\4B\xf3\x81\x08B\x82\x88matroska" + bytes(40),
    "avi": riff(b"AVI "),
    "wmv": ASF,
    "wma": ASF,
    "flv": b"FLV\1\5\0\0\0\x09" + bytes(40),
    "mpg": b"\0\0\1\xba\x44\0" + bytes(40),
    "ts": TS,
    "m2ts": b"".join(bytes(4) + TS[at : at + 188] for at in range(0, len(TS), 188)),
    "3gp": box_file(b"3gp4", b"isom"),
    "rm": b".RMF\0\0\0\x12" + bytes(40),
    "aiff": b"FORM\0\0\1\0AIFFCOMM" + bytes(40),
    "aifc": b"FORM\0\0\1\0AIFCFVER" + bytes(40),
    "amr": b"#!AMR\n\x3c" + bytes(40),
    "awb": b"#!AMR-WB\n\x44" + bytes(40),
    "mid": b"MThd\0\0\0\6" + bytes(40),
    "mp2": b"\xff\xfd\x90\x04" + bytes(40),
}
