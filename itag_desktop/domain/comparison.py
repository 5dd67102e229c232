"""What a comparison of a bucket with the record of a run finds."""

from dataclasses import dataclass

from itag_desktop.domain.progress import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An object that is not as recorded; `code` is `object-missing` or `object-not-ours`."""

    key: str
    code: str

    @property
    def is_missing(self) -> bool:
        """Say whether it is not there at all."""
        return self.code == "object-missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonReport:
    """How a comparison ended. `objects` were compared, manifests among them; of these so many are not as recorded.

    `exit_code` is the command line's; `trouble` says why it could not be finished.
    """

    objects: int
    missing: int
    different: int
    exit_code: int
    trouble: Trouble | None = None

    @property
    def is_same(self) -> bool:
        """Say whether all was compared and is as recorded."""
        return self.trouble is None and not self.missing and not self.different
