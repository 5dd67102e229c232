"""Names that other systems would not have: no text, control characters, spellings of one accent side by side."""

import os
import unicodedata
from pathlib import Path

import pytest

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import MediaOptions, Source
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.planning.sources import source_file_path
from tests.unit.planning.plans import make_media, planned, request_of, request_of_sources

BAD = os.fsdecode(b"bad\xff")


@pytest.mark.parametrize(
    ("name", "code", "shown"),
    [
        (f"{BAD}.jpg", "key-not-utf8", "pic/bad\\udcff.jpg"),
        (f"{BAD}/1.jpg", "key-not-utf8", "pic/bad\\udcff/1.jpg"),
        ("a\nb.jpg", "key-control-character", "pic/a\\nb.jpg"),
        ("a\x7fb.jpg", "key-control-character", "pic/a\\x7fb.jpg"),
        ("a\u2028b.jpg", "key-control-character", "pic/a\\u2028b.jpg"),
        ("a\u202eb.jpg", "key-bidi-character", "pic/a\\u202eb.jpg"),
        ("\\a.jpg", "key-backslash", "pic/\\a.jpg"),
        ("a\\..\\b.jpg", "key-backslash", "pic/a\\..\\b.jpg"),
    ],
)
def test_a_name_that_no_key_can_have_is_left_out_and_shown_safely(
    name: str, code: str, shown: str, tmp_path: Path
) -> None:
    plan = planned(request_of(make_media(tmp_path / "pic", name, "1.jpg")))
    assert plan.names() == ["pic/1.jpg"]
    assert plan.reasons(ProblemKind.LEFT_OUT) == {shown: code}


def test_keys_are_composed_and_paths_stay_as_the_file_system_spells_them(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "café/é1.jpg")
    request = request_of(make_media(tmp_path / "pic", decomposed))
    (task,) = planned(request).tasks[Template.IMAGE]
    assert (task.name, task.relative_path) == ("pic/café/é1.jpg", decomposed)
    assert Path(source_file_path(request.sources[0], task.relative_path)).is_file()


def test_two_spellings_of_one_accent_want_the_same_key(tmp_path: Path) -> None:
    composed, decomposed = "é.jpg", unicodedata.normalize("NFD", "é.jpg")
    plan = planned(request_of(make_media(tmp_path / "pic", composed, decomposed)))
    (blocker,) = plan.problems
    assert (blocker.kind, blocker.code) == (ProblemKind.BLOCKER, "two-files-one-key")
    shown = {blocker.values["first"], blocker.values["second"]}
    assert shown == {str(tmp_path / "pic" / composed), str(tmp_path / "pic" / "e\\u0301.jpg")}


def test_a_folder_that_is_no_text_cannot_be_a_pre_label_even_when_called_otherwise(tmp_path: Path) -> None:
    folders = [make_media(tmp_path / name, "1.jpg") for name in (BAD, "cat")]
    sources = [Source(path=str(f), is_folder=True, name_in_bucket=f"s{n}") for n, f in enumerate(folders)]
    plan = planned(request_of_sources(sources, options=MediaOptions(label_from_folder=True)))
    assert plan.names() == ["s1/1.jpg"]
    assert plan.reasons() == {"bad\\udcff/1.jpg": "label-not-utf8"}


def test_a_pre_label_is_composed(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", unicodedata.normalize("NFD", "é/1.jpg"))
    plan = planned(request_of(folder, options=MediaOptions(label_from_folder=True)))
    assert [task.label for task in plan.tasks[Template.IMAGE]] == ["é"]
