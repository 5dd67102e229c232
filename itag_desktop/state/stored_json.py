"""Values as JSON text for a ledger, and back, strictly.

The text is ASCII: a path may hold surrogates, which no UTF-8 text can. Reading gives back the very value that was
written or refuses: a member too many, too few or of another type is damage.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from itag_desktop.domain.errors import InputError

T = TypeVar("T")


def to_json(value: Any) -> str:
    """Return `value` (a dataclass, a mapping or a plain value) as one line of ASCII."""
    return json.dumps(_plain(value), separators=(",", ":"))


def from_json(text: str, kind: type[T]) -> T:
    """Return the `kind` that `text` holds.

    Raises:
        ValueError: it holds no such value.
    """
    plain = json.loads(text)
    try:
        value = msgspec.convert(plain, kind)
    except InputError as error:
        raise ValueError(text) from error
    if json.loads(to_json(value)) != plain:
        raise ValueError(text)
    return value


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, enc_hook=_mapping_as_dict)


def _mapping_as_dict(value: Any) -> dict[Any, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
