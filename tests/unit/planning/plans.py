"""Requests of folders, and their plans."""

from collections.abc import Sequence
from pathlib import Path

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest, MediaOptions, Source
from itag_desktop.planning.media_plan import ScanProgress, plan_media
from itag_desktop.planning.sources import resolve_sources
from tests.unit.planning.plan_list import PlanList

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0"
MP4 = b"\0\0\0\x14ftypisom\0\0\0\0isom"
MP3 = b"ID3\4\0\0"
_START = {"jpg": JPEG, "mp4": MP4, "mp3": MP3}


def make_media(folder: Path, *names: str) -> Path:
    """Write a file of its suffix's format for each relative path into `folder` and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_START.get(path.suffix[1:], b"") + name.encode(errors="replace"))
    return folder


def request_of(
    *paths: Path, options: MediaOptions | None = None, prefix: str = "iTAG", keep_root_folder: bool = True
) -> DatasetRequest:
    """Return the request of a dataset of these sources."""
    sources, _ = resolve_sources([str(path) for path in paths], keep_root_folder=keep_root_folder)
    return request_of_sources(sources, options=options, prefix=prefix)


def request_of_sources(
    sources: Sequence[Source], *, options: MediaOptions | None = None, prefix: str = "iTAG"
) -> DatasetRequest:
    """Return the request of a dataset of these sources as they are."""
    return DatasetRequest(
        template=Template.IMAGE,
        sources=tuple(sources),
        destination=practice_destination(prefix),
        dataset_name="fruit",
        media=options or MediaOptions(),
    )


def planned(request: DatasetRequest) -> PlanList:
    """Return the plan of a request."""
    plan, _ = planned_with_progress(request)
    return plan


def planned_with_progress(request: DatasetRequest) -> tuple[PlanList, list[ScanProgress]]:
    """Return the plan of a request and the progress that was reported."""
    plan = PlanList()
    progress: list[ScanProgress] = []
    plan_media(request, plan, is_cancelled=lambda: False, on_progress=progress.append)
    return plan, progress
