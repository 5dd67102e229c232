"""The store: what survives, what is whole, what is removed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.practice.messages import Disconnected
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.space import clear, used_bytes
from itag_desktop.practice.store import Store


@dataclass(slots=True)
class Bytes:
    """A body in memory. `breaks` ends it before its time."""

    content: bytes
    breaks: bool = False

    @property
    def length(self) -> int | None:
        return len(self.content)

    def blocks(self) -> Iterator[memoryview]:
        yield memoryview(self.content)
        if self.breaks:
            raise Disconnected

    def read_small(self, limit: int) -> bytes:
        return self.content[:limit]


@contextmanager
def _store(root: Path) -> Iterator[Store]:
    store = Store(root)
    try:
        yield store
    finally:
        store.close()


def _read(store: Store, key: str) -> bytes:
    stored = store.require("practice", key)
    slices = store.slices(stored, 0, stored.size_bytes)
    return b"".join(part.path.read_bytes()[part.offset : part.offset + part.length] for part in slices)


def _files(root: Path) -> int:
    return sum(path.is_file() for folder in ("files", "arriving") for path in (root / folder).rglob("*"))


def test_everything_known_of_an_object_survives_a_restart(tmp_path: Path) -> None:
    headers = {"Content-Type": "image/png", "x-oss-meta-colour": "rot\udce9"}
    with _store(tmp_path) as store:
        before = store.put("practice", "a", Bytes(b"hello"), headers=headers)
    with _store(tmp_path) as store:
        assert store.require("practice", "a") == before
        assert before.crc64 > 2**63, "unsigned, more than SQLite's integers hold"
        assert _read(store, "a") == b"hello"


def test_uploads_and_parts_survive_a_restart(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        upload = store.begin_upload("practice", "a", headers={}, forbids_overwrite=False)
        part = store.put_part(upload, 1, Bytes(b"x"))
    with _store(tmp_path) as store:
        again = store.index.find_upload("practice", "a", upload.upload_id)
        store.complete("practice", again, [(1, part.etag)], forbids_overwrite=False)
        assert _read(store, "a") == b"x"


def test_two_stores_of_one_root_see_each_others_objects_at_once(tmp_path: Path) -> None:
    with _store(tmp_path) as one, _store(tmp_path) as other:
        one.put("practice", "a", Bytes(b"one"), headers={})
        assert _read(other, "a") == b"one"
        other.put("practice", "a", Bytes(b"other"), headers={})
        assert _read(one, "a") == b"other"
        with pytest.raises(Refusal, match="FileAlreadyExists"):
            one.put("practice", "a", Bytes(b"x"), headers={}, forbids_overwrite=True)
        rows = other.index.page("practice", at_least=b"", below=None, limit=10)
        assert [row.key for row in rows] == ["a"]


@pytest.mark.parametrize("attempt", range(5))
def test_many_stores_can_make_a_root_at_once(tmp_path: Path, attempt: int) -> None:
    root, gate, opened = tmp_path / str(attempt), threading.Barrier(8), list[str]()

    def open_store() -> None:
        gate.wait()
        Store(root).close()
        opened.append("")

    threads = [threading.Thread(target=open_store) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 8


def test_of_many_who_forbid_overwriting_one_wins(tmp_path: Path) -> None:
    with _store(tmp_path) as one, _store(tmp_path) as other:
        won: list[bytes] = []
        gate = threading.Barrier(8)

        def put(store: Store, content: bytes) -> None:
            gate.wait()
            try:
                store.put("practice", "a", Bytes(content), headers={}, forbids_overwrite=True)
            except Refusal:
                return
            won.append(content)

        threads = [
            threading.Thread(target=put, args=((one, other)[number % 2], bytes([number]))) for number in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1
        assert _read(one, "a") == won[0]
        assert _files(tmp_path) == 1


def test_a_body_that_breaks_off_leaves_the_old_object_and_no_file(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        store.put("practice", "a", Bytes(b"old"), headers={})
        with pytest.raises(Disconnected):
            store.put("practice", "a", Bytes(b"new", breaks=True), headers={})
        assert _read(store, "a") == b"old"
        assert _files(tmp_path) == 1


def test_the_file_of_a_replaced_object_stays_a_moment_for_its_readers(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        old = store.put("practice", "a", Bytes(b"old"), headers={})
        (part,) = store.slices(old, 0, 3)
        store.put("practice", "a", Bytes(b"new"), headers={})
        assert part.path.read_bytes() == b"old"
    assert _files(tmp_path) == 1


def test_a_killed_store_leaves_files_that_the_next_one_removes(tmp_path: Path) -> None:
    killed = Store(tmp_path)
    killed.put("practice", "a", Bytes(b"old"), headers={})
    killed.put("practice", "a", Bytes(b"new"), headers={})
    killed.index.close()  # without the orderly end of `close`
    assert _files(tmp_path) == 2
    with _store(tmp_path) as store:
        assert _read(store, "a") == b"new"
    assert _files(tmp_path) == 1


def test_half_written_files_are_removed_once_they_are_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(tmp_path).close()
    (tmp_path / "arriving" / "abandoned").write_bytes(b"half")
    Store(tmp_path).close()
    assert _files(tmp_path) == 1, "it may be another server's"
    monkeypatch.setattr("itag_desktop.practice.files._ABANDONED_AFTER_S", -1.0)
    Store(tmp_path).close()
    assert _files(tmp_path) == 0


def test_a_part_that_arrives_after_the_end_of_its_upload_is_refused(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        upload = store.begin_upload("practice", "a", headers={}, forbids_overwrite=False)
        store.abort(upload)
        with pytest.raises(Refusal, match="NoSuchUpload"):
            store.put_part(upload, 1, Bytes(b"x"))
        assert _files(tmp_path) == 0


def test_a_part_sent_again_while_its_upload_completes_spoils_no_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _store(tmp_path) as store:
        upload = store.begin_upload("practice", "a", headers={}, forbids_overwrite=False)
        old = store.put_part(upload, 1, Bytes(b"old"))
        new = store.put_part(upload, 1, Bytes(b"new"))
        with monkeypatch.context() as patch:
            patch.setattr(store, "_chosen_parts", lambda *_: [old])
            with pytest.raises(Refusal, match="InvalidPart"):
                store.complete("practice", upload, [(1, old.etag)], forbids_overwrite=False)
        assert store.index.find("practice", "a") is None
        store.complete("practice", upload, [(1, new.etag)], forbids_overwrite=False)
        assert _read(store, "a") == b"new"


def test_a_damaged_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite").write_bytes(b"this is no index" * 100)
    for act in (used_bytes, clear):
        with pytest.raises(InputError, match="practice-root-unusable"):
            act(tmp_path)


def test_used_room_is_that_of_objects_and_parts(tmp_path: Path) -> None:
    assert used_bytes(tmp_path / "never") == 0
    assert not (tmp_path / "never").exists()
    with _store(tmp_path) as store:
        store.put("practice", "a", Bytes(b"12345"), headers={})
        upload = store.begin_upload("practice", "b", headers={}, forbids_overwrite=False)
        store.put_part(upload, 1, Bytes(b"123"))
        assert used_bytes(tmp_path) == 8


def test_clearing_takes_everything_while_a_server_runs(tmp_path: Path) -> None:
    clear(tmp_path / "never")
    with _store(tmp_path) as store:
        store.put("practice", "a", Bytes(b"12345"), headers={})
        upload = store.begin_upload("practice", "b", headers={}, forbids_overwrite=False)
        store.put_part(upload, 1, Bytes(b"123"))
        clear(tmp_path)
        assert (used_bytes(tmp_path), _files(tmp_path)) == (0, 0)
        with pytest.raises(Refusal, match="NoSuchKey"):
            store.require("practice", "a")
        with pytest.raises(Refusal, match="NoSuchUpload"):
            store.index.find_upload("practice", "b", upload.upload_id)
        store.put("practice", "a", Bytes(b"new"), headers={})
        assert _read(store, "a") == b"new"
