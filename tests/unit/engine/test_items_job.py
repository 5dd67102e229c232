"""What the window is told of a plan of items, and how often."""

import threading
from pathlib import Path

import pytest

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.items import ItemOptions
from itag_desktop.domain.kinds import Template
from itag_desktop.engine import items_job, link
from itag_desktop.engine.items_job import ItemsJob
from itag_desktop.state.app_dirs import app_dirs

ROWS = "".join(f"{number},comment {number}\n" for number in range(1000))


class Told:
    """A job over `path`, which has no ticker but the test, and what it says."""

    def __init__(self, path: Path) -> None:
        self.snapshots: list[link.ItemsSnapshot] = []
        self._is_over = threading.Event()
        command = link.PlanItems(
            scan_id=1,
            template=Template.CUSTOM,
            paths=(link.DroppedPath(path=str(path)),),
            destination=practice_destination("iTAG"),
            options=ItemOptions(),
            keeps_root_folder=False,
        )
        self.job = ItemsJob(command, app_dirs(), self._note)

    def run(self, *, ticks: bool = False) -> None:
        self.job.start(None)
        while ticks and not self._is_over.wait(0.001):
            self.job.note()
            self.job.tell()
        assert self._is_over.wait(30)
        self.job.close()

    def _note(self, event: link.Event) -> None:
        assert isinstance(event, link.ItemsSnapshot)
        self.snapshots.append(event)
        if event.is_ready or event.trouble is not None:
            self._is_over.set()


def test_the_first_rows_wait_for_no_tick(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("id,comment\n" + ROWS, encoding="utf-8")
    told = Told(table)
    told.run()
    first, last = told.snapshots[0], told.snapshots[-1]
    assert first.rows is not None
    assert first.rows.first_rows[0].cells == ("0", "comment 0")
    assert (first.is_ready, first.counts.items) == (False, 0)
    assert (last.is_ready, last.counts.items) == (True, 1000)


def test_a_table_of_very_many_columns_is_told_less_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items_job, "_COLUMNS_PER_S", 1)
    table = tmp_path / "a.csv"
    names = ",".join(f"c{number}" for number in range(3000))
    table.write_text(f"{names}\n" * 20, encoding="utf-8")
    told = Told(table)
    told.run(ticks=True)
    assert sum(snapshot.rows is not None for snapshot in told.snapshots) <= 3  # the guess, the reading, the end
    assert told.snapshots[-1].is_ready


def test_the_end_is_told_whatever_was_told_before(tmp_path: Path) -> None:
    told = Told(tmp_path / "gone.csv")
    told.run()
    assert [snapshot.trouble is not None for snapshot in told.snapshots] == [True]
