"""Pages of a listing: prefix, delimiter, and where to go on. For objects and uploads alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

_MAX_BATCH = 1001


class Keyed(Protocol):
    """What can be listed: something with an object key."""

    @property
    def key(self) -> str:
        """The object key."""
        ...


Item = TypeVar("Item", bound=Keyed)
Item_co = TypeVar("Item_co", bound=Keyed, covariant=True)


class Fetch(Protocol[Item_co]):
    """Looks items up."""

    def __call__(self, *, at_least: bytes, below: bytes | None, limit: int) -> Sequence[Item_co]:
        """Return up to `limit` items with ``at_least <= key < below`` in the order of the keys' bytes."""
        ...


@dataclass(slots=True, kw_only=True)
class Page(Generic[Item]):
    """Items, and common prefixes that stand for all keys below them. `next_marker`: the last entry, if more follow."""

    items: list[Item] = field(default_factory=list)
    common_prefixes: list[str] = field(default_factory=list)
    next_marker: str | None = None


def take_page(
    fetch: Fetch[Item], *, prefix: str, delimiter: str, from_key: bytes, skipped_prefix: str, max_keys: int
) -> Page[Item]:
    """Return the page of up to `max_keys` entries that begins at `from_key`.

    `skipped_prefix` is a common prefix that an earlier page ended with, or any other text: its keys are passed over.
    A common prefix is jumped over by one look-up, however many keys it stands for.
    """
    page: Page[Item] = Page()
    below = after_all(prefix.encode())
    at_least = max(prefix.encode(), from_key)
    last, batch = "", 2 if delimiter else max_keys + 1
    while rows := fetch(at_least=at_least, below=below, limit=batch):
        is_jump = False
        for row in rows:
            common = _common_prefix(row.key, prefix, delimiter)
            if common is not None and common == skipped_prefix:
                at_least, is_jump = after_all(common.encode()) or b"", True
                break
            if len(page.items) + len(page.common_prefixes) >= max_keys:
                page.next_marker = last
                return page
            if common is not None:
                page.common_prefixes.append(common)
                last = common
                at_least, is_jump = after_all(common.encode()) or b"", True
                break
            page.items.append(row)
            last = row.key
        if not is_jump:
            if len(rows) < batch:
                return page
            at_least = after(rows[-1].key.encode())
        batch = 2 if is_jump else min(batch * 2, _MAX_BATCH)
    return page


def after(key: bytes) -> bytes:
    """Return the least bytes greater than `key`."""
    return key + b"\0"


def after_all(prefix: bytes) -> bytes | None:
    """Return the least bytes greater than everything that begins with `prefix`; None for an empty one."""
    return prefix[:-1] + bytes([prefix[-1] + 1]) if prefix else None  # no byte of UTF-8 is 0xFF


def _common_prefix(key: str, prefix: str, delimiter: str) -> str | None:
    if not delimiter:
        return None
    end = key.find(delimiter, len(prefix))
    return key[: end + len(delimiter)] if end >= 0 else None
