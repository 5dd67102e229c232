"""Objects and uploads of the practice buckets: files and their index as one."""

import secrets
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from hashlib import md5
from itertools import pairwise
from pathlib import Path

from itag_desktop.practice.files import Files
from itag_desktop.practice.index import Index, StoredFile, StoredObject, StoredPart, Upload, index_path
from itag_desktop.practice.messages import FileSlice, RequestBody
from itag_desktop.practice.refusals import Refusal
from itag_desktop.support.crc64 import joined_crc64

_GRACE_S = 5.0
MIN_PART_BYTES = 100 * 1024
MAX_PARTS = 10_000


class Store:
    """What one root holds. Safe for many threads; several stores, also of other processes, may share the root."""

    def __init__(self, root: Path) -> None:
        self._files = Files(root)
        self.index = Index(index_path(root))
        self._lock = threading.Lock()
        self._doomed: deque[tuple[float, str]] = deque()
        self._remove(self.index.unwanted())

    def close(self) -> None:
        """Remove what was replaced lately, and close the index."""
        self._remove((), grace_s=0)
        self.index.close()

    def clear(self) -> None:
        """Delete everything."""
        self._remove(self.index.clear())

    # -- objects --------------------------------------------------------------------------------------------------

    def require(self, bucket: str, key: str) -> StoredObject:
        """Return the object.

        Raises:
            Refusal: `NoSuchKey`.
        """
        found = self.index.find(bucket, key)
        if found is None:
            raise Refusal("NoSuchKey", Key=key)
        return found

    def put(
        self,
        bucket: str,
        key: str,
        body: RequestBody,
        *,
        headers: Mapping[str, str],
        content_md5: str | None = None,
        forbids_overwrite: bool = False,
    ) -> StoredObject:
        """Store an object.

        Raises:
            Refusal: `FileAlreadyExists`, `InvalidDigest`; nothing changed.
        """
        if forbids_overwrite and self.index.find(bucket, key) is not None:
            raise Refusal("FileAlreadyExists")  # before the body; `Index.put` asks again
        name, measure = self._files.receive(body, key)
        try:
            measure.check_md5(content_md5)
            stored = StoredObject(
                key=key,
                size_bytes=measure.size_bytes,
                etag=measure.etag,
                crc64=measure.crc64,
                modified_ns=time.time_ns(),
                kind="Normal",
                headers=headers,
                files=(StoredFile(name=name, size_bytes=measure.size_bytes),),
            )
            replaced = self.index.put(bucket, stored, forbids_overwrite=forbids_overwrite)
        except BaseException:
            self._files.remove(name)
            raise
        self._remove(replaced)
        return stored

    def delete(self, bucket: str, keys: Iterable[str]) -> None:
        """Delete objects, there or not."""
        self._remove(self.index.delete(bucket, tuple(keys)))

    def slices(self, stored: StoredObject, first: int, length: int) -> Iterator[FileSlice]:
        """Yield the slices of files that hold `length` bytes of an object from `first` on."""
        start = 0
        for file in stored.files:
            inside = max(first - start, 0)
            wanted = min(file.size_bytes - inside, first + length - start - inside)
            if inside < file.size_bytes and wanted > 0:
                yield FileSlice(path=self._files.path(file.name), offset=inside, length=wanted)
            start += file.size_bytes

    # -- uploads --------------------------------------------------------------------------------------------------

    def begin_upload(self, bucket: str, key: str, *, headers: Mapping[str, str], forbids_overwrite: bool) -> Upload:
        """Begin a multipart upload.

        Raises:
            Refusal: `FileAlreadyExists`.
        """
        if forbids_overwrite and self.index.find(bucket, key) is not None:
            raise Refusal("FileAlreadyExists")
        upload = Upload(upload_id=secrets.token_hex(16).upper(), key=key, initiated_ns=time.time_ns(), headers=headers)
        self.index.begin_upload(bucket, upload)
        return upload

    def put_part(self, upload: Upload, number: int, body: RequestBody, *, content_md5: str | None = None) -> StoredPart:
        """Store a part.

        Raises:
            Refusal: `InvalidDigest`, `NoSuchUpload`.
        """
        name, measure = self._files.receive(body, upload.key)
        try:
            measure.check_md5(content_md5)
            part = StoredPart(
                number=number,
                size_bytes=measure.size_bytes,
                etag=measure.etag,
                crc64=measure.crc64,
                modified_ns=time.time_ns(),
                file=name,
            )
            replaced = self.index.put_part(upload.upload_id, part)
        except BaseException:
            self._files.remove(name)
            raise
        self._remove(replaced)
        return part

    def complete(
        self, bucket: str, upload: Upload, named: Iterable[tuple[int, str]], *, forbids_overwrite: bool
    ) -> StoredObject:
        """Make the object of the parts named by number and ETag.

        Raises:
            Refusal: `InvalidPart`, `InvalidPartOrder`, `EntityTooSmall`, `FileAlreadyExists`, `NoSuchUpload`.
        """
        parts = self._chosen_parts(upload, list(named))
        stored = StoredObject(
            key=upload.key,
            size_bytes=sum(part.size_bytes for part in parts),
            etag=_etag_of_parts(parts),
            crc64=reduce(lambda crc, part: joined_crc64(crc, part.crc64, part.size_bytes), parts, 0),
            modified_ns=time.time_ns(),
            kind="Multipart",
            headers=upload.headers,
            files=tuple(StoredFile(name=part.file, size_bytes=part.size_bytes) for part in parts),
        )
        unwanted = self.index.complete(bucket, upload.upload_id, stored, forbids_overwrite=forbids_overwrite)
        self._remove(unwanted)
        return stored

    def abort(self, upload: Upload) -> None:
        """Throw an upload away."""
        self._remove(self.index.abort(upload.upload_id))

    def _chosen_parts(self, upload: Upload, named: list[tuple[int, str]]) -> list[StoredPart]:
        held = {part.number: part for part in self.index.parts(upload.upload_id)}
        numbers = [number for number, _ in named]
        if any(later <= earlier for earlier, later in pairwise(numbers)):
            raise Refusal("InvalidPartOrder", UploadId=upload.upload_id)
        for number, etag in named:
            if number not in held or held[number].etag != etag:
                raise Refusal("InvalidPart", UploadId=upload.upload_id, PartNumber=str(number), PartEtag=etag)
        parts = [held[number] for number in numbers]
        for part in parts[:-1]:
            if part.size_bytes < MIN_PART_BYTES:
                raise Refusal(
                    "EntityTooSmall",
                    ProposedSize=str(part.size_bytes),
                    MinSizeAllowed=str(MIN_PART_BYTES),
                    PartNumber=str(part.number),
                    ETag=f'"{part.etag}"',
                )
        return parts

    def _remove(self, names: Iterable[str], *, grace_s: float = _GRACE_S) -> None:
        """Remove files that lost their object `grace_s` ago or earlier; `names` lost theirs now.

        The pause is for readers who found a file in the index just before it was replaced.
        """
        now = time.monotonic()
        with self._lock:
            self._doomed.extend((now, name) for name in names)
            due = []
            while self._doomed and self._doomed[0][0] <= now - grace_s:
                due.append(self._doomed.popleft()[1])
        gone = tuple(name for name in due if self._files.remove(name))
        if gone:
            self.index.forget(gone)


def _etag_of_parts(parts: list[StoredPart]) -> str:
    digests = b"".join(bytes.fromhex(part.etag) for part in parts)
    return f"{md5(digests, usedforsecurity=False).hexdigest().upper()}-{len(parts)}"
