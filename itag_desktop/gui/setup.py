"""What the user has set up in a tab, as one frozen value: what undo walks through."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Self

from itag_desktop.domain.kinds import MediaKind
from itag_desktop.domain.names import MANIFEST_SUFFIXES
from itag_desktop.domain.request import MediaOptions
from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.engine.link import DroppedPath, FoundSource

_WILD = re.compile(r"[\[*?;]")


def exact_pattern(relative_path: str) -> str:
    """Return the pattern that matches the file at this path below its source alone.

    A leading ``./`` binds a bare name to the source's top. ``;`` parts patterns in their field, so any character may
    stand for it.
    """
    return "./" + _WILD.sub(lambda found: "?" if found[0] == ";" else f"[{found[0]}]", relative_path)


def is_exact_pattern(pattern: str) -> bool:
    """Say whether `exact_pattern` made the pattern, or somebody who writes likewise."""
    return pattern.startswith("./")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSetup:
    """What the setups of all tabs hold. `typed_name` None: the dataset is called like its first source."""

    paths: tuple[DroppedPath, ...] = ()
    typed_name: str | None = None
    suffix: str = MANIFEST_SUFFIXES[0]

    def with_paths(self, paths: Iterable[str]) -> Self:
        """Return the setup with `paths` added; a path already there moves to the end, to be scanned anew."""
        known = {path.path: path for path in self.paths}
        added = [known.pop(path, DroppedPath(path=path)) for path in dict.fromkeys(paths)]
        return replace(self, paths=(*known.values(), *added))

    def without_paths(self, paths: Iterable[str]) -> Self:
        """Return the setup without `paths`."""
        gone = set(paths)
        return replace(self, paths=tuple(path for path in self.paths if path.path not in gone))

    @property
    def scanned(self) -> object:
        """All that a scan depends on."""
        return self.paths

    @property
    def first_stem(self) -> str | None:
        """The stem that the dataset's name follows, or None without sources."""
        if not self.paths:
            return None
        path = PurePath(self.paths[0].path)
        return self.paths[0].name_in_bucket or (path.stem if path.suffix else path.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSetup(TemplateSetup):
    """Sources and options of a media dataset. `kind` None: that of most files."""

    keeps_root_folder: bool = True
    options: MediaOptions = field(default_factory=MediaOptions)
    kind: MediaKind | None = None

    def with_name_in_bucket(self, path: str, name: str | None) -> Self:
        """Return the setup with the source at `path` called `name` in the bucket; None: as the folder is called."""
        named = tuple(DroppedPath(path=p.path, name_in_bucket=name) if p.path == path else p for p in self.paths)
        return replace(self, paths=named)

    def with_scanned(self, found: Iterable[FoundSource], unusable: Iterable[UnusableSource]) -> Self:
        """Return the setup with the paths that a scan understood: no child of another, nothing twice.

        Those it could not use stay, behind the others.
        """
        known = {path.path: path for path in self.paths}
        scanned = dict.fromkeys([*(one.source.path for one in found), *(one.path for one in unusable)])
        return replace(self, paths=tuple(known.get(path) or DroppedPath(path=path) for path in scanned))

    @property
    def scanned(self) -> object:
        """All that a scan depends on."""
        return self.paths, self.keeps_root_folder, self.options
