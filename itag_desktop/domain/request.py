"""What the user asked for: the sources of a dataset, its options and its destination. No secret in it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import PurePath

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.items import Division, ItemOptions
from itag_desktop.domain.kinds import IfExists, Template
from itag_desktop.domain.names import MANIFEST_SUFFIXES, printable

DEFAULT_LABEL_FIELD = "label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One dropped folder or loose file.

    `path` is absolute. `name_in_bucket` is what its files' keys begin with below the prefix; None means that a folder's
    files follow the prefix directly (a loose file always does).
    """

    path: str
    is_folder: bool
    name_in_bucket: str | None = None

    def shown_path(self, relative_path: str) -> str:
        """Return a file of this source as problems show it: printable, the source's own name before it."""
        own_name = PurePath(self.path).name or self.path
        return printable(f"{own_name}/{relative_path}" if relative_path else own_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaOptions:
    """Which files of the sources belong to the dataset, and the pre-label they carry."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    label_from_folder: bool = False
    label_field: str = DEFAULT_LABEL_FIELD


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetRequest:
    """A dataset as asked for. `media` counts for media templates, `items` for text and custom ones."""

    template: Template
    sources: tuple[Source, ...]
    destination: Destination
    dataset_name: str
    manifest_suffix: str = MANIFEST_SUFFIXES[0]
    media: MediaOptions = MediaOptions()
    items: ItemOptions = field(default_factory=ItemOptions)
    division: Division = field(default_factory=Division)

    @property
    def manifest_name(self) -> str:
        """The manifest's key below the prefix."""
        return self.dataset_name + self.manifest_suffix

    @property
    def dataset_id(self) -> str:
        """Identify the dataset: the same sources, template, manifest and place in a bucket give the same 16 hex digits.

        Options are left out, so that a changed filter carries on the same dataset; so is the endpoint.
        """
        place = (self.destination.is_practice, self.destination.bucket, self.destination.region)
        what = [self.template, place, self.destination.prefix, self.manifest_name, [asdict(s) for s in self.sources]]
        return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How to send: nothing here changes what the dataset is.

    `workers` None lets the pacing choose. `limit_rate` is in bytes a second, None for none. `local_manifest` is the
    path of the local copy; `is_local_explicit` says that the user named it and it may be replaced.
    `leaves_out_conflicts` goes on without the items whose key another object has, instead of stopping.
    `holds_on_trouble` pauses with the cause where someone can mend it (the window), instead of failing (a script).
    """

    if_exists: IfExists = IfExists.SKIP_SAME
    leaves_out_conflicts: bool = False
    writes_partial: bool = False
    workers: int | None = None
    limit_rate: int | None = None
    local_manifest: str
    is_local_explicit: bool = False
    is_dry_run: bool = False
    holds_on_trouble: bool = False
