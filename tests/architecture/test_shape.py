"""The shape of the source: sizes, names, and nothing unfinished."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.support.source_tree import package_files, parsed, python_files, shown

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 50
MAX_CLASS_LINES = 300

DRAWER_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "misc"}
"""Names that say nothing of what a module is for: everything ends up in it."""

# In halves, or this file would find itself.
UNFINISHED = re.compile(
    r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|\b(?:sk" r"ip|xf" r"ail)\(|\bskipif\((?!sys\.platform|os\.name)"
)
SUPPRESSION = re.compile(r"#\s*(?:noqa|type: ignore)\b")
EXPLAINED_SUPPRESSION = re.compile(r"# (?:noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\])\s+(?:#|-) \S+")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def offenders(paths: Iterable[Path], find: Callable[[Path], Iterator[str]]) -> list[str]:
    return [f"{shown(path)}: {found}" for path in paths for found in find(path)]


def too_long(path: Path) -> Iterator[str]:
    file_lines = len(path.read_text(encoding="utf-8").splitlines())
    if file_lines > MAX_FILE_LINES:
        yield f"{file_lines} lines"
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef | Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > (MAX_CLASS_LINES if isinstance(node, ast.ClassDef) else MAX_FUNCTION_LINES):
                yield f"{node.name} has {lines} lines"


def unfinished(path: Path) -> Iterator[str]:
    yield from (line for line in path.read_text(encoding="utf-8").splitlines() if UNFINISHED.search(line))
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function) and is_stub(node):
            yield f"{node.name} does nothing but raise"


def is_stub(function: Function) -> bool:
    last = function.body[-1]
    has_only_docstring_before = len(function.body) == 1 + (ast.get_docstring(function) is not None)
    return has_only_docstring_before and isinstance(last, ast.Raise) and "NotImplemented" in ast.unparse(last)


def silenced_without_reason(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if SUPPRESSION.search(line) and not EXPLAINED_SUPPRESSION.search(line):
            yield line


def test_files_classes_and_functions_are_small() -> None:
    assert offenders(python_files(), too_long) == []


def test_nothing_is_left_unfinished() -> None:
    assert offenders(python_files(), unfinished) == []


def test_a_silenced_check_says_why() -> None:
    assert offenders(python_files(), silenced_without_reason) == []


def test_a_module_is_named_for_what_it_is_for() -> None:
    assert not [shown(path) for path in package_files() if {path.stem, path.parent.name} & DRAWER_NAMES]
