"""Folders of files to send, made in memory where the system has a RAM disk, so that no disk is measured."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_RAM_DISK = Path("/dev/shm")  # noqa: S108 - where Linux keeps it
_FOLDER_FILES = 1000
_JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
_MP4 = bytes.fromhex("00000018667479706d703432000000006d70343269736f6d")
_BLOCK_BYTES = 1024 * 1024


@contextmanager
def workspace() -> Iterator[Path]:
    """Give a folder on the RAM disk if there is one, and remove it with all that is in it."""
    folder = tempfile.mkdtemp(prefix="itag-benchmark-", dir=_RAM_DISK if _RAM_DISK.is_dir() else None)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder)


def make_pictures(folder: Path, count: int, size_bytes: int) -> Path:
    """Fill `folder` with `count` files that begin like a JPEG, 1,000 to a sub-folder; no two are equal."""
    for number in range(count):
        sub_folder = folder / f"{number // _FOLDER_FILES:03}"
        if number % _FOLDER_FILES == 0:
            sub_folder.mkdir(parents=True)
        content = _JPEG + os.urandom(32)
        (sub_folder / f"{number:06}.jpg").write_bytes(content.ljust(size_bytes, b"\0"))
    return folder


def link_pictures(folder: Path, count: int) -> Path:
    """Fill `folder` with `count` names of one picture for each sub-folder of 1,000: quickly made, and little memory."""
    for number in range(count):
        sub_folder = folder / f"{number // _FOLDER_FILES:03}"
        if number % _FOLDER_FILES == 0:
            first = make_pictures(sub_folder, 1, 4096) / "000" / "000000.jpg"
            first = first.rename(sub_folder / f"{number:06}.jpg")
            (sub_folder / "000").rmdir()
        else:
            os.link(first, sub_folder / f"{number:06}.jpg")
    return folder


def make_video(folder: Path, size_bytes: int) -> Path:
    """Put one file that begins like an MP4 into `folder`."""
    folder.mkdir(parents=True)
    block = os.urandom(_BLOCK_BYTES)
    with (folder / "film.mp4").open("wb") as file:
        file.write(_MP4)
        while (left_bytes := size_bytes - file.tell()) > 0:
            file.write(block[:left_bytes])
    return folder
