"""Faults for the practice server: rules that say which requests go wrong, and how."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from itag_desktop.practice.messages import Answer, Disconnected, Request
from itag_desktop.practice.refusals import Refusal

CAPTIVE_PORTAL = Answer(
    status=200, headers={"Content-Type": "text/html"}, body=b"<html><body>Please sign in to the network</body></html>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A request that arrived. `query` is decoded; a PUT of a part has `partNumber` in it."""

    method: str
    key: str
    query: dict[str, str]
    headers: dict[str, str]

    @property
    def is_put_object(self) -> bool:
        """Say whether it sends one whole object."""
        return self.method == "PUT" and bool(self.key) and not self.query

    @property
    def is_put_part(self) -> bool:
        """Say whether it sends a part."""
        return self.method == "PUT" and "partNumber" in self.query

    @property
    def is_listing(self) -> bool:
        """Say whether it lists objects."""
        return self.method == "GET" and not self.key and "uploads" not in self.query


Matches = Callable[[Recorded], bool]
_Act = TypeVar("_Act")
ALWAYS = math.inf
"""For `times`."""


@dataclass(slots=True, kw_only=True)
class _Rule:
    matches: Matches
    skips: int
    times: float
    before: Callable[[Request], Answer | None] | None = None
    after: Callable[[Answer], Answer] | None = None


@dataclass(slots=True)
class Faults:
    """A fault plan, changed while the server runs. A rule goes for matching requests, `times` of them after `skips`.

    `matches` defaults to every request; the first rule that goes for a request decides. `requests` is what arrived.
    """

    requests: list[Recorded] = field(default_factory=list)
    _rules: list[_Rule] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _released: threading.Event = field(default_factory=threading.Event)

    # -- what may go wrong ----------------------------------------------------------------------------------------

    def refuse(self, code: str, *, matches: Matches | None = None, skips: int = 0, times: float = 1) -> None:
        """Answer an OSS error before the body is read."""

        def refused(_request: Request) -> Answer | None:
            raise Refusal(code)

        self._add(matches, skips, times, before=refused)

    def answer(self, answer: Answer, *, matches: Matches | None = None, skips: int = 0, times: float = 1) -> None:
        """Answer this, as it is, before the body is read and without storing anything."""
        self._add(matches, skips, times, before=lambda _request: answer)

    def meanwhile(
        self, action: Callable[[], None], *, matches: Matches | None = None, skips: int = 0, times: float = 1
    ) -> None:
        """Do something before the request is handled: what somebody else does in the meantime."""

        def done(_request: Request) -> Answer | None:
            action()
            return None

        self._add(matches, skips, times, before=done)

    def captive_portal(self, *, matches: Matches | None = None, skips: int = 0, times: float = 1) -> None:
        """Read the body, store nothing, and answer HTML with status 200."""

        def portal(request: Request) -> Answer:
            for _ in request.body.blocks():
                pass
            return CAPTIVE_PORTAL

        self._add(matches, skips, times, before=portal)

    def drop_before(self, *, matches: Matches | None = None, skips: int = 0, times: float = 1) -> None:
        """Cut the connection before anything is stored."""

        def dropped(_request: Request) -> Answer | None:
            raise Disconnected

        self._add(matches, skips, times, before=dropped)

    def drop_after(self, *, matches: Matches | None = None, skips: int = 0, times: float = 1) -> None:
        """Store, and cut the connection instead of answering."""

        def dropped(_answer: Answer) -> Answer:
            raise Disconnected

        self._add(matches, skips, times, after=dropped)

    def delay(self, seconds: float, *, matches: Matches | None = None, skips: int = 0, times: float = 1) -> None:
        """Wait before the body is read; ends early when the server stops."""

        def delayed(_request: Request) -> Answer | None:
            self._released.wait(seconds)
            return None

        self._add(matches, skips, times, before=delayed)

    def delay_answer(self, seconds: float, *, matches: Matches | None = None, skips: int = 0, times: float = 1) -> None:
        """Store, then wait before answering; ends early when the server stops."""

        def delayed(answer: Answer) -> Answer:
            self._released.wait(seconds)
            return answer

        self._add(matches, skips, times, after=delayed)

    def change_headers(
        self, *, matches: Matches | None = None, skips: int = 0, times: float = 1, **headers: str | None
    ) -> None:
        """Store, and answer with other headers (``_`` for ``-`` in names; None leaves one out)."""
        changes = {name.replace("_", "-"): value for name, value in headers.items()}

        def changed(answer: Answer) -> Answer:
            lowered = {name.lower() for name in changes}
            kept = {name: value for name, value in answer.headers.items() if name.lower() not in lowered}
            return replace(answer, headers=kept | {name: value for name, value in changes.items() if value is not None})

        self._add(matches, skips, times, after=changed)

    def wrong_crc(self, *, matches: Matches | None = None, skips: int = 0, times: float = 1) -> None:
        """Store, and answer with the CRC-64 of other bytes."""
        self.change_headers(matches=matches, skips=skips, times=times, x_oss_hash_crc64ecma="1")

    def truncate(self, size_bytes: int, *, matches: Matches | None = None, skips: int = 0, times: float = 1) -> None:
        """Announce the whole answer but send `size_bytes` of it and cut the connection."""

        def cut(answer: Answer) -> Answer:
            slices, left = [], size_bytes
            for part in answer.slices:
                slices.append(replace(part, length=min(part.length, left)))
                left -= slices[-1].length
            return replace(answer, body=answer.body[:size_bytes], slices=tuple(slices), length=answer.announced_length)

        self._add(matches, skips, times, after=cut)

    # -- for tests ------------------------------------------------------------------------------------------------

    def count(self, matches: Matches) -> int:
        """Return how many requests that match have arrived."""
        with self._lock:
            return sum(map(matches, self.requests))

    def heal(self) -> None:
        """Forget every rule."""
        with self._lock:
            self._rules.clear()

    def release(self) -> None:
        """End all delays, now and later."""
        self._released.set()

    # -- FaultPlan ------------------------------------------------------------------------------------------------

    def before(self, request: Request) -> Answer | None:
        """Record the request; do what a rule says."""
        recorded = _recorded(request)
        with self._lock:
            self.requests.append(recorded)
            act = self._chosen(recorded, lambda rule: rule.before)
        return act(request) if act else None

    def after(self, request: Request, answer: Answer) -> Answer:
        """Do what a rule says."""
        with self._lock:
            act = self._chosen(_recorded(request), lambda rule: rule.after)
        return act(answer) if act else answer

    def _add(
        self,
        matches: Matches | None,
        skips: int,
        times: float,
        *,
        before: Callable[[Request], Answer | None] | None = None,
        after: Callable[[Answer], Answer] | None = None,
    ) -> None:
        rule = _Rule(matches=matches or _everything, skips=skips, times=times, before=before, after=after)
        with self._lock:
            self._rules.append(rule)

    def _chosen(self, recorded: Recorded, act_of: Callable[[_Rule], _Act | None]) -> _Act | None:
        """Return the act of the first rule that goes for the request; the lock is held."""
        for rule in self._rules:
            act = act_of(rule)
            if act is None or rule.times <= 0 or not rule.matches(recorded):
                continue
            if rule.skips:
                rule.skips -= 1
                continue
            rule.times -= 1
            return act
        return None


def _everything(_request: Recorded) -> bool:
    return True


def _recorded(request: Request) -> Recorded:
    return Recorded(method=request.method, key=request.key, query=dict(request.query), headers=dict(request.headers))
