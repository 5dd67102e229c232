"""The file of a ledger: whole or set aside, one writer, room to grow."""

import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.tasks import TaskState
from itag_desktop.state import ledger_lock
from itag_desktop.state.ledger import Ledger, set_aside_if_unusable
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.ledger_schema import SCHEMA_VERSION
from tests.support.child import python_child
from tests.support.ledgers import IMAGE, fruit_request, pictures, planned_ledger

OPEN_AND_WAIT = """
import sys
from pathlib import Path
from itag_desktop.state.ledger import Ledger

with Ledger.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


def change_file(path: Path, sql: str) -> None:
    """Run a statement on a ledger behind the program's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


def spoil(path: Path, kind: str) -> None:
    """Make a ledger unusable."""
    content = path.read_bytes()
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "foreign":
        path.write_bytes(b"not a database, " * 999)
    elif kind == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif kind == "scribbled":
        path.write_bytes(content[:8192] + b"\xaa" * 8192 + content[16384:])
    elif kind == "of another program":
        change_file(path, "PRAGMA application_id = 7")
    elif kind == "without a request":
        change_file(path, "UPDATE dataset SET request = NULL")
    elif kind == "with a strange request":
        change_file(path, """UPDATE dataset SET request = '{"kind":"image"}'""")


@pytest.mark.parametrize(
    "kind",
    ["empty", "foreign", "cut", "scribbled", "of another program", "without a request", "with a strange request"],
)
def test_a_damaged_ledger_is_set_aside_and_never_half_read(ledger_path: Path, kind: str) -> None:
    planned_ledger(ledger_path, pictures(500)).close()
    spoil(ledger_path, kind)
    spoiled = ledger_path.read_bytes()
    with pytest.raises(LedgerError, match="ledger-damaged") as caught:
        Ledger.open(ledger_path)
    aside = Path(str(caught.value.values["path"]))
    assert re.fullmatch(r"fruit\.ledger\.\d{8}-\d{6}\.damaged", aside.name)
    assert aside.read_bytes() == spoiled
    assert not ledger_path.exists()
    Ledger.create(ledger_path, fruit_request()).close()


def test_the_ledger_of_a_newer_program_is_set_aside(ledger_path: Path) -> None:
    planned_ledger(ledger_path, pictures(1)).close()
    change_file(ledger_path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(LedgerError, match="ledger-newer"):
        LedgerReader(ledger_path)
    assert ledger_path.exists()
    with pytest.raises(LedgerError, match="ledger-newer") as caught:
        Ledger.open(ledger_path)
    assert Path(str(caught.value.values["path"])).exists()
    assert not ledger_path.exists()


def test_damage_that_shows_while_it_is_used_sets_a_ledger_aside_too(ledger: Ledger, ledger_path: Path) -> None:
    ledger.close()
    change_file(ledger_path, "UPDATE task SET state = 77 WHERE ordinal = 3")
    with (
        pytest.raises(LedgerError, match="ledger-damaged") as caught,
        set_aside_if_unusable(ledger_path),
        Ledger.open(ledger_path) as again,
    ):
        again.tasks_page(IMAGE, first=0, count=9)
    assert Path(str(caught.value.values["path"])).exists()
    assert not ledger_path.exists()


def test_damage_of_another_file_sets_no_ledger_aside(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="ledger-damaged"), set_aside_if_unusable(ledger.path):
        raise LedgerError("ledger-damaged", path=str(tmp_path / "other.draft"))
    assert ledger.path.exists()


def test_a_ledger_is_opened_or_made(ledger_path: Path) -> None:
    for _ in range(2):
        with Ledger.open_or_create(ledger_path, fruit_request()) as ledger:
            assert ledger.request() == fruit_request()


def test_a_reader_leaves_a_damaged_file_where_it_is(ledger_path: Path) -> None:
    planned_ledger(ledger_path, pictures(1)).close()
    spoil(ledger_path, "foreign")
    with pytest.raises(LedgerError, match="ledger-damaged"):
        LedgerReader(ledger_path)
    assert ledger_path.exists()


def test_a_row_that_makes_no_sense_is_damage(ledger: Ledger, ledger_path: Path) -> None:
    ledger.close()
    change_file(ledger_path, "UPDATE task SET state = 77 WHERE ordinal = 3")
    with LedgerReader(ledger_path) as reader, pytest.raises(LedgerError, match="ledger-damaged"):
        reader.tasks_page(IMAGE, first=0, count=9)


def test_a_ledger_that_is_not_there_is_unreadable_and_stays_so(ledger_path: Path) -> None:
    for open_it in (Ledger.open, LedgerReader):
        with pytest.raises(LedgerError, match="ledger-unreadable"):
            open_it(ledger_path)
    assert not ledger_path.exists()


def test_an_existing_ledger_is_not_made_anew(ledger: Ledger, ledger_path: Path) -> None:
    ledger.close()
    with pytest.raises(LedgerError, match="ledger-exists"):
        Ledger.create(ledger_path, fruit_request())
    with LedgerReader(ledger_path) as reader:
        assert reader.plan_counts(IMAGE).planned == 10


def test_a_folder_that_cannot_be_made_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LedgerError, match="ledger-unreadable"):
        Ledger.create(tmp_path / "file" / "fruit.ledger", fruit_request())


