"""Compare a bucket with what a ledger recorded, long after the run: reads both and changes neither.

Every object that is recorded as sent or found equal must be listed with its size and ETag; every manifest that the last
sitting reported must be there with the CRC-64 noted before it was sent.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from itag_desktop.domain.comparison import ComparisonReport, Difference
from itag_desktop.domain.destination import Credential
from itag_desktop.domain.errors import ItagError, StorageError
from itag_desktop.domain.progress import RunState
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import TaskState
from itag_desktop.engine.control import RunControl, trouble_of
from itag_desktop.engine.listing import tasks_with_objects
from itag_desktop.engine.report import EXIT_CANCELLED, EXIT_CONNECTION, EXIT_FINISHED, EXIT_NOT_WHOLE, EXIT_UNUSABLE
from itag_desktop.engine.retry import Retrier
from itag_desktop.engine.store_slot import StoreSlot
from itag_desktop.engine.verify import fault_of
from itag_desktop.state.app_dirs import AppDirs
from itag_desktop.state.ledger_reader import LedgerReader
from itag_desktop.storage.object_store import ListedObject


class Comparison:
    """One comparison. `cancel` may be called from any thread."""

    def __init__(self, ledger: Path, dirs: AppDirs, credential: Credential | None) -> None:
        self._ledger = ledger
        self._dirs = dirs
        self._credential = credential
        self._control = RunControl(holds_on_trouble=False)
        self._retrier = Retrier(self._control)

    def cancel(self) -> None:
        """End it soon."""
        self._control.cancel()

    def execute(self, on_difference: Callable[[Difference], None]) -> ComparisonReport:
        """Compare, tell of every difference as it is found, and return what came of it. Blocks."""
        self._control.begin()
        objects, missing, different = 0, 0, 0
        error: ItagError | None = None
        try:
            for difference in self._differences():
                objects += 1
                if difference is None:
                    continue
                missing += difference.is_missing
                different += not difference.is_missing
                on_difference(difference)
        except ItagError as raised:
            error = raised
        return ComparisonReport(
            objects=objects,
            missing=missing,
            different=different,
            exit_code=self._exit_code(error, missing + different),
            trouble=None if error is None else trouble_of(error),
        )

    def _exit_code(self, error: ItagError | None, differences: int) -> int:
        if self._control.state is RunState.CANCELLING:
            return EXIT_CANCELLED
        if error is not None:
            return EXIT_CONNECTION if isinstance(error, StorageError) else EXIT_UNUSABLE
        return EXIT_NOT_WHOLE if differences else EXIT_FINISHED

    def _differences(self) -> Iterator[Difference | None]:
        """Yield what is wrong with each object that was recorded, or None."""
        with LedgerReader(self._ledger) as reader:
            request = reader.request()
            slot = StoreSlot(request.destination, self._credential, self._dirs, self._control.is_cancelled)
            try:
                yield from self._objects(reader, request, slot)
                yield from self._manifests(reader, request, slot)
            finally:
                slot.close()

    def _objects(self, reader: LedgerReader, request: DatasetRequest, slot: StoreSlot) -> Iterator[Difference | None]:
        def list_page(prefix: str, start_after: str) -> tuple[tuple[ListedObject, ...], bool]:
            return self._retrier.call(lambda: slot.store().list_page(prefix=prefix, start_after=start_after))

        tasks = reader.tasks_by_name(request.template, state=TaskState.DONE)
        for task, found in tasks_with_objects(tasks, request.destination, list_page):
            self._control.check_cancelled()
            code = fault_of(task, found)
            yield None if code is None else Difference(key=request.destination.key(task.name), code=code)

    def _manifests(self, reader: LedgerReader, request: DatasetRequest, slot: StoreSlot) -> Iterator[Difference | None]:
        sitting = reader.last_sitting()
        for manifest in sitting.report.manifests if sitting is not None and sitting.report is not None else ():
            key = manifest.uri.removeprefix(request.destination.root_uri)
            head = self._retrier.call(lambda key=key: slot.store().head(key))  # type: ignore[misc] # mypy knows no defaults
            if head is None:
                yield Difference(key=key, code="object-missing")
            else:
                is_same = head.crc64 == reader.manifest_crc64(key)
                yield None if is_same else Difference(key=key, code="object-not-ours")
