"""Stories run over real sockets; only the pauses between tries are shorter than in life."""

import pytest

from itag_desktop.engine import retry


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let retries come quickly."""
    monkeypatch.setattr(retry, "FIRST_PAUSE_S", 0.01)
