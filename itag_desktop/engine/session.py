"""One dataset from its sources to its report, in this process: what the command line and the engine process drive.

A session scans the sources into a draft (unless it is given one that was scanned), takes the draft's plan over into
the dataset's ledger, opens the store, and lets `DatasetRun` go through the stages. It is the boundary where errors end:
`execute` always returns a report, and records it in the ledger, unless it is the ledger that failed.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from itag_desktop.domain.destination import Credential
from itag_desktop.domain.errors import InputError, ItagError, LedgerError
from itag_desktop.domain.kinds import MEDIA_KINDS
from itag_desktop.domain.names import MAX_KEY_BYTES
from itag_desktop.domain.progress import RunReport, RunSnapshot, Stage
from itag_desktop.domain.request import DatasetRequest, RunOptions
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.engine.board import ProgressBoard
from itag_desktop.engine.control import RunControl
from itag_desktop.engine.dataset_run import DatasetRun, RunResult
from itag_desktop.engine.pieces import SendContext
from itag_desktop.engine.rate_limit import RateLimit
from itag_desktop.engine.report import report_of
from itag_desktop.engine.retry import Retrier
from itag_desktop.engine.store_slot import StoreSlot
from itag_desktop.manifests.lines import SOURCE_FIELD
from itag_desktop.planning.item_plan import plan_items
from itag_desktop.planning.media_plan import ScanProgress, plan_media, require_items
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.drafts import Draft, remove_stale_drafts
from itag_desktop.state.ledger import Ledger, set_aside_if_unusable
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.state.ledger_writer import LedgerWriter
from itag_desktop.state.runs import ledger_path


class Session:
    """One run of one dataset. All methods but `execute` may be called from any thread.

    `draft` is the file of a plan that the user has seen. `scans_into` is a draft to scan into, for a caller who reads
    its problems where the plan was refused; without it the scan is thrown away at the end.
    """

    def __init__(
        self,
        *,
        request: DatasetRequest,
        options: RunOptions,
        dirs: AppDirs,
        credential: Credential | None,
        draft: Path | None = None,
        scans_into: Draft | None = None,
    ) -> None:
        self._request = request
        self._options = options
        self._dirs = dirs
        self._draft = draft
        self._scans_into = scans_into
        self._has_recorded = False
        self._control = RunControl(holds_on_trouble=options.holds_on_trouble)
        self._board = ProgressBoard()
        self._slot = StoreSlot(request.destination, credential, dirs, self._control.is_cancelled)
        self.ledger_path = ledger_path(dirs, request.dataset_id)

    @property
    def run_id(self) -> str:
        """The dataset's id: one run of a dataset goes on at a time."""
        return self._request.dataset_id

    @property
    def is_practice(self) -> bool:
        """Say whether it sends to Practice."""
        return self._request.destination.is_practice

    def snapshot(self) -> RunSnapshot:
        """Return the run at this moment."""
        return self._board.snapshot(self.run_id, self._control.state, self._control.cause)

    def pause(self) -> None:
        """Let what is in flight end, then wait."""
        self._control.pause()

    def resume(self, credential: Credential | None = None) -> None:
        """Go on, with a new credential if there is one."""
        if credential is not None:
            self._slot.renew(credential)
        self._control.resume()

    def cancel(self) -> None:
        """End the run at once; what was sent stays."""
        self._control.cancel()

    def execute(self) -> RunReport:
        """Run to the end and return the report, whatever the end is. Blocks."""
        path, started_s = self.ledger_path, time.monotonic()
        self._control.begin()
        try:
            self._control.check_cancelled()
            with self._plan() as plan:
                self._check_plan(plan)
                with set_aside_if_unusable(path), Ledger.open_or_create(path, self._request) as ledger:
                    report = self._sit(ledger, plan.path, started_s)
        except ItagError as error:
            report = self._report(None, error, started_s)
        finally:
            self._slot.close()
        self._control.end(report.state)
        return report

    def broken(self, error: Exception) -> RunReport:
        """Return the report of a run that an error of the program itself has ended."""
        return self._report(None, ItagError("internal-error", detail=type(error).__name__), time.monotonic())

    @contextmanager
    def _plan(self) -> Iterator[LedgerReader]:
        """Give the plan: the draft that the user saw, or a fresh scan."""
        if self._draft is not None:
            with LedgerReader(self._draft) as seen:
                yield seen
            return
        self._board.begin_stage(Stage.SCAN, 0)
        with nullcontext(self._scans_into) if self._scans_into else Draft.create(self._dirs) as draft:
            self._scan(draft)
            yield draft
        remove_stale_drafts(self._dirs)

    def _scan(self, draft: Draft) -> None:
        is_cancelled = self._control.is_cancelled
        if self._request.template in MEDIA_KINDS:
            plan_media(self._request, draft, is_cancelled=is_cancelled, on_progress=self._note_scan)
            return
        items = plan_items(self._request, draft, is_cancelled=is_cancelled, on_progress=lambda _: None)
        self._request = replace(self._request, items=items)

    def _check_plan(self, plan: LedgerReader) -> None:
        """Refuse a plan that cannot be run, before anything of it is recorded.

        Raises:
            InputError: the first blocker; `no-file-of-kind` or `all-left-out`;
                `label-field-wrong`; `prefix-too-long`; `practice-no-space`.
        """
        kind, place = self._request.template, self._request.destination
        counts = plan.plan_counts(kind)
        self._board.set_plan(counts)
        if counts.blockers:
            ((_, first),) = plan.problems_page(kind=kind, after=0, count=1, problem_kinds=[ProblemKind.BLOCKER])
            raise InputError(first.code, **first.values)
        require_items(counts, kind)
        if self._request.media.label_from_folder and self._request.media.label_field == SOURCE_FIELD:
            raise InputError("label-field-wrong", field=SOURCE_FIELD)
        if len(place.key("").encode()) + plan.longest_name_bytes(kind) > MAX_KEY_BYTES:
            raise InputError("prefix-too-long", prefix=place.prefix)
        if place.is_practice:
            self._slot.check_space(counts.size_bytes)

    def _sit(self, ledger: Ledger, plan: Path, started_s: float) -> RunReport:
        """Work on the run and note in the ledger when that began and how it ended."""
        is_carried_on = ledger.may_have_sent()
        named = self._options.local_manifest if self._options.is_local_explicit else None
        is_dry_run = self._options.is_dry_run
        sitting = None if is_dry_run else ledger.begin_sitting(started_s=time.time(), local_manifest=named)
        try:
            ledger.adopt(plan, self._request, is_dry_run=is_dry_run)
            self._has_recorded = True
            self._control.check_cancelled()
            report = self._report(self._run(ledger, is_carried_on=is_carried_on), None, started_s)
        except LedgerError:
            raise  # it could not be recorded
        except ItagError as error:
            report = self._report(None, error, started_s)
        if sitting is not None:
            with ledger.durable():
                ledger.end_sitting(sitting, report, ended_s=time.time())
        return report

    def _run(self, ledger: Ledger, *, is_carried_on: bool) -> RunResult:
        limit = self._options.limit_rate
        with LedgerWriter(ledger) as writer:
            context = SendContext(
                request=self._request,
                if_exists=self._options.if_exists,
                store=self._slot.store,
                control=self._control,
                board=self._board,
                retrier=Retrier(self._control),
                writer=writer,
                rate_limit=RateLimit(limit, self._control) if limit else None,
            )
            run = DatasetRun(context=context, ledger=ledger, options=self._options, is_carried_on=is_carried_on)
            return run.execute()

    def _note_scan(self, progress: ScanProgress) -> None:
        self._board.set_steps(progress.files_seen)

    def _report(self, result: RunResult | None, error: ItagError | None, started_s: float) -> RunReport:
        return report_of(
            run_id=self.run_id,
            result=result,
            error=error,
            board=self._board,
            duration_s=time.monotonic() - started_s,
            ledger=str(self.ledger_path) if self._has_recorded else None,
        )
