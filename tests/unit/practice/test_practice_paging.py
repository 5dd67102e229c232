"""Pages of a listing against the plain rule: what a reader of all keys at once would see."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.practice.listing import after, take_page


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a key."""

    key: str


@dataclass(slots=True)
class Fetcher:
    """Looks keys up in a sorted list, and notes how many each look-up gave."""

    keys: list[str]
    given: list[int]

    def __call__(self, *, at_least: bytes, below: bytes | None, limit: int) -> Sequence[Named]:
        inside = [key for key in self.keys if key.encode() >= at_least and (below is None or key.encode() < below)]
        self.given.append(len(inside[:limit]))
        return [Named(key) for key in inside[:limit]]


def _expected(keys: list[str], prefix: str, delimiter: str) -> list[str]:
    """Return items and common prefixes in order, each once."""
    entries: list[str] = []
    for key in sorted(set(keys), key=str.encode):
        if not key.startswith(prefix):
            continue
        end = key.find(delimiter, len(prefix)) if delimiter else -1
        entry = key if end < 0 else key[: end + len(delimiter)]
        if entry not in entries:
            entries.append(entry)
    return entries


KEYS = st.lists(st.text("ab/\x00é\U0001f34e", min_size=1, max_size=6), max_size=30, unique=True)


@given(KEYS, st.text("ab/", max_size=2), st.sampled_from(["", "/", "a", "//"]), st.integers(1, 5))
def test_pages_join_to_what_a_reader_of_all_keys_sees(
    keys: list[str], prefix: str, delimiter: str, max_keys: int
) -> None:
    fetch = Fetcher(sorted(keys, key=str.encode), [])
    seen: list[str] = []
    marker = ""
    while True:
        page = take_page(
            fetch,
            prefix=prefix,
            delimiter=delimiter,
            from_key=after(marker.encode()) if marker else b"",
            skipped_prefix=marker,
            max_keys=max_keys,
        )
        entries = sorted([item.key for item in page.items] + page.common_prefixes, key=str.encode)
        seen += entries
        if page.next_marker is None:
            break
        assert len(entries) == max_keys
        assert entries[-1] == page.next_marker
        marker = page.next_marker
    assert seen == _expected(keys, prefix, delimiter)


def test_a_common_prefix_is_jumped_over_however_many_keys_it_stands_for() -> None:
    keys = [f"{folder}/{number:05d}" for folder in "abc" for number in range(5000)]
    fetch = Fetcher(keys, [])
    page = take_page(fetch, prefix="", delimiter="/", from_key=b"", skipped_prefix="", max_keys=1000)
    assert page.common_prefixes == ["a/", "b/", "c/"]
    assert sum(fetch.given) < 20
