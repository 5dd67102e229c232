"""The grammar of the command line (docs/manual/command-line.md). Its names are stable: scripts depend on them."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from itag_desktop import __version__
from itag_desktop.cli import values
from itag_desktop.cli.item_arguments import add_item_options
from itag_desktop.domain.errors import InputError
from itag_desktop.domain.kinds import IfExists, Template
from itag_desktop.domain.names import printable
from itag_desktop.domain.request import DEFAULT_LABEL_FIELD
from itag_desktop.wording.texts import text

PROGRAM = "itag-desktop"


class UsageError(InputError):
    """The arguments do not follow the grammar; `usage` shows how they would."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__("usage-wrong", message=printable(message))
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    """Raises instead of ending the process. Takes no abbreviations, which a new option could make ambiguous."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **settings})

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, self.format_usage())


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the command with its options, checked.

    Raises:
        InputError: `usage-wrong` and the codes of `cli.values`.
        SystemExit: after ``--help`` and ``--version``, which print.
    """
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        description=text("Upload files to OSS and write the manifest of an iTAG dataset that names them."),
        epilog=text("Without a command the window opens."),
    )
    parser.add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}", help=text("show the version and exit")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title=text("commands"))
    adders: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
        ("create", text("create a dataset from folders, files or tables"), _add_create),
        ("runs", text("list the datasets that were created on this computer"), _add_runs),
        ("resume", text("carry on a run that did not finish"), _add_resume),
        ("verify", text("compare the bucket with what was recorded of a run"), _add_verify),
        ("practice", text("run the practice OSS server in the foreground"), _add_practice),
    )
    for name, summary, add in adders:
        add(commands.add_parser(name, help=summary, description=summary))
    return parser


def _add_create(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "template", choices=[template.value for template in Template], help=text("what the dataset is made of")
    )
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE",
        help=text("a folder or a file; of text and custom: a table, a manifest or text files"),
    )  # fmt: skip
    parser.add_argument(
        "--to", required=True, metavar="DEST", dest="destination",
        help=text("oss://BUCKET/PREFIX, with the connection in OSS_… variables; or practice:PREFIX"),
    )  # fmt: skip
    _add_what(parser.add_argument_group(text("what the dataset holds")))
    add_item_options(parser)
    _add_how(parser.add_argument_group(text("how it is sent")))


def _add_what(group: Any) -> None:
    group.add_argument("--name", help=text("the dataset's name, also with .manifest or .txt; else the first source's"))
    group.add_argument(
        "--include", action="append", default=[], metavar="GLOB", help=text("only files that match; may be repeated")
    )
    group.add_argument(
        "--exclude", action="append", default=[], metavar="GLOB", help=text("no files that match; may be repeated")
    )
    group.add_argument(
        "--no-root-folder", action="store_true", help=text("leave the name of the given folder out of the addresses")
    )
    group.add_argument(
        "--label-from-folder", action="store_true", help=text("pre-label each file with the name of its sub-folder")
    )
    group.add_argument(
        "--label-field", type=values.label_field, default=None, metavar="FIELD",
        help=text("the pre-label's field instead of {field}; implies --label-from-folder", field=DEFAULT_LABEL_FIELD),
    )  # fmt: skip


def _add_how(group: Any) -> None:
    group.add_argument(
        "--manifest", metavar="FILE", help=text("where the local copy of the manifest goes; else ./NAME.manifest")
    )
    group.add_argument(
        "--if-exists", choices=[choice.value for choice in IfExists], default=IfExists.SKIP_SAME.value,
        help=text("what to do with objects that are already there; else skip-same"),
    )  # fmt: skip
    group.add_argument(
        "--partial", action="store_true", help=text("write the manifest without the items that could not be sent")
    )
    group.add_argument(
        "--dry-run", action="store_true", help=text("only say what would be sent: nothing is sent or written")
    )
    group.add_argument(
        "--workers", type=values.workers, metavar="N", help=text("this many connections, instead of as many as help")
    )
    group.add_argument(
        "--limit-rate", type=values.rate, metavar="RATE", help=text("at most this many bytes a second: 500K, 2M, 1.5G")
    )
    _add_json(group)


def _add_json(group: Any) -> None:
    group.add_argument("--json", action="store_true", help=text("print one JSON document instead of sentences"))


def _add_runs(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)


def _add_resume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", help=text("the run's id as shown by `runs`, or its beginning"))
    _add_how(parser)


def _add_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", help=text("the run's id as shown by `runs`, or its beginning"))
    _add_json(parser)


def _add_practice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=values.port, default=0, metavar="P", help=text("the port; else any free one"))
    parser.add_argument("--root", metavar="DIR", help=text("the folder that holds the objects; else the program's own"))
    parser.add_argument("--announce", action="store_true", help=argparse.SUPPRESS)
