"""How a ledger takes over a scanned plan: one transaction, in which what is known of unchanged files is carried along.

A task is the same as before where its name, its source's path, its path in the source, its size and its mtime are
equal. A task that is the same keeps its object's ETag and CRC-64 and its open multipart upload; if it was done it stays
done, if it had failed it is planned again. One that has changed keeps only the ETag of the object that this program
wrote for its name. Uploads of tasks that are gone or changed become abandoned.

All of it is SQL over the two files, so a million tasks never exist as objects, and a crash at any point leaves the
old plan or the new one.
"""

from collections.abc import Sequence

from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import TaskState
from itag_desktop.state.ledger_connection import LedgerConnection
from itag_desktop.state.ledger_rows import EVERY_TEMPLATE

_MAKE_TABLES = (
    "CREATE TEMP TABLE same_source (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)",
    """
    CREATE TEMP TABLE carried (
        new INTEGER PRIMARY KEY, old INTEGER NOT NULL UNIQUE, state INTEGER NOT NULL, etag TEXT, crc64 TEXT,
        own_etag TEXT
    )
    """,
    "CREATE TEMP TABLE changed (new INTEGER PRIMARY KEY, own_etag TEXT NOT NULL)",
)
_DROP_TABLES = ("DROP TABLE temp.same_source", "DROP TABLE temp.carried", "DROP TABLE temp.changed")

# CROSS JOIN and INDEXED BY keep SQLite to the one fast way: through the new plan, and by name into the old one.
_CARRY = """
    INSERT OR IGNORE INTO carried
    SELECT planned.ordinal, known.ordinal, known.state, known.etag, known.crc64, known.own_etag
    FROM draft.task AS planned
    CROSS JOIN main.task AS known INDEXED BY task_by_name ON known.kind = planned.kind AND known.name = planned.name
        AND known.relative_path = planned.relative_path
        AND known.size_bytes = planned.size_bytes AND known.mtime_ns = planned.mtime_ns
    CROSS JOIN same_source ON same_source.old = known.source AND same_source.new = planned.source
    WHERE planned.kind = ?
"""
_KEEP_OWN = """
    INSERT OR IGNORE INTO changed
    SELECT planned.ordinal, known.own_etag
    FROM draft.task AS planned
    CROSS JOIN main.task AS known INDEXED BY task_by_name ON known.kind = planned.kind AND known.name = planned.name
    WHERE planned.kind = ? AND known.own_etag IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM carried WHERE carried.new = planned.ordinal)
"""
_REKEY_UPLOADS = "UPDATE upload SET ordinal = (SELECT new FROM carried WHERE old = upload.ordinal)"
_COPY_TASKS = f"""
    INSERT INTO main.task
        (kind, ordinal, source, relative_path, name, size_bytes, mtime_ns, label, state, etag, crc64, own_etag)
    SELECT kind, ordinal, source, relative_path, name, size_bytes, mtime_ns, label,
        CASE carried.state WHEN {TaskState.DONE.value} THEN {TaskState.DONE.value} ELSE {TaskState.PLANNED.value} END,
        carried.etag, carried.crc64, COALESCE(carried.own_etag, changed.own_etag)
    FROM draft.task AS planned
    LEFT JOIN carried ON carried.new = planned.ordinal
    LEFT JOIN changed ON changed.new = planned.ordinal
    WHERE planned.kind = ? ORDER BY planned.ordinal
"""
_COPY_PROBLEMS = """
    INSERT INTO main.problem (template, kind, code, path, value_json, row_number, column_name)
    SELECT template, kind, code, path, value_json, row_number, column_name FROM draft.problem
    WHERE template IN (?, ?) ORDER BY problem_id
"""


_COPY_LINES = (
    "DELETE FROM main.line_block",
    "INSERT INTO main.line_block SELECT first, lines, content FROM draft.line_block ORDER BY first",
    "DELETE FROM main.line_counter",
    "INSERT INTO main.line_counter SELECT only_row, lines, rows FROM draft.line_counter",
)


def replace_plan(db: LedgerConnection, old: DatasetRequest, new: DatasetRequest) -> None:
    """Replace the plan in `db` by the one attached as ``draft``, inside a transaction of the caller's."""
    kind = new.template.value
    for sql in _MAKE_TABLES:
        db.run(sql)
    db.run_many("INSERT INTO same_source VALUES (?, ?)", _same_sources(old.sources, new.sources))
    db.run(_CARRY, (kind,))
    db.run(_KEEP_OWN, (kind,))
    db.run(_REKEY_UPLOADS)
    db.run("DELETE FROM main.task")
    db.run("DELETE FROM main.problem")
    db.run(_COPY_TASKS, (kind,))
    db.run(_COPY_PROBLEMS, (kind, EVERY_TEMPLATE))
    for sql in (*_COPY_LINES, *_DROP_TABLES):
        db.run(sql)


def _same_sources(old: Sequence[Source], new: Sequence[Source]) -> list[tuple[int, int]]:
    """Return pairs of indexes, old and new, of the sources that are the same folder or file."""
    places = {(source.path, source.is_folder): index for index, source in enumerate(new)}
    pairs = ((index, places.get((source.path, source.is_folder))) for index, source in enumerate(old))
    return [(index, place) for index, place in pairs if place is not None]
