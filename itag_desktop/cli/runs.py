"""`runs`: the datasets that were created from this computer, the newest first."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from itag_desktop.cli.console import note, say, width
from itag_desktop.cli.result import print_json
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.runs import RunSummary, list_runs
from itag_desktop.wording.quantities import size_text
from itag_desktop.wording.texts import count_text, plural, text
from itag_desktop.wording.words import state_word, template_word

_SHOWN_ID = 8


def runs(arguments: Namespace) -> int:
    """Print the runs."""
    unreadable: list[Path] = []
    found = list_runs(app_dirs(), on_unreadable=unreadable.append)
    if unreadable:
        note(
            plural(
                "The record of {count} run cannot be read. Give its command again: the bucket is compared anew.",
                "The records of {count} runs cannot be read. Give their commands again: the bucket is compared anew.",
                len(unreadable),
            )
        )
    if arguments.json:
        print_json({"runs": [_document(run) for run in found]})
    elif not found:
        say(text("No dataset was created from this computer yet."))
    else:
        for line in _table(found):
            say(line)
    return 0


def _document(run: RunSummary) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "state": run.state,
        "dataset": run.dataset_name,
        "template": run.kind,
        "is_practice": run.destination.is_practice,
        "bucket": run.destination.bucket,
        "region": run.destination.region,
        "prefix": run.destination.prefix,
        "items": run.items,
        "size_bytes": run.size_bytes,
        "done": run.done,
        "started": datetime.fromtimestamp(run.started_s, UTC).isoformat(timespec="seconds"),
        "manifest_uri": run.report.manifest_uri if run.report else None,
        "ledger": str(run.ledger),
    }


def _table(found: Sequence[RunSummary]) -> Iterator[str]:
    heading = (text("Run"), text("Started"), text("State"), text("Dataset"), text("Template"), text("In the bucket"),
               text("Size"), text("Destination"))  # fmt: skip
    rows = [heading, *(_row(run) for run in found)]
    widths = [max(width(row[column]) for row in rows) for column in range(len(heading))]
    for row in rows:
        cells = (cell + " " * (space - width(cell)) for cell, space in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _row(run: RunSummary) -> tuple[str, ...]:
    started = datetime.fromtimestamp(run.started_s, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    if run.files:
        done = text("{done} of {total}", done=count_text(run.done), total=count_text(run.files))
    else:
        done = plural("{count} data item", "{count} data items", run.items)
    place = text("Practice") if run.destination.is_practice else f"oss://{run.destination.bucket}"
    prefix = f"{place}/{run.destination.prefix}" if run.destination.prefix else place
    return (run.run_id[:_SHOWN_ID], started, state_word(run.state), run.dataset_name, template_word(run.kind), done,
            size_text(run.size_bytes), prefix)  # fmt: skip
