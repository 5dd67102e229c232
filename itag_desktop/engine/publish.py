"""The manifest stage: every manifest of the dataset is written and sent, last of all (see `manifest_place`).

Most datasets have one. A division makes several of the same lines; they are told apart by what is added to the
dataset's name, and each has both its places checked before a byte moves.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from itag_desktop.domain.progress import ManifestReport
from itag_desktop.domain.request import RunOptions
from itag_desktop.engine.manifest_lines import PLANNED, THERE, ManifestLines
from itag_desktop.engine.manifest_place import ManifestPlace
from itag_desktop.engine.pieces import SendContext
from itag_desktop.manifests.division import Share, divided, shares_of
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
            InputError: as `ManifestPlace.is_foreign`.
        """
        lines = self._lines(planned=True)
        shares = shares_of(self._request.division, lines.count(), planned=self._planned)
        self._places = {share.suffix: self._place_of(share) for share in shares}
        return tuple(
            self._name_of(share)
            for number, share in enumerate(shares)
            if self._places[share.suffix].is_foreign(partial(self._lines_of, lines, number))
        )

    def publish(self) -> tuple[ManifestReport, ...]:
        """Write and send the manifests, naming only objects that are there.

        Raises:
            InputError, StorageError: as `ManifestPlace.publish`.
        """
        lines = self._lines(planned=False)
        shares = divided(self._request.division, lines.count(), planned=self._planned, lines=lines)
        return tuple(self._places[share.suffix].publish(shared) for share, shared in shares)

    @property
    def _planned(self) -> int:
        return self._ledger.plan_counts(self._request.template).items

    def _lines(self, *, planned: bool) -> ManifestLines:
        return ManifestLines(self._ledger, self._request, PLANNED if planned else THERE)

    def _lines_of(self, lines: ManifestLines, number: int) -> Iterator[bytes]:
        """Return the lines of the share of that number; those before it are passed over."""
        shares = divided(self._request.division, lines.count(), planned=self._planned, lines=lines)
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
