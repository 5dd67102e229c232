"""The documents tell the truth, as far as a test can see: paths, links, packages, words, decisions."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.source_tree import ROOT, documents, python_files, shown

LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")
PATH = re.compile(
    r"`((?:\.ci|benchmarks|docs|itag_desktop|packaging|resources|tests)/[\w./-]*|[\w-]+\.(?:py|md|toml))`"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CATALOGUE = ROOT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES" / "itag_desktop.po"
GLOSSARY = ROOT / "docs" / "GLOSSARY.md"
DECISIONS = ROOT / "docs" / "decisions"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def glossary_rows() -> Iterator[list[str]]:
    """Yield word, Chinese word, meaning, and words to avoid."""
    for line in read(GLOSSARY).splitlines():
        if line.startswith("|") and not line.startswith(("| Word ", "| --- ")):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def test_every_path_in_a_document_exists() -> None:
    modules = {path.name for path in python_files()}
    missing = [
        f"{shown(document)}: {path}"
        for document in documents()
        for path in PATH.findall(read(document))
        if path not in modules and not (ROOT / path).exists() and not (document.parent / path).exists()
    ]
    assert not missing


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{shown(document)}: {target}"
        for document in documents()
        for target in LINK.findall(read(document))
        if not (document.parent / target).exists()
    ]
    assert not broken


def test_the_architecture_names_every_package_and_no_module_that_is_gone() -> None:
    text = read(ROOT / "ARCHITECTURE.md")
    packages = {path.parent.name for path in (ROOT / "itag_desktop").glob("*/__init__.py")}
    assert not [package for package in packages if f"`{package}`" not in text]
    code_words = set(re.findall(r"`([a-z_0-9.]+)`", text))
    for package in packages:
        modules = {path.stem for path in (ROOT / "itag_desktop" / package).iterdir()}
        named = {word.removeprefix(f"{package}.") for word in code_words if word.startswith(f"{package}.")}
        assert not named - modules, package


def test_every_word_of_the_glossary_has_a_meaning_and_a_chinese_word_that_users_read() -> None:
    catalogue = read(CATALOGUE)
    for word, chinese, meaning, _ in glossary_rows():
        assert meaning, word
        unseen = [text for text in re.split("[（）]", chinese) if CHINESE.search(text) and text not in catalogue]
        assert not unseen, word


def test_a_word_to_avoid_is_no_word_of_ours_for_the_same_thing() -> None:
    for word, _, _, avoided in glossary_rows():
        assert word not in [text.strip() for text in avoided.split(",")]


def test_every_decision_is_in_the_index_and_says_whether_it_holds() -> None:
    index = read(DECISIONS / "README.md")
    records = [path for path in sorted(DECISIONS.glob("*.md")) if path.name != "README.md"]
    assert not [path.name for path in records if f"]({path.name})" not in index]
    assert not [path.name for path in records if not re.search(r"^Status: ", read(path), re.MULTILINE)]
