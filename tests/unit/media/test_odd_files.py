"""Links, pipes, sockets, and names that are no text."""

import os
import socket
from pathlib import Path

from itag_desktop.media.inspection import inspect_file
from itag_desktop.media.kind import FORMATS
from tests.unit.media.scans import found_paths, make_files, problem_codes


def test_links_are_followed_within_the_source(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["all/1.jpg", "all/2.jpg", "set/3.jpg"])
    (folder / "set" / "1.jpg").symlink_to("../all/1.jpg")
    (folder / "whole").symlink_to("all")
    expected = ["all/1.jpg", "all/2.jpg", "set/1.jpg", "set/3.jpg", "whole/1.jpg", "whole/2.jpg"]
    assert found_paths(folder) == expected


def test_links_are_never_followed_out_of_the_source(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg"])
    beside = make_files(tmp_path / "picture", ["secret.jpg", "more/secret.jpg"])
    (folder / "2.jpg").symlink_to(beside / "secret.jpg")
    (folder / "more").symlink_to(beside / "more")
    (folder / "way").symlink_to("../picture")
    (folder / "up").symlink_to("..")
    (folder / "passwd.jpg").symlink_to("/etc/passwd")
    assert found_paths(folder) == ["1.jpg"]
    names = ["2.jpg", "more", "way", "up", "passwd.jpg"]
    assert problem_codes(folder) == {f"pic/{name}": "link-leads-out" for name in names}


def test_a_chain_of_links_that_leaves_the_source_on_the_way_is_judged_by_its_end(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg"])
    (tmp_path / "outside.jpg").symlink_to(folder / "1.jpg")
    (folder / "2.jpg").symlink_to(tmp_path / "outside.jpg")
    assert found_paths(folder) == ["1.jpg", "2.jpg"]


def test_loops_end(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["a/1.jpg"])
    (folder / "a" / "top").symlink_to("../../pic")
    (folder / "a" / "self").symlink_to(".")
    (folder / "round.jpg").symlink_to("round.jpg")
    assert found_paths(folder) == ["a/1.jpg"]
    assert problem_codes(folder) == {
        "pic/a/top": "link-loop",
        "pic/a/self": "link-loop",
        "pic/round.jpg": "link-unreadable",
    }


def test_folders_that_link_each_other_crosswise_end_soon(tmp_path: Path) -> None:
    names = "abcdef"
    folder = make_files(tmp_path / "pic", [f"{name}/1.jpg" for name in names])
    for name in names:
        for other in names:
            if other != name:
                (folder / name / other).symlink_to(f"../{other}")
    paths = found_paths(folder)
    assert len(paths) == len(set(paths))
    assert {"a/1.jpg", "a/b/1.jpg", "a/b/c/d/e/1.jpg"} <= set(paths)
    assert max(path.count("/") for path in paths) == 5


def test_broken_links_are_skipped(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg"])
    (folder / "2.jpg").symlink_to("gone.jpg")
    assert problem_codes(folder) == {"pic/2.jpg": "link-broken"}


def test_a_link_given_as_the_source_is_followed(tmp_path: Path) -> None:
    make_files(tmp_path / "real", ["1.jpg", "a/2.jpg"])
    link = tmp_path / "pic"
    link.symlink_to("real")
    (tmp_path / "real" / "a" / "again").symlink_to("..")
    assert found_paths(link) == ["1.jpg", "a/2.jpg"]
    assert problem_codes(link) == {"pic/a/again": "link-loop"}


def test_pipes_and_sockets_are_never_opened(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pic", ["1.jpg"])
    os.mkfifo(folder / "pipe.jpg")
    (folder / "link.jpg").symlink_to("pipe.jpg")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)  # the path of a socket may be no longer than 107 bytes
        try:
            server.bind("socket.jpg")
        finally:
            os.chdir(here)
    assert found_paths(folder) == ["1.jpg"]
    names = ["pipe.jpg", "link.jpg", "socket.jpg"]
    assert problem_codes(folder) == {f"pic/{name}": "not-a-file" for name in names}


def test_a_pipe_that_took_the_place_of_a_file_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.jpg")
    (finding,) = inspect_file(str(tmp_path / "1.jpg"), FORMATS["jpg"])
    assert finding.code == "file-changed"
    (finding,) = inspect_file("/dev/zero", FORMATS["jpg"])
    assert finding.code == "file-changed"
