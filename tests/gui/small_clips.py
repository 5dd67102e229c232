"""A small clip process for tests: what it does with a file is the file's name. It notes each start and each file.

The first argument is the file for its notes, the second, where there is one, says that it ends before it is ready.
"""

import os
import sys
import time
from pathlib import Path

from itag_desktop.gui import clip_link
from itag_desktop.gui.clip_link import Seen


def note(what: str) -> None:
    """Write down what happened."""
    with Path(sys.argv[1]).open("a", encoding="utf-8", errors="replace") as notes:
        notes.write(f"{what}\n")


def say(line: bytes) -> None:
    """Write a line at once."""
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def main() -> None:
    """Answer questions until their end."""
    note("started")
    if sys.argv[2:]:
        sys.exit(1)
    say(clip_link.READY)
    for line in sys.stdin.buffer:
        name = Path(os.fsdecode(clip_link.decode_look(line).path)).name
        note(name)
        if name.startswith("hangs"):
            time.sleep(60)
        if name.startswith("kills"):
            os.abort()
        say(b"nonsense\n" if name.startswith("nonsense") else clip_link.encode(Seen(length_ms=1000)))


if __name__ == "__main__":
    main()
