"""Whether the file that rows come from stayed the same from its first byte read to its last.

A plan opens it several times: for its encoding, its first rows, its rows. What another program writes meanwhile would
mix old columns with new rows; and a file that is cut short ends where a whole one would, so nothing else would tell.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable
from itag_desktop.media.local_paths import system_path


@contextmanager
def steady_file(path: str) -> Iterator[None]:
    """Let the body read the file at `path`, and refuse all it has read where the file is another now.

    Raises:
        InputError: `table-changed`, also in place of a fault that was found in the mixture.
    """
    before = _state_of(path)
    try:
        yield
    except InputError as error:
        if _state_of(path) != before:
            raise InputError("table-changed", path=printable(path)) from error
        raise
    if _state_of(path) != before:
        raise InputError("table-changed", path=printable(path))


def _state_of(path: str) -> tuple[int, int, int] | None:
    try:
        state = Path(system_path(path)).stat()
    except OSError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns
