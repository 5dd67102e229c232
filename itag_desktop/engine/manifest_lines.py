"""The lines of a run's manifests, read from the ledger: those that are planned, and those whose objects are there."""

from collections.abc import Iterator

from itag_desktop.domain.kinds import MEDIA_KINDS
from itag_desktop.domain.request import DatasetRequest
from itag_desktop.domain.tasks import TaskState
from itag_desktop.manifests.lines import media_line
from itag_desktop.manifests.planned_lines import with_addresses, without_tasks
from itag_desktop.state.ledger_reader import LedgerReader

PLANNED = frozenset(TaskState) - {TaskState.LEFT_OUT}
"""The states of tasks that a manifest will name if all goes well."""
THERE = frozenset({TaskState.DONE})
"""The state of tasks that a manifest may name."""


class ManifestLines:
    """The lines whose tasks all are in one of `states`."""

    def __init__(self, ledger: LedgerReader, request: DatasetRequest, states: frozenset[TaskState]) -> None:
        self._ledger = ledger
        self._request = request
        self._states = states
        self._is_media = request.template in MEDIA_KINDS
        self._missing = frozenset[int]() if self._is_media else frozenset(self._missing_tasks())

    def __call__(self) -> Iterator[bytes]:
        """Read them, without their line ends; nothing but a page of them is in memory."""
        return self._of_tasks() if self._is_media else self._of_items()

    def count(self) -> int:
        """Return how many there are."""
        if self._is_media:
            counts = self._ledger.state_counts(self._request.template)
            return sum(counts[state][0] for state in self._states)
        if not self._missing:
            return self._ledger.plan_counts(self._request.template).items
        return sum(1 for _ in self())

    def _of_tasks(self) -> Iterator[bytes]:
        request = self._request
        label_field = request.media.label_field
        for task in self._ledger.tasks(request.template):
            if task.state in self._states:
                yield media_line(request.destination.uri(task.name), label_field=label_field, label=task.label)

    def _of_items(self) -> Iterator[bytes]:
        root = self._request.destination.uri("")
        for _, block in self._ledger.line_blocks():
            kept = with_addresses(without_tasks(block, self._missing), root)
            yield from kept.splitlines()

    def _missing_tasks(self) -> Iterator[int]:
        for state in TaskState:
            if state not in self._states:
                yield from (task.ordinal for task in self._ledger.tasks(self._request.template, state=state))
