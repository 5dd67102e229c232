"""Texts in the installed language."""

from collections.abc import Iterator

import pytest

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunState, Stage
from itag_desktop.domain.tasks import ProblemKind
from itag_desktop.wording import texts
from itag_desktop.wording.language import Language
from itag_desktop.wording.sentences import sentence
from itag_desktop.wording.texts import plural, text
from itag_desktop.wording.words import problem_word, stage_word, state_word, template_word


@pytest.fixture
def in_chinese() -> Iterator[None]:
    texts.install(Language.CHINESE)
    yield
    texts.install(Language.ENGLISH)


def test_without_a_language_texts_are_english() -> None:
    assert text("Create dataset") == "Create dataset"
    assert plural("{count} file", "{count} files", 1) == "1 file"
    assert plural("{count} file", "{count} files", 12_480) == "12,480 files"


@pytest.mark.usefixtures("in_chinese")
def test_chinese_is_found_and_filled() -> None:
    assert text("Create dataset") == "创建数据集"
    assert text("{name} is ready", name="fruit") == "fruit 已就绪"
    assert plural("{count} file", "{count} files", 12_480) == "12,480 个文件"


@pytest.mark.usefixtures("in_chinese")
def test_an_unknown_text_stays_as_it_is() -> None:
    assert text("No such text") == "No such text"


@pytest.mark.usefixtures("in_chinese")
def test_an_empty_text_is_not_the_catalogues_header() -> None:
    assert text("") == ""


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert text("{name} is ready", name="{x}") == "{x} is ready"
    assert sentence("bucket-wrong", {"bucket": "{x}"}).startswith("'{x}'")


def test_every_state_stage_and_kind_has_a_word_in_both_languages() -> None:
    def words() -> list[str]:
        return [
            *map(state_word, RunState),
            *map(stage_word, Stage),
            *map(problem_word, ProblemKind),
            *map(template_word, Template),
        ]

    english = words()
    texts.install(Language.CHINESE)
    chinese = words()
    texts.install(Language.ENGLISH)
    assert not set(english) & set(chinese)
    assert len(set(map(state_word, RunState))) == len(RunState)


def test_a_sentence_shows_each_value_by_its_unit() -> None:
    assert "12,345" in sentence("conflicts", {"count": 12_345})
    assert sentence("prefix-wrong", {"prefix": "a//b", "reason": "key-too-long"}).endswith(
        "Shorten the names of the file and its folders."
    )


def test_a_value_that_is_wanting_hides_nothing_else() -> None:
    assert sentence("region-not-of-endpoint", {"region": "cn-hangzhou"}).startswith("OSS_REGION is cn-hangzhou")


def test_a_code_of_another_version_still_says_something() -> None:
    assert "no-such-code" in sentence("no-such-code", {})
