"""A table of goods as the engine shows it: pictures, descriptions, remarks."""

from itag_desktop.domain.items import ColumnView, FieldFacts, FieldKind, FieldRule, RowsFrom, RowsView, RowView

PICTURE = ColumnView(letter="A", name="图片", samples=("1.jpg", "2.jpg"), kind=FieldKind.FILE, key="field_1")
WORDS = ColumnView(letter="B", name="说明", samples=("Founders, 18",), key="field_2", is_text_suggested=True)
REMARK = ColumnView(letter="C", name="备注", key="field_3")
COLUMNS = (PICTURE, WORDS, REMARK)

PICTURE_RULE = FieldRule(key="field_1", kind=FieldKind.FILE, column="图片")
WORDS_RULE = FieldRule(key="field_2", column="说明")
REMARK_RULE = FieldRule(key="field_3", column="备注")
RULES = (PICTURE_RULE, WORDS_RULE)
"""The fields that the engine chooses: the remarks are empty."""

FACTS = FieldFacts(key="field_1", found_files=998, missing_files=2)


def goods_view(path: str = "/data/goods.csv") -> RowsView:
    """Return what the engine shows of the table."""
    rows = tuple(RowView(number=n + 2, cells=(f"{n}.jpg", f"Text {n}", "")) for n in range(3))
    return RowsView(rows_from=RowsFrom.TABLE, path=path, columns=COLUMNS, first_rows=rows)
