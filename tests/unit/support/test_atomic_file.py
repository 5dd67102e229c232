"""A file is there whole or not at all."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from itag_desktop.support.atomic_file import atomic_file


def broken_content() -> Iterator[bytes]:
    """Return some content, then an error."""
    yield b"new"
    raise ZeroDivisionError


def test_the_file_appears_with_its_whole_content_when_the_body_ends(tmp_path: Path) -> None:
    path = tmp_path / "fruit.manifest"
    with atomic_file(path) as file:
        file.write(b"one\n")
        file.flush()
        assert not path.exists()
        file.write(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"


def test_a_body_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "fruit.manifest"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), atomic_file(path) as file:
        file.writelines(broken_content())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_rename_that_fails_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "fruit.manifest"
    path.mkdir()
    with pytest.raises(OSError, match=r"fruit\.manifest"), atomic_file(path) as file:
        file.write(b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing_is_the_systems_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_file(tmp_path / "gone" / "fruit.manifest"):
        pass


def test_the_old_files_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "fruit.manifest"
    path.write_bytes(b"old")
    path.chmod(0o640)
    before = path.stat().st_mode
    with atomic_file(path) as file:
        file.write(b"new")
    assert path.stat().st_mode == before
    assert path.read_bytes() == b"new"


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    with atomic_file(tmp_path / "fruit.manifest") as file:
        file.write(b"new")
    assert (tmp_path / "fruit.manifest").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_through_a_link_the_file_it_leads_to_is_replaced(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return  # links need a privilege there
    target = tmp_path / "target"
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    with atomic_file(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_name_as_long_as_names_may_be_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * (100 if sys.platform == "win32" else 255))
    with atomic_file(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


def test_the_content_is_on_the_disk_before_it_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fruit.manifest"
    steps: list[str] = []
    plain_fsync, plain_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        steps.append("sync")
        plain_fsync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        return plain_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    with atomic_file(path) as file:
        file.write(b"new")
    assert steps[:2] == ["sync", "rename"]


def test_a_link_to_itself_cannot_be_written(tmp_path: Path) -> None:
    link = tmp_path / "loop"
    link.symlink_to("loop")
    with pytest.raises(OSError, match="symbolic links"), atomic_file(link) as file:
        file.write(b"new")
    assert list(tmp_path.iterdir()) == [link]
