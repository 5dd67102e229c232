"""The store of a run: opened when first needed, opened anew with a renewed credential.

Practice needs no credential: its server is started here, as a process of its own, and ends with the slot.
"""

import threading
from contextlib import ExitStack

from itag_desktop.domain.destination import Access, Credential, Destination
from itag_desktop.domain.errors import InputError
from itag_desktop.practice.process import PracticeProcess
from itag_desktop.practice.space import free_bytes
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.storage.endpoint import default_endpoint
from itag_desktop.storage.object_store import IsCancelled, ObjectStore


class StoreSlot:
    """Holds the store that the threads of a run share."""

    def __init__(
        self, destination: Destination, credential: Credential | None, dirs: AppDirs, is_cancelled: IsCancelled
    ) -> None:
        self._destination = destination
        self._credential = credential
        self._dirs = dirs
        self._is_cancelled = is_cancelled
        self._lock = threading.Lock()
        self._store: ObjectStore | None = None
        self._owned = ExitStack()

    def store(self) -> ObjectStore:
        """Return the store, opening it if need be.

        Raises:
            InputError: `credential-missing`; or what is wrong with the endpoint.
            StorageError: Practice cannot be started.
        """
        store = self._store
        if store is not None:
            return store
        with self._lock:
            if self._store is None:
                self._store = self._open()
            return self._store

    def check_space(self, size_bytes: int) -> None:
        """See that Practice has room for so many bytes more; what is there already is not counted off.

        Raises:
            InputError: `practice-no-space`, with `needed` and `free` in bytes.
        """
        free = free_bytes(self._dirs.practice)
        if free < size_bytes:
            raise InputError("practice-no-space", needed=size_bytes, free=free)

    def renew(self, credential: Credential) -> None:
        """Use another credential from the next request on; requests in flight keep the old one."""
        with self._lock:
            self._credential = credential
            self._store = None

    def close(self) -> None:
        """Close every connection that was opened, and end Practice if it was started here."""
        with self._lock:
            self._store = None
            self._owned.close()

    def _open(self) -> ObjectStore:
        from itag_desktop.storage.oss_store import open_store  # noqa: PLC0415 - oss2 takes 0.4 s to import

        store = open_store(self._access(), is_cancelled=self._is_cancelled)
        self._owned.callback(store.close)
        return store

    def _access(self) -> Access:
        place = self._destination
        if place.is_practice:
            return self._owned.enter_context(PracticeProcess(self._dirs.practice)).access
        if self._credential is None:
            raise InputError("credential-missing")
        endpoint = place.endpoint or default_endpoint(place.region)
        return Access(bucket=place.bucket, region=place.region, endpoint=endpoint, credential=self._credential)
