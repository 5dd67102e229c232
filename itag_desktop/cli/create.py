"""`create` and `resume`: one run from the terminal, from its arguments to its result."""

import codecs
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from itag_desktop.cli.connect import credential_for, destination_of
from itag_desktop.cli.console import note, shown
from itag_desktop.cli.driving import drive
from itag_desktop.cli.item_arguments import division, is_media, item_options, stranger_among, with_preset
from itag_desktop.cli.parser import PROGRAM
from itag_desktop.cli.progress import progress_for_stderr
from itag_desktop.cli.result import Result, print_document, say_result
from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import ItemOptions, RowsFrom
from itag_desktop.domain.kinds import IfExists, Template
from itag_desktop.domain.names import split_manifest_name, suggest_dataset_name
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.request import DEFAULT_LABEL_FIELD, DatasetRequest, MediaOptions, RunOptions, Source
from itag_desktop.engine.session import Session
from itag_desktop.planning.item_sources import resolve_item_sources
from itag_desktop.planning.sources import resolve_sources
from itag_desktop.state.app_dirs import AppDirs, app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.presets import find_preset
from itag_desktop.state.runs import RunSummary, list_runs, local_place
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import text


class _FoundSources(NamedTuple):
    sources: tuple[Source, ...]
    notices: tuple[Trouble, ...]
    rows_from: RowsFrom | None = None


def create(arguments: Namespace) -> int:
    """Create the dataset and return the exit code.

    Raises:
        InputError: something about the arguments or the sources is unusable; nothing was sent.
    """
    strange = stranger_among(arguments)
    if strange is not None:
        raise InputError("option-of-other-template", option=strange, template=arguments.template)
    dirs = app_dirs()
    options = _item_options(arguments, dirs)
    destination = destination_of(arguments.destination, os.environ)
    found = _found_sources(arguments, options)
    for notice in found.notices:
        note(sentence(notice.code, notice.values))
    name, suffix = split_manifest_name(_suggested_name(found.sources) if arguments.name is None else arguments.name)
    request = DatasetRequest(
        template=Template(arguments.template),
        sources=found.sources,
        destination=destination,
        dataset_name=name,
        manifest_suffix=suffix,
        media=_media_options(arguments),
        items=replace(options, rows_from=found.rows_from),
        division=division(arguments),
    )
    return _run(request, arguments, dirs)


def resume(arguments: Namespace) -> int:
    """Carry on a run and return the exit code.

    Raises:
        InputError: `run-unknown`, `run-ambiguous`, or what `create` raises.
    """
    dirs = app_dirs()
    run = run_named(arguments.run, list_runs(dirs))
    with LedgerReader(run.ledger) as reader:
        request = reader.request()
        arguments.manifest = arguments.manifest or local_place(reader)
    return _run(request, arguments, dirs)


def _item_options(arguments: Namespace, dirs: AppDirs) -> ItemOptions:
    options = item_options(arguments)
    if arguments.preset is None:
        return options
    if options.fields:
        raise InputError("options-exclude-each-other", first="--preset", second="--field")
    return with_preset(options, find_preset(dirs, arguments.preset))


def _found_sources(arguments: Namespace, options: ItemOptions) -> _FoundSources:
    keeps_root = not arguments.no_root_folder
    if is_media(arguments):
        sources, notices = resolve_sources(arguments.sources, keep_root_folder=keeps_root)
        return _FoundSources(sources, notices)
    template = Template(arguments.template)
    found = resolve_item_sources(arguments.sources, template, options, keep_root_folder=keeps_root)
    return _FoundSources(found.sources, found.notices, found.rows_from)


def _run(request: DatasetRequest, arguments: Namespace, dirs: AppDirs) -> int:
    _warn_of_locale()
    credential = credential_for(request.destination, os.environ)
    options = _run_options(request, arguments)
    with Draft.create(dirs) as draft:
        session = Session(request=request, options=options, dirs=dirs, credential=credential, scans_into=draft)
        report = drive(session, progress_for_stderr())
        if report.trouble is not None:
            note_trouble(report.trouble)
        result = Result(
            request=request,
            report=report,
            plan=session.snapshot().plan,
            problems=Path(report.ledger) if report.ledger else draft.path,
            is_dry_run=arguments.dry_run,
        )
        tell = print_document if arguments.json else say_result
        tell(result)
    return report.exit_code


def note_trouble(trouble: Trouble) -> None:
    """Say on stderr why a command failed."""
    note(f"{PROGRAM}: {sentence(trouble.code, trouble.values)}")


def _run_options(request: DatasetRequest, arguments: Namespace) -> RunOptions:
    local = Path(request.manifest_name if arguments.manifest is None else arguments.manifest).absolute()
    return RunOptions(
        if_exists=IfExists(arguments.if_exists),
        writes_partial=arguments.partial,
        workers=arguments.workers,
        limit_rate=arguments.limit_rate,
        local_manifest=str(local),
        is_local_explicit=arguments.manifest is not None,
        is_dry_run=arguments.dry_run,
    )


def _media_options(arguments: Namespace) -> MediaOptions:
    return MediaOptions(
        include=tuple(arguments.include),
        exclude=tuple(arguments.exclude),
        label_from_folder=arguments.label_from_folder or arguments.label_field is not None,
        label_field=arguments.label_field or DEFAULT_LABEL_FIELD,
    )


def _warn_of_locale() -> None:
    """Say how file names are read where that is not UTF-8: what looks wrong becomes a wrong object key."""
    encoding = sys.getfilesystemencoding()
    if codecs.lookup(encoding).name != "utf-8":
        note(text("File names are read as {encoding}, as the locale says. Are they UTF-8? Set LC_ALL=C.UTF-8.",
                  encoding=encoding))  # fmt: skip


def _suggested_name(sources: Sequence[Source]) -> str:
    first = sources[0]
    path = Path(first.path)
    return suggest_dataset_name(path.name if first.is_folder else path.stem)


def run_named(typed: str, runs: Sequence[RunSummary]) -> RunSummary:
    """Return the run of that id, or whose id begins so.

    Raises:
        InputError: `run-unknown`, `run-ambiguous`.
    """
    found = [run for run in runs if typed and run.run_id.startswith(typed)]
    if not found:
        raise InputError("run-unknown", run=shown(typed))
    if len(found) > 1:
        raise InputError("run-ambiguous", run=shown(typed), count=len(found))
    return found[0]
