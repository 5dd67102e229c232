"""The ledger thread commits what is posted, in batches, and tells when it cannot."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence

import pytest

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.tasks import PartDone, TaskOutcome, TaskState
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.ledger_writer import LedgerWriter
from tests.support.ledgers import IMAGE, pictures, plan


def done(ordinal: int) -> TaskOutcome:
    """Return the outcome of a task that was sent."""
    return TaskOutcome(ordinal=ordinal, state=TaskState.DONE, etag="A1", crc64=1)


def part(number: int) -> PartDone:
    """Return a part."""
    return PartDone(number=number, size_bytes=8, etag="E", crc64=1)


def post_all(writer: LedgerWriter, ordinals: Iterable[int]) -> None:
    """Post the outcomes of these tasks."""
    for ordinal in ordinals:
        writer.post(done(ordinal))


def done_count(ledger: LedgerReader) -> int:
    """Return the number of done tasks."""
    return ledger.state_counts(IMAGE)[TaskState.DONE][0]


def test_what_was_posted_is_committed_when_flush_returns(ledger: Ledger) -> None:
    with LedgerWriter(ledger) as writer, LedgerReader(ledger.path) as reader:
        for ordinal in range(7):
            writer.post(done(ordinal))
        writer.flush()
        assert done_count(reader) == 7


def test_what_was_posted_is_committed_soon_without_a_flush(ledger: Ledger) -> None:
    with LedgerWriter(ledger) as writer:
        writer.post(done(0))
        deadline = time.monotonic() + 10
        while done_count(ledger) == 0 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert done_count(ledger) == 1


def test_closing_commits_the_rest_and_ends_the_thread(ledger: Ledger) -> None:
    writer = LedgerWriter(ledger)
    writer.post(done(0))
    writer.close()
    writer.close()
    assert done_count(ledger) == 1
    assert not writer._thread.is_alive()


def test_many_threads_post_in_few_commits(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(ledger, pictures(4000))
    batches: list[int] = []
    plain: Callable[[Ledger, Sequence[TaskOutcome]], None] = Ledger.record_outcomes

    def counted(self: Ledger, outcomes: Sequence[TaskOutcome]) -> None:
        batches.append(len(outcomes))
        plain(self, outcomes)

    monkeypatch.setattr(Ledger, "record_outcomes", counted)
    with LedgerWriter(ledger) as writer:
        posters = [
            threading.Thread(target=post_all, args=(writer, range(first, first + 500))) for first in range(0, 4000, 500)
        ]
        for thread in posters:
            thread.start()
        for thread in posters:
            thread.join()
        writer.flush()
    assert done_count(ledger) == sum(batches) == 4000
    assert max(batches) <= 500
    assert len(batches) < 400


def test_a_part_is_recorded_for_its_upload_and_goes_with_it(ledger: Ledger) -> None:
    ledger.record_upload(1, "id-1", 8)
    ledger.record_upload(2, "id-2", 8)
    with LedgerWriter(ledger) as writer:
        writer.post_part("id-1", part(1))
        writer.post_part("id-2", part(1))
        writer.post(done(2))
        writer.flush()
    upload = ledger.upload_of(1)
    assert upload is not None
    assert upload.parts == (part(1),)
    assert ledger.upload_of(2) is None


def test_an_error_of_the_ledger_is_raised_to_everyone_and_nobody_waits(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise LedgerError("ledger-no-space", path="x")

    monkeypatch.setattr(Ledger, "record_outcomes", refuse)
    writer = LedgerWriter(ledger)
    writer.post(done(0))
    with pytest.raises(LedgerError, match="ledger-no-space"):
        writer.flush()
    with pytest.raises(LedgerError, match="ledger-no-space"):
        writer.post(done(1))
    with pytest.raises(LedgerError, match="ledger-no-space"):
        writer.post_part("id-1", part(1))
    with pytest.raises(LedgerError, match="ledger-no-space"):
        writer.close()
    assert not writer._thread.is_alive()


def test_a_full_queue_holds_the_posters_back(ledger: Ledger) -> None:
    with LedgerWriter(ledger) as writer:
        with ledger._db.lock:
            room = writer._queue.maxsize + 2 * 500
            poster = threading.Thread(target=post_all, args=(writer, [0] * (room + 1)))
            poster.start()
            poster.join(0.3)
            assert poster.is_alive()
        poster.join()
