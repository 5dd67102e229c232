"""From a request to its answer: who sent it, what it asks, and OSS's marks on whatever comes of it."""

import logging
import secrets
import sqlite3
import time
from dataclasses import replace

from itag_desktop.practice.addressing import addressed
from itag_desktop.practice.faults import FaultPlan
from itag_desktop.practice.messages import Answer
from itag_desktop.practice.refusals import Refusal
from itag_desktop.practice.routes import Routes
from itag_desktop.practice.signatures import Guard
from itag_desktop.practice.wire import Head, StreamBody

_log = logging.getLogger(__name__)


class Responder:
    """Answers requests one by one; used by many threads."""

    def __init__(self, guard: Guard, routes: Routes, faults: FaultPlan | None) -> None:
        self._guard = guard
        self._routes = routes
        self._faults = faults

    def respond(self, head: Head, body: StreamBody) -> Answer:
        """Return the answer to a request; its body may be left unread.

        Raises:
            Disconnected: the client went away, or shall not be answered.
        """
        started = time.perf_counter()
        try:
            request = addressed(head, body)
            if self._faults is not None and (instead := self._faults.before(request)) is not None:
                return instead
            self._guard.check(request)
            answer = _marked(self._routes.handle(request), _new_id(), started)
            return self._faults.after(request, answer) if self._faults is not None else answer
        except Refusal as refusal:
            return refused(refusal, head, started)
        except (OSError, sqlite3.Error) as error:
            _log.warning("practice failed: %s", error)
            return refused(Refusal("InternalError", message=_said(error)), head, started)


def refused(refusal: Refusal, head: Head | None, started: float) -> Answer:
    """Return an error answer; without `head`, to what was no request. `started` is of `time.perf_counter`."""
    request_id = _new_id()
    method, host = (head.method, head.headers.get("host", "")) if head else ("", "")
    return _marked(refusal.answer(method=method, request_id=request_id, host=host), request_id, started)


def _said(error: OSError | sqlite3.Error) -> str:
    """Return what the system said, such as that there is no room; without paths."""
    return (error.strerror or "" if isinstance(error, OSError) else str(error)) or type(error).__name__


def _new_id() -> str:
    return secrets.token_hex(12).upper()


def _marked(answer: Answer, request_id: str, started: float) -> Answer:
    spent_ms = int((time.perf_counter() - started) * 1000)
    marks = {"Server": "AliyunOSS", "x-oss-request-id": request_id, "x-oss-server-time": str(spent_ms)}
    return replace(answer, headers={**marks, **answer.headers})
