"""Folders of small pictures, and runs of them against a practice server."""

import json
import struct
import threading
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from itag_desktop.domain.destination import Destination, practice_destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunReport
from itag_desktop.domain.request import DatasetRequest, MediaOptions, RunOptions, Source
from itag_desktop.engine.session import Session
from itag_desktop.state.app_dirs import app_dirs
from tests.support.practice_server import RunningPractice


def png(seed: int, size_bytes: int = 0) -> bytes:
    """Return a picture of one pixel whose bytes depend on `seed`, padded by a text chunk to at least `size_bytes`."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(b"\0" + seed.to_bytes(4)[1:]))
    text = chunk(b"tEXt", b"seed\0" + str(seed).encode() + b"." * size_bytes)
    return b"\x89PNG\r\n\x1a\n" + header + text + pixel + chunk(b"IEND", b"")


def make_pictures(folder: Path, names: Iterable[str], *, seed: int = 0) -> Path:
    """Write a picture of its own for each of `names` into `folder` and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names, start=seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(number))
    return folder


def numbered(count: int, *, first: int = 1) -> list[str]:
    """Return so many names of pictures."""
    return [f"{number}.png" for number in range(first, first + count)]


def request_for(server: RunningPractice, folder: Path, *, prefix: str = "iTAG", **options: object) -> DatasetRequest:
    """Return the request of a dataset of the pictures in `folder`, to the server's bucket."""
    return DatasetRequest(
        template=Template.IMAGE,
        sources=(Source(path=str(folder), is_folder=True, name_in_bucket=folder.name),),
        destination=Destination(bucket="practice", region="cn-hangzhou", prefix=prefix, endpoint=server.endpoint),
        dataset_name=folder.name,
        media=replace(MediaOptions(), **options),  # type: ignore[arg-type]  # names are checked by replace
    )


def session_for(server: RunningPractice, request: DatasetRequest, local_folder: Path, **options: object) -> Session:
    """Return a session that would run `request`; its local manifest goes into `local_folder`."""
    local_folder.mkdir(exist_ok=True)
    chosen = RunOptions(local_manifest=str(local_folder / request.manifest_name))
    return Session(
        request=request,
        options=replace(chosen, **options),  # type: ignore[arg-type]  # names are checked by replace
        dirs=app_dirs(),
        credential=server.access.credential,
    )


def run(server: RunningPractice, folder: Path, *, prefix: str = "iTAG", **options: object) -> RunReport:
    """Make a dataset of the pictures in `folder`, local manifest beside the folder, and return the report."""
    request = request_for(server, folder, prefix=prefix)
    return session_for(server, request, folder.parent / "manifests", **options).execute()


def practice_session(folder: Path, local_folder: Path) -> Session:
    """Return a session of the pictures in `folder` to Practice, as the program itself starts it."""
    local_folder.mkdir(exist_ok=True)
    request = DatasetRequest(
        template=Template.IMAGE,
        sources=(Source(path=str(folder), is_folder=True, name_in_bucket=folder.name),),
        destination=practice_destination("iTAG"),
        dataset_name=folder.name,
    )
    options = RunOptions(local_manifest=str(local_folder / request.manifest_name))
    return Session(request=request, options=options, dirs=app_dirs(), credential=None)


class RunInBackground:
    """A session that runs on a thread of its own."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._reports: list[RunReport] = []
        self._thread = threading.Thread(target=lambda: self._reports.append(session.execute()), daemon=True)
        self._thread.start()

    def report(self, timeout_s: float = 60) -> RunReport:
        """Wait for the end and return the report."""
        self._thread.join(timeout_s)
        return self._reports[0]


def manifest_sources(manifest: bytes) -> list[str]:
    """Return the `source` of every line."""
    return [json.loads(line)["data"]["source"] for line in manifest.splitlines()]
