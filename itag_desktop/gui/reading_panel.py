"""*Read as*: sheet, encoding, separator and header of a table, with what was guessed said to be a guess."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from itag_desktop.domain.items import RowsFrom, RowsView
from itag_desktop.gui.encoding_names import ENCODING_NAMES, encoding_name
from itag_desktop.gui.items_draft import AnyItemsDraft
from itag_desktop.gui.labels import label
from itag_desktop.gui.notice import Choice, NoticeStack, NoticeText
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.style import GAP, Look
from itag_desktop.gui.theme import Theme
from itag_desktop.wording.texts import text

_TOPIC = "encoding"


def _separators() -> dict[str, str]:
    return {",": ",", ";": ";", "\t": text("Tab"), "|": "|"}


class ReadingPanel(QWidget):
    """How a file is read; only what applies to it is shown."""

    def __init__(self, draft: AnyItemsDraft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.notices = NoticeStack(theme)
        self.title_label = label(text("Read as"), Look.SECTION)
        self.sheet_box = QComboBox()
        self.encoding_box = QComboBox()
        self.separator_box = QComboBox()
        self.header_box = QCheckBox(text("First row is the header"))
        self._fields = (
            (label(text("Sheet")), self.sheet_box),
            (label(text("Encoding")), self.encoding_box),
            (label(text("Separator")), self.separator_box),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title_label, 1)
        head.addWidget(self.header_box)
        boxes = QHBoxLayout()
        boxes.setSpacing(GAP)
        for name, box in self._fields:
            name.setBuddy(box)
            box.setAccessibleName(name.text())
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            boxes.addWidget(name)
            boxes.addWidget(box, 0 if box is self.separator_box else 1)
        self.separator_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addLayout(head)
        column.addLayout(boxes)
        column.addWidget(self.notices)

    def _connect(self) -> None:
        self.sheet_box.activated.connect(self._on_sheet_chosen)
        self.encoding_box.activated.connect(self._on_encoding_chosen)
        self.separator_box.activated.connect(self._on_separator_chosen)
        self.header_box.clicked.connect(lambda is_on: self._draft.read_as(has_header=is_on))

    @Slot(int)
    def _on_sheet_chosen(self, row: int) -> None:
        self._draft.read_as(sheet=self.sheet_box.itemData(row))

    @Slot(int)
    def _on_encoding_chosen(self, row: int) -> None:
        self._draft.read_as(encoding=self.encoding_box.itemData(row))

    @Slot(int)
    def _on_separator_chosen(self, row: int) -> None:
        self._draft.read_as(delimiter=self.separator_box.itemData(row))

    def renew(self) -> None:
        """Show how the draft's rows are read now; where they cannot be, what was chosen, so that it can be undone."""
        rows, reading = self._draft.rows, self._draft.reading
        shown = {
            self.sheet_box: reading.sheet is not None if rows is None else bool(rows.sheets),
            self.encoding_box: reading.encoding is not None,
            self.separator_box: reading.delimiter is not None,
        }
        for name, box in self._fields:
            for part in (name, box):
                part.setVisible(shown[box])
        is_table = rows is not None and rows.rows_from is not RowsFrom.MANIFEST  # no line of a manifest is a header
        self.header_box.setVisible(is_table and reading.has_header is not None)
        self.header_box.setChecked(bool(reading.has_header))
        self.title_label.setVisible(any(shown.values()) or not self.header_box.isHidden())
        self._renew_sheets(rows)
        self._renew_encodings(rows)
        _fill(self.separator_box, _with_own(_separators(), reading.delimiter), reading.delimiter)
        if rows is None:
            self.notices.drop_notice(_TOPIC)
        else:
            self._renew_notice(rows)

    def _renew_sheets(self, rows: RowsView | None) -> None:
        if rows is None:
            asked = self._draft.reading.sheet
            _fill(self.sheet_box, {asked: asked or "", None: text("First sheet")}, asked)
            return
        names: dict[str | None, str] = {
            sheet.name: text("{sheet} (hidden)", sheet=sheet.name) if sheet.is_hidden else sheet.name
            for sheet in rows.sheets
        }
        _fill(self.sheet_box, names, rows.reading.sheet)

    def _renew_encodings(self, rows: RowsView | None) -> None:
        encoding = self._draft.reading.encoding
        names = _with_own(dict(ENCODING_NAMES), encoding)
        if encoding is not None and rows is not None and not rows.is_encoding_sure:
            names[encoding] = text("{encoding} (guessed)", encoding=encoding_name(encoding))
        _fill(self.encoding_box, names, encoding)

    def _renew_notice(self, rows: RowsView) -> None:
        encoding = rows.reading.encoding
        if encoding is None or rows.is_encoding_sure or not rows.other_encodings:
            self.notices.drop_notice(_TOPIC)
            return
        others = ", ".join(map(encoding_name, rows.other_encodings))
        words = text("These bytes also read as {encoding}. Look at the table before you go on.", encoding=others)
        choices = tuple(self._choice(one) for one in (encoding, *rows.other_encodings[:2]))
        self.notices.show_notice(NoticeText(topic=_TOPIC, tone=Tone.AMBER, sentence=words, choices=choices))

    def _choice(self, encoding: str) -> Choice:
        return Choice(label=encoding_name(encoding), action=lambda: self._draft.read_as(encoding=encoding))


def _with_own(names: dict[str, str], own: str | None) -> dict[str, str]:
    return names if own is None or own in names else {own: own, **names}


def _fill(box: QComboBox, names: Mapping[str, str] | Mapping[str | None, str], chosen: str | None) -> None:
    """Offer `names` by their values in `box`, unless it does so already, and show `chosen`."""
    offered = [(box.itemData(row), box.itemText(row)) for row in range(box.count())]
    if offered != list(names.items()):
        box.clear()
        for value, name in names.items():
            box.addItem(name, value)
    box.setCurrentIndex(max(0, list(names).index(chosen)) if chosen in names else -1)
