"""Where the program keeps its own files. Naming a folder makes nothing: its first user does."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_VARIABLE = "ITAG_DESKTOP_HOME"
"""One folder for everything, in place of the system's usual ones: for tests and portable use."""

_APP_NAME = "itag-desktop"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppDirs:
    """The program's folders: ledgers of datasets, drafts of plans, the objects of Practice, logs; and one file."""

    ledgers: Path
    drafts: Path
    practice: Path
    logs: Path
    preferences: Path


def app_dirs() -> AppDirs:
    """Return the folders of this user, or those below `HOME_VARIABLE` where it is set."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        data = cache = Path(home).absolute()
        logs = data / "logs"
    else:
        data = platformdirs.user_data_path(_APP_NAME, appauthor=False)
        cache = platformdirs.user_cache_path(_APP_NAME, appauthor=False)
        logs = platformdirs.user_log_path(_APP_NAME, appauthor=False)
    return AppDirs(
        ledgers=data / "ledgers",
        drafts=cache / "drafts",
        practice=data / "practice",
        logs=logs,
        preferences=data / "preferences.json",
    )
