"""The plan of a media dataset."""

from dataclasses import replace
from pathlib import Path

import pytest

from itag_desktop.domain.errors import CancelledError, InputError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.domain.request import MediaOptions, Source
from itag_desktop.domain.tasks import ProblemKind, Task
from itag_desktop.planning import media_plan
from itag_desktop.planning.media_plan import plan_media, require_items
from tests.unit.planning.plan_list import PlanList
from tests.unit.planning.plans import (
    JPEG,
    make_media,
    planned,
    planned_with_progress,
    request_of,
    request_of_sources,
)

IMAGE, VIDEO, AUDIO = Template.IMAGE, Template.VIDEO, Template.AUDIO
LEFT_OUT, WARNING, SKIPPED = ProblemKind.LEFT_OUT, ProblemKind.WARNING, ProblemKind.SKIPPED


def test_every_file_becomes_a_task_with_its_key_in_order(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "10.jpg", "9.jpg", "a/1.jpg")
    state = (folder / "9.jpg").stat()
    plan = planned(request_of(folder))
    assert plan.names() == ["pic/9.jpg", "pic/10.jpg", "pic/a/1.jpg"]
    assert plan.tasks[IMAGE][0] == Task(
        ordinal=0,
        source=0,
        relative_path="9.jpg",
        name="pic/9.jpg",
        size_bytes=state.st_size,
        mtime_ns=state.st_mtime_ns,
    )
    assert plan.problems == []


def test_all_kinds_are_planned_at_once_each_with_ordinals_of_its_own(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "mix", "1.jpg", "2.mp4", "3.jpg", "4.mp3", "5.mp4", "6.txt")
    plan = planned(request_of(folder))
    assert {kind: [(t.ordinal, t.name) for t in tasks] for kind, tasks in plan.tasks.items()} == {
        IMAGE: [(0, "mix/1.jpg"), (1, "mix/3.jpg")],
        VIDEO: [(0, "mix/2.mp4"), (1, "mix/5.mp4")],
        AUDIO: [(0, "mix/4.mp3")],
    }
    assert plan.reasons() == {"mix/6.txt": "not-media"}


def test_what_is_left_out_leaves_no_gap_in_the_ordinals(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "1.jpg", "4.jpg", "2.jpg")
    (folder / "2.jpg").write_bytes(b"%PDF-1.7\n\xe2")
    (folder / "3.jpg").touch()
    (folder / "1.jpg").write_bytes(b"\x89PNG\r\n\x1a\n")
    plan = planned(request_of(folder))
    assert [(task.ordinal, task.name) for task in plan.tasks[IMAGE]] == [(0, "pic/1.jpg"), (1, "pic/4.jpg")]
    assert plan.reasons(LEFT_OUT) == {"pic/2.jpg": "wrong-content", "pic/3.jpg": "file-empty"}
    assert plan.reasons(WARNING) == {"pic/1.jpg": "name-content-differ"}
    assert {problem.template for problem in plan.problems} == {IMAGE}


def test_skips_concern_every_kind_and_faults_the_kind_of_the_file(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "mix", "1.jpg", ".DS_Store", "a.txt", "2.avi")
    (folder / "2.avi").write_bytes(JPEG)
    kinds = {problem.path: (problem.kind, problem.template) for problem in planned(request_of(folder)).problems}
    assert kinds == {
        "mix/.DS_Store": (SKIPPED, None),
        "mix/a.txt": (SKIPPED, None),
        "mix/2.avi": (LEFT_OUT, VIDEO),
    }


def test_sources_are_planned_in_their_order(tmp_path: Path) -> None:
    second = make_media(tmp_path / "b", "1.jpg")
    first = make_media(tmp_path / "c", "2.jpg", "1.jpg")
    loose = make_media(tmp_path / "a", "7.jpg") / "7.jpg"
    plan = planned(request_of(first, second, loose))
    assert plan.names() == ["c/1.jpg", "c/2.jpg", "b/1.jpg", "7.jpg"]
    assert [(task.source, task.relative_path) for task in plan.tasks[IMAGE]] == [
        (0, "1.jpg"),
        (0, "2.jpg"),
        (1, "1.jpg"),
        (2, ""),
    ]


