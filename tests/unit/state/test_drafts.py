"""Drafts live as long as someone holds them."""

from pathlib import Path

import pytest

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft, new_draft_path, remove_stale_drafts
from tests.support.child import python_child
from tests.support.ledgers import IMAGE, pictures

SCAN_AND_WAIT = """
import sys
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from tests.support.ledgers import IMAGE, pictures

with Draft.create(app_dirs()) as draft:
    draft.add_tasks(IMAGE, pictures(5))
    print(draft.path, flush=True)
    sys.stdin.read()
"""


def test_each_draft_has_a_name_of_its_own() -> None:
    dirs = app_dirs()
    assert len({new_draft_path(dirs) for _ in range(9)}) == 9


def test_a_draft_in_use_is_not_removed() -> None:
    dirs = app_dirs()
    with Draft.create(dirs) as draft:
        draft.add_tasks(IMAGE, pictures(3))
        remove_stale_drafts(dirs)
        assert draft.path.exists()
        assert draft.plan_counts(IMAGE).planned == 3


def test_the_draft_of_another_process_is_removed_when_that_died() -> None:
    dirs = app_dirs()
    with python_child(SCAN_AND_WAIT) as child:
        assert child.stdout is not None
        child.stdout.readline()
        remove_stale_drafts(dirs)
        assert len(list(dirs.drafts.glob("*.draft"))) == 1
        child.kill()
        child.wait()
    remove_stale_drafts(dirs)
    assert list(dirs.drafts.iterdir()) == []


def test_a_closed_draft_is_gone() -> None:
    dirs = app_dirs()
    draft = Draft.create(dirs)
    draft.add_tasks(IMAGE, pictures(3))
    draft.close()
    draft.close()
    assert list(dirs.drafts.iterdir()) == []


def test_removing_where_there_never_was_a_draft_is_no_error() -> None:
    remove_stale_drafts(app_dirs())


def test_a_folder_that_cannot_be_made_is_told() -> None:
    dirs = app_dirs()
    dirs.drafts.parent.mkdir(parents=True)
    dirs.drafts.write_bytes(b"")
    with pytest.raises(LedgerError, match="ledger-unreadable"):
        Draft.create(dirs)


def test_files_of_other_kinds_count_as_skipped() -> None:
    with Draft.create(app_dirs()) as draft:
        draft.add_tasks(IMAGE, pictures(5))
        draft.add_tasks(Template.VIDEO, pictures(3))
        assert (draft.plan_counts(IMAGE).planned, draft.plan_counts(IMAGE).skipped) == (5, 3)
        assert draft.plan_counts(Template.VIDEO).skipped == 5


def test_a_draft_that_cannot_be_made_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise LedgerError("ledger-no-space", path=str(path))

    dirs = app_dirs()
    monkeypatch.setattr("itag_desktop.state.drafts.make_file", refuse)
    with pytest.raises(LedgerError, match="ledger-no-space"):
        Draft.create(dirs)
    assert list(dirs.drafts.iterdir()) == []
