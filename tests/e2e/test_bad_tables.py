"""Tables that cannot be read: exit code 2, one sentence that says where and what to do, and nothing uploaded."""

import os
import re
import resource
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.practice_server import RunningPractice
from tests.support.terminal import COMMAND, Terminal
from tests.unit.tables.workbooks import SHEET, TYPES, handmade, sheet_xml, with_parts, workbook

TO = ("--to", "oss://practice/iTAG")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS = [["text", "label"], ["The apples are sweet.", "good"]]


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def refused(terminal: Terminal, oss: RunningPractice, *arguments: str) -> tuple[str, str]:
    """See a command refused with nothing uploaded; return the code and the sentence."""
    exit_code, document = terminal.json("create", *arguments, *TO)
    again, _, err = terminal("create", *arguments, *TO)
    assert (exit_code, again) == (2, 2)
    assert oss.faults.count(lambda request: request.method == "PUT") == 0
    sentence: str = document["trouble"]["sentence"]
    assert sentence.isprintable()
    assert sentence in err
    assert not list(Path().glob("*.manifest"))
    return document["trouble"]["code"], sentence


def old_workbook(path: Path) -> None:
    path.write_bytes(COMPOUND + bytes(600))


def encrypted_workbook(path: Path) -> None:
    path.write_bytes(COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def encrypted_archive(path: Path) -> None:
    data = bytearray(workbook(path, ROWS).read_bytes())
    for match in list(re.finditer(b"PK\x01\x02", bytes(data))):
        struct.pack_into("<H", data, match.start() + 8, 1)
    path.write_bytes(data)


def truncated(path: Path) -> None:
    path.write_bytes(workbook(path, ROWS).read_bytes()[:-200])


def zip_bomb(path: Path) -> None:
    with_parts(workbook(path, ROWS), {SHEET: sheet_xml("<row><c><v>" + "1" * (70 << 20) + "</v></c></row>")})


def style_bomb(path: Path) -> None:
    with zipfile.ZipFile(workbook(path, ROWS)) as archive:
        styles = archive.read("xl/styles.xml")
    with_parts(path, {"xl/styles.xml": re.sub(rb"<cellXfs[^>]*>", b"<cellXfs>" + b"<xf/>" * 2_000_000, styles)})


def entity_bomb(path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    handmade(path, "<row><c><v>1</v></c></row>", before=f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>')


@pytest.mark.parametrize(
    ("make", "code", "advice"),
    [
        (lambda path: path.touch(), "source-empty", "another file"),
        (lambda path: path.write_bytes(b"text,label\r\n"), "no-rows", "another file"),
        (lambda path: path.write_bytes(b"text,label\n,good\n \t,bad\n"), "all-rows-left-out", "2 rows"),
        (old_workbook, "workbook-old", "xlsx"),
        (encrypted_workbook, "workbook-encrypted", "password"),
        (encrypted_archive, "workbook-encrypted", "password"),
        (truncated, "workbook-damaged", "damaged"),
        (zip_bomb, "workbook-too-large", "MB"),
        (style_bomb, "workbook-damaged", "damaged"),
        (entity_bomb, "workbook-with-doctype", "table.csv"),
        (lambda path: path.write_bytes(b"text,n\nfirst row,1\n" + b"\x80\xff,2\n"), "table-undecodable", "3"),
        (lambda path: path.write_bytes(b"a,b,c\n" + b"x," * 20_000 + b"\n"), "table-too-wide", "16,384"),
        (lambda path: path.write_bytes(b'text,n\na,1\n"never closed,2\nb,3\n'), "csv-quote-open", "3"),
    ],
)
def test_what_is_no_usable_table_is_refused_with_the_way_out(
    terminal: Terminal, oss: RunningPractice, make: Callable[[Path], object], code: str, advice: str
) -> None:
    make(Path("table.csv"))
    extra = ("--encoding", "utf-8") if code == "table-undecodable" else ()
    found, sentence = refused(terminal, oss, "text", "table.csv", "--column", "col:A", "--header", *extra)
    assert found == code
    assert advice in sentence


@pytest.mark.parametrize("name", ["old.xls", "renamed.xlsx"])
def test_an_old_workbook_is_one_whatever_it_is_called(terminal: Terminal, oss: RunningPractice, name: str) -> None:
    old_workbook(Path(name))
    assert refused(terminal, oss, "text", name)[0] == "workbook-old"


def test_a_csv_called_xlsx_is_read(terminal: Terminal, oss: RunningPractice) -> None:
    Path("a.xlsx").write_bytes("内容,等级\n苹果很甜，下次还买,好\n".encode("gb18030"))
    assert terminal("create", "text", "a.xlsx", *TO)[0] == 0
    assert Path("a.manifest").read_text("utf-8") == '{"data":{"source":"苹果很甜，下次还买"}}\n'
    assert oss.requests


def test_a_table_that_excel_holds_open_is_told_from_one_that_may_not_be_read(
    terminal: Terminal, oss: RunningPractice, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(Path("held.xlsx"), ROWS)
    whole = Path.open

    def held(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "held.xlsx":
            raise PermissionError(13, "Permission denied")
        return whole(path, *arguments, **options)  # type: ignore[call-overload]  # passed on as it came

    monkeypatch.setattr(Path, "open", held)
    assert refused(terminal, oss, "text", "held.xlsx")[0] == "source-unreadable"
    Path("~$held.xlsx").touch()
    code, sentence = refused(terminal, oss, "text", "held.xlsx")
    assert (code, "held.xlsx" in sentence) == ("table-held-open", True)


def test_columns_that_are_not_there_or_doubled_are_named(terminal: Terminal, oss: RunningPractice) -> None:
    Path("a.csv").write_text("text,b,b\nThe apples are sweet,1,2\n", encoding="utf-8")
    code, sentence = refused(terminal, oss, "text", "a.csv", "--column", "texts")
    assert (code, "text, b, b" in sentence) == ("column-missing", True)
    code, sentence = refused(terminal, oss, "text", "a.csv", "--column", "b")
    assert (code, "col:B, col:C" in sentence) == ("column-doubled", True)
    assert refused(terminal, oss, "text", "a.csv", "--column", "col:D")[0] == "column-missing"


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("field-twice", ("--field", "a=text", "--field", "a=n")),
        ("field-twice", ("--field", "a=text", "--const", "a=1")),
        ("fields-all-constant", ("--const", "a=1", "--const", "b=2")),
        ("column-missing", ("--field", "a=preset of another table")),
        ("field-key-wrong", ("--field", "a\nb=text")),
        ("field-option-wrong", ("--field", "=text")),
    ],
)
def test_fields_that_no_item_can_have_are_refused(
    terminal: Terminal, oss: RunningPractice, code: str, fields: tuple[str, ...]
) -> None:
    Path("a.csv").write_text("text,n\napples,1\n", encoding="utf-8")
    assert refused(terminal, oss, "custom", "a.csv", *fields)[0] == code


def test_two_fields_may_take_one_column(terminal: Terminal, oss: RunningPractice) -> None:
    Path("a.csv").write_text("text,n\napples,1\n", encoding="utf-8")
    assert terminal("create", "custom", "a.csv", "--field", "a=text", "--field", "b=text", *TO)[0] == 0
    assert Path("a.manifest").read_text("utf-8") == '{"data":{"a":"apples","b":"apples"}}\n'
    assert oss.requests


def test_rows_that_are_ragged_or_hold_zero_bytes_are_left_out_one_by_one(
    terminal: Terminal, oss: RunningPractice
) -> None:
    rows = (
        b'text,n\ngood one,1\nshort\nlong,1,2\nzero\0byte,1\nodd "quote,1\n"wrong"quote,1\n'
        + b"x" * (1 << 20)
        + b",1\n"
    )
    Path("a.csv").write_bytes(rows)
    code, document = terminal.json("create", "text", "a.csv", "--column", "text", "--header", *TO)
    assert (code, document["state"], document["rows"], document["items"]) == (1, "finished_left_out", 7, 4)
    left_out = [(p["row"], p["code"]) for p in document["problems"] if p["kind"] == "left_out"]
    assert left_out == [(4, "row-long"), (5, "cell-with-zero-byte"), (7, "csv-quote-wrong")]
    assert all(problem["sentence"].isprintable() for problem in document["problems"])
    assert Path("a.manifest").stat().st_size > 1 << 20
    assert oss.requests


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx"])
def test_an_endless_quote_or_a_bomb_takes_little_time_and_memory(
    oss: RunningPractice, tmp_path: Path, name: str
) -> None:
    if name == "table.csv":
        line = b"some words of a review that somebody wrote,4\n"
        Path(name).write_bytes(b'text,n\nfirst,1\n"never closed,2\n' + line * ((50 << 20) // len(line)))
    else:
        style_bomb(Path(name))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.run(
        [*COMMAND, "create", "text", name, *TO], capture_output=True, check=False, text=True, preexec_fn=bound_memory
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert process.returncode == 2, process.stderr
    assert process.stderr.count("\n") <= 2
    assert ("line 3" in process.stderr) is (name == "table.csv")
    assert after.ru_utime - before.ru_utime < 20  # of the processor's time: half a second of a free machine
    assert tmp_path.exists()
    assert oss.requests == []


def bound_memory() -> None:
    """Give a command 300 MB beyond what Python and its libraries map."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


def test_links_of_a_workbook_to_other_files_are_never_resolved(
    terminal: Terminal, oss: RunningPractice, tmp_path: Path
) -> None:
    os.mkfifo("trap.xlsx")  # whoever opened it would wait for ever
    path = workbook(Path("a.xlsx"), ROWS)
    with zipfile.ZipFile(path) as archive:
        relations, types = archive.read("xl/_rels/workbook.xml.rels"), archive.read(TYPES)
        book = archive.read("xl/workbook.xml")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = b'<Relationship Id="rId77" Type="%b" Target="externalLinks/externalLink1.xml"/>' % kind
    part = b"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    space = b"http://schemas.openxmlformats.org/"
    outside = f"file://{tmp_path}/trap.xlsx".encode()
    with_parts(
        path,
        {
            "xl/_rels/workbook.xml.rels": relations.replace(b"</Relationships>", link + b"</Relationships>"),
            "xl/workbook.xml": book.replace(
                b"</workbook>",
                b'<externalReferences><externalReference xmlns:r="%bofficeDocument/2006/relationships" r:id="rId77"/>'
                b"</externalReferences></workbook>" % space,
            ),
            "xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="%bspreadsheetml/2006/main"/>' % space,
            "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships xmlns="%bpackage/2006/relationships">'
            b'<Relationship Id="rId1" Type="%bPath" Target="%b" TargetMode="External"/></Relationships>'
            % (space, kind, outside),
            TYPES: types.replace(
                b"</Types>",
                b'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="%b"/></Types>' % part,
            ),
        },
    )
    code, document = terminal.json("create", "text", "a.xlsx", "--column", "text", *TO)
    assert (code, document["items"]) == (0, 1)
    assert oss.requests
