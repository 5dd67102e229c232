"""From the paths a user gave to the sources of a dataset.

Sources keep the order they were given in, save that loose files behind each other are sorted naturally: shells and file
managers hand them over in orders nobody chose. Whether one path is, or lies in, another is asked of the file system, so
that links and other spellings of a name are seen through.
"""

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import PurePath

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import clean_prefix, printable
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.request import Source
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.media.local_paths import system_path
from itag_desktop.media.natural_order import natural_key
from itag_desktop.media.shortcuts import is_shortcut

_NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A path as given, and what it is. `ancestors` are the folders it is in, the path itself not among them.

    `identity` and `ancestors` are texts that tell files and folders apart however their paths are written.
    """

    source: Source
    identity: str
    ancestors: frozenset[str]


def resolve_sources(
    paths: Sequence[str],
    *,
    keep_root_folder: bool,
    names_in_bucket: Mapping[str, str] = _NO_NAMES,
    on_unusable: Callable[[UnusableSource], None] | None = None,
) -> tuple[tuple[Source, ...], tuple[Trouble, ...]]:
    """Return the sources that `paths` stand for, and notices about paths that are none of their own.

    `names_in_bucket` are names chosen by the user, by path as given; without one a folder is called as it is, and with
    `keep_root_folder` false it has none. The notices are `source-twice`, `source-inside-another` (it is ignored) and
    `source-replaced` (by a folder given later that it lies in), each with `path` and `other`.
    A path that is no source is passed to `on_unusable`, and the others are gone on with; without it the first one is
    raised.

    Raises:
        InputError: `source-missing`, `source-unreadable`, `source-not-file` (a device, say),
            `source-shortcut`; `source-without-name` for
            a drive or ``/`` whose name in the bucket would be needed; `name-in-bucket-wrong`.
    """
    kept: list[_Given] = []
    notices: list[Trouble] = []
    by_identity: dict[str, _Given] = {}
    all_ancestors: set[str] = set()
    places = _Places()
    for path in paths:
        try:
            given = _given(path, places, keep_root_folder=keep_root_folder, name=names_in_bucket.get(path))
        except InputError as error:
            if on_unusable is None:
                raise
            on_unusable(UnusableSource.of(path, error))
            continue
        other = _holder(given, by_identity)
        if other is not None:
            code = "source-twice" if other.identity == given.identity else "source-inside-another"
            notices.append(_notice(code, given, other))
            continue
        if given.source.is_folder and given.identity in all_ancestors:
            replaced = [one for one in kept if given.identity in one.ancestors]
            notices.extend(_notice("source-replaced", one, given) for one in replaced)
            kept = [one for one in kept if given.identity not in one.ancestors]
            for one in replaced:
                del by_identity[one.identity]
        kept.append(given)
        all_ancestors.update(given.ancestors)
        by_identity[given.identity] = given
    return tuple(_ordered(given.source for given in kept)), tuple(notices)


def source_file_path(source: Source, relative_path: str) -> str:
    """Return what to open to read a file of the source; `relative_path` is as in `Task`."""
    return system_path(os.path.join(source.path, relative_path) if relative_path else source.path)  # noqa: PTH118 - hot


def absolute_path(path: str) -> str:
    """Return `path` as absolute, without ``.``, ``..`` and trailing separators.

    Symbolic links stay unless a ``..`` follows them, which means the parent of what they point to. The last name stays
    in any case, for it is the name the user chose.
    """
    if os.pardir not in path or os.pardir not in PurePath(path).parts:
        return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps ".."
    given = PurePath(path)
    if given.name == os.pardir:
        return os.path.realpath(path)
    return str(PurePath(os.path.realpath(given.parent), given.name))


class _Places:
    """Where files and folders are, asked once for each folder: a hundred thousand loose files lie in a few."""

    def __init__(self) -> None:
        self._identities: dict[str, str] = {}
        self._within: dict[str, frozenset[str]] = {}

    def of_folder(self, path: str) -> tuple[str, frozenset[str]]:
        """Return the identity of a folder, and those of the folders it is in."""
        parents = PurePath(os.path.realpath(path)).parents
        return self._identity(path), frozenset(self._identity(str(folder)) for folder in parents)

    def of_file(self, path: str) -> tuple[str, frozenset[str]]:
        """Return the identity of a file, its folder's and its name: two hard links of one file are two files.

        And those of the folders it is in, which for a link are those of what it points to.
        """
        folder, name = os.path.split(path)
        identity = f"{self._identity(folder)}/{os.path.normcase(name)}"
        if os.path.islink(path):  # noqa: PTH114 - hot
            folder = os.path.dirname(os.path.realpath(path))  # noqa: PTH120 - as above
        within = self._within.get(folder)
        if within is None:
            own, above = self.of_folder(folder)
            within = self._within[folder] = above | {own}
        return identity, within

    def _identity(self, path: str) -> str:
        """Return device and number of the folder, or its real path where a file system does not number its files."""
        known = self._identities.get(path)
        if known is None:
            known = self._identities[path] = _folder_identity(path)
        return known


def _given(path: str, places: _Places, *, keep_root_folder: bool, name: str | None) -> _Given:
    whole = absolute_path(path)
    try:
        state = os.stat(system_path(whole)) if path else None  # noqa: PTH116 - a verbatim prefix must stay as it is
        if state is not None and stat.S_ISDIR(state.st_mode):
            os.scandir(system_path(whole)).close()  # one that may not be listed is told before it has a number
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: NUL in the path
        raise InputError("source-missing", path=printable(path)) from error
    except OSError as error:
        raise InputError("source-unreadable", path=printable(path), detail=error.strerror or "") from error
    if state is None:
        raise InputError("source-missing", path="''")
    is_folder = stat.S_ISDIR(state.st_mode)
    if not is_folder and not stat.S_ISREG(state.st_mode):
        raise InputError("source-not-file", path=printable(path))
    if not is_folder and is_shortcut(whole):
        raise InputError("source-shortcut", path=printable(path))
    called = _name_in_bucket(whole, name) if is_folder and (keep_root_folder or name) else None
    identity, ancestors = places.of_folder(whole) if is_folder else places.of_file(whole)
    source = Source(path=whole, is_folder=is_folder, name_in_bucket=called)
    return _Given(source=source, identity=identity, ancestors=ancestors)


def _name_in_bucket(path: str, chosen: str | None) -> str:
    if chosen is None:
        name = PurePath(path).name
        if not name:
            raise InputError("source-without-name", path=printable(path))
        return name
    try:
        cleaned = clean_prefix(chosen)
    except InputError as error:
        raise InputError("name-in-bucket-wrong", name=printable(chosen), reason=error.values["reason"]) from error
    if not cleaned:
        raise InputError("source-without-name", path=printable(path))
    return cleaned


def _folder_identity(path: str) -> str:
    try:
        state = os.stat(system_path(path))  # noqa: PTH116 - a verbatim prefix must stay as it is
    except OSError:  # a folder that may be passed through but not looked at
        return path
    return f"{state.st_dev}:{state.st_ino}" if state.st_ino else os.path.normcase(os.path.realpath(path))


def _holder(given: _Given, by_identity: Mapping[str, _Given]) -> _Given | None:
    """Return the source that is the same, or a folder that this one is in."""
    return next((by_identity[one] for one in (given.identity, *given.ancestors) if one in by_identity), None)


def _ordered(sources: Iterator[Source]) -> Iterator[Source]:
    folder_order = cache(lambda folder: [natural_key(name) for name in PurePath(folder).parts])

    def order(source: Source) -> tuple[list[str], str]:
        folder, name = os.path.split(source.path)
        return [*folder_order(folder), natural_key(name)], source.path

    for is_folder, group in groupby(sources, key=lambda source: source.is_folder):
        neighbours = list(group)
        yield from neighbours if is_folder else sorted(neighbours, key=order)


def _notice(code: str, given: _Given, other: _Given) -> Trouble:
    return Trouble(code=code, values={"path": printable(given.source.path), "other": printable(other.source.path)})
