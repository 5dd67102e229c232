"""The manual names every option and every field of the JSON document, in both languages."""

import re
from dataclasses import fields

import pytest

from itag_desktop.cli.parser import parse
from itag_desktop.domain.progress import RunReport, RunState
from itag_desktop.domain.tasks import ProblemKind
from tests.support.source_tree import ROOT

MANUALS = ("command-line.md", "command-line.zh.md")
OPTION = re.compile(r"--[a-z][a-z-]*")


def manual(name: str) -> str:
    return (ROOT / "docs" / "manual" / name).read_text(encoding="utf-8")


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        parse([command, "--help"])
    return capsys.readouterr().out


@pytest.mark.parametrize("name", MANUALS)
def test_it_has_exactly_the_options_there_are(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = {
        option
        for command in ("create", "runs", "resume", "verify", "practice")
        for option in OPTION.findall(help_of(command, capsys))
    }
    assert set(OPTION.findall(manual(name))) == options | {"--version"}


@pytest.mark.parametrize("name", MANUALS)
def test_it_has_every_field_state_and_kind_of_the_document(name: str) -> None:
    words = set(re.findall(r"`(\w+)`", manual(name)))
    ends = {state.value for state in RunState if state.is_final}
    assert {field.name for field in fields(RunReport)} | ends | {kind.value for kind in ProblemKind} <= words
