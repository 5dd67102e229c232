"""How a run ended, told on stdout: in sentences, or as one JSON document (docs/manual/command-line.md)."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from itag_desktop.cli.console import is_utf8, say, say_raw, shown
from itag_desktop.cli.parser import PROGRAM
from itag_desktop.cli.problems import group_lines, problem_groups, problems_of
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import PlanCounts, RunReport, RunState, Trouble
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import Problem
from itag_desktop.wording.quantities import duration_text, size_text
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import plural, text

_SAYS_PROBLEMS = frozenset({RunState.FINISHED, RunState.FINISHED_LEFT_OUT, RunState.INCOMPLETE, RunState.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A run that ended, and what it was asked for.

    `problems` is the file that holds them: the ledger, or the draft of a plan that was refused.
    """

    request: DatasetRequest
    report: RunReport
    plan: PlanCounts
    problems: Path
    is_dry_run: bool


def say_result(result: Result) -> None:
    """Print what came of the run in sentences, then its problems."""
    for line in _summary(result):
        say(line)
    if result.report.state not in _SAYS_PROBLEMS:
        return
    for group in problem_groups(result.problems, result.request.template):
        say()
        for line in group_lines(group):
            say(line)


def print_document(result: Result) -> None:
    """Print the result as one JSON document, its problems streamed from their file."""
    head = {
        "state": result.report.state,
        "exit_code": result.report.exit_code,
        "dataset": result.request.dataset_name,
        "template": result.request.template,
        "is_practice": result.request.destination.is_practice,
        "is_dry_run": result.is_dry_run,
        "planned": result.plan.planned,
        "planned_items": result.plan.items,
        **_counters(result.report),
        "trouble": trouble_document(result.report.trouble),
    }
    _print_with_problems(head, problems_of(result.problems, result.request.template))


def print_trouble_document(trouble: Trouble, exit_code: int) -> None:
    """Print the JSON document of a command that failed before there was a run."""
    state = RunState.CANCELLED if trouble.code == "cancelled" else RunState.FAILED
    _print_with_problems({"state": state, "exit_code": exit_code, "trouble": trouble_document(trouble)}, iter(()))


def print_json(document: Mapping[str, Any]) -> None:
    """Print a small document."""
    say(to_json(document, indent=2))


def to_json(document: Any, indent: int | None = None) -> str:
    """Return JSON that is right in stdout's encoding, whatever that is: only UTF-8 holds every character."""
    return json.dumps(document, indent=indent, ensure_ascii=not is_utf8(sys.stdout))


def trouble_document(trouble: Trouble | None) -> dict[str, Any] | None:
    """Return a trouble as its code, its values and the sentence made of them."""
    if trouble is None:
        return None
    return {"code": trouble.code, "sentence": sentence(trouble.code, trouble.values), "values": dict(trouble.values)}


def _counters(report: RunReport) -> dict[str, Any]:
    told_elsewhere = ("state", "exit_code", "trouble", "manifests")
    counters = {field.name: getattr(report, field.name) for field in fields(report) if field.name not in told_elsewhere}
    first = {name: getattr(report, name) for name in ("manifest_uri", "local_manifest", "old_manifest")}
    return {**counters, **first, "manifests": [asdict(manifest) for manifest in report.manifests]}


def _print_with_problems(head: Mapping[str, Any], problems: Iterator[Problem]) -> None:
    say_raw(to_json(head, indent=2).removesuffix("\n}") + ',\n  "problems": [')
    separator = "\n    "
    for problem in problems:
        say_raw(separator + to_json(_problem_document(problem)))
        separator = ",\n    "
    say_raw("]\n}\n" if separator == "\n    " else "\n  ]\n}\n")


def _problem_document(problem: Problem) -> dict[str, Any]:
    return {
        "kind": problem.kind,
        "code": problem.code,
        "path": problem.path,
        "row": problem.row,
        "column": problem.column or None,
        "sentence": sentence(problem.code, problem.values),
        "values": dict(problem.values),
    }


def _summary(result: Result) -> Iterator[str]:
    match result.report.state:
        case RunState.FINISHED | RunState.FINISHED_LEFT_OUT:
            yield from _planned(result) if result.is_dry_run else _finished(result)
        case RunState.INCOMPLETE:
            yield from _incomplete(result)
        case RunState.CANCELLED:
            yield text("{name} was cancelled. What was sent stays.", name=_name(result))
            yield from _carry_on(result.report)
        case _:
            yield text("{name} was not created.", name=_name(result))


