"""The most memory this process ever held."""

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")
_MEGA = 1e6


def peak_mb() -> float:
    """Return the peak of the resident memory in MB (of 1,000,000 bytes).

    Linux says it for this program alone; `getrusage` would count what the parent had held before it started us.
    """
    if _STATUS.exists():
        (line,) = (line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / _MEGA
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGA  # macOS counts in bytes
