"""The clients that are compared, each a process of its own, and what a comparison is told of them."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Measured, run_command, run_module


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What one upload took.

    `upload_s` and `cpu_s` are of the upload alone, `wall_s` of the whole process. rclone's upload cannot be told from
    its process, which starts in 0.05 s.
    """

    files: int
    size_bytes: int
    upload_s: float
    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A folder to send; how many files it holds, and their bytes together."""

    folder: Path
    files: int
    size_bytes: int


Client = Callable[[Load, str, str], Effort]
"""Sends a load to an endpoint below a prefix."""


def ours(*, workers: int | None = None, kind: str = "image") -> Client:
    """Return our engine, with so many workers, or its own choice."""
    fixed = () if workers is None else ("--workers", workers)

    def send(load: Load, endpoint: str, prefix: str) -> Effort:
        measured = run_module("engine_run", load.folder, endpoint, prefix, "--kind", kind, *fixed)
        return _effort(load, measured)

    return send


def plain_oss2(*, threads: int, is_resumable: bool = False) -> Client:
    """Return oss2 on so many threads; one file at a time in parts with `is_resumable`."""
    in_parts = ("--resumable",) if is_resumable else ()

    def send(load: Load, endpoint: str, prefix: str) -> Effort:
        measured = run_module("plain_oss2", load.folder, endpoint, prefix, "--threads", threads, *in_parts)
        return _effort(load, measured)

    return send


def rclone(load: Load, endpoint: str, prefix: str) -> Effort:
    """Copy the load's first sub-folder with rclone as it comes: its rate is steady, the whole would take minutes.

    Its provider "Alibaba" insists on buckets in the host's name, which a sink on an IP address cannot have.
    """
    variables = {
        "RCLONE_CONFIG": "",
        "RCLONE_S3_PROVIDER": "Other",
        "RCLONE_S3_LIST_VERSION": "2",
        "RCLONE_S3_ENDPOINT": endpoint,
        "RCLONE_S3_FORCE_PATH_STYLE": "true",
        "RCLONE_S3_ACCESS_KEY_ID": "benchmark",
        "RCLONE_S3_SECRET_ACCESS_KEY": "benchmark",
        "RCLONE_S3_NO_CHECK_BUCKET": "true",
    }
    folder = min(path for path in load.folder.iterdir() if path.is_dir())
    sizes = [path.stat().st_size for path in folder.iterdir()]
    measured = run_command(("rclone", "copy", str(folder), f":s3:benchmark/{prefix}"), variables)
    return Effort(
        files=len(sizes),
        size_bytes=sum(sizes),
        upload_s=measured.wall_s,
        wall_s=measured.wall_s,
        cpu_s=measured.cpu_s,
    )


def has_rclone() -> bool:
    """Say whether rclone is installed."""
    return shutil.which("rclone") is not None


def _effort(load: Load, measured: Measured) -> Effort:
    figures = measured.figures
    return Effort(
        files=load.files,
        size_bytes=load.size_bytes,
        upload_s=figures["upload_s"],
        wall_s=measured.wall_s,
        cpu_s=figures["upload_cpu_s"],
    )
