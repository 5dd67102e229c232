"""What stands behind the window: built by the composition root, given to the panes that need more than one of it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

from itag_desktop.gui.connection import Connections
from itag_desktop.gui.draft import MediaDraft
from itag_desktop.gui.engine_client import EngineClient
from itag_desktop.gui.recent_destinations import RecentDestinations
from itag_desktop.gui.run_control import RunControl
from itag_desktop.gui.theme import Theme
from itag_desktop.state.app_dirs import AppDirs


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowParts:
    """Engine, state and look of one window.

    `settings` keep geometry and the run that was closed unfinished; `local_folder` the local copies of manifests;
    `recents` where was sent lately.
    """

    engine: EngineClient
    connections: Connections
    recents: RecentDestinations
    draft: MediaDraft
    run: RunControl
    theme: Theme
    settings: QSettings
    dirs: AppDirs
    local_folder: Path
    sample: Path
