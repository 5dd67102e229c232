"""One run of a dataset whose plan stands in the ledger: check, upload, verify, manifest.

* The *run thread* (the caller of `execute`) goes through the stages. Only in the upload stage are there other
  threads.
* *Workers* (`workers`, `feeder`, `pacing`) send pieces and post outcomes; the *ledger thread* (`LedgerWriter`)
  commits them in batches. A crash costs the pieces in flight and the last batch; both are found again by the next
  check.
* The manifest is written last, and only when every planned object is in the bucket: listed, of the right size, with
  the ETag that the store answered when its CRC-64 was compared. Otherwise the run is *incomplete*.
* Nothing here is remembered between sittings: the ledger and the bucket's listing say where a run stands, so carrying
  on is the same as beginning.
"""

from dataclasses import dataclass, replace

from itag_desktop.domain.errors import InputError, Reaction, StorageError
from itag_desktop.domain.progress import ManifestReport, RunState, Stage
from itag_desktop.domain.request import RunOptions
from itag_desktop.domain.tasks import Problem, ProblemKind, TaskState
from itag_desktop.engine.check import ObjectCheck
from itag_desktop.engine.feeder import Feeder
from itag_desktop.engine.large_file import abort_upload
from itag_desktop.engine.pacing import Pacing
from itag_desktop.engine.pieces import SendContext
from itag_desktop.engine.publish import Publisher
from itag_desktop.engine.verify import verify_objects
from itag_desktop.engine.workers import Workers
from itag_desktop.planning.media_plan import require_items
from itag_desktop.state.ledger import Ledger
from itag_desktop.state.ledger_reader import LedgerReader

EARLIER_DIVISION = "manifest-of-earlier-division"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """How the stages ended: a final state, and the manifests that were written."""

    state: RunState
    manifests: tuple[ManifestReport, ...] = ()


class DatasetRun:
    """The stages of one run."""

    def __init__(self, *, context: SendContext, ledger: Ledger, options: RunOptions, is_carried_on: bool) -> None:
        self._context = context
        self._ledger = ledger
        self._options = options
        self._kind = context.request.template
        self._check = ObjectCheck(
            context, ledger, is_carried_on=is_carried_on, leaves_out_conflicts=options.leaves_out_conflicts
        )
        self._publisher = Publisher(context, ledger, options)

    def execute(self) -> RunResult:
        """Go through the stages.

        Raises:
            InputError: `conflicts`, when something else stands where the dataset would go. Nothing was sent.
            StorageError: the connection or the credential failed for the run as a whole.
            LedgerError: the ledger cannot be written.
            CancelledError: the run was cancelled.
        """
        board = self._context.board
        self._run_check()
        if self._options.is_dry_run:
            return RunResult(state=self._end_state(board.plan.left_out))
        self._run_upload()
        missing = self._run_verify()
        if missing and (not self._options.writes_partial or board.done == 0):
            return RunResult(state=RunState.INCOMPLETE)
        board.begin_stage(Stage.MANIFEST, 1)
        manifests = self._publisher.publish()
        board.add_steps()
        state = RunState.INCOMPLETE if missing else self._end_state(board.plan.left_out)
        return RunResult(state=state, manifests=manifests)

    def _run_check(self) -> None:
        board = self._context.board
        board.begin_stage(Stage.CHECK, board.plan.planned)
        conflicts = self._check.run()
        require_items(self._ledger.plan_counts(self._kind), self._kind)
        foreign = [self._manifest_problem(name, "manifest-exists") for name in self._publisher.check()]
        self._ledger.add_problems(foreign)
        earlier = [self._manifest_problem(name, EARLIER_DIVISION) for name in self._publisher.left_behind()]
        self._ledger.add_problems(earlier)
        board.set_plan(replace(self._ledger.plan_counts(self._kind), skipped=board.plan.skipped))
        conflicts += len(foreign)
        if conflicts:
            raise InputError("conflicts", count=conflicts)
        files, size_bytes = self._ledger.state_counts(self._kind).get(TaskState.DONE, (0, 0))
        board.set_already_there(files, size_bytes)

    def _run_upload(self) -> None:
        context, board = self._context, self._context.board
        board.begin_stage(Stage.UPLOAD, board.plan.planned - board.done)
        context.control.wait_while_paused()
        for upload in self._ledger.abandoned_uploads():
            abort_upload(context, context.request.destination.key(upload.name), upload.upload_id)
        if board.done < board.plan.planned:
            pacing = Pacing(fixed=self._options.workers)
            context.retrier.when_throttled = pacing.throttled
            with LedgerReader(self._ledger.path) as reader:
                feeder = Feeder(context=context, reader=reader, kind=self._kind, pacing=pacing, control=context.control)
                Workers(context, feeder, pacing).run()
            context.writer.flush()
        context.control.check_cancelled()
        if context.control.fault is not None:
            raise context.control.fault
        self._refuse_if_nothing_was_allowed()

    def _run_verify(self) -> int:
        """List once more unless the check's listing has just shown everything; return how many objects are wanting."""
        board = self._context.board
        board.begin_stage(Stage.VERIFY, board.done)
        self._context.control.wait_while_paused()
        if board.sent:
            verify_objects(self._context, self._ledger)
        files, size_bytes = self._ledger.state_counts(self._kind).get(TaskState.DONE, (0, 0))
        board.set_done(files, size_bytes)
        return board.plan.planned - files

    def _refuse_if_nothing_was_allowed(self) -> None:
        board = self._context.board
        if board.done or not board.failed:
            return
        groups = self._ledger.failure_groups(self._kind)
        if [group.code for group in groups] == ["access-denied"]:
            values = groups[0].sample.values
            raise StorageError("access-denied", reaction=Reaction.STOP_RUN, retry_after_s=None, **values)

    def _manifest_problem(self, name: str, code: str) -> Problem:
        request = self._context.request
        return Problem(
            kind=ProblemKind.WARNING if code == EARLIER_DIVISION else ProblemKind.BLOCKER,
            code=code,
            path=name,
            values={"key": request.destination.key(name)},
            template=self._kind,
        )

    @staticmethod
    def _end_state(left_out: int) -> RunState:
        return RunState.FINISHED_LEFT_OUT if left_out else RunState.FINISHED
