"""What the snapshots of one scan have said so far of its sources."""

from collections.abc import Iterable, Sequence

from itag_desktop.domain.request import Source
from itag_desktop.engine.link import FoundSource


class ScanFindings:
    """The sources of one scan, joined from snapshots that tell what is new; each costs what it tells, not the whole."""

    def __init__(self, scan_id: int) -> None:
        self.scan_id = scan_id
        self.files = 0
        """How many files were found, of every media kind."""
        self._found: list[FoundSource] = []
        self._sources: list[Source] = []
        self._numbers: dict[str, int] = {}

    @property
    def sources(self) -> Sequence[Source]:
        """The sources by their number, which is what tasks name; grows with the scan."""
        return self._sources

    @property
    def found(self) -> Sequence[FoundSource]:
        """What was found, by number."""
        return self._found

    def of_path(self, path: str) -> FoundSource | None:
        """Return what was found of the source at `path`, or None where it is none, or none yet."""
        number = self._numbers.get(path)
        return None if number is None else self._found[number]

    def take(self, told: Iterable[FoundSource]) -> None:
        """Take in what is new; a number comes after those before it."""
        for one in told:
            self.files += one.files
            if one.number < len(self._found):
                self.files -= self._found[one.number].files
                self._found[one.number] = one
                continue
            self._numbers[one.source.path] = one.number
            self._found.append(one)
            self._sources.append(one.source)
