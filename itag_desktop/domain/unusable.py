"""A source that cannot be used as it is, while the others can."""

from dataclasses import dataclass

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import printable
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.tasks import Problem, ProblemKind

_TO_NAME = frozenset({"source-without-name", "name-in-bucket-wrong"})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusableSource:
    """A path, as it was given, that is no source, and why."""

    path: str
    trouble: Trouble

    @classmethod
    def of(cls, path: str, error: InputError) -> "UnusableSource":
        """Return the source at `path` that `error` speaks of."""
        return cls(path=path, trouble=Trouble(code=error.code, values=dict(error.values)))

    @property
    def needs_name(self) -> bool:
        """Say whether another name in the bucket is all that is wanting."""
        return self.trouble.code in _TO_NAME

    @property
    def problem(self) -> Problem:
        """The problem to list: one that the user can solve here is a blocker, else the source is left out.

        It shows the whole path, for the names of sources that are used begin the paths of other problems.
        """
        return Problem(
            kind=ProblemKind.BLOCKER if self.needs_name else ProblemKind.LEFT_OUT,
            code=self.trouble.code,
            path=printable(self.path),
            values=self.trouble.values,
        )
