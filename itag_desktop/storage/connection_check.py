"""Try a connection step by step, and say of each step whether it is good, bad, or could not be known.

Two requests are made: a listing of one key, and a multipart upload that is begun and aborted at once. Beginning one
needs the permission to write, stores no object and costs nothing, so that "may write" is known and the bucket is left
as it was. (Whoever may write but not abort leaves an empty upload behind, which no listing of objects shows.)
"""

from contextlib import suppress
from dataclasses import dataclass

from itag_desktop.domain.destination import Access
from itag_desktop.domain.errors import InputError, ItagError, Reaction, StorageError
from itag_desktop.domain.progress import Trouble
from itag_desktop.storage.object_store import ObjectStore

STEPS = NETWORK, KEY_KNOWN, BUCKET_HERE, MAY_LIST, MAY_WRITE = (
    "network",
    "key-known",
    "bucket-here",
    "may-list",
    "may-write",
)
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

    What cannot be used as typed is the trouble of the step it concerns, and nothing is sent.
    """
    from itag_desktop.storage.oss_store import open_store  # noqa: PLC0415 - imports oss2, which takes its time

    try:
        store = open_store(access, is_cancelled=lambda: False)
    except InputError as error:
        return _all_steps(_bad(_mistyped_step(error), error))
    try:
        return check_store(store, prefix)
    finally:
        store.close()


def check_store(store: ObjectStore, prefix: str = "") -> tuple[Finding, ...]:
    """Try an open store; see `check_connection`."""
    folder = f"{prefix}/" if prefix else ""
    try:
        store.list_page(prefix=folder, start_after="", max_keys=1)
    except StorageError as error:
        may_list = _bad(_failed_step(error), error)
    else:
        may_list = _good(MAY_LIST)
    if may_list.trouble is not None and may_list.trouble.code != "bucket-access-denied":
        is_reached = may_list.name != NETWORK
        return _all_steps(may_list, *((_good(NETWORK),) if is_reached else ()))
    return _all_steps(_good(NETWORK), _good(KEY_KNOWN), _good(BUCKET_HERE), may_list, _may_write(store, folder))


def _may_write(store: ObjectStore, folder: str) -> Finding:
    key = folder + _PROBE_NAME
    try:
        upload_id = store.begin_upload(key, content_type="application/octet-stream", forbid_overwrite=True)
    except StorageError as error:
        is_denied = error.code == "access-denied"
        return Finding(name=MAY_WRITE, is_good=False if is_denied else None, trouble=_trouble(error))
    with suppress(StorageError):
        store.abort_upload(key, upload_id)
    return _good(MAY_WRITE)


def _mistyped_step(error: InputError) -> str:
    if error.code.startswith("credential-"):
        return KEY_KNOWN
    return NETWORK if error.code.startswith("endpoint-") else BUCKET_HERE


def _failed_step(error: StorageError) -> str:
    if error.code in _ABOUT_KEY:
        return KEY_KNOWN
    if error.code in _ABOUT_BUCKET:
        return BUCKET_HERE
    return MAY_LIST if "request_id" in error.values else NETWORK


def _good(name: str) -> Finding:
    return Finding(name=name, is_good=True)


def _bad(name: str, error: ItagError) -> Finding:
    """Return the finding of a step that failed: a passing fault of the server leaves it unknown."""
    is_passing = isinstance(error, StorageError) and error.reaction is Reaction.RETRY
    return Finding(name=name, is_good=None if is_passing else False, trouble=_trouble(error))


def _all_steps(*known: Finding) -> tuple[Finding, ...]:
    """Return a finding for every step: `known` ones, and of the others that nothing is known.

    A bad bucket says nothing of the key: OSS may name a missing bucket without having looked at the signature.
    """
    by_name = {finding.name: finding for finding in known}
    return tuple(by_name.get(name, Finding(name=name, is_good=None)) for name in STEPS)


def _trouble(error: ItagError) -> Trouble:
    return Trouble(code=error.code, values=dict(error.values))
