"""What the runs drawer asks for: the tab takes up an old run again, with its sources, options and destination."""

from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.items import RowsFrom
from itag_desktop.domain.request import DatasetRequest, RunOptions
from itag_desktop.engine.link import DroppedPath
from itag_desktop.gui.connection import Connection, Connections
from itag_desktop.gui.custom_setup import CustomSetup
from itag_desktop.gui.run_control import RunOrder
from itag_desktop.gui.setup import MediaSetup
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.runs import RunSummary, local_place


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """What an old run was asked with, and where its local copy goes or is."""

    request: DatasetRequest
    local_manifest: str | None


def read_past_run(summary: RunSummary) -> PastRun | None:
    """Return what the ledger says of an old run, or None where it cannot be read."""
    try:
        with LedgerReader(summary.ledger) as reader:
            return PastRun(request=reader.request(), local_manifest=local_place(reader))
    except LedgerError:
        return None


def media_setup_of(request: DatasetRequest) -> MediaSetup:
    """Return the setup that asks for the same media dataset."""
    folders = [source for source in request.sources if source.is_folder]
    return MediaSetup(
        paths=tuple(DroppedPath(path=s.path, name_in_bucket=s.name_in_bucket) for s in request.sources),
        keeps_root_folder=not folders or any(source.name_in_bucket for source in folders),
        options=request.media,
        kind=request.template,
        typed_name=request.dataset_name,
        suffix=request.manifest_suffix,
    )


def custom_setup_of(request: DatasetRequest) -> CustomSetup:
    """Return the setup that asks for the same custom dataset."""
    options = request.items
    implied = {options.base_folder}
    if options.rows_from is not RowsFrom.PAIRS:
        implied |= {str(PurePath(source.path).parent) for source in request.sources[:1] if not source.is_folder}
    return CustomSetup(
        paths=tuple(
            DroppedPath(path=s.path, name_in_bucket=s.name_in_bucket)
            for number, s in enumerate(request.sources)
            if number == 0 or s.path not in implied or (s.name_in_bucket and s.path != options.base_folder)
        ),
        options=options,
        division=request.division,
        typed_name=request.dataset_name,
        suffix=request.manifest_suffix,
    )


def connection_for(request: DatasetRequest, connections: Connections) -> Connection | None:
    """Return the connection with a credential for the bucket of `request`, with its prefix; None without one."""
    known = connections.leading_to(request.destination)
    return replace(known, prefix=request.destination.prefix) if known is not None and known.has_credential else None


def order_of(past: PastRun, connection: Connection, folder: Path) -> RunOrder:
    """Return the order that carries the run on; local copies go to `folder` unless there is one already."""
    local = past.local_manifest or str(folder / past.request.manifest_name)
    return RunOrder(
        request=past.request,
        options=RunOptions(local_manifest=local, holds_on_trouble=True),
        credential=connection.credential,
    )
