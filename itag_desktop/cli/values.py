"""Typed values of options, checked and converted. All raise `InputError`."""

import re

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable

MOST_WORKERS = 128
_LAST_PORT = 65535
_MOST_ITEMS = 999_999_999
_RATE = re.compile(r"(\d+(?:\.\d+)?)([KMG]?)(?:B|B/s)?", re.IGNORECASE)
_RATE_UNITS = {"": 1, "K": 1000, "M": 1000**2, "G": 1000**3}
_MEDIA_FIELD = "source"


def workers(typed: str) -> int:
    """Return the number of connections, 1 to 128; `workers-wrong` else."""
    return _whole_number(typed, 1, MOST_WORKERS, "workers-wrong")


def port(typed: str) -> int:
    """Return the port, 0 for any free one; `port-wrong` else."""
    return _whole_number(typed, 0, _LAST_PORT, "port-wrong")


def rate(typed: str) -> int:
    """Return a rate such as ``2M`` or ``500K`` in bytes a second, of decimal units; `rate-wrong` else."""
    match = _RATE.fullmatch(typed.strip())
    bytes_per_s = int(float(match[1]) * _RATE_UNITS[match[2].upper()]) if match else 0
    if bytes_per_s < 1:
        raise InputError("rate-wrong", rate=printable(typed))
    return bytes_per_s


def items(typed: str) -> int:
    """Return a number of items, at least 1; `items-wrong` else."""
    return _whole_number(typed, 1, _MOST_ITEMS, "items-wrong")


def label_field(typed: str) -> str:
    """Return the name of the pre-label's field; `label-field-wrong` where a manifest could not hold it."""
    if not typed.strip() or typed == _MEDIA_FIELD or printable(typed) != typed:
        raise InputError("label-field-wrong", field=printable(typed))
    return typed


def _whole_number(typed: str, least: int, most: int, code: str) -> int:
    number = int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else -1
    if not least <= number <= most:
        raise InputError(code, typed=printable(typed), least=least, most=most)
    return number
