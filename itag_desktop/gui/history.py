"""Undo and redo over frozen values: each step is a whole value, so there is nothing to reverse."""

from typing import Generic, TypeVar

Value = TypeVar("Value")


class History(Generic[Value]):
    """The values something had, and which of them it has now."""

    def __init__(self, first: Value) -> None:
        self._values = [first]
        self._now = 0

    @property
    def now(self) -> Value:
        """The value of the moment."""
        return self._values[self._now]

    @property
    def can_undo(self) -> bool:
        """Say whether there is a value before."""
        return self._now > 0

    @property
    def can_redo(self) -> bool:
        """Say whether there is a value after."""
        return self._now + 1 < len(self._values)

    def step(self, value: Value) -> None:
        """Go on to `value`; what was undone is forgotten. A value equal to the present one is no step."""
        if value != self.now:
            del self._values[self._now + 1 :]
            self._values.append(value)
            self._now += 1

    def amend(self, value: Value) -> None:
        """Replace the present value without a step; where that leaves nothing to undo, the step goes too."""
        self._values[self._now] = value
        if self._now > 0 and self._values[self._now - 1] == value:
            del self._values[self._now]
            self._now -= 1

    def undo(self) -> None:
        """Go back one value, if there is one."""
        self._now -= self.can_undo

    def redo(self) -> None:
        """Go forward one value, if there is one."""
        self._now += self.can_redo
