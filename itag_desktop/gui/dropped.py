r"""What was dropped or pasted: paths of this computer, and what is no file at all.

Programs hand over a list of URIs or text. A file manager's URIs are ``file:`` ones; those of browsers, phones and
servers are others. What is dragged out of an archive or a mail is no file yet: there is only a promise to make one
(``FileGroupDescriptorW`` on Windows, a promised file on macOS, a direct save on X11). In a text every line may be a
path, with or without quotation marks, or a ``file:`` URI.

Nothing is decoded before it is asked for: a hundred thousand URIs take a fifth of a second.
"""

import os
import re
import socket
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QUrl

from itag_desktop.domain.names import printable

_URIS = "text/uri-list"
_DESCRIPTOR = "FileGroupDescriptorW"
_PROMISES = (_DESCRIPTOR, "promised-file", "FilePromise", "XdndDirectSave", "x-moz-file-promise")
_DESCRIPTOR_BYTES, _NAME_AT, _NAME_BYTES = 592, 72, 520  # FILEDESCRIPTORW of shlobj_core.h
_MOST_DESCRIPTORS = 1000
_SHOWN_CHARACTERS = 60
_MOST_COUNTED = 1000
_QUOTED = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)')""")
_USER = re.compile("(?<=://)[^/@]*@")
_PLAIN = b"file:///"
_MARKS = frozenset({"x-special/nautilus-clipboard", "copy", "cut"})  # what GNOME writes before the URIs of copied files


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Entries, each a path or none. `promised` are names of files that only another program could make."""

    entries: Sequence[bytes | str] = ()
    promised: Sequence[str] = ()
    is_promise: bool = False

    @property
    def has_paths(self) -> bool:
        """Say whether an entry is a path of this computer."""
        return any(entry[:8] == _PLAIN or _path_of(entry) is not None for entry in self.entries)

    @property
    def path_count(self) -> int:
        """How many entries are paths of this computer; of very many all are thought to be."""
        if len(self.entries) > _MOST_COUNTED:
            return len(self.entries)
        return sum(_path_of(entry) is not None for entry in self.entries)

    @property
    def is_web(self) -> bool:
        """Say whether a web address is among the entries."""
        return any(_as_text(entry).startswith(("http:", "https:")) for entry in self.entries[:_MOST_DESCRIPTORS])

    def paths(self, first: int, last: int) -> Iterator[str]:
        """Return the paths of the entries from `first` to before `last`."""
        for entry in self.entries[first:last]:
            path = _path_of(entry)
            if path is not None:
                yield path

    def others(self, first: int, last: int) -> Iterator[str]:
        """Return, to be shown, the entries from `first` to before `last` that are no paths."""
        for entry in self.entries[first:last]:
            if _path_of(entry) is None:
                yield _shown(entry)


def read_mime(mime: QMimeData) -> Dropped:
    """Return what `mime` holds."""
    formats = mime.formats()
    is_promise = any(promise in name for name in formats for promise in _PROMISES)
    promised = [name for one in formats if _DESCRIPTOR in one for name in _described(bytes(mime.data(one).data()))]
    if mime.hasUrls():
        return Dropped(entries=_uris(bytes(mime.data(_URIS).data())), promised=promised, is_promise=is_promise)
    if mime.hasText() and not is_promise:
        return Dropped(entries=tuple(_lines(mime.text())))
    return Dropped(promised=promised, is_promise=is_promise)


def local_paths(mime: QMimeData) -> list[str]:
    """Return the local paths that `mime` holds."""
    dropped = read_mime(mime)
    return list(dropped.paths(0, len(dropped.entries)))


def _uris(content: bytes) -> list[bytes]:
    uris = content.replace(b"\r", b"").strip().split(b"\n")
    if b"\n#" in content or b"\n\n" in content or content[:1] in (b"#", b""):  # comments and blank lines are rare
        return [uri for uri in uris if uri and uri[:1] != b"#"]
    return uris


def _lines(words: str) -> Iterator[str]:
    """Return the paths or words of a text; several on one line where each is quoted."""
    for whole in words.splitlines():
        line = whole.strip()
        quoted = [found[1] or found[2] for found in _QUOTED.finditer(line)]
        if quoted and not _QUOTED.sub("", line).strip():
            yield from quoted
        elif line and line not in _MARKS:
            yield line


def _path_of(entry: bytes | str) -> str | None:
    if isinstance(entry, bytes):
        return _path_of_uri(QUrl.fromEncoded(QByteArray(entry)))
    if entry.startswith("file:"):
        return _path_of_uri(QUrl(entry))
    path = os.path.expanduser(entry) if entry.startswith("~") else entry  # noqa: PTH111 - Path would drop a final "/."
    return _clean(path) if Path(path).is_absolute() else None


def _path_of_uri(uri: QUrl) -> str | None:
    if not uri.isLocalFile():
        return None
    if uri.host() and os.name != "nt":  # elsewhere than on Windows a host is another computer, unless it is this one
        return _clean(uri.path()) if uri.host().lower() in ("localhost", socket.gethostname().lower()) else None
    return _clean(uri.toLocalFile()) or None


def _clean(path: str) -> str:
    return path.rstrip("/") or path  # a folder may come with a slash behind it


def _shown(entry: bytes | str) -> str:
    """Return an address without what may be a secret in it, or a line of text; shortened."""
    words = _as_text(entry)
    if "://" in words:
        words = _USER.sub("", QUrl(words).toDisplayString() or words).partition("?")[0]  # signatures are behind the ?
    return printable(words if len(words) <= _SHOWN_CHARACTERS else words[: _SHOWN_CHARACTERS - 1] + "…")


def _as_text(entry: bytes | str) -> str:
    return entry.decode(errors="replace") if isinstance(entry, bytes) else entry


def _described(content: bytes) -> Iterator[str]:
    """Return the names in a ``FILEGROUPDESCRIPTORW``: a count, then structures of a fixed size."""
    if len(content) < struct.calcsize("<I"):
        return
    (count,) = struct.unpack_from("<I", content)
    for number in range(min(count, _MOST_DESCRIPTORS)):
        start = 4 + number * _DESCRIPTOR_BYTES + _NAME_AT
        name = content[start : start + _NAME_BYTES].decode("utf-16-le", errors="replace").partition("\0")[0]
        if name:
            yield printable(name)
