"""The files of one source, found in the order of the manifest.

The scan goes depth first and sorts each folder's names when it enters the folder, files and folders together: that is
natural order by path component, and no more than the names of the folders it is in are held. Files are looked at when
their turn comes, by name: on Linux that is as fast as `os.scandir` and holds a third of the memory (75 bytes a file of
one folder instead of 229), and it is exact where Windows' folder entries lag behind.

What is met is yielded: a `FoundFile`, or a `Problem` that says why something was skipped or cannot be read. Symbolic
links are followed within the source, never out of it. A link back to a folder that the scan is in ends there, and so
does the fifth link on one path: folders that link each other crosswise have more paths than files. Nothing but regular
files and folders is ever opened.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from itag_desktop.domain.errors import InputError, Value
from itag_desktop.domain.names import printable
from itag_desktop.domain.request import Source
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.media.junk import is_marked_hidden, name_skip_reason
from itag_desktop.media.kind import format_of
from itag_desktop.media.local_paths import system_path
from itag_desktop.media.natural_order import sort_naturally
from itag_desktop.media.path_filter import PathFilter
from itag_desktop.media.placeholders import is_placeholder, name_behind_stub

MOST_LINKS_ON_A_PATH = 4
_FILE_NAME = re.compile(r"[^/]\.[a-z]\w{0,4}$", re.IGNORECASE)
"""Names that look like a file's: ``notes.txt``, not ``2026.01``."""
_JUNCTION_TAG = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file of a source. `relative_path` is as in `Task`; `path` is what to open.

    Opening a placeholder downloads its content.
    """

    relative_path: str
    path: str
    size_bytes: int
    mtime_ns: int
    is_placeholder: bool = False


@dataclass(slots=True, kw_only=True)
class _Folder:
    """A folder the scan is in: the names still to come, and where it is. Paths end with their separator."""

    names: Iterator[str]
    path: str
    relative_path: str
    real_path: str
    links: int


def scan_source(source: Source, path_filter: PathFilter) -> Iterator[FoundFile | Problem]:
    """Yield the files of a source and the problems met on the way; symbolic links named as the source are followed.

    Raises:
        InputError: `source-missing`, `source-unreadable`, `source-not-folder`, `source-not-file`: there is no such
            folder or file, or another thing of that name.
    """
    path = system_path(source.path)
    state = _state_of_source(source, path)
    if not source.is_folder:
        reason = path_filter.file_skip_reason(os.path.basename(source.path))  # noqa: PTH119 - as the scan does
        if reason is not None:
            yield Problem(kind=ProblemKind.SKIPPED, code=reason, path=source.shown_path(""))
        else:
            yield FoundFile("", path, state.st_size, state.st_mtime_ns, is_placeholder(state))
        return
    yield from _FolderScan(source, path, path_filter).run()


def _state_of_source(source: Source, path: str) -> os.stat_result:
    try:
        state = os.stat(path)  # noqa: PTH116 - a path with a verbatim prefix must stay as it is
    except FileNotFoundError as error:
        raise InputError("source-missing", path=printable(source.path)) from error
    except OSError as error:
        raise InputError("source-unreadable", path=printable(source.path), detail=error.strerror or "") from error
    if source.is_folder and not stat.S_ISDIR(state.st_mode):
        raise InputError("source-not-folder", path=printable(source.path))
    if not source.is_folder and not stat.S_ISREG(state.st_mode):
        raise InputError("source-not-file", path=printable(source.path))
    return state


class _FolderScan:
    """The walk through one folder."""

    def __init__(self, source: Source, path: str, path_filter: PathFilter) -> None:
        self._source = source
        self._filter = path_filter
        self._stack: list[_Folder] = []
        self._path = path
        self._real_path = _ended(os.path.realpath(path))

    def run(self) -> Iterator[FoundFile | Problem]:
        """Yield what is found."""
        self._enter_root()
        while self._stack:
            folder = self._stack[-1]
            name = next(folder.names, None)
            if name is None:
                self._stack.pop()
                continue
            found = self._look(folder, name)
            if found is not None:
                yield found

    def _enter_root(self) -> None:
        try:
            names = _sorted_names(self._path)
        except OSError as error:
            path = printable(self._source.path)
            raise InputError("source-unreadable", path=path, detail=error.strerror or "") from error
        path = _ended(self._path)
        self._stack.append(_Folder(names=names, path=path, relative_path="", real_path=self._real_path, links=0))

    def _look(self, folder: _Folder, name: str) -> FoundFile | Problem | None:
        """Return the file or the problem of that name, or enter the folder."""
        relative_path = folder.relative_path + name
        reason = name_skip_reason(name)
        if reason is not None:
            return self._stub(folder, name) or self._skipped(reason, relative_path)
        path = folder.path + name
        try:
            state = os.lstat(path)  # a name of a listing is looked at once; Path would cost more than the call
        except OSError as error:
            return self._unreadable(error, relative_path)
        if stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == _JUNCTION_TAG:
            return self._follow(folder, relative_path, path)
        return self._take(folder, relative_path, path, folder.real_path + name, state)

    def _take(
        self, folder: _Folder, relative_path: str, path: str, real_path: str, state: os.stat_result, *, links: int = 0
    ) -> FoundFile | Problem | None:
        if is_marked_hidden(state):
            return self._skipped("hidden", relative_path)
        if stat.S_ISREG(state.st_mode):
            reason = self._filter.file_skip_reason(relative_path)
            if reason is not None:
                return self._skipped(reason, relative_path)
            return FoundFile(relative_path, path, state.st_size, state.st_mtime_ns, is_placeholder(state))
        if not stat.S_ISDIR(state.st_mode):
            return self._skipped("not-a-file", relative_path)
        reason = self._filter.folder_skip_reason(relative_path)
        if reason is not None:
            return self._skipped(reason, relative_path)
        return self._enter(relative_path, path, _ended(real_path), folder.links + links)

    def _follow(self, folder: _Folder, relative_path: str, path: str) -> FoundFile | Problem | None:
        """Take what a link points to, if that is within the source."""
        try:
            target = os.path.realpath(path, strict=True)
            state = os.stat(target)  # noqa: PTH116 - as above
        except FileNotFoundError:
            return self._skipped("link-broken", relative_path)
        except OSError as error:  # a link to itself, or one through a folder that may not be looked into
            return self._skipped("link-unreadable", relative_path, detail=error.strerror or "")
        if not _ended(target).startswith(self._real_path):
            return self._skipped("link-leads-out", relative_path)
        return self._take(folder, relative_path, path, target, state, links=1)

    def _enter(self, relative_path: str, path: str, real_path: str, links: int) -> Problem | None:
        if links > MOST_LINKS_ON_A_PATH or any(folder.real_path == real_path for folder in self._stack):
            return self._skipped("link-loop", relative_path)
        try:
            names = _sorted_names(path)
        except OSError as error:
            return self._problem(ProblemKind.LEFT_OUT, "folder-unreadable", relative_path, detail=error.strerror or "")
        self._stack.append(
            _Folder(names=names, path=_ended(path), relative_path=f"{relative_path}/", real_path=real_path, links=links)
        )
        return None

    def _unreadable(self, error: OSError, relative_path: str) -> Problem:
        """Return the problem of a name whose file cannot even be looked at."""
        promised = format_of(relative_path)
        if promised is None and _FILE_NAME.search(relative_path):
            return self._skipped("not-media", relative_path)
        if promised is None:  # maybe a folder, and whatever is in it is missing
            detail = error.strerror or ""
            return self._problem(ProblemKind.LEFT_OUT, "entry-unreadable", relative_path, detail=detail)
        path = self._source.shown_path(relative_path)
        return Problem(
            kind=ProblemKind.LEFT_OUT,
            code="file-gone" if isinstance(error, FileNotFoundError) else "file-unreadable",
            path=path,
            values={"path": path, "detail": error.strerror or ""},
            template=promised.kind,
        )

    def _stub(self, folder: _Folder, name: str) -> Problem | None:
        """Return the problem of a media file that only iCloud has, or None where `name` is none."""
        behind = name_behind_stub(name)
        promised = format_of(behind) if behind is not None else None
        if promised is None or self._filter.file_skip_reason(f"{folder.relative_path}{behind}") is not None:
            return None
        return Problem(
            kind=ProblemKind.LEFT_OUT,
            code="file-only-in-icloud",
            path=self._source.shown_path(f"{folder.relative_path}{behind}"),
            template=promised.kind,
        )

    def _skipped(self, code: str, relative_path: str, **values: Value) -> Problem:
        return self._problem(ProblemKind.SKIPPED, code, relative_path, **values)

    def _problem(self, kind: ProblemKind, code: str, relative_path: str, **values: Value) -> Problem:
        return Problem(kind=kind, code=code, path=self._source.shown_path(relative_path), values=values)


def _sorted_names(path: str) -> Iterator[str]:
    names = os.listdir(path)  # noqa: PTH208 - only names are wanted
    sort_naturally(names)
    return iter(names)


def _ended(path: str) -> str:
    return path if path.endswith(os.sep) else path + os.sep
