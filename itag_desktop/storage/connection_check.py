"""Try a connection step by step, and say of each step whether it is good, bad, or could not be known.

Two requests are made: a listing of one key, and a multipart upload that is begun and aborted at once. Beginning one
needs the permission to write, stores no object and costs nothing, so that "may write" is known and the bucket is left
as it was. (Whoever may write but not abort leaves an empty upload behind, which no listing of objects shows.)
"""

from dataclasses import dataclass

from itag_desktop.domain.destination import Access
from itag_desktop.domain.errors import Reaction, StorageError
from itag_desktop.domain.progress import Trouble
from itag_desktop.storage.object_store import ObjectStore

NETWORK, KEY_KNOWN, BUCKET_HERE, MAY_LIST, MAY_WRITE = "network", "key-known", "bucket-here", "may-list", "may-write"
"""The steps, in the order of the findings."""

_PROBE_NAME = ".itag-desktop-connection-check"
_ABOUT_KEY = frozenset(
    ("key-id-unknown", "secret-wrong", "token-expired", "token-refused", "account-disabled", "clock-skewed")
)
_ABOUT_BUCKET = frozenset(("bucket-missing", "wrong-region", "region-refused", "endpoint-refused"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One step of a check: `is_good` None means that it could not be known. `trouble` says why it is bad."""

    name: str
    is_good: bool | None
    trouble: Trouble | None = None


def check_connection(access: Access, prefix: str = "") -> tuple[Finding, ...]:
    """Try `access`, listing and writing below `prefix`; nothing stays in the bucket.

    Raises:
        InputError: the endpoint or the credential cannot be used as typed.
    """
    from itag_desktop.storage.oss_store import open_store  # noqa: PLC0415 - imports oss2, which takes its time

    store = open_store(access, is_cancelled=lambda: False)
    try:
        return check_store(store, prefix)
    finally:
        store.close()


def check_store(store: ObjectStore, prefix: str = "") -> tuple[Finding, ...]:
    """Try an open store; see `check_connection`."""
    folder = f"{prefix}/" if prefix else ""
    listing = _error_of_listing(store, folder)
    if listing is not None and listing.code != "bucket-access-denied":
        return _findings(_failed_step(listing), listing)
    may_list = Finding(name=MAY_LIST, is_good=listing is None, trouble=None if listing is None else _trouble(listing))
    reached = tuple(Finding(name=name, is_good=True) for name in (NETWORK, KEY_KNOWN, BUCKET_HERE))
    return (*reached, may_list, _may_write(store, folder))


def _error_of_listing(store: ObjectStore, folder: str) -> StorageError | None:
    try:
        store.list_page(prefix=folder, start_after="", max_keys=1)
    except StorageError as error:
        return error
    return None


def _may_write(store: ObjectStore, folder: str) -> Finding:
    key = folder + _PROBE_NAME
    try:
        upload_id = store.begin_upload(key, content_type="application/octet-stream", forbid_overwrite=True)
        store.abort_upload(key, upload_id)
    except StorageError as error:
        if error.code != "access-denied":
            return Finding(name=MAY_WRITE, is_good=None, trouble=_trouble(error))
        return Finding(name=MAY_WRITE, is_good=error.values["action"] != "oss:PutObject", trouble=_trouble(error))
    return Finding(name=MAY_WRITE, is_good=True)


def _failed_step(error: StorageError) -> str:
    if error.code in _ABOUT_KEY:
        return KEY_KNOWN
    if error.code in _ABOUT_BUCKET:
        return BUCKET_HERE
    return MAY_LIST if "request_id" in error.values else NETWORK


def _findings(failed: str, error: StorageError) -> tuple[Finding, ...]:
    """Return the findings of a check that ended at step `failed`: of the others only the network is known to be good.

    OSS may name a missing bucket without having looked at the signature, so that a bad bucket says nothing of the key.
    """

    def finding(name: str) -> Finding:
        if name == failed:
            is_passing = error.reaction is Reaction.RETRY
            return Finding(name=name, is_good=None if is_passing else False, trouble=_trouble(error))
        return Finding(name=name, is_good=True if name == NETWORK else None)

    return tuple(finding(name) for name in (NETWORK, KEY_KNOWN, BUCKET_HERE, MAY_LIST, MAY_WRITE))


def _trouble(error: StorageError) -> Trouble:
    return Trouble(code=error.code, values=dict(error.values))
