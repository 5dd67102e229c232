"""What systems say of files that cannot be used, so that our catalogue holds it.

Python gives the reason of an `OSError` in the words of the C library, in English whatever the user's language is; on
Windows the system itself has translated it. Here stand the words of Linux and macOS that users may meet; others are
shown as they are.
"""

from itag_desktop.wording.texts import N_

SYSTEM_WORDS = frozenset(
    (
        N_("Permission denied"),
        N_("Operation not permitted"),
        N_("No such file or directory"),
        N_("Is a directory"),
        N_("Not a directory"),
        N_("File exists"),
        N_("File name too long"),
        N_("Too many levels of symbolic links"),
        N_("Read-only file system"),
        N_("No space left on device"),
        N_("Disk quota exceeded"),
        N_("Input/output error"),
        N_("Too many open files"),
        N_("Device or resource busy"),
        N_("Stale file handle"),
    )
)
