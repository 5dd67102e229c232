"""Keeps the line that the user looks at: a plan that comes with every change of a setting has new lines each time."""

from PySide6.QtCore import QObject, Slot

from itag_desktop.gui.preview_pane import PreviewPane


class KeptRow(QObject):
    """Goes back to the line of the same number, when there is one again."""

    def __init__(self, pane: PreviewPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._model = pane.lines_model
        self._row = -1
        self._has_other_rows = False
        self._model.modelAboutToBeReset.connect(self._note)
        self._model.modelReset.connect(self._return)
        self._model.rowsInserted.connect(self._return)

    def forget(self) -> None:
        """Go back to no line: the next lines are of other rows."""
        self._row = -1
        self._has_other_rows = True

    @Slot()
    def _note(self) -> None:
        selection = self._pane.lines_view.selectionModel()
        if self._row < 0 and selection.hasSelection() and not self._has_other_rows:
            self._row = selection.currentIndex().row()
        self._has_other_rows = False

    @Slot()
    def _return(self) -> None:
        if 0 <= self._row < self._model.rowCount():
            row, self._row = self._row, -1
            self._pane.go_to(row)
