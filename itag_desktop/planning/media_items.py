"""From a found file to a data item: its kind, its key, its pre-label. Judges by name alone; nothing is opened."""

import os
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from itag_desktop.domain.errors import Value
from itag_desktop.domain.names import key_fault
from itag_desktop.domain.request import DatasetRequest, Source
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.media.folder_scan import FoundFile
from itag_desktop.media.kind import Format, format_of
from itag_desktop.media.shortcuts import is_shortcut


@dataclass(frozen=True, slots=True)
class MediaItem:
    """A file that belongs to a dataset, as far as its name tells. `name` and `label` are as in `Task`."""

    promised: Format
    name: str
    label: str | None


class ItemRules:
    """The rules of one request."""

    def __init__(self, request: DatasetRequest) -> None:
        self._destination = request.destination
        self._labels = request.media.label_from_folder
        self._has_several_folders = sum(source.is_folder for source in request.sources) > 1

    def item(self, source: Source, found: FoundFile) -> MediaItem | Problem:
        """Return the data item of a file, or why there is none.

        `not-media` and `shortcut` skip a file. The codes left out are those of `key_fault` and, with pre-labels,
        `label-missing` and `label-not-utf8`.
        """
        path = found.relative_path or os.path.basename(source.path)  # noqa: PTH119 - hot
        promised = format_of(path)
        if promised is None:
            code = "shortcut" if is_shortcut(path) else "not-media"
            return Problem(kind=ProblemKind.SKIPPED, code=code, path=source.shown_path(found.relative_path))
        name = nfc(f"{source.name_in_bucket}/{path}" if source.name_in_bucket else path)
        label = self._label(source, found.relative_path) if self._labels else None
        fault = self._fault(name, label)
        if fault is not None:
            return left_out(source, found, promised, fault)
        return MediaItem(promised, name, label)

    def _fault(self, name: str, label: str | None) -> str | None:
        fault = key_fault(self._destination.key(name))
        if fault is None and self._labels:
            return _label_fault(label)
        return fault

    def _label(self, source: Source, relative_path: str) -> str | None:
        """Return the first folder below the source, else the source itself where it is one of several folders."""
        first, slash, _ = relative_path.partition("/")
        if slash:
            return nfc(first)
        if source.is_folder and self._has_several_folders:
            return nfc(PurePath(source.path).name) or None
        return None


def left_out(source: Source, found: FoundFile, promised: Format, code: str, **values: Value) -> Problem:
    """Return the problem of a file that is left out of the datasets of its kind."""
    return Problem(
        kind=ProblemKind.LEFT_OUT,
        code=code,
        path=source.shown_path(found.relative_path),
        values=values,
        template=promised.kind,
    )


def _label_fault(label: str | None) -> str | None:
    if label is None:
        return "label-missing"
    try:
        label.encode()
    except UnicodeEncodeError:
        return "label-not-utf8"
    return None


def nfc(text: str) -> str:
    """Return `text` in the spelling of accents that keys have."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
