"""One input planned into a draft, and what is wrong with how that ended."""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import NamedTuple, Self

from itag_desktop.domain.errors import ItagError
from itag_desktop.domain.items import FieldKind, FieldRule, ItemOptions, RowsFrom, TableReading
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.manifests.planned_lines import with_addresses
from itag_desktop.planning.item_plan import ItemProgress, plan_items
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.wording.sentences import sentence
from tests.fuzz.mutations import FuzzInput
from tests.support.item_plans import request_of

STOP_S = 1.0
"""After so much processor time the user presses Stop."""
MOST_S = 2.0
MOST_BYTES = 512 << 20
_EVERY = 1 << 30
_EMPTY = (
    "DELETE FROM line_block",
    "DELETE FROM task",
    "DELETE FROM problem",
    "UPDATE line_counter SET lines = 0, rows = 0",
)

_NOT_OF_CONTENT = frozenset({"source-missing", "source-unreadable", "source-not-file", "table-held-open"})


class Outcome(NamedTuple):
    """How a plan ended: the code of its error, or "planned"; `fault` says what should not be."""

    code: str
    fault: str = ""


class HangError(BaseException):
    """The plan goes on although it was asked to stop. No handler of the program's may take it for an error."""


class PlanDesk:
    """A folder with files that cells name, and a draft that is emptied for each input."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "files"
        (self._folder / "sub").mkdir(parents=True)
        for name in ("1.jpg", "sub/2.jpg"):
            (self._folder / name).write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0")
        os.environ["ITAG_DESKTOP_HOME"] = str(folder / "home")

    def __enter__(self) -> Self:
        self._draft = Draft.create(app_dirs())
        return self

    def __exit__(self, *_: object) -> None:
        self._draft.close()

    def outcome_of(self, path: Path) -> Outcome:
        """Plan a file that was kept as ``NUMBER.suffix``."""
        return self.outcome(FuzzInput(path.suffix, path.read_bytes()), seed=int(path.stem))

    def outcome(self, tried: FuzzInput, *, seed: int) -> Outcome:
        """Plan an input; the seed chooses template and options."""
        path = self._folder / f"table{tried.suffix}"
        path.write_bytes(tried.data)
        template, options = _asked(random.Random(seed))  # noqa: S311 - a fixed sequence, no secret
        try:
            with _bounded_time():
                code = self._planned(path, template, options)
        except ItagError as error:
            return Outcome(error.code, _fault_of(error))
        except AssertionError as error:
            return Outcome("wrong", f"wrong: {error}")
        except (Exception, HangError):  # noqa: BLE001 - whatever it is, it is a finding
            return Outcome("broken", traceback.format_exc(limit=-4))
        finally:
            path.unlink()
        return Outcome(code)

    def _planned(self, path: Path, template: Template, options: ItemOptions) -> str:
        with self._draft._db.transaction():
            for statement in _EMPTY:
                self._draft._db.run(statement)
        request = request_of(template, [path], options)
        begun_s, told = time.process_time(), list[ItemProgress]()
        is_cancelled: Callable[[], bool] = lambda: time.process_time() > begun_s + STOP_S  # noqa: E731 - short
        plan_items(request, self._draft, is_cancelled=is_cancelled, on_progress=told.append)
        self._check(template, request.destination.uri(""))
        return "planned"

    def _check(self, template: Template, root: str) -> None:
        counts = self._draft.plan_counts(template)
        assert counts.rows == counts.items + counts.left_out, counts
        manifest = with_addresses(b"".join(block for _, block in self._draft.line_blocks()), root)
        lines = manifest.decode().splitlines()
        assert len(lines) == counts.items, (len(lines), counts)
        assert all(isinstance(json.loads(line)["data"], dict) for line in lines)
        problems = [problem for _, problem in self._draft.problems_page(kind=template, after=0, count=_EVERY)]
        assert sum(problem.kind is ProblemKind.LEFT_OUT for problem in problems) == counts.left_out
        for problem in problems[:50]:
            told = sentence(problem.code, problem.values)
            assert told.isprintable(), told
            assert (problem.path + problem.column).isprintable(), problem


def _fault_of(error: ItagError) -> str:
    """Return what is wrong with an error as the end of an input, or nothing."""
    told = sentence(error.code, error.values)
    if error.code in _NOT_OF_CONTENT:
        return f"{error.code} of a file that is there: {error.values}"
    return "" if told.isprintable() else f"{error.code} is told as {told!r}"


def _asked(noise: random.Random) -> tuple[Template, ItemOptions]:
    """Return a template and options that somebody may have asked for."""
    template = noise.choice((Template.TEXT, Template.CUSTOM))
    options = ItemOptions(
        keeps_empty=noise.random() < 1 / 4,
        drops_duplicates=noise.random() < 1 / 4,
        keeps_missing=noise.random() < 1 / 4,
        reading=TableReading(has_header=noise.choice((None, None, True, False))),
    )
    if noise.random() < 1 / 3:
        return template, options
    kinds = noise.sample((FieldKind.TEXT, FieldKind.FILE, FieldKind.URI, None, FieldKind.CONSTANT), 2)
    if template is Template.TEXT:
        kinds = [FieldKind.TEXT, FieldKind.TEXT]
    others = tuple(FieldRule(key=key, kind=kind, column=f"col:{key}") for key, kind in zip("BC", kinds, strict=True))
    options = replace(options, fields=(FieldRule(key="source", column="col:A"), *others[: noise.randint(0, 2)]))
    return template, replace(options, rows_from=noise.choice((None, None, RowsFrom.TABLE)))


@contextmanager
def _bounded_time() -> Iterator[None]:
    """Raise HangError where processor time runs out: a busy machine is no hang."""
    if sys.platform == "win32":
        yield
        return
    signal.signal(signal.SIGPROF, _hang)
    signal.setitimer(signal.ITIMER_PROF, MOST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _hang(_number: int, _frame: FrameType | None) -> None:
    raise HangError


def bound_memory() -> None:
    """Let this process have no more than `MOST_BYTES` beyond what it has: what asks for more fails."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) if sys.platform == "linux" else 0
    most = pages * resource.getpagesize() + MOST_BYTES
    if pages:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
