r"""Include and exclude patterns.

A pattern without ``/`` is compared with names, one with ``/`` with the path relative to the source. ``*`` and ``?`` and
``[…]`` stay within a name, a segment ``**`` stands for any number of folders, none included. Case and the spelling of
accents (NFC, NFD) do not matter; ``\`` counts as ``/``. An excluded folder is left out with all in it; includes look
at files alone. Excluding wins.

Each segment is Python's `fnmatch`, whose expressions do not backtrack; the segments are compared one by one, because
`fnmatch` alone lets ``*`` run over ``/``.
"""

import fnmatch
import re
import unicodedata
from collections.abc import Sequence

_QUOTED = re.compile(r"\[([*?\[])\]")
_EXACT = re.compile(rf"(?:[^*?\[]|{_QUOTED.pattern})*")
_ANY_FOLDERS = None
_Segment = re.Pattern[str] | None
"""A pattern of one name; None stands for any number of folders."""


class PathPattern:
    """One pattern; call it with a relative path to know whether that matches."""

    def __init__(self, pattern: str) -> None:
        text = _normal(pattern.strip().replace("\\", "/")).rstrip("/")
        self._is_of_names = "/" not in text
        self._segments = tuple(_segment(part) for part in text.split("/") if part not in ("", "."))

    def __call__(self, path: str) -> bool:
        """Say whether the relative path of a file or folder, or its name, matches."""
        names = _normal(path).split("/")
        return _matches(self._segments, names[-1:] if self._is_of_names else names)


class PathFilter:
    """The patterns of one scan."""

    def __init__(self, *, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> None:
        self._include = tuple(map(PathPattern, include))
        self._exact = frozenset(path for path in map(_exact_path, exclude) if path is not None)
        self._exclude = tuple(PathPattern(pattern) for pattern in exclude if _exact_path(pattern) is None)

    def folder_skip_reason(self, path: str) -> str | None:
        """Return why the folder at this relative path is skipped (`excluded`), or None."""
        return "excluded" if self._excludes(path) else None

    def file_skip_reason(self, path: str) -> str | None:
        """Return why the file at this relative path is skipped (`excluded` or `not-included`), or None."""
        if self._excludes(path):
            return "excluded"
        if self._include and not any(matches(path) for matches in self._include):
            return "not-included"
        return None

    def _excludes(self, path: str) -> bool:
        if self._exact and _normal(path).casefold() in self._exact:
            return True
        return any(matches(path) for matches in self._exclude)


def _exact_path(pattern: str) -> str | None:
    """Return the one path that a pattern with ``/`` means, to be compared without case; None where it means more.

    Somebody may leave out ten thousand files one by one: then each file is looked up, not compared with all patterns.
    """
    text = _normal(pattern.strip().replace("\\", "/")).rstrip("/")
    if "/" not in text or not _EXACT.fullmatch(text):
        return None
    parts = (part for part in text.split("/") if part not in ("", "."))
    return "/".join(_QUOTED.sub(r"\1", part) for part in parts).casefold()


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _segment(part: str) -> _Segment:
    return _ANY_FOLDERS if part == "**" else re.compile(fnmatch.translate(part), re.IGNORECASE)


def _matches(segments: Sequence[_Segment], names: Sequence[str]) -> bool:
    """Compare from the left; after a mismatch let the last ``**`` stand for one folder more (earlier ones need not)."""
    at_segment = at_name = 0
    retry: tuple[int, int] | None = None
    while at_name < len(names):
        if at_segment < len(segments):
            segment = segments[at_segment]
            if segment is _ANY_FOLDERS:
                at_segment += 1
                retry = (at_segment, at_name)
                continue
            if segment.match(names[at_name]):
                at_segment, at_name = at_segment + 1, at_name + 1
                continue
        if retry is None:
            return False
        at_segment, at_name = retry[0], retry[1] + 1
        retry = (at_segment, at_name)
    return all(segment is _ANY_FOLDERS for segment in segments[at_segment:])
