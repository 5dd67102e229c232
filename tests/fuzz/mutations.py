"""Inputs that are nearly right: tables, texts and manifests, and what chance makes of them.

`Mutator(seed)` gives the same inputs for the same seed. Bytes are flipped, cut, doubled and planted with what parsers
trip over; of workbooks either the archive's bytes are changed, or the XML of a part within a sound archive, or which
parts there are.
"""

import codecs
import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import NamedTuple

import openpyxl

from tests.unit.tables.workbooks import INLINE, SHARED, SHEET, STRINGS, TYPES, strings_xml

_ROWS = (
    ("text", "label", "picture"),
    ("The apples are sweet, and red.", "好", "1.jpg"),
    ("苹果很甜，下次还买。", "差", "sub/2.jpg"),
    ('He said: "buy"\nand left', "", "gone.jpg"),
    ("", "好", "oss://bucket.oss-cn-hangzhou.aliyuncs.com/1.jpg"),
)
_PLANTED = (
    *(b'"', b"'", b",", b"\t", b";", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\x80", b"\xed\xa0\x80", b"\x1a", b"\\"),
    *(codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, "\u2028".encode(), "\U0001f34e".encode()),
    *(b'{"data":{"source":"x"}}\n', b'{"data":', b"[" * 2000, b"\\ud800", b"\\u0000", b"1e999", b"NaN", b"-0", b"{}"),
    *(b"../", b"/etc/passwd", b"file:///etc/passwd", b"\\\\host\\share\\1.jpg", b"C:\\1.jpg", b"1.JPG", b"sub/"),
    *(b"oss://b/", b"https://x/1.jpg", b"x" * 5000, b"\n" * 3000, b"," * 3000, b'"\n' * 300, b"=1+1", b"%s{}{0}"),
)
_XML_PLANTED = (
    *(b'<row r="1048576">', b"<row/>", b"<c/>", b'<c r="XFD9"><v>1</v></c>', b'<c t="s"><v>99999999</v></c>'),
    *(b'<c t="e"><v>#N/A</v></c>', b"<f>1+1</f>", b'<c t="d"><v>2024-13-45</v></c>', b"<is><t>x</t></is>"),
    *(
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&a;",
        b"&#0;",
        b"&#xD800;",
        b"<![CDATA[x]]>",
        b"<!--",
        b"_x0000_",
        b"_xD800_",
    ),
    *(b'hidden="1"', b'r="0"', b's="9999"', b's="-1"', b't="s"', b't="str"', b't="b"', b'numFmtId="14"', b"1E+308"),
    *(b'formatCode="[h]:mm:ss.000"', b'formatCode="[$-F800]"', b'formatCode="?/?"', b'Target="../../etc/passwd"'),
    *(b'TargetMode="External"', b'state="hidden"', b'date1904="1"', b"123456789012345678", b"-1", b"0.1", b"1e400"),
)
_NUMBER = re.compile(rb"\d+")
_NAMES = (SHEET, STRINGS, TYPES, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels")


class FuzzInput(NamedTuple):
    """A file's suffix and what it holds."""

    suffix: str
    data: bytes


class Mutator:
    """Makes inputs from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a fixed sequence, no secret
        self._texts = (*_csv_seeds(), *_line_seeds())
        self._workbooks = tuple(_workbook_parts())

    def next_input(self) -> FuzzInput:
        """Return the next input."""
        if self._random.random() < 1 / 3:
            return FuzzInput(self._random.choice((".xlsx", ".xlsx", ".csv")), self._workbook())
        suffix, data = self._random.choice(self._texts)
        if self._random.random() < 1 / 10:
            suffix = self._random.choice((".csv", ".tsv", ".txt", ".manifest", ".xlsx"))
        return FuzzInput(suffix, self._changed(data, _PLANTED))

    def choice(self, *among: object) -> object:
        """Return one of `among`, as the seed has it."""
        return self._random.choice(among)

    def _changed(self, data: bytes, planted: tuple[bytes, ...]) -> bytes:
        changes: tuple[Callable[[bytes], bytes], ...] = (
            self._flipped,
            self._cut,
            self._doubled,
            self._shuffled,
            self._renumbered,
            lambda before: self._planted(before, planted),
            lambda before: self._planted(before, planted),
        )
        for _ in range(self._random.choice((1, 1, 2, 3, 8))):
            data = self._random.choice(changes)(data)
        return data

    def _place(self, data: bytes) -> int:
        return self._random.randint(0, len(data))

    def _flipped(self, data: bytes) -> bytes:
        if not data:
            return data
        changed = bytearray(data)
        changed[self._random.randrange(len(data))] = self._random.randrange(256)
        return bytes(changed)

    def _cut(self, data: bytes) -> bytes:
        begin = self._place(data)
        length = self._random.choice((1, 2, 10, len(data)))
        return data[:begin] + data[begin + length :]

    def _doubled(self, data: bytes) -> bytes:
        begin = self._place(data)
        piece = data[begin : begin + self._random.choice((1, 20, 200))]
        return data[:begin] + piece * self._random.choice((2, 3, 50)) + data[begin:]

    def _shuffled(self, data: bytes) -> bytes:
        lines = data.split(b"\n")
        self._random.shuffle(lines)
        return b"\n".join(lines)

    def _renumbered(self, data: bytes) -> bytes:
        found = list(_NUMBER.finditer(data))
        if not found:
            return data
        number = self._random.choice(found)
        other = self._random.choice((b"0", b"1", b"-1", b"255", b"65536", b"1048577", b"4294967296", b"9" * 30))
        return data[: number.start()] + other + data[number.end() :]

    def _planted(self, data: bytes, planted: tuple[bytes, ...]) -> bytes:
        place = self._place(data)
        return data[:place] + self._random.choice(planted) + data[place:]

    def _workbook(self) -> bytes:
        parts = dict(self._random.choice(self._workbooks))
        way = self._random.random()
        if way < 1 / 4:
            return self._changed(packed(parts, zipfile.ZIP_STORED if way < 1 / 8 else zipfile.ZIP_DEFLATED), _PLANTED)
        if way < 1 / 3:
            del parts[self._random.choice(list(parts))]
        else:
            name = self._random.choice([name for name in (SHEET, SHEET, *_NAMES) if name in parts])
            parts[name] = self._changed(parts[name], (*_XML_PLANTED, *_PLANTED))
        return packed(parts, zipfile.ZIP_DEFLATED)


def packed(parts: Mapping[str, bytes], packing: int) -> bytes:
    """Return an archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _csv_seeds() -> tuple[FuzzInput, ...]:
    tables = [
        "\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in _ROWS)
        for delimiter in ",\t;"
    ]
    plain = "\r\n".join(f"a text of some length {number},{number},{number}.jpg" for number in range(40))
    written = [(table, codec) for table in tables for codec in ("utf-8", "utf-8-sig", "utf-16", "gb18030")]
    return tuple(FuzzInput(".csv", text.encode(codec)) for text, codec in [*written, (plain, "ascii")])


def _line_seeds() -> tuple[FuzzInput, ...]:
    texts = "\n".join(row[0].replace("\n", " ") for row in _ROWS) + "\n"
    items = (
        '{"data":{"source":"苹果"}}',
        '{"data": {"source": "oss://b.oss-cn-hangzhou.aliyuncs.com/1.jpg", "label": "x"}, "label-7": {"a": [1, 2.50]}}',
        '{"data":{"picture_url":"oss://b/1.jpg","text":null}}',
    )
    manifest = FuzzInput(".manifest", ("\n".join(items) + "\n").encode())
    return (*(FuzzInput(".txt", texts.encode(codec)) for codec in ("utf-8", "utf-16", "gb18030")), manifest, manifest)


def _workbook_parts() -> tuple[Mapping[str, bytes], ...]:
    book = openpyxl.Workbook()
    for row in (*_ROWS, (1.5, 45_000, True)):
        book.active.append(row)
    book.active["B6"].number_format = "yyyy/m/d"
    book.active["A6"].number_format = '0.00"kg";[Red]-0.00'
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("另一张").append(["other", "sheet"])
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        inline = {name: archive.read(name) for name in archive.namelist()}
    sheet = inline[SHEET].decode()
    numbers = iter(range(sheet.count('t="inlineStr"')))
    shared = {
        **inline,
        SHEET: INLINE.sub(lambda _: f't="s"><v>{next(numbers)}</v>', sheet).encode(),
        STRINGS: strings_xml("".join(f"<si>{item}</si>" for item in INLINE.findall(sheet))),
        TYPES: inline[TYPES].decode().replace("</Types>", SHARED + "</Types>").encode(),
    }
    return inline, shared
