"""Which language the program speaks."""

import pytest

from itag_desktop.wording.language import Language, choose_language, named_language

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", ["zh_CN", "zh_CN.UTF-8", "zh-Hans-CN", "zh_TW", "zh", "ZH_cn"])
def test_every_kind_of_chinese_is_simplified_chinese(name: str) -> None:
    assert choose_language(name) is Language.CHINESE


@pytest.mark.parametrize("name", ["en_GB.UTF-8", "de_DE", "C", "POSIX", "ja_JP", ""])
def test_all_else_is_english(name: str) -> None:
    assert choose_language(name) is Language.ENGLISH


def test_the_preference_beats_the_toolkit_and_that_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert choose_language() is Language.CHINESE
    assert choose_language(None, "en_US") is Language.ENGLISH
    assert choose_language("zh_CN", "en_US") is Language.CHINESE


@pytest.mark.parametrize("stronger", range(3))
def test_the_variables_are_asked_in_gnus_order(stronger: int) -> None:
    environ = {VARIABLES[stronger]: "zh_CN", VARIABLES[stronger + 1]: "en_US"}
    assert named_language(environ) == "zh_CN"


def test_an_empty_variable_says_nothing() -> None:
    assert named_language({"LANGUAGE": "", "LANG": "zh_CN"}) == "zh_CN"
    assert named_language({}) is None


def test_a_list_of_languages_gives_the_first_that_there_is() -> None:
    assert named_language({"LANGUAGE": "fr:zh_CN:en"}) == "zh_CN"
    assert named_language({"LANGUAGE": "en_GB:zh_CN"}) == "en_GB"
    assert named_language({"LANGUAGE": "fr:de"}) == "fr:de"