def _finished(result: Result) -> Iterator[str]:
    report = result.report
    items = plural("{count} data item", "{count} data items", report.items)
    size, duration, name = size_text(report.size_bytes), duration_text(report.duration_s), _name(result)
    if report.size_bytes or not report.rows:
        yield text(
            "{name} is ready: {items}, {size}, {duration}.", name=name, items=items, size=size, duration=duration
        )
    else:
        yield text("{name} is ready: {items}, {duration}.", name=name, items=items, duration=duration)
    yield from _sum(report, report.items)
    yield from _sent(report)
    if result.plan.planned:
        yield text("Every object was checked: size, CRC-64, listing.")
    yield from _without(report, result.request.template)
    yield from _manifest(result)


def _incomplete(result: Result) -> Iterator[str]:
    report = result.report
    missing = report.failed + report.conflicts
    yield plural(
        "{name} is not complete: {count} file is not in the bucket.",
        "{name} is not complete: {count} files are not in the bucket.",
        missing,
        name=_name(result),
    )
    yield from _sent(report)
    if report.manifest_uri is None:
        yield text("No manifest was written; --partial writes one without these files.")
    yield from _manifest(result)
    yield from _carry_on(report)


def _planned(result: Result) -> Iterator[str]:
    report = result.report
    waiting = result.plan.planned - report.already_there
    yield text("Dry run: nothing was sent or written.")
    yield plural(
        "{name} would have {count} data item, {size}.",
        "{name} would have {count} data items, {size}.",
        result.plan.items,
        name=_name(result),
        size=size_text(result.plan.size_bytes),
    )
    yield from _sum(report, result.plan.items)
    if result.plan.planned:
        yield plural("{count} file would be sent.", "{count} files would be sent.", waiting)
    yield from _already_there(report)
    yield from _without(report, result.request.template)
    yield text("Manifest: {uri}", uri=result.request.destination.uri(result.request.manifest_name))


def _sent(report: RunReport) -> Iterator[str]:
    if report.sent:
        size = size_text(report.sent_bytes)
        yield plural("{count} file was sent, {size}.", "{count} files were sent, {size}.", report.sent, size=size)
        yield from _already_there(report)
    elif report.already_there and report.state is RunState.INCOMPLETE:
        yield from _already_there(report)
    elif report.already_there:
        yield text("Nothing had to be sent: everything is in the bucket already.")


def _already_there(report: RunReport) -> Iterator[str]:
    if report.already_there:
        yield plural(
            "{count} file is in the bucket already.", "{count} files are in the bucket already.", report.already_there
        )


def _sum(report: RunReport, items: int) -> Iterator[str]:
    """Say what became of the rows that were read: each one is an item, or it is left out."""
    if not report.rows:
        return
    yield text(
        "{rows} = {items} + {left_out}",
        rows=plural("{count} row", "{count} rows", report.rows),
        items=plural("{count} data item", "{count} data items", items),
        left_out=plural("{count} left out", "{count} left out", report.rows - items),
    )


def _without(report: RunReport, template: Template) -> Iterator[str]:
    if report.left_out and not report.rows:
        yield plural("{count} file was left out.", "{count} files were left out.", report.left_out)
    if report.skipped and template is Template.CUSTOM:
        yield plural("{count} file is named by no row.", "{count} files are named by no row.", report.skipped)
    elif report.skipped:
        yield plural(
            "{count} file does not belong to it: hidden, of another kind, or excluded.",
            "{count} files do not belong to it: hidden, of other kinds, or excluded.",
            report.skipped,
        )


def _manifest(result: Result) -> Iterator[str]:
    report = result.report
    for manifest in report.manifests:
        yield text("Manifest: {uri}", uri=manifest.uri)
        if len(report.manifests) > 1:
            yield plural("{count} data item", "{count} data items", manifest.items)
        yield text("Local copy: {path}", path=shown(manifest.local_path))
        if manifest.old_path:
            yield text("The manifest it replaces is kept as {path}", path=shown(manifest.old_path))
    if report.manifest_uri and result.request.destination.is_practice:
        yield text("These addresses work on this computer only. Do not use this manifest in iTAG.")


def _carry_on(report: RunReport) -> Iterator[str]:
    yield text("To carry on, give the same command again, or: {command}", command=f"{PROGRAM} resume {report.run_id}")


def _name(result: Result) -> str:
    return result.request.dataset_name
