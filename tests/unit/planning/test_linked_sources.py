"""Sources given through links, and files of two names."""

import os
from pathlib import Path

import pytest

from itag_desktop.planning.sources import resolve_sources
from tests.unit.planning.plans import make_media


def resolved(*paths: Path | str) -> tuple[list[str], list[str]]:
    sources, notices = resolve_sources([str(path) for path in paths], keep_root_folder=True)
    return [source.path for source in sources], [notice.code for notice in notices]


def test_a_link_keeps_the_name_the_user_chose(tmp_path: Path) -> None:
    make_media(tmp_path / "real", "1.jpg")
    (tmp_path / "pic").symlink_to("real")
    (source,), _ = resolve_sources([f"{tmp_path}/pic/"], keep_root_folder=True)
    assert (source.path, source.is_folder, source.name_in_bucket) == (str(tmp_path / "pic"), True, "pic")


def test_a_link_and_what_it_points_to_are_one_source(tmp_path: Path) -> None:
    real = make_media(tmp_path / "real", "a/1.jpg")
    (tmp_path / "pic").symlink_to("real")
    assert resolved(real, tmp_path / "pic") == ([str(real)], ["source-twice"])
    assert resolved(real, tmp_path / "pic" / "a") == ([str(real)], ["source-inside-another"])
    assert resolved(tmp_path / "pic" / "a", real) == ([str(real)], ["source-replaced"])


def test_a_link_in_a_listed_folder_to_a_place_outside_is_a_source_of_its_own(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "1.jpg")
    outside = make_media(tmp_path / "outside", "2.jpg")
    (folder / "more").symlink_to(outside)
    assert resolved(folder, folder / "more") == ([str(folder), str(folder / "more")], [])


def test_the_parent_of_a_link_is_that_of_what_it_points_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_media(tmp_path / "far" / "real", "1.jpg")
    beside = make_media(tmp_path / "far" / "beside", "1.jpg")
    (tmp_path / "link").symlink_to("far/real")
    monkeypatch.chdir(tmp_path)
    assert resolved("link/../beside") == ([str(beside)], [])
    assert resolved("link/..") == ([str(tmp_path / "far")], [])


def test_a_link_behind_two_dots_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_media(tmp_path / "real", "1.jpg")
    (tmp_path / "pic").symlink_to("real")
    monkeypatch.chdir(make_media(tmp_path / "here"))
    assert resolved("../pic") == ([str(tmp_path / "pic")], [])


def test_two_names_of_one_file_are_two_files(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "1.jpg")
    os.link(folder / "1.jpg", folder / "2.jpg")
    (folder / "3.jpg").symlink_to("1.jpg")
    names = [folder / f"{number}.jpg" for number in (1, 2, 3)]
    assert resolved(*names) == ([str(name) for name in names], [])


def test_a_pipe_is_no_source(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.jpg")
    with pytest.raises(Exception, match="source-not-file"):
        resolved(tmp_path / "1.jpg")
