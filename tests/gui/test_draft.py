"""The dataset being set up: what asks for a scan, what does not, and what undo brings back."""

import msgspec
from pytestqt.qtbot import QtBot

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import MediaOptions
from itag_desktop.engine import link
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.media_draft import MediaDraft
from tests.gui.conftest import Scan
from tests.gui.recording_engine import RecordingEngine
from tests.gui.scanned import Scanned


def paths(draft: MediaDraft) -> list[str]:
    return [path.path for path in draft.setup.paths]


def test_a_dropped_folder_is_scanned(draft: MediaDraft, engine: RecordingEngine) -> None:
    draft.add_paths(["/a/pic"])
    assert [path.path for path in engine.last_scan().paths] == ["/a/pic"]
    assert draft.is_scanning


def test_the_dataset_is_called_like_its_first_source_until_it_is_named(draft: MediaDraft) -> None:
    draft.add_paths(["/a/my pic", "/a/other"])
    assert draft.dataset_name == "my_pic"
    draft.type_name("fruit")
    draft.remove_paths(["/a/my pic"])
    assert draft.dataset_name == "fruit"
    draft.type_name("")
    assert draft.dataset_name == "other"


def test_what_the_scan_understood_takes_the_place_of_what_was_dropped(
    draft: MediaDraft, engine: RecordingEngine
) -> None:
    draft.add_paths(["/a/pic/sub"])
    draft.add_paths(["/a/pic"])
    scanned = Scanned("/a/pic", ["pic/1.jpg"])
    engine.say(scanned.snapshot(engine.last_scan().scan_id))
    assert paths(draft) == ["/a/pic"]
    draft.undo()
    assert paths(draft) == ["/a/pic/sub"]
    scanned.close()


def test_undo_and_redo_scan_what_they_bring_back(draft: MediaDraft, engine: RecordingEngine) -> None:
    draft.add_paths(["/a"])
    draft.add_paths(["/b"])
    draft.undo()
    assert [path.path for path in engine.last_scan().paths] == ["/a"]
    draft.redo()
    assert [path.path for path in engine.last_scan().paths] == ["/a", "/b"]


def test_without_sources_nothing_is_scanned(draft: MediaDraft, scan: Scan, engine: RecordingEngine) -> None:
    scan("/a/pic", ["pic/1.jpg"])
    scans = engine.count(link.ScanSources)
    draft.remove_paths(["/a/pic"])
    assert engine.count(link.ScanSources) == scans
    assert draft.snapshot is None
    assert not draft.is_scanning


def test_snapshots_of_an_older_scan_are_ignored(draft: MediaDraft, engine: RecordingEngine) -> None:
    draft.add_paths(["/a/pic"])
    old = engine.last_scan().scan_id
    draft.add_paths(["/b"])
    scanned = Scanned("/a/pic", ["pic/1.jpg"])
    engine.say(scanned.snapshot(old))
    assert draft.snapshot is None
    assert draft.is_scanning
    scanned.close()


def test_another_prefix_kind_or_name_needs_no_scan(
    draft: MediaDraft, connections: Connections, scan: Scan, engine: RecordingEngine
) -> None:
    scan("/a/pic", ["pic/1.jpg"])
    connections.type_prefix("iTAG")
    draft.choose_kind(Template.VIDEO)
    draft.type_name("fruit")
    assert engine.count(link.ScanSources) == 1
    assert draft.is_ready


def test_typing_a_pattern_scans_once_when_it_pauses(
    qtbot: QtBot, draft: MediaDraft, scan: Scan, engine: RecordingEngine
) -> None:
    scan("/a/pic", ["pic/1.jpg"])
    for typed in ("*", "*.", "*.png"):
        draft.set_options(MediaOptions(include=(typed,)))
    assert not draft.is_ready
    qtbot.waitUntil(lambda: engine.count(link.ScanSources) == 2)
    assert engine.last_scan().options.include == ("*.png",)


def test_the_kind_is_that_of_most_files_until_it_is_chosen(draft: MediaDraft, scan: Scan) -> None:
    scan("/a/pic", ["pic/1.jpg"])
    kinds = [draft.kind]
    draft.choose_kind(Template.AUDIO)
    kinds.append(draft.kind)
    assert kinds == [Template.IMAGE, Template.AUDIO]
    assert draft.counts.planned == 0


def test_a_name_in_the_bucket_is_kept_and_scanned(draft: MediaDraft, scan: Scan, engine: RecordingEngine) -> None:
    scan("/a/pic", ["pic/1.jpg"])
    draft.name_in_bucket("/a/pic", "pic-2")
    assert engine.last_scan().paths == (link.DroppedPath(path="/a/pic", name_in_bucket="pic-2"),)


def test_a_stopped_scan_is_not_ready(draft: MediaDraft, engine: RecordingEngine) -> None:
    draft.add_paths(["/a/pic"])
    draft.stop_scan()
    assert isinstance(engine.sent[-1], link.StopScan)
    scanned = Scanned("/a/pic", [])
    snapshot = scanned.snapshot(engine.last_scan().scan_id, is_ready=False)
    engine.say(msgspec.structs.replace(snapshot, is_stopped=True))
    assert not draft.is_scanning
    assert not draft.is_ready
    scanned.close()


def test_scans_of_two_tabs_have_numbers_of_their_own(
    draft: MediaDraft, engine: RecordingEngine, connections: Connections
) -> None:
    other = MediaDraft(engine, connections)
    draft.add_paths(["/a"])
    first = engine.last_scan().scan_id
    other.add_paths(["/b"])
    assert engine.last_scan().scan_id != first
    scanned = Scanned("/a", ["a/1.jpg"])
    engine.say(scanned.snapshot(first))
    assert other.snapshot is None
    scanned.close()
