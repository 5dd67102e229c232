"""Somebody at the desktop: sees what the accessibility tree says is in sight, and has a mouse and a keyboard.

The hands are xdotool's: real X events, which the X server hands to whatever window is there. The eyes only say where
to aim and when to go on; nothing here calls into the program.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tests.desktop.stage import Stage
from tests.desktop.tree import PATIENCE_S, Box, Node, NotSeenError, Tree, listing, wait_for

_Found = TypeVar("_Found")
_STEP_S = 0.1
"""Between two moves of a drag: a real hand leaves the programs that long to answer each."""
_DRAG_STEPS = 6
_BELOW_TABS = 200
_TABS_TRIED = 60
_ITEMS_TRIED = 20
_UNDOS_TRIED = 4
_SOURCE = Path(__file__).with_name("drag_source.py")


class Person:
    """Drives the program with process id `pid`."""

    def __init__(self, stage: Stage, tree: Tree, pid: int) -> None:
        self._stage = stage
        self._tree = tree
        self.pid = pid

    # Eyes

    def looks(self) -> list[Node]:
        """Return what is in sight now."""
        return self._tree.nodes(self.pid)

    def sees(self, words: str, *, patience_s: float = PATIENCE_S) -> Node:
        """Wait until something in sight says `words`, maybe among others."""

        def look() -> Node | None:
            return next((node for node in self.looks() if words in node.name or words in node.text), None)

        return self._wait(look, words, patience_s)

    def sees_no_more(self, words: str) -> None:
        """Wait until nothing in sight says `words`."""
        self._wait(lambda: all(words not in node.name for node in self.looks()), f"without {words}", PATIENCE_S)

    def finds(self, name: str, role: str | None = None, *, is_ready: bool = False) -> Node:
        """Wait for the control called `name`; `is_ready`: until it can be used, too."""

        def look() -> Node | None:
            for node in self.looks():
                is_it = (
                    node.name == name and node.role != "label"
                    if role is None
                    else (node.name, node.role) == (name, role)
                )
                if is_it and (node.is_enabled or not is_ready):
                    return node
            return None

        return self._wait(look, f"{role or 'control'} {name!r}", PATIENCE_S)

    def has(self, name: str) -> bool:
        """Say whether a control called `name` is in sight now."""
        return any(node.name == name for node in self.looks())

    def place_of(self, node: Node) -> Box:
        """Return where something in sight is on the screen."""
        return self._tree.box(node)

    def reads(self, table: str) -> list[str]:
        """Return the texts of the cells of a table in sight, row by row."""
        nodes = self.looks()
        number = next((node.node for node in nodes if node.role == "table" and node.name == table), None)
        return [node.name for node in nodes if node.parent == number and node.role == "table cell"]

    def sees_row_first(self, table: str, cell: str) -> None:
        """Wait until the first row of a table has a cell that says `cell`."""
        self._wait(lambda: cell in self.reads(table)[:2], f"{cell!r} at the top of {table}", PATIENCE_S)

    def reads_lines(self) -> list[str]:
        """Return the addresses of the manifest lines in sight, from the bucket's top on."""
        cells = "\n".join(self.reads("Manifest lines"))
        return re.findall(r'aliyuncs\.com/([^"]*)"', cells)

    def reads_lines_until(self, *addresses: str) -> None:
        """Wait until the preview shows just the lines of these addresses."""
        self._wait(lambda: self.reads_lines() == list(addresses), f"lines {addresses}", PATIENCE_S)

    def undoes_until(self, *addresses: str) -> None:
        """Press Ctrl+Z until the preview shows just the lines of these addresses."""

        def undo() -> bool:
            self.presses("ctrl+z")
            try:
                self._wait(lambda: self.reads_lines() == list(addresses), "", 1)
            except NotSeenError:
                return False
            return True

        assert any(undo() for _ in range(_UNDOS_TRIED))

    def _wait(self, look: Callable[[], _Found | None], what: str, patience_s: float) -> _Found:
        try:
            return wait_for(look, what, patience_s=patience_s)
        except NotSeenError as error:
            raise NotSeenError(f"{error}\nin sight:\n{listing(self.looks())}") from None

    # Hands

    def clicks(self, name: str, role: str | None = None) -> None:
        """Press a control with the mouse, once it can be pressed."""
        x, y = self._tree.box(self.finds(name, role, is_ready=True)).centre
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def presses(self, *keys: str) -> None:
        """Press keys one after another, each in xdotool's words: ``ctrl+Return``."""
        self._xdotool("key", "--delay", "20", *keys)

    def types(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "5", text)

    def tabs_to(self, name: str) -> None:
        """Press Tab until the keyboard is on the control called `name`."""
        for _ in range(_TABS_TRIED):
            if any(node.is_focused and node.name == name for node in self.looks()):
                return
            self.presses("Tab")
        raise NotSeenError(f"Tab does not reach {name!r}\nin sight:\n{listing(self.looks())}")

    def chooses(self, menu_keys: str, item: str) -> None:
        """Open a menu and go down to one of its items, by keyboard."""
        self.presses(menu_keys)
        self.finds(item, "menu item")
        for _ in range(_ITEMS_TRIED):
            self.presses("Down")
            if any(node.is_focused and node.name == item for node in self.looks()):
                self.presses("Return")
                return
        raise NotSeenError(f"Down does not reach {item!r}")

    def fills(self, name: str, text: str) -> None:
        """Go to a field by Tab and type into it, in the place of what it holds."""
        self.tabs_to(name)
        self.presses("ctrl+a")
        self.types(text)

    def drops(self, *paths: Path) -> None:
        """Drag the icon of `paths` from another program onto the middle of the window, and let go."""
        with self.drags(*paths):
            pass

    @contextmanager
    def drags(self, *paths: Path) -> Iterator[None]:
        """Hold the icon of `paths` over the window while the body runs, then let go and wait until it was taken."""
        tabs = self._tree.box(self._finds_templates())
        x, y = tabs.centre[0], tabs.y + _BELOW_TABS
        command = [sys.executable, str(_SOURCE), *map(str, paths)]
        with self._stage.running(command) as child:
            source = Person(self._stage, self._tree, child.pid)
            name = "all" if len(paths) > 1 else "/".join(paths[0].parts[-2:])
            self._holds(self._tree.box(source.finds(name, "label")).centre, (x, y))
            yield
            self._xdotool("mouseup", "1")
            time.sleep(3 * _STEP_S)  # the target fetches what was dropped before its source may go

    def _finds_templates(self) -> Node:
        """Wait for the tabs of the window, which are called as the one in front."""

        def look() -> Node | None:
            tabs = (node for node in self.looks() if node.role == "page tab list" and node.name != "Preview")
            return next(tabs, None)

        return self._wait(look, "the tabs of the window", PATIENCE_S)

    def moves_row(self, cell: str, *, above: str) -> None:
        """Drag the row of a table with the cell called `cell` to just above the row of another."""
        start, target = (self._tree.box(self.finds(name, "table cell")) for name in (cell, above))
        self._holds(start.centre, (target.centre[0], target.y + 2))
        self._xdotool("mouseup", "1")

    def _holds(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse at `start` and move it to `end` as a hand does."""
        self._xdotool("mousemove", str(start[0]), str(start[1]), "mousedown", "1")
        for step in range(1, _DRAG_STEPS + 1):
            time.sleep(_STEP_S)
            share = step / _DRAG_STEPS
            x, y = (round(begun + (ended - begun) * share) for begun, ended in zip(start, end, strict=True))
            self._xdotool("mousemove", str(x), str(y))
        time.sleep(_STEP_S)

    def photographs(self, path: Path) -> None:
        """Keep a picture of the whole screen."""
        self._photographs("root", path)

    def photographs_window(self, path: Path) -> None:
        """Keep a picture of the program's window without its frame."""
        self._photographs(self._window(), path, "-strip")

    def _photographs(self, window: str, path: Path, *options: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        command = ["import", "-window", window, *options, str(path)]
        subprocess.run(command, env=dict(self._stage.environment), check=True)

    def _window(self) -> str:
        found = self._xdotool("search", "--onlyvisible", "--pid", str(self.pid), "--name", "iTAG Desktop")
        return found.split()[-1]

    def resizes_window(self, width: int, height: int, *, scale: float = 1) -> None:
        """Give the program's window another size, in its own pixels; the screen's are `scale` times smaller."""
        self._xdotool("windowsize", self._window(), str(round(width * scale)), str(round(height * scale)))

        def has_followed() -> bool:
            frame = next(node for node in self.looks() if node.role == "frame")
            return self.place_of(frame)[2:] == (width, height)

        self._wait(has_followed, f"a window of {width} x {height}", PATIENCE_S)

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=dict(self._stage.environment), check=True, capture_output=True, text=True
        )
        return done.stdout
