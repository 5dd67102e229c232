"""The manifest stage: every manifest of the dataset is written and sent, last of all (see `manifest_place`).

Most datasets have one. A division makes several of the same lines; they are told apart by what is added to the
dataset's name, and each has both its places checked before a byte moves.
"""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.kinds import MEDIA_KINDS
from itag_desktop.domain.names import printable
from itag_desktop.domain.progress import ManifestReport
from itag_desktop.domain.request import RunOptions
from itag_desktop.engine.manifest_lines import PLANNED, THERE, ManifestLines
from itag_desktop.engine.manifest_place import ManifestPlace
from itag_desktop.engine.pieces import SendContext
from itag_desktop.manifests.division import Share, divided, shares_of
from itag_desktop.planning.media_items import nfc
from itag_desktop.state.ledger import Ledger


class Publisher:
    """Checks the places that the manifests will take, and later fills them."""

    def __init__(self, context: SendContext, ledger: Ledger, options: RunOptions) -> None:
        self._context = context
        self._ledger = ledger
        self._request = context.request
        self._options = options
        self._places: dict[str, ManifestPlace] = {}

    def check(self) -> tuple[str, ...]:
        """Look at every place; return the names of those where a foreign manifest stands in the bucket.

        Raises:
            InputError: `manifest-is-file`, `local-manifest-source`; and as `ManifestPlace.is_foreign`.
        """
        lines = self._lines(planned=True)
        shares = shares_of(self._request.division, lines.count(), planned=self._planned)
        self._refuse_files_called_so([self._name_of(share) for share in shares])
        self._places = {share.suffix: self._place_of(share) for share in shares}
        for place in self._places.values():
            self._refuse_sources(place.local)
        return tuple(
            self._name_of(share)
            for number, share in enumerate(shares)
            if self._places[share.suffix].is_foreign(partial(self._lines_of, lines, number))
        )

    def left_behind(self) -> tuple[str, ...]:
        """Return the names of the dataset's manifests in the bucket that it had when it was divided otherwise.

        Nothing is ever deleted from a bucket; but they name items that the manifests of now name as well.
        """
        now, root = {place.key for place in self._places.values()}, self._request.destination.key("")
        keys = (key for key in self._ledger.manifest_keys() if key not in now and self._is_ours(key))
        return tuple(key.removeprefix(root) for key in keys)

    def publish(self) -> tuple[ManifestReport, ...]:
        """Write and send the manifests, naming only objects that are there.

        Raises:
            InputError, StorageError: as `ManifestPlace.publish`.
        """
        lines = self._lines(planned=False)
        shares = divided(self._request.division, lines.count(), planned=self._planned, blocks=lines)
        return tuple(self._places[share.suffix].publish(shared) for share, shared in shares)

    def _is_ours(self, key: str) -> bool:
        context = self._context
        context.control.check_cancelled()
        head = context.retrier.call(lambda: context.store().head(key))
        return head is not None and self._ledger.knows_manifest(key, head.crc64)

    def _refuse_files_called_so(self, names: Sequence[str]) -> None:
        """Refuse a dataset that has a file where one of its manifests goes: sent last, it would take that one's place.

        Only files of custom datasets may be called as a manifest is.
        """
        for name in self._ledger.tasks_named(self._request.template, names):
            raise InputError("manifest-is-file", key=printable(self._request.destination.key(name)))

    def _refuse_sources(self, local: Path) -> None:
        """Refuse to write the local copy over the table or another file that the dataset is made of."""
        if self._request.template in MEDIA_KINDS:
            return  # no manifest may be called as their files are
        whole = Path(os.path.realpath(local))
        for source in self._request.sources:
            root = os.path.realpath(source.path)
            if not whole.is_relative_to(root):
                continue
            inner = whole.relative_to(root).as_posix()
            name = nfc(f"{source.name_in_bucket}/{inner}" if source.name_in_bucket else inner)
            if not source.is_folder or self._ledger.tasks_named(self._request.template, [name]):
                raise InputError("local-manifest-source", path=printable(str(local)))

    @property
    def _planned(self) -> int:
        return self._ledger.plan_counts(self._request.template).items

    def _lines(self, *, planned: bool) -> ManifestLines:
        return ManifestLines(self._ledger, self._request, PLANNED if planned else THERE)

    def _lines_of(self, lines: ManifestLines, number: int) -> Iterator[bytes]:
        """Return the lines of the share of that number; those before it are passed over."""
        shares = divided(self._request.division, lines.count(), planned=self._planned, blocks=lines)
        for _, shared in shares:
            if number == 0:
                return shared
            number -= 1
            for _ in shared:
                pass
        return iter(())

    def _name_of(self, share: Share) -> str:
        return f"{self._request.dataset_name}{share.suffix}{self._request.manifest_suffix}"

    def _place_of(self, share: Share) -> ManifestPlace:
        local = Path(self._options.local_manifest)
        return ManifestPlace(
            self._context,
            self._ledger,
            name=self._name_of(share),
            local=local.with_stem(local.stem + share.suffix),
            replaces_local=self._options.is_local_explicit,
        )
