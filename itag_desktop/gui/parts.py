"""What stands behind the window: built by the composition root, given to the panes that need more than one of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QSettings

from itag_desktop.gui.all_runs import AllRuns
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.media_draft import MediaDraft
from itag_desktop.gui.recent_destinations import RecentDestinations
from itag_desktop.gui.run_control import RunControl
from itag_desktop.gui.template_draft import AnyDraft
from itag_desktop.gui.text_draft import TextDraft
from itag_desktop.gui.theme import Theme
from itag_desktop.state.app_dirs import AppDirs

Draft_co = TypeVar("Draft_co", bound=AnyDraft, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TabParts(Generic[Draft_co]):
    """What stands behind one tab. `sample` is what *Try the sample* adds."""

    draft: Draft_co
    run: RunControl
    sample: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowParts:
    """Engine, state and look of one window, and what stands behind its tabs; `runs` are the runs of them all.

    `settings` keep geometry and the runs that were closed unfinished; `local_folder` the local copies of manifests;
    `recents` where was sent lately.
    """

    engine: EngineClient
    connections: Connections
    text: TabParts[TextDraft]
    recents: RecentDestinations
    media: TabParts[MediaDraft]
    runs: AllRuns
    theme: Theme
    settings: QSettings
    dirs: AppDirs
    local_folder: Path
