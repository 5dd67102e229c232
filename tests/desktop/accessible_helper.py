"""Looks at other programs' windows through AT-SPI and acts on them: a child process of the stories.

It runs on the system's own Python, the only one that has the `gi` bindings, and knows nothing of the project. A line of
JSON on stdin asks, a line of JSON on stdout answers:

    {"ask": "nodes", "pid": 4711}                          all nodes in sight of that process's windows, parents first
    {"ask": "box", "node": 12}                             where a node is on the screen
    {"ask": "act", "node": 12, "action": "Press"}          do an action of a node
    {"ask": "write", "node": 12, "text": "iTAG"}           replace the text of a field

`node` is the number that the last answer to *nodes* gave it; numbers are never used twice. What went wrong is answered
as {"error": "…"}: windows come and go while they are looked at, so an error is an ordinary answer.
"""

import json
import sys
from typing import Any

import gi  # type: ignore[import-untyped, import-not-found, unused-ignore] # the system's Python alone has it

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-untyped, import-not-found, unused-ignore] # noqa: E402 - after the version is chosen

CHILDREN_LOOKED_AT = 120
"""Of a list or table only so many: the rest is below what a window shows."""

STATES = ("SHOWING", "FOCUSED", "ENABLED", "CHECKED", "SELECTED", "EDITABLE", "MODAL")


class Eyes:
    """The nodes that were last asked for, by number."""

    def __init__(self) -> None:
        self._desktop = Atspi.get_desktop(0)
        self._desktop.set_cache_mask(Atspi.Cache.NONE)  # what is cached is renewed only where a main loop runs
        self._seen: dict[int, Any] = {}
        self._count = 0

    def nodes(self, pid: int) -> list[dict[str, Any]]:
        """Return the nodes in sight of the windows of process `pid`."""
        self._seen.clear()
        found: list[dict[str, Any]] = []
        for place in range(self._desktop.get_child_count()):
            program = self._desktop.get_child_at_index(place)
            if program is not None and program.get_process_id() == pid:
                self._collect(program, None, found)
        return found

    def act(self, node: int, action: str) -> bool:
        """Do the action of that name."""
        thing = self._seen[node]
        names = [thing.get_action_name(place) for place in range(thing.get_n_actions())]
        return bool(thing.do_action(names.index(action)))

    def box(self, node: int) -> list[int]:
        """Return x, y, width and height on the screen."""
        box = self._seen[node].get_extents(Atspi.CoordType.SCREEN)
        return [box.x, box.y, box.width, box.height]

    def write(self, node: int, text: str) -> bool:
        """Replace the text of a field."""
        return bool(self._seen[node].set_text_contents(text))

    def _collect(self, thing: Any, parent: int | None, found: list[dict[str, Any]]) -> None:
        try:
            node = _described(thing)
            count = min(thing.get_child_count(), CHILDREN_LOOKED_AT)
        except GLib.Error:  # it is gone
            return
        if parent is not None and "SHOWING" not in node["states"]:
            return
        self._count += 1
        number = self._count
        self._seen[number] = thing
        found.append({**node, "node": number, "parent": parent})
        for place in range(count):
            try:
                child = thing.get_child_at_index(place)
            except GLib.Error:
                continue
            if child is not None:
                self._collect(child, number, found)


def _described(thing: Any) -> dict[str, Any]:
    found = thing.get_state_set()
    states = [name for name in STATES if found.contains(getattr(Atspi.StateType, name))]
    text = Atspi.Text.get_text(thing, 0, -1) if "EDITABLE" in states else ""
    return {"role": thing.get_role_name(), "name": thing.get_name() or "", "text": text, "states": states}


def main() -> None:
    """Answer until stdin ends."""
    eyes = Eyes()
    for line in sys.stdin:
        asked = json.loads(line)
        ask: Any = {"nodes": eyes.nodes, "box": eyes.box, "act": eyes.act, "write": eyes.write}[asked.pop("ask")]
        try:
            answer: dict[str, Any] = {"answer": ask(**asked)}
        except (GLib.Error, KeyError, ValueError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)  # noqa: T201 - stdout is its mouth


main()
