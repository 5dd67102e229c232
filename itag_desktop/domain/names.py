r"""Rules of names: dataset name, prefix, object key.

Sources: object keys are UTF-8, 1 to 1,023 bytes, and begin neither with ``/`` nor ``\`` (OSS documentation, object
naming conventions, error 0016-00000003). Dataset names begin with a letter, digit or Chinese character and go on with
those, ``_`` and ``-`` (PAI documentation); 100 characters is the limit of a labeling job's name, so that both can be
the same.
"""

import re
import unicodedata
from collections.abc import Callable

from itag_desktop.domain.errors import InputError

MAX_KEY_BYTES = 1023
MAX_DATASET_NAME_LENGTH = 100
MANIFEST_SUFFIXES = (".manifest", ".txt")

_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_NAME = re.compile(f"[A-Za-z0-9{_CHINESE}][A-Za-z0-9_{_CHINESE}-]*")
_NOT_IN_NAME = re.compile(f"[^A-Za-z0-9_{_CHINESE}-]")
_BEFORE_NAME = re.compile(f"^[^A-Za-z0-9{_CHINESE}]+")
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # Unicode's categories Cc, Zl and Zp
_DOT_SEGMENTS = frozenset({"", ".", ".."})
DEFAULT_DATASET_NAME = "dataset"

_KEY_RULES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("key-empty", lambda key: not key),
    ("key-too-long", lambda key: len(key.encode()) > MAX_KEY_BYTES),
    ("key-leading-slash", lambda key: key[0] in "/\\"),
    ("key-backslash", lambda key: "\\" in key),
    ("key-dot-segment", lambda key: not _DOT_SEGMENTS.isdisjoint(key.split("/"))),
    ("key-control-character", lambda key: _CONTROLS.search(key) is not None),
    ("key-bidi-character", lambda key: not _BIDI_CONTROLS.isdisjoint(key)),
)


def is_dataset_name(name: str) -> bool:
    """Say whether `name` can name a dataset."""
    return len(name) <= MAX_DATASET_NAME_LENGTH and _NAME.fullmatch(name) is not None


def suggest_dataset_name(stem: str) -> str:
    """Return the dataset name that follows from the stem of the first source."""
    cleaned = _BEFORE_NAME.sub("", _NOT_IN_NAME.sub("_", unicodedata.normalize("NFC", stem)))
    return cleaned[:MAX_DATASET_NAME_LENGTH] or DEFAULT_DATASET_NAME


def split_manifest_name(name: str) -> tuple[str, str]:
    """Split a typed manifest name into dataset name and suffix; without a known suffix it is ``.manifest``.

    Raises:
        InputError: `dataset-name-wrong`.
    """
    suffix = next((s for s in MANIFEST_SUFFIXES if name.endswith(s)), "")
    stem = name.removesuffix(suffix) if suffix else name
    if not is_dataset_name(stem):
        raise InputError("dataset-name-wrong", name=printable(name))
    return stem, suffix or MANIFEST_SUFFIXES[0]


def clean_prefix(typed: str) -> str:
    """Return `typed` as a prefix: ``/`` between segments, none at the ends, NFC; empty is the top of the bucket.

    Raises:
        InputError: `prefix-wrong`, with the reason as value ``reason``.
    """
    text = unicodedata.normalize("NFC", typed.strip()).replace("\\", "/").replace("\uff0f", "/")
    segments = [segment for segment in text.split("/") if segment.strip()]
    prefix = "/".join(segments).strip()
    reason = key_fault(prefix) if prefix else None
    if reason is not None:
        raise InputError("prefix-wrong", prefix=printable(typed), reason=reason)
    return prefix


def join_key(prefix: str, name: str) -> str:
    """Return the object key of `name` below `prefix`."""
    return f"{prefix}/{name}" if prefix else name


def key_fault(key: str) -> str | None:
    r"""Return the code of the reason why `key` cannot be an object key of ours, or None.

    Stricter than OSS where its clients or the manifest's readers would misread the key: ``.`` and ``..`` segments and
    doubled ``/`` are folded by URL libraries, and browsers take a ``\`` for a ``/`` (WHATWG, URL Standard); control and
    bidi characters break lines and deceive the eye.
    """
    try:
        key.encode()
    except UnicodeEncodeError:
        return "key-not-utf8"
    return next((code for code, is_broken in _KEY_RULES if is_broken(key)), None)


def printable(text: str) -> str:
    """Return `text` with everything that cannot be shown or encoded written as an escape."""
    if text.isprintable() and _BIDI_CONTROLS.isdisjoint(text):
        return text
    return "".join(
        char if char.isprintable() and char not in _BIDI_CONTROLS else char.encode("unicode_escape").decode()
        for char in text
    )
