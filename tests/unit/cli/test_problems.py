"""Problems of a run, grouped as the command line shows them."""

from pathlib import Path

import pytest

from itag_desktop.cli.problems import group_lines, problem_groups, problems_of
from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.state.ledger import Ledger

REQUEST = DatasetRequest(
    template=Template.IMAGE,
    sources=(Source(path="/pics", is_folder=True, name_in_bucket="pics"),),
    destination=practice_destination(""),
    dataset_name="pics",
)


def problem(kind: ProblemKind, code: str, name: str, **values: str) -> Problem:
    return Problem(kind=kind, code=code, path=f"pics/{name}", values=values, template=Template.IMAGE)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "a.ledger"
    found = [
        problem(ProblemKind.SKIPPED, "hidden", ".x.png"),
        problem(ProblemKind.WARNING, "browser-cannot-show", "1.tiff", found="image/tiff"),
        *(problem(ProblemKind.LEFT_OUT, "file-empty", f"{number}.png") for number in range(12)),
        problem(ProblemKind.LEFT_OUT, "wrong-content", "a.png", found="application/pdf"),
        problem(ProblemKind.LEFT_OUT, "wrong-content", "b.png", found="text/html"),
        problem(ProblemKind.BLOCKER, "object-differs", "c.png", key="pics/c.png"),
    ]
    with Ledger.create(path, REQUEST) as made:
        made.add_problems(found)
    return path


def test_groups_come_gravest_first_and_leave_out_what_was_skipped(ledger: Path) -> None:
    groups = problem_groups(ledger, Template.IMAGE)
    assert [(group.first[0].code, group.count) for group in groups] == [
        ("object-differs", 1),
        ("file-empty", 12),
        ("wrong-content", 2),
        ("browser-cannot-show", 1),
    ]


def test_a_group_says_its_sentence_once_and_ten_files(ledger: Path) -> None:
    lines = list(group_lines(problem_groups(ledger, Template.IMAGE)[1]))
    assert lines[0] == "Left out: 12 × The file is empty."
    assert lines[1:11] == [f"  pics/{number}.png" for number in range(10)]
    assert lines[11:] == ["  and 2 more"]


def test_a_group_whose_sentences_differ_says_each_beside_its_file(ledger: Path) -> None:
    lines = list(group_lines(problem_groups(ledger, Template.IMAGE)[2]))
    assert lines[0] == "Left out: 2"
    assert lines[1].startswith("  pics/a.png: The content is application/pdf")
    assert lines[2].startswith("  pics/b.png: The content is text/html")


def test_all_problems_come_page_by_page_in_the_order_found(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itag_desktop.cli.problems._PAGE", 4)
    found = list(problems_of(ledger, Template.IMAGE))
    assert len(found) == 17
    assert (found[0].code, found[-1].code) == ("hidden", "object-differs")
