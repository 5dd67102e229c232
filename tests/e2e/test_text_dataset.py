"""Spreadsheets and texts become text datasets, from the terminal and through the engine process alike."""

import json
from datetime import date
from pathlib import Path

import pytest

from itag_desktop.domain.items import FieldRule
from itag_desktop.state.ledger_reader import LedgerReader
from tests.support.bucket_reader import stored_objects
from tests.support.practice_server import RunningPractice
from tests.support.terminal import Terminal
from tests.unit.tables.workbooks import workbook

ADDRESS = "oss://practice.oss-cn-hangzhou.aliyuncs.com/"
REVIEWS = "编号,评论内容,等级\r\n1,质量很好，下次再来,正面\r\n2,,负面\r\n00003,一般般吧，不推荐,负面 \r\n"


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def sources(manifest: Path) -> list[str]:
    return [json.loads(line)["data"]["source"] for line in manifest.read_bytes().splitlines()]


def test_a_csv_of_chinese_excel_becomes_a_dataset(terminal: Terminal, oss: RunningPractice) -> None:
    Path("reviews.csv").write_bytes(REVIEWS.encode("gb18030"))
    code, out, _ = terminal("create", "text", "reviews.csv", "--to", "oss://practice/iTAG", "--label", "等级")
    assert code == 1  # one row was left out
    assert "3 rows = 2 data items + 1 left out" in out.splitlines()
    manifest = (
        '{"data":{"source":"质量很好，下次再来","label":"正面"}}\n'
        '{"data":{"source":"一般般吧，不推荐","label":"负面 "}}\n'
    ).encode()
    assert Path("reviews.manifest").read_bytes() == manifest
    assert stored_objects(oss) == {"iTAG/reviews.manifest": manifest}
    assert "reviews.csv, row 3, column B 评论内容" in out


def test_the_second_run_changes_nothing(terminal: Terminal, oss: RunningPractice) -> None:
    Path("a.txt").write_text("one\ntwo\n", encoding="utf-8")
    create = ("create", "text", "a.txt", "--to", "oss://practice/iTAG")
    assert terminal(*create)[0] == 0
    before = stored_objects(oss)
    assert terminal(*create)[0] == 0
    assert stored_objects(oss) == before


def test_a_changed_table_replaces_its_manifest_and_keeps_the_old_one(terminal: Terminal, oss: RunningPractice) -> None:
    create = ("create", "text", "a.txt", "--to", "oss://practice/iTAG")
    Path("a.txt").write_text("one\n", encoding="utf-8")
    terminal(*create)
    Path("a.txt").write_text("one\ntwo\n", encoding="utf-8")
    code, out, _ = terminal(*create, "--json")
    document = json.loads(out)
    assert code == 0
    assert stored_objects(oss)["iTAG/a.manifest"] == b'{"data":{"source":"one"}}\n{"data":{"source":"two"}}\n'
    assert Path(document["old_manifest"]).read_bytes() == b'{"data":{"source":"one"}}\n'


def test_cells_of_a_workbook_are_what_excel_shows(terminal: Terminal) -> None:
    rows: list[list[object]] = [["text", "id", "when", "share"], ["first one here", 123, date(2024, 1, 31), 0.25]]
    workbook(Path("a.xlsx"), rows, {"B2": "00000", "C2": "yyyy-mm-dd", "D2": "0%"})
    for column, shown in (("id", "00123"), ("when", "2024-01-31"), ("col:D", "25%")):
        assert terminal("create", "text", "a.xlsx", "--to", f"practice:{column[-1]}", "--column", column)[0] == 0
        assert sources(Path("a.manifest")) == [shown]
        Path("a.manifest").unlink()


def test_a_pilot_and_pieces_are_manifests_of_their_own(terminal: Terminal, oss: RunningPractice) -> None:
    Path("a.txt").write_text("".join(f"text {number}\n" for number in range(25)), encoding="utf-8")
    code, out, _ = terminal(
        "create", "text", "a.txt", "--to", "oss://practice/iTAG", "--pilot", "5:1", "--split", "8", "--json"
    )
    document = json.loads(out)
    names = ["a-pilot.manifest", "a-1.manifest", "a-2.manifest", "a-3.manifest"]
    assert code == 0
    assert [manifest["uri"] for manifest in document["manifests"]] == [f"{ADDRESS}iTAG/{name}" for name in names]
    assert [manifest["items"] for manifest in document["manifests"]] == [5, 8, 8, 4]
    found = [source for name in names for source in sources(Path(name))]
    assert sorted(found, key=lambda text: int(text.split()[1])) == [f"text {number}" for number in range(25)]
    assert set(stored_objects(oss)) == {f"iTAG/{name}" for name in names}


def test_a_foreign_manifest_among_the_pieces_is_a_conflict_before_anything_is_sent(
    terminal: Terminal, oss: RunningPractice
) -> None:
    Path("a.txt").write_text("one\ntwo\nthree\n", encoding="utf-8")
    create = ("create", "text", "a.txt", "--to", "oss://practice/iTAG")
    Path("other").mkdir()
    Path("other/b.txt").write_text("something else\n", encoding="utf-8")
    terminal("create", "text", "other/b.txt", "--to", "oss://practice/iTAG", "--name", "a-2")
    Path("a-2.manifest").unlink()
    before = stored_objects(oss)
    code, out, _ = terminal(*create, "--split", "1")
    assert code == 2
    assert "  a-2.manifest" in out.splitlines()
    assert stored_objects(oss) == before


def test_a_text_with_odd_characters_survives_to_the_last_byte(terminal: Terminal) -> None:
    text = 'He said "hi"\\ \u2028\u0085\t😀 é'
    Path("a.txt").write_bytes(text.encode() + b"\n")
    assert terminal("create", "text", "a.txt", "--to", "practice:p")[0] == 0
    assert sources(Path("a.manifest")) == [text]


def test_an_option_of_another_template_is_refused(terminal: Terminal) -> None:
    Path("a.txt").write_text("one\n", encoding="utf-8")
    code, _, err = terminal("create", "text", "a.txt", "--to", "practice:p", "--field", "a=b")
    assert code == 2
    assert "--field does not go with the template text" in err


def test_a_dry_run_tells_the_sum_and_writes_nothing(terminal: Terminal) -> None:
    Path("a.txt").write_text("one\n\n", encoding="utf-8")
    code, out, _ = terminal("create", "text", "a.txt", "--to", "practice:p", "--dry-run")
    assert code == 1
    assert "2 rows = 1 data item + 1 left out" in out.splitlines()
    assert not Path("a.manifest").exists()


def test_a_resumed_run_makes_the_same_bytes(terminal: Terminal) -> None:
    Path("reviews.csv").write_bytes(REVIEWS.encode("gb18030"))
    create = ("create", "text", "reviews.csv", "--to", "practice:p", "--label", "等级=grade", "--drop-duplicates")
    _, out, _ = terminal(*create, "--json")
    first = Path("reviews.manifest").read_bytes()
    assert terminal("resume", json.loads(out)["run_id"])[0] == 1
    assert Path("reviews.manifest").read_bytes() == first


def test_the_record_of_a_run_holds_the_fields_that_were_chosen(terminal: Terminal) -> None:
    Path("a.csv").write_text("id,comment\n1,good enough\n", encoding="utf-8")
    _, out, _ = terminal("create", "text", "a.csv", "--to", "practice:p", "--json")
    with LedgerReader(Path(json.loads(out)["ledger"])) as ledger:
        assert ledger.request().items.fields == (FieldRule(key="source", column="comment"),)
