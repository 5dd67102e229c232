"""Videos and sounds in the preview: their tiles, their detail, and what is no longer in sight."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.gui import clips, gallery_view
from itag_desktop.gui.clips import Clips
from itag_desktop.gui.item_detail import ItemDetail
from itag_desktop.gui.kind_look import stand_in_words
from itag_desktop.gui.labels import ElidedLabel
from itag_desktop.gui.line_source import PreviewItem
from itag_desktop.gui.main_window import MainWindow
from itag_desktop.gui.preview_pane import Page, PreviewPane
from itag_desktop.gui.theme import Theme
from itag_desktop.gui.thumbnails import Thumbnail, Thumbnails
from tests.gui.conftest import Scan
from tests.gui.small_clip_command import SmallClips
from tests.gui.two_colours import is_blue, is_red
from tests.support.source_tree import ROOT

CLIPS = ROOT / "tests" / "support" / "clips"
SLOW_START_MS = 20_000
NO_PREVIEW = "No preview; it will still be sent"

Show = Callable[..., PreviewPane]


@pytest.fixture
def small(tmp_path: Path) -> SmallClips:
    return SmallClips(tmp_path / "notes")


@pytest.fixture
def thumbnails(qtbot: QtBot, small: SmallClips) -> Iterator[Thumbnails]:
    """Thumbnails of videos, from one small process."""
    del qtbot  # its application must be there
    made = Thumbnails(160, 1.0, clips=Clips(160, small.command, processes=1, limit_ms=SLOW_START_MS))
    made.show_kind(Template.VIDEO)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, window: MainWindow, scan: Scan) -> Show:
    """Show files in the preview, and wait until what is to be seen of them is known."""

    def shown(kind: MediaKind, *paths: Path, page: Page = Page.GALLERY) -> PreviewPane:
        folder = paths[0].parent
        scan(str(folder), [f"{folder.name}/{path.name}" for path in paths], kind=kind)
        preview = window.media_tab.preview
        preview.show_page(page)
        if page is Page.GALLERY:
            known = preview.thumbnails
            qtbot.waitUntil(lambda: all(known.get(str(path)) for path in paths), timeout=SLOW_START_MS)
        return preview

    return shown


def tile_colours(preview: PreviewPane) -> set[str]:
    """Return the colours of the first tile, but for its name."""
    view = preview.gallery_view
    tile = view.visualRect(view.model().index(0, view.modelColumn()))
    image = view.viewport().grab(tile).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_video_has_its_first_frame_in_its_tile(show: Show) -> None:
    colours = tile_colours(show(Template.VIDEO, CLIPS / "h264.mp4"))
    assert any(is_red(QColor(name)) for name in colours)
    assert any(is_blue(QColor(name)) for name in colours)


def test_a_video_has_its_length_on_its_frame(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    monkeypatch.setattr(gallery_view, "_paint_badge", lambda *arguments: painted.append(arguments[2]))
    show(Template.VIDEO, CLIPS / "h264.mp4").gallery_view.viewport().grab()
    assert set(painted) == {"0:02"}


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        (Template.AUDIO, "sound.wav", "0:02"),
        (Template.AUDIO, "README.md", NO_PREVIEW),
        (Template.VIDEO, "README.md", NO_PREVIEW),
        (Template.VIDEO, "av1.mp4", f"0:02\n{NO_PREVIEW}"),
    ],
)
def test_a_tile_without_a_frame_says_what_is_known(
    show: Show, monkeypatch: pytest.MonkeyPatch, kind: MediaKind, name: str, words: str
) -> None:
    said: set[str] = set()

    def recorded(known: Thumbnail, kind: MediaKind) -> str:
        said.add(stand_in_words(known, kind))
        return ""

    monkeypatch.setattr(gallery_view, "stand_in_words", recorded)
    show(kind, CLIPS / name).gallery_view.viewport().grab()
    assert said == {words}


@pytest.mark.parametrize(
    ("kind", "name", "facts_and_note"),
    [
        (Template.VIDEO, "h264.mp4", ("clips/h264.mp4 · 1.0 KB · 64×36 · 0:02", "")),
        (Template.VIDEO, "turned.mp4", ("clips/turned.mp4 · 1.0 KB · 36×64 · 0:02", "")),
        (Template.VIDEO, "av1.mp4", ("clips/av1.mp4 · 1.0 KB · 64×36 · 0:02", NO_PREVIEW)),
        (Template.VIDEO, "README.md", ("clips/README.md · 1.0 KB", NO_PREVIEW)),
        (Template.AUDIO, "sound.flac", ("clips/sound.flac · 1.0 KB · 0:02", "")),
        (Template.AUDIO, "README.md", ("clips/README.md · 1.0 KB", NO_PREVIEW)),
    ],
)
def test_the_detail_says_size_measures_and_length(
    qtbot: QtBot, show: Show, kind: MediaKind, name: str, facts_and_note: tuple[str, str]
) -> None:
    preview = show(kind, CLIPS / name, page=Page.LINES)
    preview.go_to(0)
    detail, path = preview.detail, str(CLIPS / name)
    qtbot.waitUntil(lambda: preview.thumbnails.get(path) is not None, timeout=SLOW_START_MS)
    assert (detail.facts_label.text(), detail.note_label.text()) == facts_and_note
    assert detail.note_label.isVisible() is bool(facts_and_note[1])


def test_an_item_that_is_no_single_clip_or_picture_is_not_looked_at(
    qtbot: QtBot, thumbnails: Thumbnails, theme: Theme
) -> None:
    detail = ItemDetail(thumbnails, theme)
    qtbot.addWidget(detail)
    item = PreviewItem(line="{}", name="goods.csv", path="goods.csv", relative_path="", size_bytes=1)
    detail.show_item(item, template=Template.CUSTOM)
    assert not any(process.path for process in thumbnails._clips._processes)


def test_where_room_is_short_the_name_gives_way_and_not_the_facts(qtbot: QtBot) -> None:
    shown = ElidedLabel()
    qtbot.addWidget(shown)
    tail = " · 1.2 MB · 1920×1080 · 0:12"
    shown.set_text_before(tail, "a/folder/with/a/long/name/2.mp4")
    shown.resize(shown.fontMetrics().horizontalAdvance(tail) + 100, 20)
    assert shown.shown_text().endswith(tail)
    assert "…" in shown.shown_text()
    assert shown.fontMetrics().horizontalAdvance(shown.shown_text()) <= shown.width()
    shown.resize(60, 20)
    assert shown.fontMetrics().horizontalAdvance(shown.shown_text()) <= shown.width()


def test_what_is_no_longer_in_sight_is_not_looked_at(qtbot: QtBot, thumbnails: Thumbnails, small: SmallClips) -> None:
    paths = [f"{number}.mp4" for number in range(40)]
    thumbnails.want(paths[:30])
    thumbnails.want(paths[30:])
    qtbot.waitUntil(lambda: all(map(thumbnails.get, paths[30:])), timeout=SLOW_START_MS)
    assert small.noted == ["started", "0.mp4", *paths[30:]]


def test_a_video_that_holds_up_gives_way_to_those_in_sight(
    qtbot: QtBot, thumbnails: Thumbnails, small: SmallClips, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clips, "HELD_UP_MS", -1)
    thumbnails.want(["hangs.mp4"])
    qtbot.waitUntil(lambda: "hangs.mp4" in small.noted, timeout=SLOW_START_MS)
    thumbnails.want(["hangs.mp4", "good.mp4"])
    thumbnails.want(["good.mp4"])
    qtbot.waitUntil(lambda: thumbnails.get("good.mp4") is not None, timeout=SLOW_START_MS)
    assert thumbnails.get("hangs.mp4") is None
    thumbnails.want(["hangs.mp4"])
    qtbot.waitUntil(lambda: small.noted.count("hangs.mp4") == 2, timeout=SLOW_START_MS)


def test_videos_that_kill_their_process_cost_their_own_tiles_alone(
    qtbot: QtBot, thumbnails: Thumbnails, small: SmallClips
) -> None:
    paths = ["kills 1.mp4", "a.mp4", "kills 2.mp4", "kills 3.mp4", "kills 4.mp4", "b.mp4"]
    thumbnails.want(paths)
    qtbot.waitUntil(lambda: all(map(thumbnails.get, paths)), timeout=SLOW_START_MS)
    lengths = [known.length_ms for path in paths if (known := thumbnails.get(path))]
    assert lengths == [0, 1000, 0, 0, 0, 1000]
    assert small.noted.count("started") == 5


def test_what_was_wanted_of_another_kind_is_wanted_no_more(
    qtbot: QtBot, thumbnails: Thumbnails, small: SmallClips
) -> None:
    thumbnails.want(["a.mp4", "b.mp4"])
    thumbnails.show_kind(Template.AUDIO)
    qtbot.waitUntil(lambda: thumbnails.get("a.mp4") is not None, timeout=SLOW_START_MS)
    thumbnails.want(["c.mp3"])
    qtbot.waitUntil(lambda: thumbnails.get("c.mp3") is not None, timeout=SLOW_START_MS)
    assert small.noted == ["started", "a.mp4", "c.mp3"]


def test_after_the_window_is_closed_nothing_is_started(thumbnails: Thumbnails) -> None:
    thumbnails.close()
    thumbnails.want(["a.mp4"])
    assert not any(process.path for process in thumbnails._clips._processes)
