"""Stories run over real sockets; only the pauses between tries are shorter than in life."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from itag_desktop.engine import retry
from itag_desktop.wording import texts
from itag_desktop.wording.language import Language
from tests.support.datasets import make_pictures
from tests.support.engine_process import EngineProcess
from tests.support.practice_server import RunningPractice
from tests.support.terminal import Terminal


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let retries come quickly."""
    monkeypatch.setattr(retry, "FIRST_PAUSE_S", 0.01)


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of three pictures; the test works beside it."""
    monkeypatch.chdir(tmp_path)
    return make_pictures(tmp_path / "pics", ["a/1.png", "a/2.png", "b/10.png"])


@pytest.fixture
def oss(practice_server: RunningPractice, monkeypatch: pytest.MonkeyPatch) -> RunningPractice:
    """Return a server that `oss://practice/…` reaches by the environment."""
    credential = practice_server.access.credential
    monkeypatch.setenv("OSS_ENDPOINT", practice_server.endpoint)
    monkeypatch.setenv("OSS_REGION", "cn-hangzhou")
    monkeypatch.setenv("OSS_ACCESS_KEY_ID", credential.access_key_id)
    monkeypatch.setenv("OSS_ACCESS_KEY_SECRET", credential.access_key_secret)
    return practice_server


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    """Return a terminal. A command speaks the language of its environment for its whole process: undone here."""
    yield Terminal(capsys)
    texts.install(Language.ENGLISH)


@pytest.fixture
def engine() -> Iterator[EngineProcess]:
    """Return an engine process that listens."""
    running = EngineProcess()
    yield running
    running.close()
