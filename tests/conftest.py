"""What every test gets: its own home and state folder, no proxy of this machine; and it must leave nothing running."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.leaks import left_running, running

pytest_plugins = ("tests.support.practice_server",)


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail the test when a thread, child process or listening socket of its own outlives it."""
    before = running()
    yield
    if left := left_running(before):
        pytest.fail("left running:\n" + "\n".join(sorted(left)))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a state folder and a home of its own, and English as its language."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("ITAG_DESKTOP_HOME", str(home / "state"))
    monkeypatch.setenv("LANGUAGE", "en")
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("OSS_ENDPOINT", "OSS_REGION", "OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return home
