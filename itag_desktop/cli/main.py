"""The composition root of the command line: language, log, dispatch, and the frame where every error ends.

Exit codes (docs/manual/command-line.md): a run's own (see `engine.report`); before there is one, 2 for unusable input
and 130 when cancelled; 70 for a fault of the program itself, as BSD's ``sysexits.h`` numbers it, so that no script
takes it for bad input.
"""

import gettext
import logging
import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from itag_desktop.cli.console import note, note_raw, prepare_streams, shown, terminal_language
from itag_desktop.cli.driving import CANCELLED_EXIT
from itag_desktop.cli.parser import PROGRAM, UsageError, parse
from itag_desktop.cli.result import print_trouble_document
from itag_desktop.domain.errors import CancelledError, InputError, ItagError
from itag_desktop.domain.progress import Trouble
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.support.redacting_log import start_log, stop_log
from itag_desktop.support.resources import resource_path
from itag_desktop.wording import texts
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text

UNUSABLE_EXIT = 2
FAULT_EXIT = 70
_FAULT = "internal-error"

log = logging.getLogger(__name__)


def run(arguments: Sequence[str]) -> int:
    """Do what `arguments` ask for and return the exit code; raises nothing but `SystemExit`, after ``--help``."""
    prepare_streams()
    _speak()
    try:
        return _dispatch(arguments)
    except KeyboardInterrupt:
        error: ItagError = CancelledError()
    except ItagError as raised:
        error = raised
    return _tell(error, is_json="--json" in arguments)


def explain(error: ItagError) -> int:
    """Say on stderr why the program cannot go on, and return the exit code."""
    prepare_streams()
    _speak()
    return _tell(error, is_json=False)


def _speak() -> None:
    """Choose the language of our texts and of argparse's own, which it looks up by the environment."""
    language = terminal_language()
    texts.install(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(texts.DOMAIN, resource_path("translations"))
    gettext.textdomain(texts.DOMAIN)


def _dispatch(arguments: Sequence[str]) -> int:
    command = parse(arguments)
    with _logged(command.command):
        try:
            return _perform(command)
        except (ItagError, KeyboardInterrupt):
            raise
        except Exception as fault:  # the outermost frame: a user reads a sentence, the log has the traceback
            log.exception("The command failed")
            note(text("Log: {folder}", folder=shown(app_dirs().logs)))
            raise ItagError(_FAULT, detail=type(fault).__name__) from fault


@contextmanager
def _logged(name: str) -> Iterator[None]:
    """Keep a log meanwhile. Where none can be written the command goes on without, and never spoils the terminal."""
    logging.raiseExceptions = False
    try:
        handler = start_log(app_dirs().logs, name)
    except OSError:
        handler = logging.NullHandler()
        logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        stop_log(handler)


def _perform(command: Namespace) -> int:
    """Do one command, importing no more than it needs: practice starts with every practice run."""
    _require_current_folder()
    match command.command:
        case "practice":
            from itag_desktop.cli.practice import practice  # noqa: PLC0415 - see above

            return practice(command)
        case "runs":
            from itag_desktop.cli.runs import runs  # noqa: PLC0415 - see above

            return runs(command)
        case "verify":
            from itag_desktop.cli.verify import verify  # noqa: PLC0415 - see above

            return verify(command)
        case _:
            from itag_desktop.cli import create  # noqa: PLC0415 - see above

            return create.create(command) if command.command == "create" else create.resume(command)


def _require_current_folder() -> None:
    """Refuse to work in a folder that was deleted: relative paths lead nowhere there."""
    try:
        Path.cwd()
    except OSError as error:
        raise InputError("current-folder-missing") from error


def _tell(error: ItagError, *, is_json: bool) -> int:
    code = _exit_code(error)
    if isinstance(error, UsageError):
        note_raw(error.usage)
    note(f"{PROGRAM}: {sentence(error.code, error.values)}")
    if is_json:
        print_trouble_document(Trouble(code=error.code, values=dict(error.values)), code)
    return code


def _exit_code(error: ItagError) -> int:
    if isinstance(error, CancelledError):
        return CANCELLED_EXIT
    return FAULT_EXIT if error.code == _FAULT else UNUSABLE_EXIT
