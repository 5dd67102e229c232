r"""From what a cell says to the file it means.

A cell holds a path relative to one of the folders the files lie in; ``\`` counts as ``/``, blanks around it do not
count. It may begin with the folder's own name (``photos/1.jpg`` where the folder ``photos`` was dropped), or be a whole
path into the folder. What leads out of the folders is never opened. A file is found by its exact name, else by the one
that differs in case or in the spelling of accents alone; the object's key keeps the real spelling.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.errors import Value
from itag_desktop.domain.names import key_fault, printable
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.media.inspection import Finding, inspect_file
from itag_desktop.media.kind import format_of
from itag_desktop.media.local_paths import system_path
from itag_desktop.media.placeholders import is_placeholder_at
from itag_desktop.planning.file_index import Entry, FileIndex
from itag_desktop.planning.media_items import nfc

_WEB = re.compile(r"(?i)(https?|ftp)://")
_FILE_URL = re.compile(r"(?i)file:")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """The file that a cell names: its source (by index), its path below it, its name in the bucket, and its entry.

    `warnings` are what there is to say about it once, when it is first met.
    """

    source: int
    relative_path: str
    path: str
    name: str
    entry: Entry
    warnings: tuple[Finding, ...] = field(default=())


class FileCells:
    """The folders, and loose files, in which a table's files are looked for; `bases` are indexes of `sources`."""

    def __init__(
        self, sources: Sequence[Source], bases: Sequence[int], destination: Destination, index: FileIndex
    ) -> None:
        self._sources = sources
        self._bases = bases
        self._destination = destination
        self._index = index

    def find(self, cell: str) -> NamedFile | Finding:
        """Return the file that a cell names, or why it names none.

        The codes left out are `cell-file-empty`, `cell-file-web`, `cell-file-outside`, `cell-file-missing`,
        `cell-file-folder`, `cell-file-doubtful`, the codes of `inspect_file` and those of `key_fault`; a file found by
        another spelling has the warning `cell-file-case`.
        """
        named = cell.strip()
        if not named:
            return _fault("cell-file-empty")
        if _WEB.match(named):
            return _fault("cell-file-web", file=printable(named))
        found = [file for base in self._bases for file in self._in_base(base, named)]
        if not found:
            leads_out = all(_segments(self._sources[base], named) is None for base in self._bases)
            return _fault("cell-file-outside" if leads_out else "cell-file-missing", file=printable(named))
        if len({file.path for file in found}) > 1:
            first, second = (printable(file.path) for file in found[:2])
            return _fault("cell-file-doubtful", file=printable(named), first=first, second=second)
        return self._checked(found[0], named)

    def _in_base(self, base: int, named: str) -> list[NamedFile]:
        source = self._sources[base]
        segments = _segments(source, named)
        if segments is None:
            return []
        if not source.is_folder:
            return self._loose(base, segments)
        found = self._below(base, segments)
        if not found and len(segments) > 1 and segments[0] == PurePath(source.path).name:
            return self._below(base, segments[1:])
        return found

    def _loose(self, base: int, segments: Sequence[str]) -> list[NamedFile]:
        """Return the loose file, if the last part of the cell is its name."""
        path = PurePath(self._sources[base].path)
        entries = self._index.named(system_path(str(path.parent)), segments[-1])
        return [self._file(base, "", entry) for entry in entries if entry.name == path.name]

    def _below(self, base: int, segments: Sequence[str]) -> list[NamedFile]:
        """Return the files to which the segments lead, folder by folder."""
        root = system_path(self._sources[base].path)
        reached = [""]
        for segment in segments[:-1]:
            reached = [
                f"{folder}{entry.name}/"
                for folder in reached
                for entry in self._index.named(_joined(root, folder), segment)
                if entry.is_folder
            ]
        return [
            self._file(base, folder + entry.name, entry)
            for folder in reached
            for entry in self._index.named(_joined(root, folder), segments[-1])
        ]

    def _file(self, base: int, relative_path: str, entry: Entry) -> NamedFile:
        source = self._sources[base]
        path = relative_path or PurePath(source.path).name
        return NamedFile(
            source=base,
            relative_path=relative_path,
            path=_joined(system_path(source.path), relative_path) if relative_path else system_path(source.path),
            name=nfc(f"{source.name_in_bucket}/{path}" if source.name_in_bucket else path),
            entry=entry,
        )

    def _checked(self, file: NamedFile, named: str) -> NamedFile | Finding:
        if file.entry.is_folder:
            return _fault("cell-file-folder", file=printable(named))
        if file.entry.task is not None:
            return file  # all there is to say was said
        fault = key_fault(self._destination.key(file.name))
        if not self._is_within(file):
            return _fault("cell-file-outside", file=printable(named))
        findings = () if fault else findings_of(file.path, file.entry.size_bytes)
        left_out = next((finding for finding in findings if finding.kind is ProblemKind.LEFT_OUT), None)
        if fault is not None or left_out is not None:
            return left_out or _fault(fault or "")
        spelled = PurePath(file.path).name
        if nfc(spelled) != nfc(_last(named)):
            findings = (*findings, Finding(kind=ProblemKind.WARNING, code="cell-file-case", values={"file": spelled}))
        return NamedFile(
            source=file.source,
            relative_path=file.relative_path,
            path=file.path,
            name=file.name,
            entry=file.entry,
            warnings=findings,
        )

    def _is_within(self, file: NamedFile) -> bool:
        """Say whether the file lies in its folder, symbolic links seen through."""
        source = self._sources[file.source]
        root = os.path.join(os.path.realpath(system_path(source.path)), "")  # noqa: PTH118 - ends with its separator
        return not source.is_folder or os.path.realpath(file.path).startswith(root)


def findings_of(path: str, size_bytes: int) -> tuple[Finding, ...]:
    """Return what there is to say about a file that is to be sent, whatever it is."""
    promised = format_of(path)
    if promised is not None:
        return inspect_file(path, promised, is_placeholder=is_placeholder_at(path))
    return () if size_bytes else (_fault("file-empty"),)


def _segments(source: Source, named: str) -> list[str] | None:
    """Return the names that lead from the source to the file, or None where they lead elsewhere.

    A whole path counts where it leads into the source; ``..`` may go up, but not out.
    """
    path = named.replace("\\", "/")
    root = source.path if source.is_folder else str(PurePath(source.path).parent)
    if _FILE_URL.match(path):
        return None
    if path.startswith("/") or _DRIVE.match(path):
        inner = _below_root(path, root.replace("\\", "/"))
        if inner is None:
            return None
        path = inner
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if not segments:
                return None
            segments.pop()
        elif segment not in ("", "."):
            segments.append(segment)
    return segments or None


def _below_root(path: str, root: str) -> str | None:
    ended = root.rstrip("/") + "/"
    return path[len(ended) :] if os.path.normcase(path).startswith(os.path.normcase(ended)) else None


def _joined(root: str, relative_path: str) -> str:
    return os.path.join(root, relative_path.replace("/", os.sep).rstrip(os.sep)) if relative_path else root  # noqa: PTH118 - a verbatim prefix must stay as it is


def _last(named: str) -> str:
    return named.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _fault(code: str, **values: Value) -> Finding:
    return Finding(kind=ProblemKind.LEFT_OUT, code=code, values=values)
