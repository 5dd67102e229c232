"""One dataset of rows as far as it goes without a bucket: ``python -m benchmarks.dataset_of_items TEMPLATE SOURCE...``.

The rows are planned into a draft, the ledger takes the plan over, and the manifest's file is written from the ledger.
Prints how long each took, when the first rows were there to be shown, and the peak of the process's memory.
"""

import argparse
import json
import time

from benchmarks.engine_run import dirs_below
from benchmarks.file_sets import workspace
from benchmarks.memory_peak import peak_mb
from itag_desktop.domain.destination import Destination
from itag_desktop.domain.items import FieldRule, ItemOptions
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.engine.manifest_lines import PLANNED, ManifestLines
from itag_desktop.manifests.write import write_manifest
from itag_desktop.planning.item_plan import ItemProgress, plan_items
from itag_desktop.planning.item_sources import resolve_item_sources
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger import Ledger
from itag_desktop.support.atomic_file import atomic_file


def items_request(template: Template, paths: list[str], options: ItemOptions) -> DatasetRequest:
    """Return the request for the rows at `paths`."""
    found = resolve_item_sources(paths, template, options, keep_root_folder=False)
    return DatasetRequest(
        template=template,
        sources=found.sources,
        destination=Destination(bucket="benchmark", region="cn-hangzhou", prefix="items"),
        dataset_name="benchmark",
        items=ItemOptions(rows_from=found.rows_from, fields=options.fields),
    )


def measure(request: DatasetRequest) -> dict[str, float]:
    """Make the dataset and return the figures."""
    shown_s: list[float] = []

    def note(progress: ItemProgress) -> None:
        if progress.rows is not None and not shown_s:
            shown_s.append(time.perf_counter())

    with workspace() as folder:
        dirs = dirs_below(folder)
        begin_s, begin_cpu_s = time.perf_counter(), time.process_time()
        with Draft.create(dirs) as draft:
            plan_items(request, draft, is_cancelled=lambda: False, on_progress=note)
            counts = draft.plan_counts(request.template)
            planned_s = time.perf_counter()
            with Ledger.create(dirs.ledgers / "benchmark.ledger", request) as ledger:
                ledger.adopt(draft.path, request)
                adopted_s = time.perf_counter()
                with atomic_file(folder / "benchmark.manifest") as stream:
                    digest = write_manifest(ManifestLines(ledger, request, PLANNED)(), stream)
                written_s, cpu_s = time.perf_counter(), time.process_time() - begin_cpu_s
    assert digest.lines == counts.items
    return {
        "rows": counts.rows,
        "items": counts.items,
        "files": counts.planned,
        "first_rows_s": shown_s[0] - begin_s,
        "plan_s": planned_s - begin_s,
        "ledger_s": adopted_s - planned_s,
        "manifest_s": written_s - adopted_s,
        "all_s": written_s - begin_s,
        "cpu_s": cpu_s,
        "peak_mb": peak_mb(),
    }


def main() -> None:
    """Make one dataset and print the figures."""
    parser = argparse.ArgumentParser(description="One measured dataset of rows.")
    parser.add_argument("template", type=Template)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--text", help="the column of the text")
    parser.add_argument("--label", help="a column that becomes a pre-label")
    arguments = parser.parse_args()
    fields = [("source", arguments.text), ("label", arguments.label)]
    rules = tuple(FieldRule(key=key, column=column) for key, column in fields if column)
    request = items_request(arguments.template, arguments.sources, ItemOptions(fields=rules))
    print(json.dumps(measure(request)))


if __name__ == "__main__":
    main()
