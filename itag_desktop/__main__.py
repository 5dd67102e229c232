"""The entry point: chooses the command line, the window or a process of it from the arguments, importing late.

Without arguments the window opens; with files and folders too, as its first sources: so a file manager's *Open with*
works. Everything else is for the command line, which says what is wrong with it.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from itag_desktop.domain.errors import InputError

ENGINE_ARGUMENT = "--engine"
CLIP_ARGUMENT = "--clips"
COMMANDS = frozenset({"create", "resume", "runs", "verify", "practice"})
"""The commands; a folder that is called like one does not open the window."""

_DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    arguments = sys.argv[1:]
    if arguments == [ENGINE_ARGUMENT]:
        from itag_desktop.engine.host import serve_window  # noqa: PLC0415 - only this process needs it

        return serve_window()
    if arguments == [CLIP_ARGUMENT]:
        from itag_desktop.gui.clip_host import serve_clips  # noqa: PLC0415 - only this process needs it

        return serve_clips()
    if not _is_for_window(arguments):
        from itag_desktop.cli.main import run  # noqa: PLC0415 - the window needs no command line

        return run(arguments)
    return _open_window(arguments)


def _is_for_window(arguments: Sequence[str]) -> bool:
    return not COMMANDS.intersection(arguments[:1]) and all(Path(argument).exists() for argument in arguments)


def _open_window(arguments: Sequence[str]) -> int:
    from itag_desktop.cli.main import explain  # noqa: PLC0415 - the window needs no command line

    if sys.platform == "linux" and not any(map(os.environ.get, _DISPLAY_VARIABLES)):
        return explain(InputError("display-missing"))  # Qt itself would abort
    try:
        from itag_desktop.gui.app import run_window  # noqa: PLC0415 - a server may have no Qt libraries
    except ImportError as error:
        return explain(InputError("window-libraries-missing", detail=str(error)))
    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
