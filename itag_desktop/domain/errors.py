"""The error tree. Errors carry a code and values; the sentences live in `wording`.

::

    ItagError                 code, values
    ├── InputError            the command, a source, a name or the plan cannot be used          exit 2
    ├── LedgerError           a ledger is damaged, locked, newer than this program, or no room  exit 2
    ├── SourceFileError       one source file is gone, unreadable, or changed while it was sent (that file only)
    ├── StorageError          the object store or the way to it refused; see its `reaction`     exit 3
    └── CancelledError        the user asked to stop                                            exit 130

Every code is listed in `domain.codes`, and `wording` has a sentence for each (a test compares them).
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

Value = str | int
"""What an error's sentence may mention. Never a secret."""


class ItagError(Exception):
    """An error with a code and the values its sentence mentions."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, Value] = MappingProxyType(values)

    def __str__(self) -> str:
        """Return the code and values, for logs; a user reads the sentence of `wording` instead."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({shown})"


class InputError(ItagError):
    """The command, a source, a name, or the plan as a whole cannot be used: nothing was sent."""


class LedgerError(ItagError):
    """The ledger cannot be used: damaged, locked by another process, newer, or without room to grow."""


class SourceFileError(ItagError):
    """One source file cannot be sent: gone, unreadable, cut, or changed while it was read."""


class CancelledError(ItagError):
    """The user asked to stop."""

    def __init__(self) -> None:
        super().__init__("cancelled")


class Reaction(Enum):
    """What a storage error asks for: the three questions (this piece, this file, this run) answered."""

    RETRY = "retry"
    """Passing: try this piece again after a pause."""
    RETRY_NETWORK = "retry_network"
    """Passing, and the way to the store is at fault: many in a row pause the run."""
    RESTART_UPLOAD = "restart_upload"
    """The multipart upload is gone or unusable: begin this file's upload anew."""
    GIVE_UP_FILE = "give_up_file"
    """This file only; the others go on."""
    RENEW_CREDENTIAL = "renew_credential"
    """The security token ended: the run pauses until there is a new one."""
    STOP_RUN = "stop_run"
    """Nothing else can succeed until a setting is mended."""


class StorageError(ItagError):
    """The object store, or the way to it, refused a request."""

    def __init__(self, code: str, *, reaction: Reaction, retry_after_s: float | None = None, **values: Value) -> None:
        super().__init__(code, **values)
        self.reaction = reaction
        self.retry_after_s = retry_after_s
