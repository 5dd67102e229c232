"""How cells of the grid of fields are painted and edited: a field's name, its kind, what was found of its files."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from itag_desktop.domain.items import FieldFacts
from itag_desktop.gui.field_grid_model import FACTS_ROLE, FIELD, KINDS_ROLE, FieldGridModel, file_facts
from itag_desktop.gui.style import ICON, Look, set_look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text
from itag_desktop.wording.words import field_kind_word

PADDING = 6
_GAP = 4
_FACT_ICONS = (("circle-check", "success"), ("triangle-alert", "amber"))

Index = QModelIndex | QPersistentModelIndex


class NameDelegate(QStyledItemDelegate):
    """Edits a field's name, or a constant's value; a name that cannot be is marked while it is typed."""

    def __init__(self, grid: FieldGridModel, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802 - Qt's name
        """Return the field to type in."""
        edit = QLineEdit(parent)
        edit.setAcceptDrops(False)  # the tab takes drops
        if index.column() != FIELD:
            edit.setAccessibleName(text("Value of the constant"))
            return edit
        edit.setAccessibleName(text("Field"))
        row = index.row()

        def judge(typed: str) -> None:
            fault = self._grid.key_fault(row, typed)
            set_look(edit, Look.PLAIN if fault is None else Look.WRONG)
            edit.setToolTip(fault or "")

        edit.textChanged.connect(judge)
        return edit


class KindDelegate(QStyledItemDelegate):
    """Paints the kind like a closed list and edits it by an open one."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the word, and an arrow where there is a choice."""
        if len(index.data(KINDS_ROLE) or ()) > 1:
            arrow = self._theme.pixmap("chevron-down", "secondary")
            place = QRect(option.rect.right() - ICON - _GAP, option.rect.center().y() - ICON // 2, ICON, ICON)
            words = QStyleOptionViewItem(option)
            super().paint(painter, words, index)
            painter.drawPixmap(place.topLeft(), arrow)
        else:
            super().paint(painter, option, index)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802 - Qt's name
        """Return the list, which opens at once."""
        box = QComboBox(parent)
        box.setAccessibleName(text("Kind"))
        for kind in index.data(KINDS_ROLE):
            box.addItem(field_kind_word(kind))
        box.activated.connect(lambda _: self._finish(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Choose the kind of the moment."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data()))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Take the kind chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, index.data(KINDS_ROLE)[editor.currentIndex()])


class FactsDelegate(QStyledItemDelegate):
    """Paints how many files were found and how many not, each behind its icon."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, then icons and words on it."""
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        facts = index.data(FACTS_ROLE)
        if facts is None:
            return
        painter.save()
        painter.setPen(QColor(self._theme.colours.text))
        left = option.rect.left() + PADDING
        for words, (icon, role) in zip(file_facts(facts), _FACT_ICONS, strict=False):
            painter.drawPixmap(left, option.rect.center().y() - ICON // 2 + 1, self._theme.pixmap(icon, role))
            left += ICON + _GAP
            width = option.fontMetrics.horizontalAdvance(words)
            place = QRect(left, option.rect.top(), width + _GAP, option.rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            left += width + 2 * PADDING
        painter.restore()


def facts_width(metrics: QFontMetrics, facts: FieldFacts) -> int:
    """Return the room that `facts` take."""
    return PADDING + sum(metrics.horizontalAdvance(words) + ICON + _GAP + 2 * PADDING for words in file_facts(facts))
