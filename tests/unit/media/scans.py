"""Folders to scan, and what a scan of them finds."""

from collections.abc import Iterable
from pathlib import Path

from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem
from itag_desktop.media.folder_scan import FoundFile, scan_source
from itag_desktop.media.path_filter import PathFilter


def make_files(folder: Path, names: Iterable[str]) -> Path:
    """Write a small file for each relative path into `folder` and return the folder."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return folder


def scanned(folder: Path, path_filter: PathFilter | None = None) -> list[FoundFile | Problem]:
    """Return all that a scan of `folder` yields."""
    source = Source(path=str(folder), is_folder=True, name_in_bucket=folder.name)
    return list(scan_source(source, path_filter or PathFilter()))


def found_paths(folder: Path, path_filter: PathFilter | None = None) -> list[str]:
    """Return the relative paths of the files found."""
    return [found.relative_path for found in scanned(folder, path_filter) if isinstance(found, FoundFile)]


def problem_codes(folder: Path, path_filter: PathFilter | None = None) -> dict[str, str]:
    """Return the codes of the problems met, by shown path."""
    return {found.path: found.code for found in scanned(folder, path_filter) if isinstance(found, Problem)}