def test_what_a_process_left_that_died_while_making_a_ledger_is_no_hindrance(ledger_path: Path) -> None:
    ledger_path.parent.mkdir()
    ledger_path.with_name(ledger_path.name + ".new").write_bytes(b"half")
    Ledger.create(ledger_path, fruit_request()).close()
    assert not ledger_path.with_name(ledger_path.name + ".new").exists()


def test_one_process_at_a_time_works_on_a_ledger(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_lock, "_WAIT_S", 0.05)
    planned_ledger(ledger_path, pictures(1)).close()
    with python_child(OPEN_AND_WAIT, str(ledger_path)) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        assert ledger_lock.is_held(ledger_path)
        with pytest.raises(LedgerError, match="ledger-locked"):
            Ledger.open(ledger_path)
        with LedgerReader(ledger_path) as reader:
            assert reader.plan_counts(IMAGE).planned == 1
        child.kill()
        child.wait()
    assert not ledger_lock.is_held(ledger_path)
    Ledger.open(ledger_path).close()


def test_a_failed_opening_gives_the_lock_back(ledger_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(LedgerError, match="ledger-unreadable"):
            Ledger.open(ledger_path)
    assert not ledger_lock.is_held(ledger_path)


def test_a_full_disk_is_told_and_leaves_the_ledger_as_it_was(ledger: Ledger) -> None:
    ledger._db.run("PRAGMA max_page_count = 1")  # no more than it has: what SQLite answers on a full disk
    with pytest.raises(LedgerError, match="ledger-no-space"):
        ledger.record_upload(1, "i" * 30_000, 8)
    ledger._db.run("PRAGMA max_page_count = 1000000")
    ledger.mark_present([(0, "A1", None)])
    assert ledger.state_counts(IMAGE)[TaskState.DONE] == (1, 10)


def test_what_is_committed_under_durable_is_synced(ledger: Ledger) -> None:
    (before,) = ledger._db.rows("SELECT syncs FROM dataset")
    with ledger.durable():
        ledger.mark_present([(0, "A1", None)])
    assert ledger._db.rows("SELECT syncs FROM dataset") == [(before[0] + 1,)]
    assert ledger._db.rows("PRAGMA synchronous") == [(1,)]  # NORMAL again


def test_a_name_with_every_awkward_letter_can_be_opened(tmp_path: Path) -> None:
    question_mark = "" if sys.platform == "win32" else "?"  # no letter of a name there
    path = tmp_path / f"a b#c%20d{question_mark}e'f 苹果" / "fruit.ledger"
    with planned_ledger(path, pictures(1)), LedgerReader(path) as reader:
        assert reader.plan_counts(IMAGE).planned == 1
