"""The two places that one manifest takes, in the bucket and on this computer: looked at first, filled at the end.

The manifest is streamed into a file beside its local copy's place, sent under a no-overwrite guard, read back and
compared, and only then does the local copy appear. The ledger knows it before it is sent, so that a crash in between
does not make it a stranger's. A manifest that this program wrote earlier for this dataset is replaced, the old one kept
locally as ``NAME.<date>.manifest``. One PUT is enough: OSS takes 5 GB, some 25 million lines.
"""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

import fastcrc

from itag_desktop.domain.errors import InputError, Reaction, SourceFileError, StorageError
from itag_desktop.domain.kinds import IfExists
from itag_desktop.domain.names import printable
from itag_desktop.domain.progress import ManifestReport
from itag_desktop.engine.file_digest import file_md5
from itag_desktop.engine.pieces import SendContext, send_window
from itag_desktop.manifests.write import ManifestDigest, digest_manifest, write_manifest
from itag_desktop.media.kind import format_of
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.ledger_records import ManifestRecord
from itag_desktop.storage.body import FileWindow
from itag_desktop.storage.object_store import ObjectHead, Stored
from itag_desktop.support.atomic_file import atomic_file

_NO_SPACE = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))  # Windows knows no quota
CONTENT_TYPE = "text/plain; charset=utf-8"


class ManifestPlace:
    """The place of one manifest, `name` below the prefix and `local` on this computer."""

    def __init__(self, context: SendContext, ledger: Ledger, *, name: str, local: Path, replaces_local: bool) -> None:
        self._context = context
        self._ledger = ledger
        self._name = name
        self.local = local
        self._replaces_local = replaces_local
        self.key = context.request.destination.key(name)
        self._head: ObjectHead | None = None

    def is_foreign(self, planned: Callable[[], Iterable[bytes]]) -> bool:
        """Look at both places; say whether another manifest than the planned one stands in the bucket, not ours.

        Raises:
            InputError: `local-manifest-exists`, `local-manifest-folder-missing`, `local-manifest-unwritable`,
                `local-manifest-not-file`, `local-manifest-media`.
        """
        digests: list[ManifestDigest] = []

        def digest() -> ManifestDigest:  # reads all lines, so it is made only where it is needed
            if not digests:
                digests.append(digest_manifest(planned()))
            return digests[0]

        with _written_locally(self.local):
            self._check_local_place(digest)
        context = self._context
        self._head = context.retrier.call(lambda: context.store().head(self.key))
        if self._head is None or context.if_exists is IfExists.REPLACE:
            return False
        return not self._is_ours(self._head) and not _equals(self._head, digest())

    def publish(self, blocks: Iterable[bytes]) -> ManifestReport:
        """Write blocks of lines, send, read back, and keep the local copy.

        Raises:
            InputError: `manifest-exists`, when somebody else's manifest came there since the check.
            StorageError: the store refuses it.
        """
        with _written_locally(self.local), atomic_file(self.local) as stream:
            digest = write_manifest(blocks, stream)
            stream.flush()
            self._remember(digest)
            old = self._place(Path(stream.name), digest)
            self._read_back(digest)
        return ManifestReport(
            uri=self._context.request.destination.uri(self._name),
            items=digest.lines,
            local_path=str(self.local),
            old_path=str(old) if old else None,
        )

    def _check_local_place(self, digest: Callable[[], ManifestDigest]) -> None:
        """Find before a byte moves what would keep the local copy from being written, or what it must not replace."""
        path = printable(str(self.local))
        if not self._replaces_local:
            self.local.parent.mkdir(parents=True, exist_ok=True)  # the window's own folder in the documents
        if not self.local.parent.is_dir():
            raise InputError("local-manifest-folder-missing", path=printable(str(self.local.parent)))
        if self.local.exists() and not self.local.is_file():
            raise InputError("local-manifest-not-file", path=path)
        if format_of(self.local.name) is not None:
            raise InputError("local-manifest-media", path=path)
        with TemporaryFile(dir=self.local.parent):
            pass
        if self.local.exists() and not self._replaces_local and not self._is_local_ours(digest):
            raise InputError("local-manifest-exists", path=path)

    def _is_ours(self, head: ObjectHead) -> bool:
        return self._ledger.knows_manifest(self.key, head.crc64)

    def _is_local_ours(self, digest: Callable[[], ManifestDigest]) -> bool:
        try:
            md5 = file_md5(str(self.local))
        except SourceFileError:
            return False
        return self._ledger.knows_local_manifest(md5) or md5 == digest().md5

    def _place(self, path: Path, digest: ManifestDigest) -> Path | None:
        """Send the manifest and return where the one it took the place of is kept."""
        if self._head is not None and _equals(self._head, digest):
            return None
        old = self._keep_old() if self._head is not None else None
        context, guards = self._context, self._head is None

        def put(window: FileWindow) -> Stored:
            return context.store().put(self.key, window, content_type=CONTENT_TYPE, forbid_overwrite=guards)

        try:
            send_window(context, str(path), 0, digest.size_bytes, put)
        except StorageError as error:
            if error.code != "object-exists":
                raise
            head = context.retrier.call(lambda: context.store().head(self.key))
            if head is None or not _equals(head, digest):
                raise InputError("manifest-exists", key=self.key) from error
        return old

    def _read_back(self, digest: ManifestDigest) -> None:
        def attempt() -> None:
            crc64, size_bytes = 0, 0
            for block in self._context.store().get(self.key):
                crc64 = fastcrc.crc64.xz(block, crc64)
                size_bytes += len(block)
            if (crc64, size_bytes) != (digest.crc64, digest.size_bytes):
                raise StorageError("manifest-differs", reaction=Reaction.RETRY, key=self.key)

        self._context.retrier.call(attempt)

    def _keep_old(self) -> Path:
        """Keep the bucket's old manifest beside the new local copy."""
        kept = self._dated_path()
        with _written_locally(kept), atomic_file(kept) as stream:
            for block in self._context.store().get(self.key):
                stream.write(block)
        return kept

    def _dated_path(self) -> Path:
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        dated, number = self.local.with_stem(f"{self.local.stem}.{stamp}"), 1
        while dated.exists():
            number += 1
            dated = self.local.with_stem(f"{self.local.stem}.{stamp}-{number}")
        return dated

    def _remember(self, digest: ManifestDigest) -> None:
        record = ManifestRecord(key=self.key, crc64=digest.crc64, md5=digest.md5, local_path=str(self.local))
        with self._ledger.durable():
            self._ledger.set_manifest_record(record)


@contextmanager
def _written_locally(path: Path) -> Iterator[None]:
    """Turn what the file system says while `path` is written into the program's own error."""
    try:
        yield
    except OSError as error:
        code = "disk-full" if error.errno in _NO_SPACE else "local-manifest-unwritable"
        raise InputError(code, path=printable(str(path)), detail=error.strerror or "") from error


def _equals(head: ObjectHead, digest: ManifestDigest) -> bool:
    return head.size_bytes == digest.size_bytes and head.crc64 == digest.crc64
