"""The conflict bar: what stands in the dataset's place, and the ways around it."""

from collections.abc import Callable

from itag_desktop.domain.errors import LedgerError
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.tasks import Problem, ProblemKind
from itag_desktop.gui.notice import Choice, NoticeText
from itag_desktop.gui.orders import next_free, next_prefix
from itag_desktop.gui.palette import Tone
from itag_desktop.gui.preview_feed import open_reader
from itag_desktop.gui.run_control import RunOrder
from itag_desktop.wording.texts import plural, text

CONFLICT = "conflict"
_MANIFEST_EXISTS = "manifest-exists"


def conflict_notice(
    order: RunOrder,
    count: int,
    ledger: str | None,
    *,
    use_other_prefix: Callable[[], None],
    save_under_other_name: Callable[[], None],
    replace: Callable[[], None],
    leave_out: Callable[[], None],
    show_list: Callable[[], None],
) -> NoticeText:
    """Return the bar for a run that found `count` objects in its place, the harmless way first."""
    request = order.request
    can_be_left_out = not (count == 1 and first_blocker(ledger, request.template) == _MANIFEST_EXISTS)
    if not can_be_left_out:
        words = text("{name} is already there.", name=request.manifest_name)
        way = Choice(label=text("Save as {name}", name=next_free(request.dataset_name)), action=save_under_other_name)
    else:
        words = plural(
            "{count} object is already there and different.", "{count} objects are already there and different.", count
        )
        prefix = next_prefix(request.destination, request.dataset_name)
        way = Choice(label=text("Use prefix {prefix}", prefix=prefix), action=use_other_prefix)
    choices = (
        way,
        Choice(label=text("Replace…"), action=replace, keeps_notice=True),
        *((Choice(label=text("Leave out"), action=leave_out),) if can_be_left_out else ()),
        Choice(label=text("Show list"), action=show_list, keeps_notice=True),
    )
    return NoticeText(topic=CONFLICT, tone=Tone.AMBER, sentence=words, choices=choices)


def first_blocker(ledger: str | None, kind: Template) -> str | None:
    """Return the code of the first blocker that the ledger holds, or None."""
    reader = None if ledger is None else open_reader(ledger)
    if reader is None:
        return None
    with reader:
        try:
            page: tuple[tuple[int, Problem], ...] = reader.problems_page(
                kind=kind, after=0, count=1, problem_kinds=[ProblemKind.BLOCKER]
            )
        except LedgerError:
            return None
    return page[0][1].code if page else None