def test_without_the_root_folder_the_relative_path_follows_the_prefix(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "a/1.jpg")
    assert planned(request_of(folder, keep_root_folder=False)).names() == ["a/1.jpg"]


def test_the_name_in_the_bucket_may_be_another_than_the_folders(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "a/1.jpg")
    source = Source(path=str(folder), is_folder=True, name_in_bucket="2024/pic-2")
    assert planned(request_of_sources([source])).names() == ["2024/pic-2/a/1.jpg"]


def test_patterns_choose_the_files(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "1.jpg", "2.jpg", "raw/3.jpg", "1.mp4")
    plan = planned(request_of(folder, options=MediaOptions(include=("*.jpg",), exclude=("raw", "2*"))))
    assert plan.names() == ["pic/1.jpg"]
    assert plan.reasons() == {"pic/1.mp4": "not-included", "pic/2.jpg": "excluded", "pic/raw": "excluded"}


LABELS = MediaOptions(label_from_folder=True)


def labels(*paths: Path) -> tuple[dict[str, str | None], dict[str, str]]:
    plan = planned(request_of(*paths, options=LABELS))
    return {task.name: task.label for task in plan.tasks[IMAGE]}, plan.reasons()


def test_without_the_wish_there_is_no_pre_label(tmp_path: Path) -> None:
    plan = planned(request_of(make_media(tmp_path / "pic", "cat/1.jpg")))
    assert [task.label for task in plan.tasks[IMAGE]] == [None]


def test_the_pre_label_is_the_first_folder_below_the_dropped_one(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "cat/1.jpg", "cat/small/2.jpg", "狗/3.jpg")
    assert labels(folder) == ({"pic/cat/1.jpg": "cat", "pic/cat/small/2.jpg": "cat", "pic/狗/3.jpg": "狗"}, {})


def test_a_file_directly_in_the_only_folder_has_no_pre_label_and_is_left_out(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "cat/1.jpg", "2.jpg")
    assert labels(folder) == ({"pic/cat/1.jpg": "cat"}, {"pic/2.jpg": "label-missing"})


def test_of_several_folders_the_folders_own_name_is_the_pre_label(tmp_path: Path) -> None:
    cat = make_media(tmp_path / "cat", "1.jpg", "small/2.jpg")
    dog = make_media(tmp_path / "dog", "1.jpg")
    loose = make_media(tmp_path / "more", "3.jpg") / "3.jpg"
    expected = {"cat/1.jpg": "cat", "cat/small/2.jpg": "small", "dog/1.jpg": "dog"}
    assert labels(cat, dog, loose) == (expected, {"3.jpg": "label-missing"})


def test_one_folder_beside_a_loose_file_is_not_several_folders(tmp_path: Path) -> None:
    cat = make_media(tmp_path / "cat", "1.jpg")
    loose = make_media(tmp_path / "more", "3.jpg") / "3.jpg"
    assert labels(cat, loose) == ({}, {"cat/1.jpg": "label-missing", "3.jpg": "label-missing"})


def test_the_pre_label_is_the_folders_name_whatever_it_is_called_in_the_bucket(tmp_path: Path) -> None:
    sources = [
        Source(path=str(make_media(tmp_path / name, "1.jpg")), is_folder=True, name_in_bucket=f"{name}-2")
        for name in ("cat", "dog")
    ]
    plan = planned(request_of_sources(sources, options=LABELS))
    assert {task.name: task.label for task in plan.tasks[IMAGE]} == {"cat-2/1.jpg": "cat", "dog-2/1.jpg": "dog"}


def test_two_sources_of_one_name_want_the_same_key(tmp_path: Path) -> None:
    first = make_media(tmp_path / "a" / "pic", "1.jpg", "2.jpg")
    second = make_media(tmp_path / "b" / "pic", "2.jpg", "3.jpg")
    (blocker,) = planned(request_of(first, second)).problems
    assert (blocker.kind, blocker.code, blocker.template) == (ProblemKind.BLOCKER, "two-files-one-key", IMAGE)
    assert blocker.path == "pic/2.jpg"
    assert blocker.values == {
        "key": "iTAG/pic/2.jpg",
        "first": str(first / "2.jpg"),
        "second": str(second / "2.jpg"),
        "count": 2,
    }


