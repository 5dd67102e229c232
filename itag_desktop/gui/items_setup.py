"""What the user has set up in a tab whose data items are made of rows; see `setup`."""

from dataclasses import dataclass, field

from itag_desktop.domain.items import Division, ItemOptions
from itag_desktop.gui.setup import TemplateSetup


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsSetup(TemplateSetup):
    """Sources of a text or custom dataset, how rows become items, and how these are divided over manifests."""

    keeps_root_folder: bool = True
    options: ItemOptions = field(default_factory=ItemOptions)
    division: Division = field(default_factory=Division)

    @property
    def scanned(self) -> object:
        """All that a plan depends on: the division needs no other one."""
        return self.paths, self.keeps_root_folder, self.options
