"""The Chinese catalogue is whole, true to its placeholders, and compiled."""

import ast
import re
from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.support.source_tree import ROOT, package_files, parsed, shown

FOLDER = ROOT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES"
KEYWORDS = {**DEFAULT_KEYWORDS, "text": None, "plural": (1, 2)}
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?(][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\.)")
CHINESE_VALUE = re.compile(r"\{(?:folders|kind)\}")
NO_BLANK = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9{]|[A-Za-z0-9}][\u4e00-\u9fff]")
PERCENT_FIELD = re.compile(r"%(?:\(\w+\))?[sr]")
MNEMONIC = re.compile(r"\(&\w\)")
Id = str | tuple[str, ...]


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    return read_po(BytesIO((FOLDER / "itag_desktop.po").read_bytes()), locale="zh_CN")


def messages_of(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def texts_of(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(map(str, ids)), tuple(map(str, strings))


def source_ids() -> set[Id]:
    found = extract_from_dir(ROOT / "itag_desktop", method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found}


def fields(text: str) -> set[str]:
    if PERCENT_FIELD.search(text):
        return set(PERCENT_FIELD.findall(text))
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_it_holds_exactly_the_texts_of_the_source(chinese: Catalog) -> None:
    ids = {tuple(message.id) if isinstance(message.id, list) else message.id for message in messages_of(chinese)}
    in_source = source_ids()
    singulars = {message[0] for message in in_source if isinstance(message, tuple)}
    assert ids == {message for message in in_source if message not in singulars}


def test_every_text_is_translated_and_none_only_guessed(chinese: Catalog) -> None:
    wanting = [message.id for message in messages_of(chinese) if message.fuzzy or not all(texts_of(message)[1])]
    assert not wanting


def test_every_placeholder_is_kept(chinese: Catalog) -> None:
    different = [
        message.id
        for message in messages_of(chinese)
        if any(fields(string) != fields(texts_of(message)[0][-1]) for string in texts_of(message)[1])
    ]
    assert not different


def test_punctuation_is_full_width(chinese: Catalog) -> None:
    strings = [MNEMONIC.sub("", string) for message in messages_of(chinese) for string in texts_of(message)[1]]
    assert not [string for string in strings if HALF_WIDTH.search(string)]


def test_a_blank_parts_chinese_from_latin(chinese: Catalog) -> None:
    strings = [string for message in messages_of(chinese) for string in texts_of(message)[1]]
    assert not [string for string in strings if NO_BLANK.search(CHINESE_VALUE.sub("值", string))]


def test_the_compiled_catalogue_is_that_of_the_text(chinese: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, chinese)
    assert (FOLDER / "itag_desktop.mo").read_bytes() == compiled.getvalue()


def test_no_text_is_put_together_before_it_is_looked_up() -> None:
    glued = [
        f"{shown(path)}:{node.lineno}"
        for path in package_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"text", "plural", "N_"}
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args[:1])
    ]
    assert not glued
