"""A process beside the window's runs at a lower priority, so that painting comes first on a busy machine."""

import os
import sys

NICENESS = 10


def lower_priority() -> None:
    """Let this process step back behind others."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - needed on this system only

        below_normal = 0x00004000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(NICENESS)
