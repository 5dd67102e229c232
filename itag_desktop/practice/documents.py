"""XML of answers and requests: without namespaces, as OSS writes it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from itag_desktop.practice.measured import Measure
from itag_desktop.practice.messages import Answer, Request
from itag_desktop.practice.refusals import Refusal

Content = str | Sequence["Element"]
Element = tuple[str, Content]
"""A name, and text or elements."""

OWNER: Element = ("Owner", (("ID", "practice"), ("DisplayName", "practice")))
_MAX_DOCUMENT_BYTES = 2 * 1024 * 1024


def document(name: str, *elements: Element, text: str = "") -> Answer:
    """Return a 200 with an XML document whose root `name` holds `elements` or `text`."""
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + _written((name, elements or text))
    return Answer(status=200, headers={"Content-Type": "application/xml"}, body=text.encode())


def url_encoding(query: Mapping[str, str]) -> str:
    """Return the encoding-type asked for: "url" or "".

    Raises:
        Refusal: `InvalidArgument`.
    """
    encoding = query.get("encoding-type", "")
    if encoding not in ("", "url"):
        raise Refusal("InvalidArgument", ArgumentName="encoding-type", ArgumentValue=encoding)
    return encoding


def key_text(key: str, encoding: str) -> str:
    """Return `key` as an answer shows it."""
    return quote(key, safe="-_.~") if encoding else key


def iso_time(time_ns: int) -> str:
    """Return a time as OSS writes it in documents: whole seconds, with three zeros behind them."""
    return datetime.fromtimestamp(time_ns // 1_000_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def count(request: Request, name: str, *, default: int, lowest: int, highest: int) -> int:
    """Return a number of the query.

    Raises:
        Refusal: `InvalidArgument`.
    """
    text = request.query.get(name) or str(default)
    if text.isascii() and text.isdigit() and len(text) < 10 and lowest <= int(text) <= highest:  # noqa: PLR2004 - digits
        return int(text)
    raise Refusal(
        "InvalidArgument",
        message=f"Argument {name} must be an integer between {lowest} and {highest}.",
        ArgumentName=name,
        ArgumentValue=text,
    )


def parse_document(request: Request, name: str, *, content_md5: str | None = None) -> ET.Element:
    """Return the root of the XML that a request brings.

    Raises:
        Refusal: `InvalidDigest`; `MalformedXML`, also for a document type, which no client of OSS sends.
    """
    content = request.body.read_small(_MAX_DOCUMENT_BYTES)
    if content_md5 is not None:
        measure = Measure()
        measure.add(memoryview(content))
        measure.check_md5(content_md5)
    if b"<!DOCTYPE" in content:
        raise Refusal("MalformedXML")
    try:
        root = ET.fromstring(content)  # noqa: S314 - without a document type there are no entities to expand
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Refusal("MalformedXML") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    if root.tag != name:
        raise Refusal("MalformedXML")
    return root


def _written(element: Element) -> str:
    name, content = element
    inner = escape(content) if isinstance(content, str) else "".join(_written(child) for child in content)
    return f"<{name}>{inner}</{name}>"
