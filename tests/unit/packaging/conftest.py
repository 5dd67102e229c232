"""The scripts of `packaging/`, which is no package: they are loaded from their files."""

import importlib.util
from collections.abc import Callable
from types import ModuleType

import pytest

from tests.support.source_tree import ROOT

LoadScript = Callable[[str], ModuleType]


@pytest.fixture
def load_script() -> LoadScript:
    """Return what loads a script by its name, anew each time."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / "packaging" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
