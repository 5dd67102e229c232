"""Which handler answers a request: by method and sub-resource."""

from collections.abc import Callable, Mapping
from functools import partial

from itag_desktop.domain.names import MAX_KEY_BYTES
from itag_desktop.practice import bucket_requests, copy_requests, list_requests, object_requests, upload_requests
from itag_desktop.practice.messages import Answer, Request
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.store import Store

_Handler = Callable[[Request], Answer]
_METHODS = frozenset({"GET", "HEAD", "PUT", "POST", "DELETE"})
_COPY = "x-oss-copy-source"

# The sub-resources that decide what a request is. Those without a handler below are functions Practice does not have.
_OF_BUCKET = (
    "bucketInfo", "location", "acl", "cors", "uploads", "delete", "encryption", "lifecycle", "logging", "policy",
    "referer", "stat", "tagging", "versioning", "versions", "website",
)  # fmt: skip
_OF_OBJECT = ("uploadId", "uploads", "objectMeta", "acl", "append", "restore", "symlink", "tagging", "x-oss-process")


class Routes:
    """Handles requests that were let in. `host` is what answers name as endpoint."""

    def __init__(self, store: Store, *, buckets: tuple[str, ...], region: str, host: str) -> None:
        self._buckets = buckets
        self._list_buckets = partial(bucket_requests.list_buckets, buckets=buckets, region=region, host=host)
        self._bucket_handlers: Mapping[tuple[str, str], _Handler] = {
            ("GET", ""): partial(list_requests.list_objects, store),
            ("HEAD", ""): partial(bucket_requests.head_bucket, region=region),
            ("PUT", ""): bucket_requests.put_bucket,
            ("DELETE", ""): bucket_requests.delete_bucket,
            ("GET", "bucketInfo"): partial(bucket_requests.bucket_info, region=region, host=host),
            ("GET", "location"): partial(bucket_requests.bucket_location, region=region),
            ("GET", "acl"): bucket_requests.acl,
            ("GET", "cors"): bucket_requests.cors,
            ("GET", "uploads"): partial(list_requests.list_uploads, store),
            ("POST", "delete"): partial(bucket_requests.delete_many, store),
        }
        self._object_handlers: Mapping[tuple[str, str], _Handler] = {
            ("PUT", ""): partial(object_requests.put_object, store),
            ("GET", ""): partial(object_requests.get_object, store),
            ("HEAD", ""): partial(object_requests.head_object, store),
            ("DELETE", ""): partial(object_requests.delete_object, store),
            ("PUT", _COPY): partial(copy_requests.copy_object, store, buckets),
            ("GET", "objectMeta"): partial(object_requests.object_meta, store),
            ("HEAD", "objectMeta"): partial(object_requests.object_meta, store),
            ("GET", "acl"): partial(object_requests.object_acl, store),
            ("POST", "uploads"): partial(upload_requests.initiate, store),
            ("PUT", "uploadId"): partial(upload_requests.upload_part, store),
            ("PUT", "uploadId" + _COPY): partial(copy_requests.copy_part, store, buckets),
            ("POST", "uploadId"): partial(upload_requests.complete, store),
            ("GET", "uploadId"): partial(upload_requests.list_parts, store),
            ("DELETE", "uploadId"): partial(upload_requests.abort, store),
        }

    def handle(self, request: Request) -> Answer:
        """Return the answer.

        Raises:
            Refusal: for an error answer.
        """
        if not request.bucket:
            if request.method != "GET":
                raise Refusal("MethodNotAllowed", Method=request.method, ResourceType="Service")
            return self._list_buckets(request)
        if request.bucket not in self._buckets:
            raise _unknown_bucket(request)
        if not request.key:
            handler = self._bucket_handlers.get((request.method, _first(request, _OF_BUCKET)))
        else:
            _check_key(request.key)
            part = _first(request, _OF_OBJECT) + (_COPY if _COPY in request.headers else "")
            handler = self._object_handlers.get((request.method, part))
        if handler is not None:
            return handler(request)
        if request.method in _METHODS:
            raise Refusal("NotImplemented")
        kind = "Object" if request.key else "Bucket"
        raise Refusal("MethodNotAllowed", Method=request.method, ResourceType=kind)


def _first(request: Request, parts: tuple[str, ...]) -> str:
    return next((part for part in parts if part in request.query), "")


def _unknown_bucket(request: Request) -> Refusal:
    if not bucket_requests.is_bucket_name(request.bucket):
        return Refusal("InvalidBucketName", BucketName=request.bucket)
    if request.method == "PUT" and not request.key:
        return Refusal("TooManyBuckets", BucketName=request.bucket)
    return Refusal("NoSuchBucket", BucketName=request.bucket)


def _check_key(key: str) -> None:
    if len(key.encode()) > MAX_KEY_BYTES or key[0] in "/\\":
        raise Refusal("InvalidObjectName", ObjectName=key)
