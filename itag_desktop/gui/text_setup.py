"""What the user has set up in the text tab: a second table takes the place of the first, text files gather."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Self

from itag_desktop.domain.items import ItemOptions
from itag_desktop.engine.link import DroppedPath
from itag_desktop.gui.items_setup import ItemsSetup

_TEXT_SUFFIX = ".txt"


def is_one_of_many(path: str) -> bool:
    """Say whether a path is a text file, of which a dataset may have several, or a folder of them."""
    return PurePath(path).suffix.lower() in ("", _TEXT_SUFFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSetup(ItemsSetup):
    """Sources of a text dataset, how rows become items, and how these are divided."""

    @property
    def has_text_files(self) -> bool:
        """Say whether the sources are text files, each of which may be one item or have one a line."""
        return bool(self.paths) and all(is_one_of_many(path.path) for path in self.paths)

    def with_paths(self, paths: Iterable[str]) -> Self:
        """Return the setup with `paths` added to text files, or in the place of a table.

        What was chosen for the columns of one table means nothing for another, so it goes with the table. Of several
        tables that come at once all are taken: which of them was meant only the user can say.
        """
        added = tuple(dict.fromkeys(paths))
        known = [path.path for path in self.paths]
        if known and (set(added) == set(known) or (self.has_text_files and set(added) <= set(known))):
            return self
        if known and all(map(is_one_of_many, (*known, *added))):
            return replace(self, paths=(*self.paths, *(DroppedPath(path=path) for path in added if path not in known)))
        chosen = tuple(path for path in added if not is_one_of_many(path)) or added
        options = ItemOptions(keeps_empty=self.options.keeps_empty, drops_duplicates=self.options.drops_duplicates)
        return replace(self, paths=tuple(DroppedPath(path=path) for path in chosen), options=options)
