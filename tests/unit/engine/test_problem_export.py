"""The list of problems that the window asks the engine to write."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.engine import link
from itag_desktop.engine.problem_export import ProblemExports, export_problems
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.wording import texts
from itag_desktop.wording.language import Language


@pytest.fixture
def draft() -> Iterator[Draft]:
    """A draft with a problem of a row and one of a file."""
    with Draft.create(app_dirs()) as made:
        made.add_problems(
            [
                Problem(
                    kind=ProblemKind.LEFT_OUT,
                    code="row-empty",
                    path="评论.csv",
                    row=12,
                    column="B 评论",
                    template=Template.TEXT,
                ),
                Problem(kind=ProblemKind.SKIPPED, code="junk", path="x"),
            ]
        )
        yield made


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English again afterwards."""
    yield
    texts.install(Language.ENGLISH)


def command(draft: Draft, target: Path, **details: object) -> link.ExportProblems:
    asked: dict[str, object] = {"template": Template.TEXT, "language": "en", **details}
    return link.ExportProblems(export_id=1, ledger=str(draft.path), target=str(target), **asked)  # type: ignore[arg-type] # its fields


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_row_and_column_have_columns_of_their_own(draft: Draft, tmp_path: Path) -> None:
    assert export_problems(command(draft, tmp_path / "list.csv")) is None
    header, first, second = rows(tmp_path / "list.csv")
    assert header == ["Kind", "File", "Row", "Column", "Reason"]
    assert first[:4] == ["Left out", "评论.csv", "12", "B 评论"]
    assert second[:4] == ["Skipped", "x", "", ""]


def test_only_the_kinds_asked_for_are_listed_in_the_language_asked_for(draft: Draft, tmp_path: Path) -> None:
    asked = command(draft, tmp_path / "list.csv", problem_kinds=(ProblemKind.SKIPPED,), language="zh_CN")
    assert export_problems(asked) is None
    assert [row[0] for row in rows(tmp_path / "list.csv")] == ["类别", "已跳过"]


def test_a_list_that_cannot_be_written_is_said(draft: Draft, tmp_path: Path) -> None:
    said: list[link.Event] = []
    exports = ProblemExports(said.append)
    exports.start(command(draft, tmp_path / "no" / "list.csv"))
    exports.close()
    (answer,) = said
    assert isinstance(answer, link.ProblemsExported)
    assert answer.trouble is not None
    assert answer.trouble.code == "list-unwritable"
