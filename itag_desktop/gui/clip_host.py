"""The clip process: finds first frames and lengths of videos and sounds for one window (see `clip_link`).

The bytes of any file that somebody dropped go through FFmpeg here, so this process is made to be lost: the window ends
it where it hangs and starts another where it died. It works on one file at a time, at a lower priority than the window.
What it takes is bounded: its memory (on Linux), its time even where nobody is left to end it, and what a file may make
it open, for a playlist that is called like a video names addresses. Decoding by graphics hardware is off, since drivers
differ from computer to computer and a thumbnail gains nothing.
"""

import faulthandler
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from itag_desktop.gui import clip_link
from itag_desktop.gui.clip_link import Look, Seen
from itag_desktop.support.priority import lower_priority

LONGEST_S = 12.0
"""After this a file that still holds the process up ends it; the window has given up long before."""
MOST_MEMORY_BYTES = 3 * 2**30
"""More than a video of 8K takes on sixteen threads."""

_ENVIRONMENT = {
    "QT_FFMPEG_PROTOCOL_WHITELIST": "file",
    "QT_FFMPEG_DECODING_HW_DEVICE_TYPES": ",",
    "QT_LOGGING_RULES": "*=false",
}


def serve_clips() -> int:
    """Run the clip process on this process's stdin and stdout, and return its exit code."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library's print must not break the link
    lower_priority()
    bound_memory()
    os.environ.update(_ENVIRONMENT)
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415 - reads the environment

    from itag_desktop.gui.clip_reading import read_clip  # noqa: PLC0415 - likewise

    QCoreApplication(["clips"])
    serve(sys.stdin.buffer, answers, read_clip)
    return 0


def serve(questions: BinaryIO, answers: BinaryIO, read: Callable[[Look], Seen]) -> None:
    """Answer `questions`, line by line, until their end."""
    answers.write(clip_link.READY)
    answers.flush()
    with Path(os.devnull).open("wb") as nowhere:
        for line in questions:
            look = clip_link.decode_look(line)
            faulthandler.dump_traceback_later(LONGEST_S, exit=True, file=nowhere)
            seen = read(look)
            faulthandler.cancel_dump_traceback_later()
            answers.write(clip_link.encode(seen))
            answers.flush()


def bound_memory() -> None:
    """Let this process fail, and not the computer, where a file claims enormous pictures."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = MOST_MEMORY_BYTES if most == resource.RLIM_INFINITY else min(most, MOST_MEMORY_BYTES)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))
