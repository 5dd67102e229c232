"""Journey 4: a spreadsheet as Excel saves it in China becomes a dataset, the same as the command line makes of it.

Left out: the sentence about a file that Excel still holds open, which Windows alone gives.
"""

import csv
import os
import subprocess
from pathlib import Path

import pytest

from tests.desktop.conftest import PROGRAM
from tests.desktop.person import Person

ROWS = 60
EMPTY = 17
TWIN = 40


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    """Sixty reviews in GB18030; one is empty, and one label has a blank at its end."""
    path = tmp_path / "评论.csv"
    with path.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("编号", "评论内容", "等级"))
        for number in range(1, ROWS + 1):
            review = "" if number == EMPTY else f"第 {number} 次购买，质量一如既往地稳定，包装也很仔细。"
            label = "正面 " if number == TWIN else ("正面", "负面")[number % 2]
            writer.writerow((number, review, label))
    return path


def test_a_spreadsheet_becomes_the_dataset_that_the_command_line_makes(
    person: Person, spreadsheet: Path, documents: Path, tmp_path: Path
) -> None:
    person.drops(spreadsheet)
    person.sees("评论.csv is not for this tab.")
    person.clicks("Use it in Text")
    person.sees("60 rows = 59 data items + 1 left out")
    person.sees("GB18030")
    assert "CHECKED" in person.finds("B  评论内容", "radio button").states
    person.sees("suggested")

    person.clicks("Table", "page tab")
    person.sees("第 1 次购买，质量一如既往地稳定，包装也很仔细。")
    person.clicks("Problems 1", "page tab")
    person.sees("评论.csv, row 18")
    person.clicks("B  评论内容", "radio button")
    person.presses("Tab", "Down", "Down")  # on to the pre-label: none, then the number, then the label
    person.sees("look alike")

    person.clicks("Create with 59 items")
    person.sees("Practice finished")
    assert (documents / "评论.manifest").read_bytes() == by_command_line(spreadsheet, tmp_path)


def by_command_line(spreadsheet: Path, folder: Path) -> bytes:
    """Return the manifest that the command line makes of the same spreadsheet."""
    made = folder / "by-command-line.manifest"
    place = ["--to", "practice:iTAG", "--manifest", str(made)]
    subprocess.run(
        [str(PROGRAM), "create", "text", str(spreadsheet), "--label", "等级", *place],
        env=os.environ | {"ITAG_DESKTOP_HOME": str(folder / "command-line"), "LANGUAGE": "en"},
        stdout=subprocess.DEVNULL,
        check=False,  # it is 1, for a row was left out
    )
    return made.read_bytes()
