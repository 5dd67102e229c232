"""The workers of a run: threads that take a piece, send it, and deal with how it ended.

Workers pull: a thread asks the feeder for its next piece and waits there when there is none, when the run is paused,
or when the pacing wants fewer connections. Threads are started only when the limit first reaches them. An error of a
piece is answered by its reaction (see `domain.errors`): the file fails, or the run is held or stopped and the piece
goes back.
"""

import logging
import threading

from itag_desktop.domain.errors import CancelledError, ItagError, Reaction, SourceFileError, StorageError
from itag_desktop.domain.tasks import TaskOutcome, TaskState
from itag_desktop.engine.feeder import Feeder
from itag_desktop.engine.large_file import BeginUpload, SendPart
from itag_desktop.engine.pacing import Pacing
from itag_desktop.engine.pieces import Piece, SendContext

REFUSALS_THAT_STOP = 16
"""So many files refused for lack of permission, and not one accepted: nothing will be."""

JOIN_S = 0.5
"""A wait without end could not be interrupted from the keyboard on Windows."""

log = logging.getLogger(__name__)


class Workers:
    """The threads of one upload stage."""

    def __init__(self, context: SendContext, feeder: Feeder, pacing: Pacing) -> None:
        self._context = context
        self._feeder = feeder
        self._pacing = pacing
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._refusals = 0

    def run(self) -> None:
        """Work until the feeder has nothing more, or the run is stopped. Blocks; no thread outlives it."""
        self._grow()
        joined = 0
        while joined < len(self._threads):
            self._threads[joined].join(JOIN_S)
            joined += not self._threads[joined].is_alive()

    def _grow(self) -> None:
        with self._lock:
            while len(self._threads) < self._pacing.limit:
                number = len(self._threads)
                thread = threading.Thread(target=self._work, args=(number,), name=f"upload-{number}", daemon=True)
                self._threads.append(thread)
                thread.start()

    def _work(self, number: int) -> None:
        self._context.board.add_connection(1)
        try:
            while (piece := self._feeder.take(number)) is not None:
                self._send(piece)
        except Exception as error:  # outermost frame of a thread: the run must hear of it
            log.exception("A worker failed")
            self._context.control.stop(ItagError("internal-error", detail=type(error).__name__))
        finally:
            self._context.board.add_connection(-1)

    def _send(self, piece: Piece) -> None:
        board = self._context.board
        board.add_piece(1)
        try:
            piece.send()
        except CancelledError:
            pass
        except SourceFileError as error:
            self._fail(piece, error)
        except StorageError as error:
            self._react(piece, error)
        except ItagError as error:
            self._context.control.stop(error)
        else:
            self._refusals = 0
            if self._pacing.piece_landed(piece.size_bytes):
                self._grow()
                self._feeder.wake()
        finally:
            board.add_piece(-1)
            self._feeder.landed(piece)

    def _react(self, piece: Piece, error: StorageError) -> None:
        control = self._context.control
        if control.is_stopping:
            return
        match error.reaction:
            case Reaction.STOP_RUN:
                control.stop(error)
            case Reaction.RENEW_CREDENTIAL:
                self._feeder.put_back(piece)
                control.hold(error)
            case _:
                self._fail(piece, error)
                self._watch_refusals(error)

    def _watch_refusals(self, error: StorageError) -> None:
        if error.code != "access-denied" or self._context.board.sent > 0:
            return
        self._refusals += 1
        if self._refusals >= REFUSALS_THAT_STOP:
            self._context.control.stop(error)

    def _fail(self, piece: Piece, error: ItagError) -> None:
        if isinstance(piece, SendPart | BeginUpload) and not piece.file.give_up():
            return
        outcome = TaskOutcome(
            ordinal=piece.task.ordinal, state=TaskState.FAILED, reason=error.code, values=dict(error.values)
        )
        self._context.writer.post(outcome)
        self._context.board.add_failed()
