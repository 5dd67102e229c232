"""Requests to the service and to a bucket: what there is, and what a bucket is like."""

import re

from itag_desktop.practice.documents import OWNER, Element, document, iso_time, key_text, parse_document, url_encoding
from itag_desktop.practice.messages import Answer, Request
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.store import Store

_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
_MAX_DELETED = 1000
_CREATED_NS = 1_704_067_200_000_000_000


def list_buckets(request: Request, *, buckets: tuple[str, ...], region: str, host: str) -> Answer:
    """ListBuckets (GetService)."""
    prefix = request.query.get("prefix", "")
    listed = tuple(
        (
            "Bucket",
            (
                ("CreationDate", iso_time(_CREATED_NS)),
                ("ExtranetEndpoint", host),
                ("IntranetEndpoint", host),
                ("Location", f"oss-{region}"),
                ("Name", bucket),
                ("Region", region),
                ("StorageClass", "Standard"),
            ),
        )
        for bucket in sorted(buckets)
        if bucket.startswith(prefix)
    )
    return document("ListAllMyBucketsResult", OWNER, ("Buckets", listed))


def bucket_info(request: Request, *, region: str, host: str) -> Answer:
    """GetBucketInfo."""
    elements: tuple[Element, ...] = (
        ("AccessMonitor", "Disabled"),
        ("CreationDate", iso_time(_CREATED_NS)),
        ("ExtranetEndpoint", host),
        ("IntranetEndpoint", host),
        ("Location", f"oss-{region}"),
        ("Name", request.bucket),
        ("DataRedundancyType", "LRS"),
        ("StorageClass", "Standard"),
        ("CrossRegionReplication", "Disabled"),
        ("TransferAcceleration", "Disabled"),
        OWNER,
        ("AccessControlList", (("Grant", "private"),)),
        ("Comment", ""),
    )
    return document("BucketInfo", ("Bucket", elements))


def bucket_location(_request: Request, *, region: str) -> Answer:
    """GetBucketLocation."""
    return document("LocationConstraint", text=f"oss-{region}")


def head_bucket(_request: Request, *, region: str) -> Answer:
    """Say that the bucket is there."""
    return Answer(status=200, headers={"x-oss-bucket-region": region})


def put_bucket(_request: Request) -> Answer:
    """PutBucket, of a bucket that is there: its owner may repeat it."""
    return Answer(status=200)


def delete_bucket(_request: Request) -> Answer:
    """DeleteBucket: Practice keeps its buckets."""
    raise Refusal("BucketNotEmpty")


def acl(_request: Request) -> Answer:
    """GetBucketAcl."""
    return document("AccessControlPolicy", OWNER, ("AccessControlList", (("Grant", "private"),)))


def cors(_request: Request) -> Answer:
    """GetBucketCors: there is no rule."""
    raise Refusal("NoSuchCORSConfiguration")


def is_bucket_name(name: str) -> bool:
    """Say whether a bucket could have this name."""
    return _BUCKET_NAME.fullmatch(name) is not None


def delete_many(store: Store, request: Request) -> Answer:
    """DeleteMultipleObjects."""
    encoding = url_encoding(request.query)
    if "content-md5" not in request.headers:
        raise Refusal("MissingArgument", ArgumentName="Content-MD5")
    root = parse_document(request, "Delete", content_md5=request.headers["content-md5"])
    keys = [element.findtext("Key", "") for element in root.iter("Object")]
    if not keys or "" in keys or len(keys) > _MAX_DELETED:
        raise Refusal("MalformedXML")
    store.delete(request.bucket, keys)
    if root.findtext("Quiet", "").strip().lower() == "true":
        return Answer(status=200)
    deleted = (("Deleted", (("Key", key_text(key, encoding)),)) for key in keys)
    return document("DeleteResult", *((("EncodingType", encoding),) if encoding else ()), *deleted)
