"""From paths to rows: what a table, texts, pairs and manifests are known by."""

from pathlib import Path

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import ItemOptions, RowsFrom
from itag_desktop.domain.kinds import Template
from itag_desktop.planning.item_sources import ItemSources, resolve_item_sources

TABLE = "id,text\n1,hello\n"
MANIFEST = '{"data":{"source":"a"}}\n'


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def resolved(template: Template, *paths: Path, options: ItemOptions | None = None) -> ItemSources:
    return resolve_item_sources([str(path) for path in paths], template, options or ItemOptions())


def refusal(template: Template, *paths: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(InputError) as caught:
        resolved(template, *paths)
    return caught.value.code, dict(caught.value.values)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", TABLE, RowsFrom.TABLE),
        ("a.TSV", TABLE, RowsFrom.TABLE),
        ("a.txt", "one\ntwo\n", RowsFrom.LINES),
        ("a.txt", MANIFEST, RowsFrom.MANIFEST),
        ("a.manifest", MANIFEST, RowsFrom.MANIFEST),
        ("a.manifest", "no json", RowsFrom.MANIFEST),
        ("no-suffix", "one\n", RowsFrom.LINES),
        ("no-suffix", "PK\x03\x04", RowsFrom.TABLE),
    ],
)
def test_one_file_says_what_its_rows_are(tmp_path: Path, name: str, content: str, expected: RowsFrom) -> None:
    assert resolved(Template.TEXT, write(tmp_path / name, content)).rows_from is expected


def test_several_text_files_or_a_folder_of_them_are_an_item_each(tmp_path: Path) -> None:
    first, second = write(tmp_path / "t" / "a.txt"), write(tmp_path / "t" / "b.txt")
    assert resolved(Template.TEXT, first, second).rows_from is RowsFrom.FILES
    assert resolved(Template.TEXT, tmp_path / "t").rows_from is RowsFrom.FILES


def test_files_may_be_said_to_be_lines(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt"), write(tmp_path / "b.txt")
    options = ItemOptions(rows_from=RowsFrom.LINES)
    assert resolved(Template.TEXT, first, second, options=options).rows_from is RowsFrom.LINES


def test_a_table_of_custom_items_has_its_own_folder_beside_it(tmp_path: Path) -> None:
    table = write(tmp_path / "goods" / "goods.csv", TABLE)
    found = resolved(Template.CUSTOM, table)
    assert [(s.path, s.name_in_bucket) for s in found.sources] == [(str(table), None), (str(table.parent), None)]


def test_a_folder_given_beside_a_table_takes_the_place_of_its_own(tmp_path: Path) -> None:
    table, photo = write(tmp_path / "goods.csv", TABLE), write(tmp_path / "photos" / "1.jpg")
    found = resolved(Template.CUSTOM, photo.parent, table)
    assert found.rows_from is RowsFrom.TABLE
    assert [(s.path, s.name_in_bucket) for s in found.sources] == [
        (str(table), None),
        (str(photo.parent), "photos"),
    ]


def test_a_table_inside_the_folder_given_beside_it_is_still_the_table(tmp_path: Path) -> None:
    table = write(tmp_path / "goods" / "goods.csv", TABLE)
    found = resolved(Template.CUSTOM, table.parent, table)
    assert [s.path for s in found.sources] == [str(table), str(table.parent)]


def test_a_folder_that_holds_one_table_is_that_table_over_the_folder(tmp_path: Path) -> None:
    table = write(tmp_path / "goods" / "goods.csv", TABLE)
    write(tmp_path / "goods" / "photos" / "1.jpg")
    write(tmp_path / "goods" / ".hidden.csv", TABLE)
    found = resolved(Template.CUSTOM, tmp_path / "goods")
    assert found.rows_from is RowsFrom.TABLE
    assert [s.path for s in found.sources] == [str(table), str(tmp_path / "goods")]
    pairs = resolved(Template.CUSTOM, tmp_path / "goods", options=ItemOptions(rows_from=RowsFrom.PAIRS))
    assert pairs.rows_from is RowsFrom.PAIRS


def test_a_folder_of_two_tables_is_of_pairs(tmp_path: Path) -> None:
    write(tmp_path / "goods" / "a.csv", TABLE)
    write(tmp_path / "goods" / "b.csv", TABLE)
    assert resolved(Template.CUSTOM, tmp_path / "goods").rows_from is RowsFrom.PAIRS


def test_a_base_folder_is_one_more(tmp_path: Path) -> None:
    table, photo = write(tmp_path / "goods.csv", TABLE), write(tmp_path / "photos" / "1.jpg")
    found = resolved(Template.CUSTOM, table, options=ItemOptions(base_folder=str(photo.parent)))
    assert [s.path for s in found.sources] == [str(table), str(photo.parent)]


def test_folders_without_a_table_are_pairs(tmp_path: Path) -> None:
    write(tmp_path / "p" / "1.jpg")
    assert resolved(Template.CUSTOM, tmp_path / "p").rows_from is RowsFrom.PAIRS


def test_a_table_of_text_needs_nothing_beside_it(tmp_path: Path) -> None:
    table, folder = write(tmp_path / "a.csv", TABLE), write(tmp_path / "p" / "1.txt").parent
    assert refusal(Template.TEXT, table, folder) == (
        "sources-do-not-mix",
        {"first": str(table), "second": str(folder)},
    )


def test_two_tables_are_named_both(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.csv", TABLE), write(tmp_path / "b.csv", TABLE)
    for template in (Template.TEXT, Template.CUSTOM):
        assert refusal(template, first, second) == ("several-tables", {"first": str(first), "second": str(second)})


def test_a_picture_is_no_text(tmp_path: Path) -> None:
    picture = write(tmp_path / "a.jpg")
    assert refusal(Template.TEXT, picture) == ("rows-of-other-kind", {"path": str(picture)})


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refusal(Template.TEXT, tmp_path / "a.csv") == ("source-missing", {"path": str(tmp_path / "a.csv")})
