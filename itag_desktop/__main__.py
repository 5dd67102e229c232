"""The entry point: chooses the command line, the engine process or the window from the arguments, importing late."""

import sys

ENGINE_ARGUMENT = "--engine"
COMMANDS = frozenset({"create", "resume", "runs", "practice", "--help", "-h", "--version"})


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    arguments = sys.argv[1:]
    if arguments == [ENGINE_ARGUMENT]:
        from itag_desktop.engine.host import serve_window  # noqa: PLC0415 - only this process needs it

        return serve_window()
    if arguments and arguments[0] in COMMANDS:
        from itag_desktop.cli.main import run  # noqa: PLC0415 - the window needs no command line

        return run(arguments)
    from itag_desktop.gui.app import run_window  # noqa: PLC0415 - a server may have no Qt libraries

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
