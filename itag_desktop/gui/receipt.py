"""The receipt of a run: a plain text file with what was asked, how it ended, and every object with its checksums.

Written beside the GUI thread from the ledger, page by page. Its list is separated by tabs, so a spreadsheet takes it.
"""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from itag_desktop import __version__
from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.progress import RunReport
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import TaskState
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.ledger_records import Sitting
from itag_desktop.support.atomic_file import atomic_file
from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.texts import count_text, text
from itag_desktop.wording.words import state_word, template_word

_UNKNOWN = "-"

logger = logging.getLogger(__name__)


def write_receipt(ledger: Path, target: Path) -> bool:
    """Write the receipt of the run whose record is `ledger` to `target`, whole or not at all; say whether it is."""
    try:
        with LedgerReader(ledger) as reader, atomic_file(target) as stream:
            for line in _lines(reader):
                stream.write(f"{line}\n".encode("utf-8", "backslashreplace"))
    except (LedgerError, OSError):
        logger.warning("The receipt could not be written", exc_info=True)
        return False
    return True


def _lines(reader: LedgerReader) -> Iterator[str]:
    request, sitting = reader.request(), reader.last_sitting()
    counts, done = reader.plan_counts(request.template), reader.state_counts(request.template)[TaskState.DONE]
    yield text("Receipt of iTAG Desktop {version}", version=__version__)
    yield ""
    yield text("Dataset: {name}", name=request.dataset_name)
    yield text("Template: {template}", template=template_word(request.template))
    yield text("Destination: {place}", place=request.destination.uri(""))
    yield text("Run: {run}", run=request.dataset_id)
    if sitting is not None:
        yield from _of_sitting(sitting)
    yield text(
        "In the bucket: {done} of {total} files, {size}",
        done=count_text(done[0]),
        total=count_text(counts.planned),
        size=size_text(done[1]),
    )
    yield text("Left out: {count}", count=count_text(counts.left_out))
    if sitting is not None and sitting.report is not None:
        yield from _of_manifests(reader, request, sitting.report)
    if request.destination.is_practice:
        yield text("These addresses work on this computer only. Do not use this manifest in iTAG.")
    yield ""
    yield "\t".join((text("Object"), text("Bytes"), "CRC-64", "ETag"))
    for task in reader.tasks(request.template, state=TaskState.DONE):
        crc64 = _UNKNOWN if task.crc64 is None else str(task.crc64)
        yield "\t".join((request.destination.key(task.name), str(task.size_bytes), crc64, task.etag or _UNKNOWN))


def _of_sitting(sitting: Sitting) -> Iterator[str]:
    yield text("State: {state}", state=state_word(sitting.state))
    yield text("Began: {moment}", moment=_moment(sitting.started_s))
    if sitting.ended_s is not None:
        yield text("Ended: {moment}", moment=_moment(sitting.ended_s))


def _of_manifests(reader: LedgerReader, request: DatasetRequest, report: RunReport) -> Iterator[str]:
    for manifest in report.manifests:
        crc64 = reader.manifest_crc64(manifest.uri.removeprefix(request.destination.root_uri))
        yield text(
            "Manifest: {uri}, {items} data items, CRC-64 {crc64}",
            uri=manifest.uri,
            items=count_text(manifest.items),
            crc64=_UNKNOWN if crc64 is None else str(crc64),
        )


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(sep=" ", timespec="seconds")
