"""A sink of plans that is lists."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from itag_desktop.domain.kinds import MEDIA_KINDS, MediaKind, Template
from itag_desktop.domain.tasks import Problem, ProblemKind, Task


class PlanList:
    """Holds what was planned, and the size of each batch."""

    def __init__(self) -> None:
        self.tasks: dict[MediaKind, list[Task]] = {kind: [] for kind in MEDIA_KINDS}
        self.problems: list[Problem] = []
        self.batches: list[int] = []

    def add_tasks(self, kind: MediaKind, tasks: Sequence[Task]) -> None:
        """Add tasks."""
        self.batches.append(len(tasks))
        self.tasks[kind].extend(tasks)

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Add problems."""
        self.batches.append(len(problems))
        self.problems.extend(problems)

    def key_twins(self, kind: MediaKind) -> Iterator[tuple[str, tuple[Task, ...]]]:
        """Return each name that several tasks share."""
        by_name: defaultdict[str, list[Task]] = defaultdict(list)
        for task in self.tasks[kind]:
            by_name[task.name].append(task)
        return ((name, tuple(tasks)) for name, tasks in sorted(by_name.items()) if len(tasks) > 1)

    def names(self, kind: MediaKind = Template.IMAGE) -> list[str]:
        """Return the names of the tasks of a kind by ordinal."""
        return [task.name for task in self.tasks[kind]]

    def reasons(self, *kinds: ProblemKind) -> dict[str, str]:
        """Return the code of each problem by path; all, or those of the kinds named."""
        return {problem.path: problem.code for problem in self.problems if not kinds or problem.kind in kinds}
