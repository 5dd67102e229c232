"""A scan tells of very many sources in parts, and of all of them by its end, also where nothing ticks meanwhile."""

from pathlib import Path

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.request import MediaOptions
from itag_desktop.engine import link
from itag_desktop.engine.scan_job import ScanJob
from itag_desktop.state.app_dirs import app_dirs
from tests.support.datasets import make_pictures

MANY, MOST_AT_ONCE = 4500, 2000


def test_very_many_sources_are_told_in_parts_and_all_of_them(tmp_path: Path) -> None:
    first = make_pictures(tmp_path / "pic", ["0.png"]) / "0.png"
    loose = [first, *(first.with_name(f"{number}.png") for number in range(1, MANY))]
    for path in loose[1:]:
        path.hardlink_to(first)
    events: list[link.Event] = []
    command = link.ScanSources(
        scan_id=1,
        paths=tuple(link.DroppedPath(path=str(path)) for path in loose),
        keeps_root_folder=True,
        destination=practice_destination(""),
        options=MediaOptions(),
    )
    job = ScanJob(command, app_dirs(), events.append)
    job.start(None)
    job.join()
    job.close()
    snapshots = [event for event in events if isinstance(event, link.ScanSnapshot)]
    told: dict[int, link.FoundSource] = {}
    for found in (found for snapshot in snapshots for found in snapshot.sources):
        assert found.number in told or found.number == len(told)
        told[found.number] = found
    assert [told[number].source.path for number in range(MANY)] == [str(path) for path in loose]
    assert all(found.files == 1 for found in told.values())
    assert max(len(snapshot.sources) for snapshot in snapshots) <= MOST_AT_ONCE
    assert [snapshot.is_ready for snapshot in snapshots[-2:]] == [False, True]
