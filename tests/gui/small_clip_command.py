"""The command line of a small clip process, and what it noted."""

import sys
from pathlib import Path


class SmallClips:
    """Small clip processes that note in one file what they do."""

    def __init__(self, notes: Path, *, starts: bool = True) -> None:
        script = Path(__file__).with_name("small_clips.py")
        self.command = [sys.executable, str(script), str(notes), *([] if starts else ["ends at once"])]
        self._notes = notes

    @property
    def noted(self) -> list[str]:
        """What they did, in this order."""
        return self._notes.read_text(encoding="utf-8").splitlines() if self._notes.exists() else []
