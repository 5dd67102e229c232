"""Sizes, rates and times as people read them.

Sizes are decimal (1 KB is 1,000 bytes), as storage is sold. Numbers need no locale data: see `texts.count_text`.
"""

import math

from itag_desktop.wording.texts import plural, text

_STEP = 1000
_UNITS = ("KB", "MB", "GB", "TB", "PB", "EB")
_SHOWS_TENTHS_BELOW = 9.95
_MINUTE_S = 60
_HOUR_S = 60 * _MINUTE_S
_DAY_S = 24 * _HOUR_S
_FIRST_HOUR_S = 50 * _MINUTE_S
_FIRST_DAY_S = 36 * _HOUR_S


def size_text(size_bytes: float) -> str:
    """Return a size with its unit: ``812 B``, ``2.4 GB``, ``18 MB``."""
    if size_bytes < _STEP:
        return f"{size_bytes:.0f} B"
    size = size_bytes / _STEP
    unit = 0
    while round(size) >= _STEP and unit < len(_UNITS) - 1:
        size /= _STEP
        unit += 1
    return f"{size:.1f} {_UNITS[unit]}" if size < _SHOWS_TENTHS_BELOW else f"{size:.0f} {_UNITS[unit]}"


def rate_text(bytes_per_s: float) -> str:
    """Return a rate: ``18 MB/s``."""
    return f"{size_text(bytes_per_s)}/s"


def percent_text(done: float, total: float) -> str:
    """Return ``62 %``, rounded down so that 100 % means all; ``0 %`` of nothing."""
    return f"{int(100 * done / total) if total else 0} %"


def duration_text(duration_s: float) -> str:
    """Return how long something took: ``8 s``, ``3 min``, ``1 h 12 min``."""
    seconds = max(1, round(duration_s))
    if seconds < _MINUTE_S:
        return text("{seconds} s", seconds=seconds)
    minutes = round(seconds / _MINUTE_S)
    if minutes < _MINUTE_S:
        return text("{minutes} min", minutes=minutes)
    hours, minutes = divmod(minutes, _MINUTE_S)
    return text("{hours} h {minutes} min", hours=hours, minutes=minutes)


def length_text(length_ms: int) -> str:
    """Return the length of a video or sound as players show it: ``0:12``, ``4:05``, ``1:02:03``."""
    minutes, seconds = divmod(max(1, round(length_ms / 1000)), _MINUTE_S)
    hours, minutes = divmod(minutes, _MINUTE_S)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def time_left_text(time_left_s: float) -> str:
    """Return the time left, coarse as an estimate is: ``1 min left``, ``about 1 h left``."""
    if time_left_s < _MINUTE_S / 2:
        return text("less than 1 min left")
    if time_left_s < _FIRST_HOUR_S:
        return text("{minutes} min left", minutes=math.ceil(time_left_s / _MINUTE_S))
    if time_left_s < _FIRST_DAY_S:
        return text("about {hours} h left", hours=max(1, round(time_left_s / _HOUR_S)))
    return plural("about {count} day left", "about {count} days left", max(1, round(time_left_s / _DAY_S)))
