"""`practice`: the practice OSS server in the foreground.

With ``--announce``, which help does not show, it serves as the program's own child process: it says where it listens in
one line of JSON and ends with its stdin (see `practice.process`).
"""

import sys
from argparse import Namespace
from pathlib import Path

from itag_desktop.cli.console import say, shown
from itag_desktop.practice.announcement import Announcement
from itag_desktop.practice.serve import serve
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.wording.texts import text


def practice(arguments: Namespace) -> int:
    """Serve until Ctrl+C.

    Raises:
        InputError: `practice-port-taken`, `practice-root-unusable`.
    """
    root = Path(arguments.root).absolute() if arguments.root else app_dirs().practice
    if arguments.announce:
        serve(root, port=arguments.port, announce=lambda it: say(it.to_line()), until_closed=sys.stdin.buffer)
    else:
        serve(root, port=arguments.port, announce=lambda it: _introduce(it, root))
    return 0


def _introduce(announcement: Announcement, root: Path) -> None:
    """Print what another OSS client needs, as lines to paste into a shell or an ``.env`` file."""
    say(text("# The practice OSS server runs on this computer. Ctrl+C ends it."))
    say(text("# Bucket {bucket}; its objects are in {folder}", bucket=announcement.bucket, folder=shown(root)))
    say(f"OSS_ENDPOINT={announcement.endpoint}")
    say(f"OSS_REGION={announcement.region}")
    say(f"OSS_ACCESS_KEY_ID={announcement.access_key_id}")
    say(f"OSS_ACCESS_KEY_SECRET={announcement.access_key_secret}")
