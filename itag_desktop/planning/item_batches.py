"""Gathers lines, tasks and problems of a plan, and hands them to its sink in batches: one commit for many."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from itag_desktop.domain.items import LineBlock
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import Problem, Task

BLOCK_BYTES = 1 << 16
BLOCK_LINES = 512
MOST_IN_A_BATCH = 2000
TICK_S = 0.1


class ItemSink(Protocol):
    """Where a plan of items goes."""

    def add_lines(self, blocks: Sequence[LineBlock]) -> None:
        """Add lines behind those that are there."""
        ...

    def add_tasks(self, kind: Template, tasks: Sequence[Task]) -> None:
        """Add tasks in the order of their ordinals."""
        ...

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Add problems in the order of being found."""
        ...

    def key_twins(self, kind: Template) -> Iterator[tuple[str, tuple[Task, ...]]]:
        """Return each name that several tasks share, with those tasks by ordinal."""
        ...


class ItemBatches:
    """Batches on their way to `sink`; `on_tick` is called ten times a second, when everything was handed over."""

    def __init__(self, sink: ItemSink, template: Template, on_tick: Callable[[], None]) -> None:
        self._sink = sink
        self._template = template
        self._on_tick = on_tick
        self._lines: list[bytes] = []
        self._size_bytes = 0
        self._rows = 0
        self._blocks: list[LineBlock] = []
        self._tasks: list[Task] = []
        self._problems: list[Problem] = []
        self._next_tick_s = time.monotonic() + TICK_S

    def add_row(self, line: bytes | None) -> None:
        """Count a row, and take the line it became."""
        self._rows += 1
        if line is not None:
            self._lines.append(line)
            self._size_bytes += len(line)
        if self._size_bytes >= BLOCK_BYTES or self._rows >= BLOCK_LINES:
            self._close_block()
            self.tick()

    def add_block(self, block: LineBlock) -> None:
        """Take neighbouring rows with the lines they became."""
        self._close_block()
        self._blocks.append(block)
        self.tick()

    def add_tasks(self, tasks: Sequence[Task]) -> None:
        """Take tasks."""
        self._tasks.extend(tasks)

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Take problems."""
        self._problems.extend(problems)
        if len(self._problems) >= MOST_IN_A_BATCH:
            self.hand_over()

    def tick(self) -> None:
        """Hand over and tell, where a tenth of a second has passed."""
        if time.monotonic() >= self._next_tick_s:
            self.hand_over()
            self._on_tick()
            self._next_tick_s = time.monotonic() + TICK_S

    def hand_over(self) -> None:
        """Hand over all that was gathered."""
        self._close_block()
        if self._tasks:
            self._sink.add_tasks(self._template, self._tasks)
        if self._blocks:
            self._sink.add_lines(self._blocks)
        if self._problems:
            self._sink.add_problems(self._problems)
        self._tasks, self._blocks, self._problems = [], [], []

    def _close_block(self) -> None:
        if self._rows:
            content = b"\n".join((*self._lines, b""))
            self._blocks.append(LineBlock(lines=len(self._lines), rows=self._rows, content=content))
            self._lines, self._size_bytes, self._rows = [], 0, 0
