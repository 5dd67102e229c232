"""`verify`: compare a bucket with what was recorded of a run; nothing is sent, nothing is changed."""

import os
from argparse import Namespace

from itag_desktop.cli.connect import credential_for
from itag_desktop.cli.console import note, say, say_raw, shown
from itag_desktop.cli.create import note_trouble, run_named
from itag_desktop.cli.driving import wait_for
from itag_desktop.cli.result import to_json, trouble_document
from itag_desktop.domain.comparison import ComparisonReport, Difference
from itag_desktop.engine.comparison import Comparison
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.runs import RunSummary, list_runs
from itag_desktop.wording.comparisons import comparison_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text


def verify(arguments: Namespace) -> int:
    """Compare the bucket with the record of a run and return the exit code.

    Raises:
        InputError: `run-unknown`, `run-ambiguous`, `variable-missing`.
    """
    dirs = app_dirs()
    run = run_named(arguments.run, list_runs(dirs))
    comparison = Comparison(run.ledger, dirs, credential_for(run.destination, os.environ))
    teller: _Sentences | _Document = _Document(run) if arguments.json else _Sentences(run)
    note(text("Comparing {name} with the bucket…", name=run.dataset_name))
    teller.begin()
    report = wait_for(lambda: comparison.execute(teller.tell), comparison.cancel)
    if report.trouble is not None:
        note_trouble(report.trouble)
    teller.end(report)
    return report.exit_code


class _Sentences:
    """A line a difference, then what came of it."""

    def __init__(self, run: RunSummary) -> None:
        self._run = run

    def begin(self) -> None:
        """Say nothing yet."""

    def tell(self, difference: Difference) -> None:
        say(f"{shown(difference.key)}: {_sentence(difference)}")

    def end(self, report: ComparisonReport) -> None:
        if report.trouble is None:
            say(comparison_text(self._run.dataset_name, report))


class _Document:
    """One JSON document, its differences streamed before the counts that are known only at the end."""

    def __init__(self, run: RunSummary) -> None:
        self._run = run
        self._separator = "\n    "

    def begin(self) -> None:
        head = {"run_id": self._run.run_id, "dataset": self._run.dataset_name}
        say_raw(to_json(head, indent=2).removesuffix("\n}") + ',\n  "differences": [')

    def tell(self, difference: Difference) -> None:
        document = {"code": difference.code, "key": difference.key, "sentence": _sentence(difference)}
        say_raw(self._separator + to_json(document))
        self._separator = ",\n    "

    def end(self, report: ComparisonReport) -> None:
        tail = {
            "objects": report.objects,
            "missing": report.missing,
            "different": report.different,
            "exit_code": report.exit_code,
            "trouble": trouble_document(report.trouble),
        }
        say_raw("]" if self._separator == "\n    " else "\n  ]")
        say_raw("," + to_json(tail, indent=2).removeprefix("{") + "\n")


def _sentence(difference: Difference) -> str:
    return sentence(difference.code, {"key": difference.key})
