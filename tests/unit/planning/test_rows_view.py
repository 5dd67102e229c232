"""What a chooser is shown stays small, whatever the table is like."""

from pathlib import Path

import msgspec
import pytest

from itag_desktop.domain.items import RowsFrom, RowsView
from itag_desktop.domain.request import Source
from itag_desktop.planning.row_sources import TableRows
from itag_desktop.planning.rows_view import first_rows, rows_view
from itag_desktop.tables.opening import open_table

CELLS_BYTES = 150_000


def view_of(path: Path) -> RowsView:
    source = Source(path=str(path), is_folder=False, name_in_bucket="")
    rows = TableRows(source, open_table(path))
    return rows_view(rows, first_rows(rows), RowsFrom.TABLE, path=str(path), is_file=lambda _: False)


@pytest.mark.parametrize(("columns", "characters"), [(5, 20_000), (300, 600), (16_384, 40)])
def test_wide_tables_and_long_cells_are_shown_by_their_beginnings(
    tmp_path: Path, columns: int, characters: int
) -> None:
    path = tmp_path / "a.csv"
    header = ",".join(f"c{column}" for column in range(columns))
    rows = (",".join(f"{row}.{column}".ljust(characters, "好") for column in range(columns)) for row in range(4))
    path.write_text("\n".join([header, *rows]), "utf-8")
    view = view_of(path)
    assert len(view.columns) == columns
    assert len(msgspec.json.encode(view.first_rows)) < CELLS_BYTES
    assert len(msgspec.json.encode([column.samples for column in view.columns])) < CELLS_BYTES + 16 * columns
    assert view.first_rows[0].cells[1].startswith("0.1"[: len(view.first_rows[0].cells[1])])


def test_what_is_short_is_shown_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\n" + "a comment of usual length,good\n" * 60, "utf-8")
    view = view_of(path)
    assert {row.cells for row in view.first_rows} == {("a comment of usual length", "good")}
    assert view.columns[0].samples == ("a comment of usual length",) * 3