def test_files_of_two_kinds_never_want_the_same_key(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "1.jpg", "1.mp4")
    assert planned(request_of(folder)).problems == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("a\u202egpj.jpg", "key-bidi-character"), ("果" * 80 + ".jpg", "key-too-long")],
)
def test_a_file_whose_key_cannot_be_is_left_out(name: str, code: str, tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", name, "1.jpg")
    plan = planned(request_of(folder, prefix="p" * 900))
    assert plan.names() == ["pic/1.jpg"]
    assert list(plan.reasons().values()) == [code]


def test_everything_is_handed_over_in_batches_of_bounded_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_plan, "MOST_IN_A_BATCH", 10)
    monkeypatch.setattr(media_plan, "TICK_S", 3600)
    pictures = planned(request_of(make_media(tmp_path / "pic", *(f"{number}.jpg" for number in range(55)))))
    assert (len(pictures.names()), max(pictures.batches)) == (55, 10)
    notes = planned(request_of(make_media(tmp_path / "notes", *(f"{number}.txt" for number in range(55)))))
    assert (len(notes.problems), max(notes.batches)) == (55, 10)


def test_progress_tells_of_every_source(tmp_path: Path) -> None:
    first = make_media(tmp_path / "a", "1.jpg", "2.mp4", "3.txt")
    second = make_media(tmp_path / "b", "1.jpg")
    _, progress = planned_with_progress(request_of(first, second))
    last_of = {moment.source: moment for moment in progress}
    assert [(last_of[source].files_seen, last_of[source].files) for source in (0, 1)] == [(3, 2), (4, 1)]
    assert last_of[0].size_bytes == sum((first / name).stat().st_size for name in ("1.jpg", "2.mp4"))


def test_what_was_found_can_be_seen_while_the_scan_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_plan, "TICK_S", 0)
    folder = make_media(tmp_path / "pic", *(f"{number}.jpg" for number in range(5)))
    plan, seen = PlanList(), list[int]()
    plan_media(
        request_of(folder), plan, is_cancelled=lambda: False, on_progress=lambda _: seen.append(len(plan.names()))
    )
    assert seen[:5] == [1, 2, 3, 4, 5]


def test_a_cancelled_scan_ends_at_once(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", *(f"{number}.jpg" for number in range(5)))
    plan, asked = PlanList(), list[bool]()

    def is_cancelled() -> bool:
        asked.append(True)
        return len(asked) > 2

    with pytest.raises(CancelledError):
        plan_media(request_of(folder), plan, is_cancelled=is_cancelled, on_progress=lambda _: None)
    assert len(plan.names()) <= 2


def test_the_same_folder_gives_the_same_plan(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "b/2.jpg", "b/10.jpg", "A/1.jpg", "1.mp4", "c.jpg")
    first, second = planned(request_of(folder)), planned(request_of(folder))
    assert first.tasks == second.tasks


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic")
    (folder / "nothing here either").mkdir()
    with pytest.raises(InputError) as caught:
        planned(request_of(folder))
    assert (caught.value.code, caught.value.values) == ("source-empty", {"path": str(folder)})


def test_an_empty_folder_beside_another_is_not(tmp_path: Path) -> None:
    plan = planned(request_of(make_media(tmp_path / "none"), make_media(tmp_path / "pic", "1.jpg")))
    assert plan.names() == ["pic/1.jpg"]


def test_a_source_that_is_gone_is_refused(tmp_path: Path) -> None:
    request = request_of(make_media(tmp_path / "pic", "1.jpg"))
    gone = replace(request, sources=(Source(path=str(tmp_path / "gone"), is_folder=True),))
    with pytest.raises(InputError) as caught:
        planned(gone)
    assert caught.value.code == "source-missing"


def test_a_dataset_needs_an_item() -> None:
    require_items(PlanCounts(items=1, planned=1, left_out=7), IMAGE)
    with pytest.raises(InputError) as caught:
        require_items(PlanCounts(left_out=7, skipped=1), IMAGE)
    assert (caught.value.code, caught.value.values) == ("all-left-out", {"kind": "image", "count": 7})
    with pytest.raises(InputError) as caught:
        require_items(PlanCounts(skipped=1), VIDEO)
    assert (caught.value.code, caught.value.values) == ("no-file-of-kind", {"kind": "video"})
