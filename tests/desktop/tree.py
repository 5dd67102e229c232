"""The accessibility tree as a story sees it: nodes in sight, found by role and name, waited for, acted on."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tests.desktop.stage import Stage

SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own: it has the bindings of AT-SPI."""

_Found = TypeVar("_Found")
PATIENCE_S = 20.0
_LOOKS_EVERY_S = 0.05
_HELPER = Path(__file__).with_name("accessible_helper.py")
_ROLES = {"button": "push button", "toggle button": "check box"}
"""Newer names of roles, and what they are called here."""


class NotSeenError(AssertionError):
    """Something did not come into sight in time; its text lists what was."""


class Box(NamedTuple):
    """A place on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        """The point that a mouse aims at."""
        return self.x + self.width // 2, self.y + self.height // 2

    def is_inside(self, other: "Box") -> bool:
        """Say whether no part of it lies outside `other`."""
        return (
            other.x <= self.x
            and other.y <= self.y
            and self.x + self.width <= other.x + other.width
            and self.y + self.height <= other.y + other.height
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something in sight. `text` is what stands in a field."""

    node: int
    parent: int | None
    role: str
    name: str
    text: str
    states: frozenset[str]

    @property
    def is_enabled(self) -> bool:
        """Say whether it can be pressed."""
        return "ENABLED" in self.states

    @property
    def is_focused(self) -> bool:
        """Say whether the keyboard goes to it."""
        return "FOCUSED" in self.states


class Tree:
    """What assistive programs are told, asked for through a helper process."""

    def __init__(self, helper: "subprocess.Popen[str]") -> None:
        self._helper = helper

    def nodes(self, pid: int) -> list[Node]:
        """Return what is in sight of the windows of process `pid`, parents first."""
        return [_node(found) for found in self._ask(ask="nodes", pid=pid)]

    def box(self, node: Node) -> Box:
        """Return where `node` is on the screen."""
        return Box(*self._ask(ask="box", node=node.node))

    def act(self, node: Node, action: str) -> None:
        """Do an action of `node`, such as Press."""
        assert self._ask(ask="act", node=node.node, action=action)

    def write(self, node: Node, text: str) -> None:
        """Replace the text of a field."""
        assert self._ask(ask="write", node=node.node, text=text)

    def _ask(self, **question: object) -> Any:
        assert self._helper.stdin is not None
        assert self._helper.stdout is not None
        self._helper.stdin.write(json.dumps(question) + "\n")
        self._helper.stdin.flush()
        answer = json.loads(self._helper.stdout.readline())
        if "error" in answer:
            raise NotSeenError(answer["error"])
        return answer["answer"]


def _node(found: dict[str, Any]) -> Node:
    role = _ROLES.get(found["role"], found["role"])
    return Node(**{**found, "role": role, "states": frozenset(found["states"])})


@contextmanager
def tree_of(stage: Stage) -> Iterator[Tree]:
    """Look at the windows of `stage` while the body runs."""
    with subprocess.Popen(
        [SYSTEM_PYTHON, str(_HELPER)],
        env=dict(stage.environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as helper:
        tree = Tree(helper)
        tree.nodes(helper.pid)  # answered: it has found the bus
        yield tree
        assert helper.stdin is not None
        helper.stdin.close()


def wait_for(look: Callable[[], _Found | None], what: str, *, patience_s: float = PATIENCE_S) -> _Found:
    """Return what `look` finds as soon as it finds something."""
    deadline = time.monotonic() + patience_s
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise NotSeenError(what)
        time.sleep(_LOOKS_EVERY_S)


def listing(nodes: Sequence[Node]) -> str:
    """Return what is in sight, a line each, for the message of a story that failed."""
    return "\n".join(f"  {node.role} {node.name!r} {node.text!r}" for node in nodes if node.name or node.text)
