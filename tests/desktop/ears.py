"""Somebody who hears the window: has names, roles and actions of the accessibility tree, and no hands."""

from tests.desktop.person import Person


class Ears(Person):
    """Drives the program through the tree alone."""

    def acts(self, name: str) -> None:
        """Press the button called `name`, once it can be pressed."""
        self._tree.act(self.finds(name, "push button", is_ready=True), "Press")

    def writes(self, name: str, text: str) -> None:
        """Replace the text of the field called `name`."""
        self._tree.write(self.finds(name, "text", is_ready=True), text)
