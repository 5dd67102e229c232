"""The seam where tests make the server misbehave. The program itself never gives it a plan."""

from typing import Protocol

from itag_desktop.practice.messages import Answer, Request


class FaultPlan(Protocol):
    """Sees every request before and after it is handled. Either may raise `Disconnected`: the connection is cut."""

    def before(self, request: Request) -> Answer | None:
        """Return an answer to give instead, before the body is read or anything is stored; or None."""
        ...

    def after(self, request: Request, answer: Answer) -> Answer:
        """Return the answer to give, now that the request was handled."""
        ...
