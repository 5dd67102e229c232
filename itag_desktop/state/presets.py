"""Presets: how the columns of a table become fields, under a name, for the next table with the same headers.

All of a user's presets are in one JSON file beside the preferences. It is written whole or not at all, and by
one process at a time, so two windows lose none of each other's. A damaged file, or one of a newer program, is set
aside and never half read.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import ItemOptions, TableReading
from itag_desktop.domain.names import printable
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.stored_json import from_json, to_json
from itag_desktop.support.atomic_file import atomic_file
from itag_desktop.support.folders import private_folder

MAX_NAME_LENGTH = 60

_VERSION = 1
_WAIT_S = 2.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A mapping of columns to fields. `headers` are those of the table it was made for, in order.

    `options` say nothing of how a file is read or where its files lie: that belongs to each table.
    """

    name: str
    headers: tuple[str, ...]
    options: ItemOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    version: int
    presets: tuple[Preset, ...]


def preset_of(name: str, headers: Sequence[str], options: ItemOptions) -> Preset:
    """Return what is set up for a table with these headers as a preset.

    Raises:
        InputError: `preset-name-wrong`, unless the name is printable and of at most `MAX_NAME_LENGTH` characters.
    """
    name = name.strip()
    if not name or len(name) > MAX_NAME_LENGTH or printable(name) != name:
        raise InputError("preset-name-wrong", name=printable(name), most=MAX_NAME_LENGTH)
    kept = replace(options, reading=TableReading(), base_folder=None)
    return Preset(name=name, headers=tuple(headers), options=kept)


def applied(preset: Preset, options: ItemOptions) -> ItemOptions:
    """Return `options` with the fields and choices of `preset`; how the table is read stays."""
    return replace(preset.options, reading=options.reading, base_folder=options.base_folder)


def fitting(presets: Sequence[Preset], headers: Sequence[str]) -> tuple[Preset, ...]:
    """Return the presets made for a table with just these headers in this order."""
    return tuple(preset for preset in presets if preset.headers == tuple(headers))


def read_presets(dirs: AppDirs) -> tuple[Preset, ...]:
    """Return all presets, the one saved last at the end.

    Raises:
        InputError: `presets-damaged`, `presets-newer` (the file is set aside, and the next reading finds none);
            `presets-unusable`, when it cannot be read.
    """
    with _held(dirs) as path:
        return _read(path)


def find_preset(dirs: AppDirs, name: str) -> Preset:
    """Return the preset called `name`.

    Raises:
        InputError: `preset-unknown`; and as `read_presets`.
    """
    presets = read_presets(dirs)
    found = [preset for preset in presets if preset.name == name]
    if not found:
        known = ", ".join(printable(preset.name) for preset in presets)
        raise InputError("preset-unknown", name=printable(name), known=known)
    return found[0]


def save_preset(dirs: AppDirs, preset: Preset) -> tuple[Preset, ...]:
    """Keep `preset`, in place of one of the same name; return all.

    Raises:
        InputError: `presets-unusable`, when the file cannot be written; and as `read_presets`.
    """
    return _change(dirs, preset.name, lambda others: (*others, preset))


def remove_preset(dirs: AppDirs, name: str) -> tuple[Preset, ...]:
    """Forget the preset called `name`, if there is one; return the others.

    Raises:
        InputError: as `save_preset`.
    """
    return _change(dirs, name, lambda others: others)


def _change(
    dirs: AppDirs, name: str, changed: Callable[[tuple[Preset, ...]], tuple[Preset, ...]]
) -> tuple[Preset, ...]:
    with _held(dirs) as path:
        presets = changed(tuple(preset for preset in _read(path) if preset.name != name))
        with atomic_file(path) as file:
            file.write(to_json(_Stored(version=_VERSION, presets=presets)).encode())
        return presets


@contextmanager
def _held(dirs: AppDirs) -> Iterator[Path]:
    """Keep other processes off the file of presets and name it."""
    path = dirs.presets
    try:
        private_folder(path.parent)
        with FileLock(path.with_name(path.name + ".lock"), timeout=_WAIT_S):
            yield path
    except (OSError, Timeout) as error:
        detail = getattr(error, "strerror", None) or type(error).__name__
        raise InputError("presets-unusable", path=printable(str(path)), detail=detail) from error


def _read(path: Path) -> tuple[Preset, ...]:
    try:
        content = path.read_bytes().decode("ascii")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise _set_aside(path, "presets-damaged") from error
    try:
        return from_json(content, _Stored).presets
    except (ValueError, RecursionError) as error:
        code = "presets-newer" if _is_newer(content) else "presets-damaged"
        raise _set_aside(path, code) from error


def _is_newer(content: str) -> bool:
    """Say whether the file says that a newer program wrote it; what else is in it cannot be known then."""
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError):
        return False
    version = plain.get("version") if isinstance(plain, dict) else None
    return isinstance(version, int) and version > _VERSION


def _set_aside(path: Path, code: str) -> InputError:
    """Rename the file, so that a new one can be made, and return the error that says where it is now."""
    aside = path.with_name(f"{path.name}.{time.strftime('%Y%m%d-%H%M%S')}.{code.removeprefix('presets-')}")
    path.replace(aside)
    logger.warning("The presets are set aside: %s", code)
    return InputError(code, path=printable(str(aside)))
