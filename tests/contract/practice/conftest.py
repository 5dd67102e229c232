"""What the protocol tests share."""

from collections.abc import Iterator

import pytest

from tests.support.practice_server import RunningPractice
from tests.support.signed_client import SignedClient


@pytest.fixture
def client(practice_server: RunningPractice) -> Iterator[SignedClient]:
    """A client that signs as the server expects."""
    client = SignedClient(practice_server.access)
    yield client
    client.close()
