"""The tables of a ledger.

A ledger is one SQLite file of one dataset; a draft is a file of the same tables that holds a scanned plan and nothing
else, of all three media kinds at once. Plain SQL that SQLite 3.34 understands.

* ``task`` and ``problem`` are paged by their keys, in the order of the manifest and in the order of being found. Their
  counters are kept by triggers, so that they can never differ from the rows, whoever writes them.
* Paths of files are blobs: what a file system spells need not be UTF-8 (see `ledger_rows`).
* CRC-64 is unsigned and SQLite's integers are signed: it is kept as decimal text.
* Text and custom datasets have the lines of their manifest in ``line_block``, some hundred a row, since a row a line
  would take longer than all else. ``first`` counts lines from 0. ``line_counter`` also has the rows that were read.
* A problem's ``template`` is '' where it concerns every one; its ``ordinal`` is that of the failed task, or NULL.
* An upload whose ``ordinal`` is NULL was abandoned: it is kept until it is aborted in the bucket.
* A task's ``own_etag`` is that of the object this program last wrote for its name, whatever became of the file since.
* ``manifest`` has every manifest that was ever to be written, noted before it is sent: a crash right behind the sending
  must not make it a stranger's.
* A sitting's ``local_manifest`` is where its user named a place for the local copy, else NULL.
"""

APPLICATION_ID = 0x69544147
"""``iTAG``: says in the file's header whose file it is."""

SCHEMA_VERSION = 4
"""Raised with every change of these tables or of the JSON kept in them."""

SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};

CREATE TABLE dataset (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    created_s REAL NOT NULL,
    request TEXT,
    syncs INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE task (
    kind TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    source INTEGER NOT NULL,
    relative_path BLOB NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    label TEXT,
    state INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    crc64 TEXT,
    own_etag TEXT,
    reason TEXT,
    PRIMARY KEY (kind, ordinal)
) WITHOUT ROWID;
CREATE INDEX task_by_name ON task (kind, name);
CREATE INDEX task_by_state ON task (kind, state, ordinal);

CREATE TABLE task_counter (
    kind TEXT NOT NULL,
    state INTEGER NOT NULL,
    tasks INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (kind, state)
) WITHOUT ROWID;
CREATE TRIGGER count_new_task AFTER INSERT ON task BEGIN
    INSERT INTO task_counter VALUES (new.kind, new.state, 1, new.size_bytes)
        ON CONFLICT DO UPDATE SET tasks = tasks + 1, size_bytes = size_bytes + excluded.size_bytes;
END;
CREATE TRIGGER count_moved_task AFTER UPDATE OF state ON task WHEN old.state <> new.state BEGIN
    UPDATE task_counter SET tasks = tasks - 1, size_bytes = size_bytes - old.size_bytes
        WHERE kind = old.kind AND state = old.state;
    INSERT INTO task_counter VALUES (new.kind, new.state, 1, new.size_bytes)
        ON CONFLICT DO UPDATE SET tasks = tasks + 1, size_bytes = size_bytes + excluded.size_bytes;
END;
CREATE TRIGGER count_lost_task AFTER DELETE ON task BEGIN
    UPDATE task_counter SET tasks = tasks - 1, size_bytes = size_bytes - old.size_bytes
        WHERE kind = old.kind AND state = old.state;
END;

CREATE TABLE line_block (
    first INTEGER PRIMARY KEY,
    lines INTEGER NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE line_counter (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    lines INTEGER NOT NULL,
    rows INTEGER NOT NULL
);
INSERT INTO line_counter VALUES (1, 0, 0);

CREATE TABLE problem (
    problem_id INTEGER PRIMARY KEY AUTOINCREMENT,
    template TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    path TEXT NOT NULL,
    value_json TEXT NOT NULL,
    row_number INTEGER,
    column_name TEXT NOT NULL DEFAULT '',
    ordinal INTEGER
);
CREATE INDEX problem_by_kind ON problem (template, kind);
CREATE UNIQUE INDEX problem_of_task ON problem (ordinal) WHERE ordinal IS NOT NULL;

CREATE TABLE problem_counter (
    template TEXT NOT NULL,
    kind TEXT NOT NULL,
    problems INTEGER NOT NULL,
    PRIMARY KEY (template, kind)
) WITHOUT ROWID;
CREATE TRIGGER count_new_problem AFTER INSERT ON problem BEGIN
    INSERT INTO problem_counter VALUES (new.template, new.kind, 1)
        ON CONFLICT DO UPDATE SET problems = problems + 1;
END;
CREATE TRIGGER count_lost_problem AFTER DELETE ON problem BEGIN
    UPDATE problem_counter SET problems = problems - 1 WHERE template = old.template AND kind = old.kind;
END;

CREATE TABLE upload (
    upload_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    ordinal INTEGER,
    part_size_bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX upload_by_task ON upload (ordinal);

CREATE TABLE part (
    upload_id TEXT NOT NULL REFERENCES upload ON DELETE CASCADE,
    number INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    etag TEXT NOT NULL,
    crc64 TEXT NOT NULL,
    PRIMARY KEY (upload_id, number)
) WITHOUT ROWID;

CREATE TABLE manifest (
    manifest_id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    crc64 TEXT NOT NULL,
    local_path BLOB NOT NULL,
    md5 TEXT NOT NULL,
    UNIQUE (key, md5)
);

CREATE TABLE sitting (
    sitting_id INTEGER PRIMARY KEY,
    started_s REAL NOT NULL,
    ended_s REAL,
    report TEXT,
    local_manifest BLOB
);
"""
