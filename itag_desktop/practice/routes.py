"""Which handler answers a request: by method and sub-resource."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from itag_desktop.domain.names import MAX_KEY_BYTES
from itag_desktop.practice import bucket_requests, list_requests, object_requests, upload_requests
from itag_desktop.practice.messages import Answer, Request
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.store import Store

Handler = Callable[[Store, Request], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """Handles requests that were let in. `host` is what answers name as endpoint."""

    store: Store
    buckets: tuple[str, ...]
    region: str
    host: str

    def handle(self, request: Request) -> Answer:
        """Return the answer.

        Raises:
            Refusal: for an error answer.
        """
        if not request.bucket:
            return self._service(request)
        if request.bucket not in self.buckets:
            raise Refusal("NoSuchBucket", BucketName=request.bucket)
        return self._object(request) if request.key else self._bucket(request)

    def _service(self, request: Request) -> Answer:
        if request.method != "GET":
            raise Refusal("MethodNotAllowed", Method=request.method, ResourceType="Service")
        return bucket_requests.list_buckets(request, buckets=self.buckets, region=self.region, host=self.host)

    def _bucket(self, request: Request) -> Answer:
        match request.method, _first(request, _BUCKET_PARTS):
            case "GET", "bucketInfo":
                return bucket_requests.bucket_info(request, region=self.region, host=self.host)
            case "GET", "location":
                return bucket_requests.bucket_location(self.region)
            case "GET", "acl":
                return bucket_requests.acl()
            case "GET", "cors":
                return bucket_requests.no_cors()
            case "GET", "uploads":
                return list_requests.list_uploads(self.store, request)
            case "POST", "delete":
                return bucket_requests.delete_many(self.store, request)
            case "GET", "":
                is_v2 = request.query.get("list-type") == "2"
                return (list_requests.list_objects_v2 if is_v2 else list_requests.list_objects)(self.store, request)
            case (("HEAD" | "PUT"), ""):
                return Answer(status=200, headers={"x-oss-bucket-region": self.region})
            case "GET" | "HEAD" | "PUT" | "POST" | "DELETE", _:
                raise Refusal("NotImplemented")
        raise Refusal("MethodNotAllowed", Method=request.method, ResourceType="Bucket")

    def _object(self, request: Request) -> Answer:
        if len(request.key.encode()) > MAX_KEY_BYTES or request.key[0] in "/\\":
            raise Refusal("InvalidObjectName", ObjectName=request.key)
        part = _first(request, _OBJECT_PARTS)
        if not part and "x-oss-copy-source" in request.headers:
            part = "copy"
        handler = _OBJECT_HANDLERS.get((request.method, part))
        if handler is not None:
            return handler(self.store, request)
        is_method = request.method in ("GET", "HEAD", "PUT", "POST", "DELETE")
        raise Refusal("NotImplemented") if is_method else Refusal("MethodNotAllowed", Method=request.method)


def _first(request: Request, parts: tuple[str, ...]) -> str:
    return next((part for part in parts if part in request.query), "")


_BUCKET_PARTS = (
    "bucketInfo", "location", "acl", "cors", "uploads", "delete", "append", "encryption", "lifecycle", "logging",
    "policy", "referer", "stat", "tagging", "versioning", "versions", "website",
)  # fmt: skip
_OBJECT_PARTS = ("uploadId", "uploads", "objectMeta", "acl", "append", "restore", "symlink", "tagging", "x-oss-process")
_OBJECT_HANDLERS: Mapping[tuple[str, str], Handler] = {
    ("PUT", ""): object_requests.put_object,
    ("GET", ""): object_requests.get_object,
    ("HEAD", ""): object_requests.head_object,
    ("DELETE", ""): object_requests.delete_object,
    ("GET", "objectMeta"): object_requests.object_meta,
    ("HEAD", "objectMeta"): object_requests.object_meta,
    ("POST", "uploads"): upload_requests.initiate,
    ("PUT", "uploadId"): upload_requests.upload_part,
    ("POST", "uploadId"): upload_requests.complete,
    ("GET", "uploadId"): upload_requests.list_parts,
    ("DELETE", "uploadId"): upload_requests.abort,
}
