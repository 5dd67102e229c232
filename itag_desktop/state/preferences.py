"""What the program remembers over its starts: where it sent lately. Never a credential: a `Destination` has none.

One JSON file, written whole or not at all. One that cannot be read, or is of another version, is like none.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from itag_desktop.domain.destination import Destination
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.stored_json import from_json, to_json
from itag_desktop.support.atomic_file import atomic_file
from itag_desktop.support.folders import private_folder

_MOST_RECENT = 8

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """`last` is where a run was last sent, which may be Practice; `recent` are places in OSS, the newest first."""

    last: Destination | None = None
    recent: tuple[Destination, ...] = ()

    def with_used(self, destination: Destination) -> "Preferences":
        """Return them after a use of `destination`."""
        others = tuple(place for place in self.recent if not _is_same(place, destination))
        recent = others if destination.is_practice else (destination, *others)[:_MOST_RECENT]
        return Preferences(last=destination, recent=recent)

    def without(self, destination: Destination) -> "Preferences":
        """Return them without `destination`; where it was the last one used, the next start is on Practice."""
        is_last = self.last is not None and _is_same(self.last, destination)
        return Preferences(
            last=None if is_last else self.last,
            recent=tuple(place for place in self.recent if not _is_same(place, destination)),
        )


def read_preferences(dirs: AppDirs) -> Preferences:
    """Return what was remembered, or nothing."""
    try:
        return from_json(dirs.preferences.read_text(encoding="ascii"), Preferences)
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError):
        logger.warning("The preferences cannot be read", exc_info=True)
        return Preferences()


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Remember `preferences` in the file at `path`; where that fails the log says so."""
    try:
        private_folder(path.parent)
        with atomic_file(path) as stream:
            stream.write(to_json(preferences).encode("ascii"))
    except OSError:
        logger.warning("The preferences cannot be written", exc_info=True)


def _is_same(one: Destination, other: Destination) -> bool:
    return (one.is_practice, one.bucket, one.region, one.prefix) == (
        other.is_practice,
        other.bucket,
        other.region,
        other.prefix,
    )
