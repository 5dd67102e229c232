"""The project's own files, for tests that read its source."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = ("itag_desktop", "tests", "benchmarks", "packaging")


def python_files() -> tuple[Path, ...]:
    """Return every Python file of the project, in order."""
    found = [path for folder in _FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return (ROOT / "dev.py", *sorted(found))


def package_files() -> tuple[Path, ...]:
    """Return the Python files of the program itself."""
    return tuple(path for path in python_files() if path.is_relative_to(ROOT / "itag_desktop"))


def documents() -> tuple[Path, ...]:
    """Return every Markdown file of the project, in order."""
    return (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))


def shown(path: Path) -> str:
    """Return `path` as the project's documents write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports, wherever in it."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
