"""What the bundle's programs leave to the programs they start."""

import os
from collections.abc import Callable
from types import ModuleType

import pytest

LoadScript = Callable[[str], ModuleType]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"LD_LIBRARY_PATH": "/bundle/_internal"})


def test_a_program_that_is_started_does_not_look_for_libraries_in_the_bundle(load_script: LoadScript) -> None:
    load_script("restore_library_path")
    assert "LD_LIBRARY_PATH" not in os.environ


def test_the_users_own_library_path_comes_back(load_script: LoadScript) -> None:
    os.environ["LD_LIBRARY_PATH_ORIG"] = "/opt/lib"
    load_script("restore_library_path")
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_the_engine_that_is_started_prepares_its_own_environment_again(load_script: LoadScript) -> None:
    load_script("restore_library_path")
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
