"""A practice server for one test: real sockets, a folder of its own, faults at will. Loaded by `tests/conftest.py`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from itag_desktop.domain.destination import PRACTICE_BUCKET, PRACTICE_REGION, Access, Credential
from itag_desktop.practice.server import PracticeServer
from tests.support.faults import Faults, Recorded

CREDENTIAL = Credential(access_key_id="practice-id", access_key_secret="practice-secret")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningPractice:
    """A server that runs. `faults` makes it go wrong; `requests` is what it was asked."""

    access: Access
    root: Path
    faults: Faults
    server: PracticeServer

    @property
    def endpoint(self) -> str:
        """The address, ``http://127.0.0.1:PORT``."""
        return self.access.endpoint

    def stop(self) -> None:
        """End every delay, then the server. Twice is once."""
        self.faults.release()
        self.server.stop()

    @property
    def requests(self) -> list[Recorded]:
        """Every request so far, refused ones too."""
        return self.faults.requests


@pytest.fixture
def practice_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPractice]:
    """Run a practice server while the test runs."""
    root, faults = tmp_path_factory.mktemp("practice"), Faults()
    server = PracticeServer(
        root,
        credential_id=CREDENTIAL.access_key_id,
        credential_secret=CREDENTIAL.access_key_secret,
        faults=faults,
    )
    server.start()
    running = RunningPractice(access=access_to(server.endpoint), root=root, faults=faults, server=server)
    yield running
    running.stop()


def access_to(endpoint: str) -> Access:
    """Return access to a practice server that knows `CREDENTIAL`."""
    return Access(bucket=PRACTICE_BUCKET, region=PRACTICE_REGION, endpoint=endpoint, credential=CREDENTIAL)
