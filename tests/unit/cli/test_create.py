"""From the arguments of `create` to what is asked of the engine."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from itag_desktop.cli.create import create
from itag_desktop.cli.parser import parse
from itag_desktop.domain.errors import InputError
from itag_desktop.domain.kinds import IfExists, Template
from itag_desktop.domain.progress import PlanCounts, RunReport, RunSnapshot, RunState, Stage
from itag_desktop.domain.request import DatasetRequest, MediaOptions, RunOptions
from tests.support.reports import ended_report


@dataclass
class Asked:
    """What sessions were made with."""

    sessions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def request(self) -> DatasetRequest:
        request: DatasetRequest = self.sessions[-1]["request"]
        return request

    @property
    def options(self) -> RunOptions:
        options: RunOptions = self.sessions[-1]["options"]
        return options


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asked:
    """Return what the engine is asked for; it does nothing. The test works beside a folder `pics` and a file."""
    seen = Asked()

    class Session:
        def __init__(self, **arguments: Any) -> None:
            seen.sessions.append(arguments)

        def execute(self) -> RunReport:
            return ended_report(RunState.FINISHED)

        def snapshot(self) -> RunSnapshot:
            return RunSnapshot(run_id="r", state=RunState.FINISHED, stage=Stage.MANIFEST, plan=PlanCounts())

        def cancel(self) -> None:
            pass

    monkeypatch.setattr("itag_desktop.cli.create.Session", Session)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my pics.2026").mkdir()
    (tmp_path / "pics").mkdir()
    (tmp_path / "one.two.jpg").touch()
    return seen


def ask(*arguments: str) -> int:
    return create(parse(["create", "image", *arguments, "--to", "practice:x"]))


def test_without_options_everything_is_the_default(asked: Asked, tmp_path: Path) -> None:
    assert ask("pics") == 0
    assert asked.request.template is Template.IMAGE
    assert [source.path for source in asked.request.sources] == [str(tmp_path / "pics")]
    assert asked.request.media == MediaOptions()
    assert asked.options == RunOptions(local_manifest=str(tmp_path / "pics.manifest"))


def test_how_it_is_sent_is_passed_on(asked: Asked, tmp_path: Path) -> None:
    ask(
        *("pics", "--if-exists", "replace", "--workers", "7", "--limit-rate", "2M", "--partial", "--dry-run"),
        *("--manifest", "a/b.txt"),
    )
    assert asked.options == RunOptions(
        if_exists=IfExists.REPLACE,
        writes_partial=True,
        workers=7,
        limit_rate=2_000_000,
        local_manifest=str(tmp_path / "a" / "b.txt"),
        is_local_explicit=True,
        is_dry_run=True,
    )


def test_what_belongs_to_it_is_passed_on(asked: Asked) -> None:
    ask("pics", "--include", "*.png", "--exclude", "draft/**", "--exclude", "x*", "--label-from-folder")
    assert asked.request.media == MediaOptions(
        include=("*.png",), exclude=("draft/**", "x*"), label_from_folder=True, label_field="label"
    )


@pytest.mark.parametrize(
    ("sources", "name"),
    [(["my pics.2026"], "my_pics_2026"), (["one.two.jpg"], "one_two"), (["pics", "my pics.2026"], "pics")],
)
def test_the_name_follows_the_first_source(asked: Asked, sources: list[str], name: str) -> None:
    ask(*sources)
    assert (asked.request.dataset_name, asked.request.manifest_suffix) == (name, ".manifest")


def test_a_name_brings_its_suffix(asked: Asked, tmp_path: Path) -> None:
    ask("pics", "--name", "水果.txt")
    assert asked.request.manifest_name == "水果.txt"
    assert asked.options.local_manifest == str(tmp_path / "水果.txt")


def test_a_source_inside_another_is_told_and_ignored(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    Path("pics/sub").mkdir()
    ask("pics", "pics/sub")
    assert len(asked.request.sources) == 1
    assert "is ignored: it lies in" in capsys.readouterr().err


def test_nothing_is_asked_of_the_engine_without_a_key(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSS_REGION", "cn-hangzhou")
    with pytest.raises(InputError):
        create(parse(["create", "image", "pics", "--to", "oss://labels/x"]))
    assert not asked.sessions
