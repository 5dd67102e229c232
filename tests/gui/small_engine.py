"""A small engine process for tests of the link: answers in the way that its argument names."""

import sys
import time

from itag_desktop.domain.kinds import MEDIA_KINDS
from itag_desktop.domain.progress import PlanCounts
from itag_desktop.engine import link


def say(line: bytes) -> None:
    """Write a line at once."""
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def snapshot(command: link.ScanSources) -> link.ScanSnapshot:
    """Return what a scan of nothing says."""
    counts = {kind: PlanCounts() for kind in MEDIA_KINDS}
    return link.ScanSnapshot(scan_id=command.scan_id, draft="none", sources=(), counts=counts, is_ready=True)


def main() -> None:
    """Behave as `sys.argv` says."""
    way = sys.argv[1]
    if way == "nonsense":
        say(b"no message\n")
        time.sleep(30)
    if way == "other-version":
        say(link.encode(link.Ready(version=link.LINK_VERSION + 1)))
        time.sleep(30)
    if way == "slow":
        time.sleep(0.3)
    say(link.encode(link.Ready()))
    if way == "dies":
        sys.exit(1)
    for line in sys.stdin.buffer:
        command = link.decode_command(line)
        if isinstance(command, link.ScanSources):
            whole = link.encode(snapshot(command))
            say(whole[:20])  # in two pieces, as a pipe may hand it over
            say(whole[20:])


main()
