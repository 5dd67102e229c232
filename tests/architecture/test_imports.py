"""Who imports what: the floors, one place for each library, and a command line without Qt."""

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.support.source_tree import ROOT, imported_modules, package_files, shown

PLACES = {
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
    "oss2": {"storage"},
    "pycurl": {"storage"},
    "certifi": {"storage"},
    "fastcrc": {"engine", "manifests", "practice", "storage"},
    "filetype": {"media"},
    "filelock": {"state"},
    "platformdirs": {"state"},
    "openpyxl": {"tables"},
    "charset_normalizer": {"tables"},
    "msgspec": {"engine", "gui", "manifests", "state"},
}
"""The packages where each library may be imported. A library that is not here may be imported nowhere."""

EVERY_MODULE = """
import importlib, pkgutil, sys
for floor in sys.argv[1:]:
    package = importlib.import_module(floor)
    for module in pkgutil.walk_packages(package.__path__, floor + "."):
        importlib.import_module(module.name)
print(*{name.split(".")[0] for name in sys.modules})
"""


def libraries_of(path: Path) -> set[str]:
    names = {module.split(".")[0] for module in imported_modules(path)}
    return names - sys.stdlib_module_names - {"itag_desktop"}


def floor_of(path: Path) -> str:
    return path.relative_to(ROOT / "itag_desktop").parts[0]


def test_every_import_contract_is_kept() -> None:
    """In a process of its own: import-linter switches off the loggers of the process it runs in."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    process = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert process.returncode == 0, process.stdout + process.stderr


def test_each_library_is_imported_only_where_it_has_its_place() -> None:
    strangers = {
        shown(path): misplaced
        for path in package_files()
        if (misplaced := {name for name in libraries_of(path) if floor_of(path) not in PLACES.get(name, ())})
    }
    assert not strangers


def test_the_sdk_is_behind_one_module() -> None:
    users = {shown(path) for path in package_files() if "oss2" in libraries_of(path)}
    assert users == {"itag_desktop/storage/oss_store.py"}


def test_every_dependency_is_imported_and_every_imported_library_is_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {requirement.partition(">")[0].partition("=")[0].lower() for requirement in project["dependencies"]}
    distributions = packages_distributions()
    imported = {name for path in package_files() for name in libraries_of(path)}
    # One wheel brings two of these packages, and one of them is brought by two.
    owners = {owner.replace("_", "-").lower() for name in imported - {"shiboken6"} for owner in distributions[name]}
    assert owners == declared


def test_engine_and_command_line_load_neither_qt_nor_oss2() -> None:
    """Qt libraries may be missing on a server; oss2 takes most of a second to import."""
    floors = ["itag_desktop.engine", "itag_desktop.cli"]
    process = subprocess.run(
        [sys.executable, "-c", EVERY_MODULE, *floors], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(process.stdout.split())
    assert "itag_desktop" in loaded
    assert not loaded & {"PySide6", "shiboken6", "oss2", "requests"}


def test_the_window_loads_no_decoder_of_videos() -> None:
    """It would load FFmpeg and a sound server's library, and videos are looked at in a process of their own."""
    code = "import sys, itag_desktop.gui.app; print(*sys.modules)"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "itag_desktop.gui.clips" in process.stdout.split()
    assert "PySide6.QtMultimedia" not in process.stdout.split()


def test_nothing_prints_outside_the_command_line() -> None:
    """Ruff's T20 holds this while no other folder is exempt from it."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    exempt = configuration["tool"]["ruff"]["lint"]["per-file-ignores"]
    printing = {pattern for pattern, rules in exempt.items() if any(rule.startswith("T2") for rule in rules)}
    assert printing == {"itag_desktop/cli/**", "benchmarks/**", "dev.py"}
