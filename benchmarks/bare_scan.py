"""The scan of a folder with nothing around it: ``python -m benchmarks.bare_scan FOLDER``.

Prints how long the plan of a folder takes into a draft, as the engine makes it, and how long the names, sizes and times
alone take, at the low priority that the engine has.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.engine_run import dirs_below, media_request
from itag_desktop.domain.kinds import MediaKind
from itag_desktop.planning.media_plan import plan_media
from itag_desktop.state.drafts import Draft
from itag_desktop.support.priority import NICENESS


def _walk(folder: str) -> int:
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                count += _walk(entry.path)
            else:
                entry.stat()
                count += 1
    return count


def main() -> None:
    """Scan and print the figures."""
    folder = Path(sys.argv[1])
    request = media_request(folder, MediaKind.IMAGE, "http://127.0.0.1", "bare")
    os.nice(NICENESS)
    begin_s = time.perf_counter()
    _walk(str(folder))
    walked_s = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="itag-benchmark-") as own, Draft.create(dirs_below(Path(own))) as draft:
        plan_media(request, draft, is_cancelled=lambda: False, on_progress=lambda _progress: None)
        planned_s = time.perf_counter()
    print(json.dumps({"walk_s": walked_s - begin_s, "plan_s": planned_s - walked_s}))


if __name__ == "__main__":
    main()
