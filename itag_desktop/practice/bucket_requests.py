"""Requests to the service and to a bucket: what there is, and what a bucket is like."""

from itag_desktop.practice.documents import Element, document, iso_time, key_text, parse_document, url_encoding
from itag_desktop.practice.messages import Answer, Request
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.store import Store

_MAX_DELETED = 1000
_CREATED_NS = 1_704_067_200_000_000_000
_OWNER: Element = ("Owner", (("ID", "practice"), ("DisplayName", "practice")))


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
    return document("ListAllMyBucketsResult", _OWNER, ("Buckets", listed))


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
        _OWNER,
        ("AccessControlList", (("Grant", "private"),)),
        ("Comment", ""),
    )
    return document("BucketInfo", ("Bucket", elements))


def bucket_location(region: str) -> Answer:
    """GetBucketLocation."""
    return document("LocationConstraint", *(), text=f"oss-{region}")


def acl() -> Answer:
    """GetBucketAcl; GetObjectAcl answers the same form."""
    return document("AccessControlPolicy", _OWNER, ("AccessControlList", (("Grant", "private"),)))


def no_cors() -> Answer:
    """GetBucketCors: there is no rule."""
    raise Refusal("NoSuchCORSConfiguration")


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
