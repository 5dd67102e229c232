"""A table that another program writes while it is read gives no half plan that looks whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import ItemOptions
from itag_desktop.domain.kinds import Template
from itag_desktop.planning.item_plan import ItemProgress, plan_items
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from tests.support.item_plans import request_of

ROWS = 60_000


def big_table(folder: Path) -> Path:
    path = folder / "big.csv"
    path.write_text("text\n" + "".join(f"the text of row {n}\n" for n in range(ROWS)), encoding="utf-8")
    return path


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(ROWS)


def write_other_bytes(path: Path) -> None:
    path.write_bytes(b"text\n\xff\xfe\x81" * ROWS)


def replace_by_other(path: Path) -> None:
    other = path.with_name("other.csv")
    other.write_text("other\n1\n", encoding="utf-8")
    other.replace(path)


@pytest.mark.parametrize("spoil", [cut_short, write_other_bytes, replace_by_other])
def test_a_table_that_is_written_while_it_is_read_is_refused(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    path = big_table(tmp_path)
    told: list[ItemProgress] = []

    def spoil_when_shown(progress: ItemProgress) -> None:
        if not told:
            spoil(path)
        told.append(progress)

    request = request_of(Template.TEXT, [path], ItemOptions())
    with Draft.create(app_dirs()) as draft, pytest.raises(InputError) as caught:
        plan_items(request, draft, is_cancelled=lambda: False, on_progress=spoil_when_shown)
    assert (caught.value.code, caught.value.values) == ("table-changed", {"path": str(path)})
    assert told[0].rows is not None


def test_a_file_beside_the_table_may_change(tmp_path: Path) -> None:
    path = big_table(tmp_path)
    request = request_of(Template.TEXT, [path], ItemOptions())
    with Draft.create(app_dirs()) as draft:
        plan_items(request, draft, is_cancelled=lambda: False, on_progress=lambda _: (tmp_path / "else.csv").touch())
        assert draft.plan_counts(Template.TEXT).items == ROWS
