"""One run of our engine, as the command line drives it: ``python -m benchmarks.engine_run FOLDER ENDPOINT ...``.

The whole run: scan, plan into the ledger, check, upload, verification by listing, manifest sent and read back. Prints
how long the upload stage and the whole run took, what each cost in CPU, and the peak of the process's memory.
"""

import argparse
import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from benchmarks.memory_peak import peak_mb
from itag_desktop.domain.destination import Credential, Destination
from itag_desktop.domain.kinds import MediaKind, Template
from itag_desktop.domain.progress import RunState, Stage
from itag_desktop.domain.request import DatasetRequest, RunOptions, Source
from itag_desktop.engine.session import Session
from itag_desktop.state.app_dirs import AppDirs

_LOOK_EVERY_S = 0.01
CREDENTIAL = Credential(access_key_id="benchmark", access_key_secret="benchmark")  # noqa: S106 - the sink checks none


class _StageClock:
    """Notes time and CPU whenever another stage is seen."""

    def __init__(self) -> None:
        self._seen: list[tuple[Stage, float, float]] = []

    def note(self, stage: Stage) -> None:
        if not self._seen or self._seen[-1][0] is not stage:
            self._seen.append((stage, time.perf_counter(), time.process_time()))

    def cost(self, stage: Stage) -> tuple[float, float]:
        """Return the seconds and the CPU seconds of a stage; a stage after it may have been too short to be seen."""
        ((_, begin_s, begin_cpu_s), (_, end_s, end_cpu_s)) = next(
            pair for pair in pairwise(self._seen) if pair[0][0] is stage
        )
        return end_s - begin_s, end_cpu_s - begin_cpu_s


def media_request(folder: Path, kind: MediaKind, endpoint: str, prefix: str) -> DatasetRequest:
    """Return the request for a folder, to go to the sink."""
    return DatasetRequest(
        template=kind,
        sources=(Source(path=str(folder), is_folder=True, name_in_bucket=folder.name),),
        destination=Destination(bucket="benchmark", region="cn-hangzhou", prefix=prefix, endpoint=endpoint),
        dataset_name="benchmark",
    )


def dirs_below(folder: Path) -> AppDirs:
    """Return the program's folders, all of them below `folder`."""
    return AppDirs(
        ledgers=folder / "ledgers",
        drafts=folder / "drafts",
        practice=folder / "practice",
        logs=folder / "logs",
        preferences=folder / "preferences.json",
    )


def measure_run(request: DatasetRequest, workers: int | None) -> dict[str, float]:
    """Run the dataset and return the figures."""
    with tempfile.TemporaryDirectory(prefix="itag-benchmark-") as own, ThreadPoolExecutor(1) as executor:
        folder = Path(own)
        options = RunOptions(local_manifest=str(folder / "benchmark.manifest"), workers=workers)
        session = Session(request=request, options=options, dirs=dirs_below(folder), credential=CREDENTIAL)
        clock = _StageClock()
        clock.note(Stage.SCAN)
        ending = executor.submit(session.execute)
        most = 0
        while not ending.done():
            snapshot = session.snapshot()
            clock.note(snapshot.stage)
            most = max(most, snapshot.connections)
            time.sleep(_LOOK_EVERY_S)
        report = ending.result()
        assert report.state is RunState.FINISHED, report
    clock.note(Stage.MANIFEST)
    upload_s, upload_cpu_s = clock.cost(Stage.UPLOAD)
    return {
        "sent": report.sent,
        "upload_s": upload_s,
        "upload_cpu_s": upload_cpu_s,
        "run_s": report.duration_s,
        "connections": most,
        "peak_mb": peak_mb(),
    }


def main() -> None:
    """Run once and print the figures."""
    parser = argparse.ArgumentParser(description="One measured run of the engine.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("endpoint")
    parser.add_argument("prefix")
    parser.add_argument("--kind", type=MediaKind, default=Template.IMAGE)
    parser.add_argument("--workers", type=int)
    arguments = parser.parse_args()
    request = media_request(arguments.folder, arguments.kind, arguments.endpoint, arguments.prefix)
    print(json.dumps(measure_run(request, arguments.workers)))


if __name__ == "__main__":
    main()
