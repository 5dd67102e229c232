"""What *Create dataset* and *Check first* ask for, and why they cannot be asked for yet."""

from pathlib import Path

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.request import RunOptions
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.gui.connection import Connections
from itag_desktop.gui.run_control import RunOrder
from itag_desktop.gui.start_row import Readiness
from itag_desktop.gui.template_draft import AnyDraft
from itag_desktop.wording.texts import plural, text


def readiness_of(draft: AnyDraft, connections: Connections) -> Readiness:
    """Return whether a run of `draft` can start; else the first reason why not."""
    blockers = draft.counts.blockers
    if draft.is_ready and blockers:
        words = plural("{count} problem to solve", "{count} problems to solve", blockers)
        return Readiness(reason=words, leads_to=ProblemKind.BLOCKER)
    reasons = (
        (not draft.setup.paths, text("Add files to begin")),
        (draft.is_scanning, text("Scanning…")),
        (not draft.is_ready, draft.obstacle),
        (connections.prefix_error is not None, text("Mend the prefix")),
        (not draft.has_right_name, text("Mend the dataset name")),
    )
    return Readiness(reason=next((words for applies, words in reasons if applies), draft.lack))


class OrderBook:
    """Makes orders; local copies of manifests go to `folder`."""

    def __init__(self, draft: AnyDraft, connections: Connections, folder: Path) -> None:
        self._draft = draft
        self._connections = connections
        self._folder = folder

    def order(self, *, is_dry_run: bool, draft_path: str | None) -> RunOrder:
        """Return the order for what is set up now."""
        request = self._draft.request(self._connections.destination)
        return RunOrder(
            request=request,
            options=RunOptions(
                local_manifest=str(self._folder / request.manifest_name),
                is_dry_run=is_dry_run,
                holds_on_trouble=True,
            ),
            credential=self._connections.chosen.credential,
            draft=draft_path,
        )


def next_free(name: str) -> str:
    """Return `name` with the number after the one at its end: ``fruit-2``, ``fruit-3``; of a prefix, its last part."""
    stem, dash, number = name.rpartition("-")
    if dash and number.isdecimal() and len(number) < 4:  # noqa: PLR2004 - longer ones are dates and ids
        return f"{stem}-{int(number) + 1}"
    return f"{name}-2"


def next_prefix(destination: Destination, dataset_name: str) -> str:
    """Return a prefix beside the one of `destination` for a dataset whose place is taken."""
    return next_free(destination.prefix or dataset_name)
