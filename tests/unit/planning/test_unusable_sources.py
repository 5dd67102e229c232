"""One source that cannot be used does not keep the others from being planned."""

from dataclasses import replace
from pathlib import Path

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.planning.media_plan import plan_media
from itag_desktop.planning.sources import resolve_sources
from tests.unit.planning.plan_list import PlanList
from tests.unit.planning.plans import make_media, request_of, request_of_sources


def resolved(*paths: str, names: dict[str, str] | None = None) -> tuple[list[str], list[UnusableSource]]:
    unusable: list[UnusableSource] = []
    sources, _ = resolve_sources(paths, keep_root_folder=True, names_in_bucket=names or {}, on_unusable=unusable.append)
    return [source.path for source in sources], unusable


def planned(request: DatasetRequest) -> tuple[PlanList, list[UnusableSource]]:
    plan, unusable = PlanList(), list[UnusableSource]()
    plan_media(
        request,
        plan,
        is_cancelled=lambda: False,
        on_progress=lambda _progress: None,
        on_unusable=unusable.append,
    )
    return plan, unusable


def test_a_path_with_nothing_there_is_named_and_the_others_are_sources(tmp_path: Path) -> None:
    first, last = (str(make_media(tmp_path / name, "1.jpg")) for name in ("a", "b"))
    gone = str(tmp_path / "gone")
    paths, (unusable,) = resolved(first, gone, last)
    assert paths == [first, last]
    assert (unusable.path, unusable.trouble.code) == (gone, "source-missing")


def test_a_source_that_is_gone_is_left_out(tmp_path: Path) -> None:
    _, (unusable,) = resolved(str(tmp_path / "gone"))
    problem = unusable.problem
    assert (problem.kind, problem.code, problem.path) == (
        ProblemKind.LEFT_OUT,
        "source-missing",
        str(tmp_path / "gone"),
    )


def test_a_source_that_wants_a_name_is_to_be_solved(tmp_path: Path) -> None:
    folder = str(make_media(tmp_path / "pic", "1.jpg"))
    _, (top,) = resolved(Path.cwd().anchor)
    _, (misnamed,) = resolved(folder, names={folder: "../pic"})
    assert [one.trouble.code for one in (top, misnamed)] == ["source-without-name", "name-in-bucket-wrong"]
    assert {one.problem.kind for one in (top, misnamed)} == {ProblemKind.BLOCKER}


def test_a_folder_that_goes_away_before_its_turn_is_left_out_and_keeps_its_number(tmp_path: Path) -> None:
    request = request_of(make_media(tmp_path / "b", "2.jpg"))
    gone = Source(path=str(tmp_path / "gone"), is_folder=True, name_in_bucket="gone")
    plan, (unusable,) = planned(replace(request, sources=(gone, *request.sources)))
    assert plan.names() == ["b/2.jpg"]
    assert [task.source for task in next(iter(plan.tasks.values()))] == [1]
    assert plan.reasons() == {str(tmp_path / "gone"): "source-missing"}
    assert unusable.path == gone.path


def test_that_nothing_was_found_is_not_said_over_the_reason(tmp_path: Path) -> None:
    gone = Source(path=str(tmp_path / "gone"), is_folder=True, name_in_bucket="gone")
    plan, unusable = planned(request_of_sources([gone]))
    assert len(unusable) == len(plan.problems) == 1


def test_an_empty_folder_alone_is_still_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        planned(request_of(make_media(tmp_path / "pic")))
    assert caught.value.code == "source-empty"
