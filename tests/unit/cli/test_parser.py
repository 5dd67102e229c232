"""The grammar of the command line."""

import gettext
from collections.abc import Iterator

import pytest

from itag_desktop.cli.parser import UsageError, parse
from itag_desktop.domain.errors import InputError
from itag_desktop.support.resources import resource_path
from itag_desktop.wording import texts
from itag_desktop.wording.language import Language

CREATE = ["create", "image", "pics", "--to", "practice:fruit"]


@pytest.fixture
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = gettext.textdomain()
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    gettext.bindtextdomain(texts.DOMAIN, resource_path("translations"))
    gettext.textdomain(texts.DOMAIN)
    texts.install(Language.CHINESE)
    yield
    texts.install(Language.ENGLISH)
    gettext.textdomain(before)


def test_create_needs_a_template_sources_and_a_destination_and_defaults_the_rest() -> None:
    command = parse(CREATE)
    assert (command.template, command.sources, command.destination) == ("image", ["pics"], "practice:fruit")
    assert (command.if_exists, command.workers, command.limit_rate) == ("skip-same", None, None)
    assert (command.include, command.exclude, command.label_field) == ([], [], None)
    assert not any((command.partial, command.dry_run, command.json, command.no_root_folder, command.label_from_folder))


def test_patterns_can_be_repeated_and_stay_in_order() -> None:
    command = parse([*CREATE, "--include", "*.png", "--exclude", "draft/**", "--include", "*.jpg"])
    assert command.include == ["*.png", "*.jpg"]
    assert command.exclude == ["draft/**"]


def test_several_sources_follow_each_other() -> None:
    assert parse(["create", "video", "a", "b c", "--to", "practice:"]).sources == ["a", "b c"]


def test_label_from_folder_does_not_take_a_source_for_its_field() -> None:
    command = parse(["create", "image", "--label-from-folder", "pics", "--to", "practice:"])
    assert command.sources == ["pics"]


@pytest.mark.parametrize(
    ("typed", "bytes_per_s"),
    [("1000", 1000), ("500K", 500_000), ("2M", 2_000_000), ("1.5G", 1_500_000_000), ("2mb/s", 2_000_000)],
)
def test_a_rate_has_decimal_units(typed: str, bytes_per_s: int) -> None:
    assert parse([*CREATE, "--limit-rate", typed]).limit_rate == bytes_per_s


@pytest.mark.parametrize(
    ("option", "typed", "code"),
    [
        ("--limit-rate", "fast", "rate-wrong"),
        ("--limit-rate", "0", "rate-wrong"),
        ("--limit-rate", "-1", "rate-wrong"),
        ("--workers", "0", "workers-wrong"),
        ("--workers", "129", "workers-wrong"),
        ("--workers", "½", "workers-wrong"),
        ("--split", "0", "items-wrong"),
        ("--pilot", "0", "pilot-wrong"),
        ("--pilot", "50:", "pilot-wrong"),
        ("--delimiter", ",,", "delimiter-wrong"),
        ("--delimiter", '"', "delimiter-wrong"),
        ("--field", "text", "field-option-wrong"),
        ("--field", "=B", "field-option-wrong"),
        ("--const", "lang", "field-option-wrong"),
        ("--label-field", "source", "label-field-wrong"),
        ("--label-field", " ", "label-field-wrong"),
        ("--label-field", "a\nb", "label-field-wrong"),
    ],
)
def test_a_wrong_value_is_refused_by_its_own_code(option: str, typed: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse([*CREATE, option, typed])
    assert caught.value.code == code


@pytest.mark.parametrize(
    "arguments",
    [
        ["create"],
        ["create", "pdf", "a.csv", "--to", "practice:"],
        ["create", "text", "a.csv", "--to", "practice:", "--header", "--no-header"],
        ["create", "image", "pics"],
        [*CREATE, "--if-exists", "maybe"],
        [*CREATE, "--dry"],
        [*CREATE, "--profile", "work"],
        ["scan", "oss://a/b"],
        ["check", "a.manifest"],
        ["verify"],
        ["resume"],
        [],
    ],
)
def test_what_is_not_in_the_grammar_is_wrong_usage_with_the_usage_beside(arguments: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        parse(arguments)
    assert caught.value.code == "usage-wrong"
    assert caught.value.usage.startswith("usage: itag-desktop")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["create", "image", "pics"], "缺少必需的参数：--to"),
        ([*CREATE, "--colour"], "无法识别的参数：--colour"),
        ([*CREATE, "--workers"], "参数 --workers：需要一个值"),
        ([*CREATE, "--json=1"], "参数 --json：不接受值 '1'"),
    ],
)
@pytest.mark.usefixtures("in_chinese")
def test_argparse_speaks_chinese_too(arguments: list[str], sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(arguments)
    assert caught.value.values["message"] == sentence
    assert caught.value.usage.startswith("用法：")


@pytest.mark.usefixtures("in_chinese")
def test_help_is_chinese_as_a_whole(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(["--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert "显示此帮助并退出" in shown
    assert "show" not in shown


def test_the_hidden_option_of_practice_is_not_in_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["practice", "--help"])
    assert "announce" not in capsys.readouterr().out
    assert parse(["practice", "--announce", "--root", "x", "--port", "0"]).announce
