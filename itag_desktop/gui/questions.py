"""The few questions that stop the window: each names what would happen, and its harmless answer is the default."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.texts import plural, text


class Questions:
    """Asks the user, over `parent`. `asks_credential` says whether there is one, after asking for it."""

    def __init__(self, parent: QWidget, asks_credential: Callable[[], bool] = lambda: True) -> None:
        self._parent = parent
        self._asks_credential = asks_credential
        self._box: QMessageBox | None = None

    def withdraw(self) -> None:
        """Take back the question that is shown, if any: it is answered as if it was refused."""
        if self._box is not None:
            self._box.reject()

    def has_credential(self) -> bool:
        """Say whether a run can be sent through the chosen connection, after asking for a credential it lacks."""
        return self._asks_credential()

    def may_stop(self) -> bool:
        """Ask whether the run shall be stopped."""
        words = text("Stop? What was sent stays; you can carry on later.")
        return self._ask(words, yes=text("Stop"), no=text("Go on"))

    def may_close_in_run(self) -> bool:
        """Ask whether the window shall be closed while a run goes on."""
        words = text("A run is going on. What was sent stays, and the next start offers to carry on.")
        return self._ask(words, yes=text("Pause and close"), no=text("Go on"))

    def may_write_partial(self, missing: int) -> bool:
        """Ask whether the manifest shall be written without what is missing in the bucket."""
        words = plural("Write the manifest without {count} file?", "Write the manifest without {count} files?", missing)
        return self._ask(words, yes=text("Write manifest"), no=text("Cancel"))

    def may_replace(self, bucket: str, count: int) -> bool:
        """Ask whether objects in `bucket` shall be replaced."""
        words = plural(
            "Replace {count} object in bucket {bucket}? It cannot be brought back.",
            "Replace {count} objects in bucket {bucket}? They cannot be brought back.",
            count,
            bucket=bucket,
        )
        return self._ask(words, yes=text("Replace"), no=text("Cancel"))

    def may_clear_practice(self, size_bytes: int) -> bool:
        """Ask whether all that Practice keeps shall be deleted."""
        words = text(
            "Delete all {size} of practice data? Your own files and the local copies of manifests stay.",
            size=size_text(size_bytes),
        )
        return self._ask(words, yes=text("Clear"), no=text("Cancel"))

    def may_replace_preset(self, name: str) -> bool:
        """Ask whether the preset called `name` shall be replaced."""
        words = text("There is a preset called {name}. Replace it?", name=name)
        return self._ask(words, yes=text("Replace"), no=text("Cancel"))

    def _ask(self, words: str, *, yes: str, no: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.Question, text("iTAG Desktop"), words, parent=self._parent)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        self._box = box
        box.exec()
        self._box = None
        answer = box.clickedButton() is accept
        box.deleteLater()
        return answer
