"""Every code has a sentence, and every sentence what it mentions."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from itag_desktop.domain.codes import CODES
from itag_desktop.wording import texts
from itag_desktop.wording.language import Language
from itag_desktop.wording.sentences import SENTENCES, sentence
from tests.support.source_tree import package_files, parsed, shown

ERRORS = {"ItagError", "InputError", "LedgerError", "SourceFileError", "StorageError"}
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
PACKAGES_WITH_CODES = {"domain", "engine", "media", "planning", "manifests", "state", "storage", "support", "tables"}
NO_CODES = re.compile(
    r"x-oss-.*|0002-\d+|itag-desktop|skip-same|cn-hangzhou|utf-8|latin-1|content-type|retry-after|systemd-inhibit"
)
NAMES_IN_TABLES = {
    "media": {"jpeg-2000", "jpeg-xr", "camera-raw", "mpeg-ts", "mpeg-audio"},
    "storage": {
        "key-known",
        "bucket-here",
        "may-list",
        "may-write",
        "access-key-id",
        "access-key-secret",
        "security-token",
    },
    "tables": {"utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "euc-kr", "windows-1252", "en-us", "en-gb", "zh-cn"}
    | {"d-mmm-yy", "d-mmm", "mmm-yy", "m-d-yy"},
}
"""Other words with hyphens: formats, the steps of a connection check, the parts of a credential, encodings."""
MAKERS = {"Problem", "Trouble", "CellProblem", "Finding"}
"""What carries a code and, in `values`, its values."""
NOT_VALUES = {"code", "reaction", "retry_after_s"}


def package_of(path: Path) -> str:
    return path.parent.name


def literals(node: ast.AST | None) -> Iterator[str]:
    """Yield the texts that an expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def carrying_calls() -> Iterator[tuple[str, set[str] | None, str]]:
    """Yield each call that makes an error, a problem or a trouble: its place, the values it gives, its code."""
    for path in package_files():
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            coded = next((keyword.value for keyword in node.keywords if keyword.arg == "code"), None)
            for code in literals(coded or (node.args[0] if node.args else None)):
                if node.func.id in ERRORS | MAKERS or code in CODES:
                    yield f"{shown(path)}:{node.lineno}", given_values(node, node.func.id), code


def given_values(call: ast.Call, maker: str) -> set[str] | None:
    """Return the names of the values that a call gives, or None where it cannot be seen."""
    if maker in MAKERS:
        values = next((keyword.value for keyword in call.keywords if keyword.arg == "values"), ast.Dict([], []))
        if not isinstance(values, ast.Dict):
            return None
        return {key.value for key in values.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    if maker not in ERRORS and not call.keywords:
        return None
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else {name for name in names if name} - NOT_VALUES


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert set(SENTENCES) == set(CODES)


def test_every_code_that_is_raised_is_listed() -> None:
    unlisted = [f"{place} {code}" for place, _, code in carrying_calls() if code not in CODES]
    assert not unlisted


def test_every_code_gets_the_values_it_is_listed_with() -> None:
    short = [
        f"{place} {code} lacks {sorted(CODES[code] - given)}"
        for place, given, code in carrying_calls()
        if code in CODES and given is not None and not given >= CODES[code]
    ]
    assert not short


def words_with_hyphens(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each literal that looks like a code, and its line; names of threads are none."""
    tree = parsed(path)
    names = {node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "name"}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in names:
            continue
        if KEBAB.fullmatch(node.value) and not NO_CODES.fullmatch(node.value):
            yield node.lineno, node.value


def test_words_that_look_like_codes_are_listed() -> None:
    """Codes also stand in tables, such as that of OSS's own errors, where no call shows them."""
    unlisted = {
        f"{shown(path)}:{line} {word}"
        for path in package_files()
        if package_of(path) in PACKAGES_WITH_CODES and path.name != "codes.py"
        for line, word in words_with_hyphens(path)
        if word not in CODES and word not in NAMES_IN_TABLES.get(package_of(path), ())
    }
    assert not unlisted


def test_every_listed_code_is_used() -> None:
    used = {
        node.value
        for path in package_files()
        if path.name != "codes.py" and package_of(path) not in {"wording", "sentences"}
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(CODES) <= used


def test_a_sentence_mentions_only_values_of_its_code() -> None:
    strangers = {
        code: unknown
        for code, message in SENTENCES.items()
        if (unknown := {name for _, name, _, _ in Formatter().parse(message) if name} - CODES[code])
    }
    assert not strangers


@pytest.mark.parametrize("language", list(Language))
def test_no_sentence_leaves_a_brace_or_a_gap(language: Language) -> None:
    texts.install(language)
    try:
        for code, names in CODES.items():
            values = {name: "key-empty" if name == "reason" else "7" for name in names}
            said = sentence(code, values)
            assert said
            assert "{" not in said
            assert "…" not in said
    finally:
        texts.install(Language.ENGLISH)
