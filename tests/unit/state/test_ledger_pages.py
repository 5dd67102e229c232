"""Pages, counters and look-ups cost the same at the end of a large plan as at its beginning."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.tasks import Problem, ProblemKind, TaskState
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.ledger_connection import LedgerConnection
from itag_desktop.state.ledger_reader import LedgerReader
from tests.support.ledgers import IMAGE, fruit_request, picture, pictures

VIDEO = Template.VIDEO


def problem(kind: ProblemKind, path: str, template: Template | None = None) -> Problem:
    """Return a problem of `path`."""
    return Problem(kind=kind, code="hidden", path=path, values={"bytes": 3}, template=template)


@pytest.fixture
def draft() -> Iterator[Draft]:
    """Return an empty draft."""
    with Draft.create(app_dirs()) as draft:
        yield draft


def test_a_page_begins_at_its_first_ordinal(draft: Draft) -> None:
    draft.add_tasks(IMAGE, pictures(10))
    draft.add_tasks(VIDEO, pictures(2))
    assert [task.ordinal for task in draft.tasks_page(IMAGE, first=7, count=2)] == [7, 8]
    assert [task.ordinal for task in draft.tasks_page(IMAGE, first=8, count=5)] == [8, 9]
    assert draft.tasks_page(IMAGE, first=10, count=5) == ()
    assert draft.tasks_page(VIDEO, first=0, count=5) == tuple(pictures(2))


def test_a_stream_runs_through_all_pages_and_sees_what_changes_before_it_comes(ledger: Ledger) -> None:
    stream = ledger.tasks(IMAGE, state=TaskState.PLANNED)
    ledger.mark_present([(ordinal, "A1", None) for ordinal in (1, 2, 9)])
    assert [task.ordinal for task in stream] == [0, 3, 4, 5, 6, 7, 8]


def test_a_stream_is_longer_than_a_page(draft: Draft) -> None:
    draft.add_tasks(IMAGE, pictures(2500))
    assert [task.ordinal for task in draft.tasks(IMAGE)] == list(range(2500))
    assert len(list(draft.tasks_by_name(IMAGE))) == 2500


def test_names_are_in_the_order_of_their_utf8_bytes(draft: Draft) -> None:
    names = ["\U0001f34e.jpg", "\uffee.jpg", "z.jpg", "Z.jpg", "é.jpg", "10.jpg", "2.jpg"]
    draft.add_tasks(IMAGE, [picture(ordinal, name) for ordinal, name in enumerate(names)])
    in_order = sorted((f"pic/{name}" for name in names), key=str.encode)
    assert [task.name for task in draft.tasks_by_name(IMAGE)] == in_order
    assert draft.name_bounds(IMAGE) == (in_order[0], in_order[-1])
    assert draft.name_bounds(VIDEO) is None
    walked = [draft.next_name_after(IMAGE, name) for name in ["", *in_order]]
    assert walked == [*in_order, None]


def test_the_longest_name_is_measured_in_bytes(draft: Draft) -> None:
    assert draft.longest_name_bytes(IMAGE) == 0
    draft.add_tasks(IMAGE, [picture(0, "abcdefgh"), picture(1, "苹果苹")])
    assert draft.longest_name_bytes(IMAGE) == len("pic/苹果苹".encode())


def test_tasks_are_found_by_the_names_of_a_whole_listing_page(draft: Draft) -> None:
    draft.add_tasks(IMAGE, pictures(2000))
    names = [f"pic/{ordinal}.jpg" for ordinal in range(1500, 2500)]
    found = draft.tasks_named(IMAGE, names)
    assert {name: task.ordinal for name, task in found.items()} == dict(zip(names, range(1500, 2000), strict=False))


def test_problems_are_paged_by_id_for_one_kind_and_those_of_every_kind(draft: Draft) -> None:
    draft.add_problems(
        [
            problem(ProblemKind.SKIPPED, "a"),
            problem(ProblemKind.LEFT_OUT, "b", IMAGE),
            problem(ProblemKind.LEFT_OUT, "c", VIDEO),
            problem(ProblemKind.BLOCKER, "d", IMAGE),
            problem(ProblemKind.SKIPPED, "e", IMAGE),
        ]
    )

    def paths(**query: Any) -> list[str]:
        found, after = [], 0
        while page := draft.problems_page(after=after, count=2, **query):
            found += [problem.path for _, problem in page]
            after = page[-1][0]
        return found

    assert paths(kind=None) == ["a", "b", "c", "d", "e"]
    assert paths(kind=IMAGE) == ["a", "b", "d", "e"]
    assert paths(kind=VIDEO) == ["a", "c"]
    assert paths(kind=IMAGE, problem_kinds=[ProblemKind.SKIPPED]) == ["a", "e"]
    assert paths(kind=IMAGE, problem_kinds=[ProblemKind.BLOCKER, ProblemKind.LEFT_OUT]) == ["b", "d"]


def test_problems_of_some_codes_alone_are_paged_too(draft: Draft) -> None:
    codes = ["hidden", "file-unused", "hidden", "cell-file-missing", "file-unused"]
    draft.add_problems([replace(problem(ProblemKind.SKIPPED, str(n)), code=code) for n, code in enumerate(codes)])
    page = draft.problems_page(kind=IMAGE, after=0, count=9, codes=["file-unused", "cell-file-missing"])
    assert [found.path for _, found in page] == ["1", "3", "4"]
    assert [n for n, _ in draft.problems_page(kind=IMAGE, after=page[0][0], count=1, codes=["file-unused"])] == [5]


def test_a_problem_comes_back_as_it_was(draft: Draft) -> None:
    problems = [problem(ProblemKind.WARNING, "a", IMAGE), problem(ProblemKind.SKIPPED, "b")]
    draft.add_problems(problems)
    assert [found for _, found in draft.problems_page(kind=IMAGE, after=0, count=9)] == problems


def test_counters_tell_what_a_scan_found(draft: Draft) -> None:
    draft.add_tasks(IMAGE, pictures(3))
    draft.add_problems([problem(kind, kind, media) for kind in ProblemKind for media in (None, IMAGE, VIDEO)])
    draft.add_problems([problem(ProblemKind.SKIPPED, "another")])
    assert draft.plan_counts(IMAGE) == PlanCounts(
        items=3, planned=3, size_bytes=30, skipped=3, left_out=2, warnings=2, blockers=2
    )
    assert draft.kind_counts() == {**dict.fromkeys(Template, 0), IMAGE: 3}


def test_a_draft_can_be_read_while_it_grows(draft: Draft) -> None:
    with LedgerReader(draft.path) as reader:
        assert reader.plan_counts(IMAGE).planned == 0
        draft.add_tasks(IMAGE, pictures(2))
        assert reader.plan_counts(IMAGE).planned == 2
        assert reader.tasks_page(IMAGE, first=0, count=9) == tuple(pictures(2))


def use_every_query(reader: LedgerReader) -> None:
    """Read each thing once."""
    for state in (None, TaskState.DONE):
        reader.tasks_page(IMAGE, first=5, count=2, state=state)
        list(reader.tasks_by_name(IMAGE, state=state))
    reader.tasks_named(IMAGE, ["pic/1.jpg"])
    reader.name_bounds(IMAGE)
    reader.next_name_after(IMAGE, "pic/1.jpg")
    list(reader.key_twins(IMAGE))
    reader.problems_page(kind=IMAGE, after=1, count=2)
    reader.problems_page(kind=None, after=1, count=2, problem_kinds=[ProblemKind.SKIPPED])
    reader.problems_page(kind=None, after=1, count=2, codes=["hidden"])
    reader.failure_groups(IMAGE)
    reader.upload_of(1)


def test_a_reader_in_the_midst_of_reading_holds_no_writer_up(ledger: Ledger) -> None:
    with LedgerReader(ledger.path) as reader:
        reader._db.run("BEGIN")
        assert reader.state_counts(IMAGE)[TaskState.DONE] == (0, 0)
        ledger.mark_present([(0, "A1", None)])
        assert reader.state_counts(IMAGE)[TaskState.DONE] == (0, 0)
        reader._db.run("COMMIT")
        assert reader.state_counts(IMAGE)[TaskState.DONE] == (1, 10)


def test_every_query_finds_its_rows_by_an_index(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twins = [picture(0), picture(1, "0.jpg")]
    with Ledger.create(ledger_path, fruit_request()) as ledger, Draft.create(app_dirs()) as draft:
        draft.add_tasks(IMAGE, twins)
        ledger.adopt(draft.path, ledger.request())
    asked: list[tuple[str, Any]] = []
    plain_rows = LedgerConnection.rows

    def rows(db: LedgerConnection, sql: str, parameters: Any = ()) -> list[Any]:
        asked.append((sql, parameters))
        return plain_rows(db, sql, parameters)

    with LedgerReader(ledger_path) as reader:
        with monkeypatch.context() as patched:
            patched.setattr(LedgerConnection, "rows", rows)
            use_every_query(reader)
        plans = {
            step: sql
            for sql, parameters in asked
            for *_, step in reader._db.rows(f"EXPLAIN QUERY PLAN {sql}", parameters)
        }
    assert "SEARCH task USING INDEX task_by_state (kind=? AND state=? AND ordinal>?)" in plans
    for step, sql in plans.items():
        assert not step.startswith("SCAN"), sql
        assert not step.endswith("PRIMARY KEY (kind=?)"), sql  # the whole plan, row by row
        assert "ORDER BY" not in step or "failures" in sql, sql  # sorting; the groups are few
