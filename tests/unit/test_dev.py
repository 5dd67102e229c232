"""The two commands: what a first, a second and an interrupted start do, on systems that have what they need or not."""

import ast
import os
import socket
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev
from tests.support.source_tree import imported_modules

Commands = list[list[str]]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give dev.py an empty checkout."""
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "dev-stamp.txt")
    monkeypatch.setattr(dev, "LOCK", tmp_path / ".dev.lock")
    (tmp_path / "pyproject.toml").write_text("first")
    return tmp_path


@pytest.fixture
def steps(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record the slow steps of a start instead of taking them."""
    taken: list[str] = []

    def make() -> None:
        taken.append("make")
        (checkout / ".venv").mkdir(exist_ok=True)

    monkeypatch.setattr(dev, "make_environment", make)
    monkeypatch.setattr(dev, "install", lambda: taken.append("install"))
    return taken


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Record the commands that dev.py would run, each of which succeeds."""
    ran: Commands = []

    def call(command: Sequence[str], *_: object, **__: object) -> int:
        ran.append(list(command))
        return 0

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "replace_this_process", call)
    monkeypatch.setattr(dev, "require_packages", lambda _: None)
    monkeypatch.setattr(dev, "prepare_environment", lambda: None)
    return ran


def names_of(commands: Commands) -> list[str]:
    return [Path(command[0]).stem for command in commands]


def test_it_parses_on_python_3_8_and_needs_only_the_standard_library() -> None:
    path = Path(dev.__file__)
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
    assert {name.split(".")[0] for name in imported_modules(path)} <= sys.stdlib_module_names


def test_the_first_start_makes_and_installs_and_the_second_does_nothing(steps: list[str]) -> None:
    dev.prepare_environment()
    assert steps == ["make", "install"]
    dev.prepare_environment()
    assert steps == ["make", "install"]


def test_a_changed_project_is_installed_into_the_same_environment(checkout: Path, steps: list[str]) -> None:
    dev.prepare_environment()
    (checkout / "pyproject.toml").write_text("second")
    dev.prepare_environment()
    assert steps == ["make", "install", "install"]


def test_another_python_gets_an_environment_of_its_own(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    dev.prepare_environment()
    monkeypatch.setattr(dev, "base_python", lambda: "/another/python")
    dev.prepare_environment()
    assert steps == ["make", "install", "make", "install"]


def test_an_environment_whose_installation_broke_off_counts_as_none(
    checkout: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.prepare_environment()
    (checkout / "pyproject.toml").write_text("second")
    with monkeypatch.context() as patch:
        patch.setattr(dev, "install", lambda: dev.stop("no network"))
        with pytest.raises(SystemExit, match="no network"):
            dev.prepare_environment()
    dev.prepare_environment()
    assert steps == ["make", "install", "make", "install"]


def test_of_two_starts_at_once_one_installs_and_the_other_waits(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def install_slowly() -> None:
        time.sleep(0.1)
        steps.append("install")

    monkeypatch.setattr(dev, "install", install_slowly)
    starts = [threading.Thread(target=dev.prepare_environment) for _ in range(2)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert steps == ["make", "install"]


def test_nothing_is_left_of_an_environment_whose_pip_does_not_answer(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def call(command: list[str]) -> int:
        (checkout / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
        return int("pip" in command)

    monkeypatch.setattr(dev, "call", call)
    with pytest.raises(SystemExit):
        dev.make_environment()
    assert not (checkout / ".venv").exists()


def test_a_python_that_does_not_fit_looks_for_one_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, code in (("python3.14", 1), ("python3.13", 0)):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\nexit {code}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert dev.fitting_python() == ["python3.13"]


def test_without_a_fitting_python_one_sentence_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "fitting_python", lambda: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 to 3\.14"):
        dev.start_with_fitting_python()


def test_missing_linux_packages_are_named_in_one_line_to_paste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libone1 python3"
    with pytest.raises(SystemExit, match=line):
        dev.require_packages({"libone-of-no-system.so.1": "libone1"})


def test_missing_linux_packages_are_installed_by_root(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: Commands = []
    monkeypatch.setattr(dev, "call", lambda command, _: commands.append(command))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/apt-get")
    dev.require_packages({"libone-of-no-system.so.1": "libone1"})
    assert [("update" in command, command[-1]) for command in commands] == [(True, "update"), (False, "libone1")]


def test_a_display_counts_only_while_its_server_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        display = f"127.0.0.1:{server.getsockname()[1] - dev.X11_PORT}.0"
        monkeypatch.setenv("DISPLAY", display)
        assert dev.has_display()
    assert not dev.has_display()
    monkeypatch.delenv("DISPLAY")
    assert not dev.has_display()


def test_run_opens_the_window_where_there_is_a_display(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: True)
    assert dev.run([]) == 0
    assert [command[1:] for command in commands] == [["-m", "itag_desktop"]]


def test_run_makes_the_sample_and_shows_its_manifest_where_there_is_none(
    commands: Commands, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = checkout / "build" / "fruit.manifest"
    manifest.parent.mkdir()
    manifest.write_text('{"data":{"source":"oss://…"}}\n', encoding="utf-8")
    monkeypatch.setattr(dev, "SAMPLE_MANIFEST", manifest)
    monkeypatch.setattr(dev, "has_display", lambda: False)
    assert dev.run([]) == 0
    assert commands[0][1:5] == ["-m", "itag_desktop", "create", "image"]
    printed = capsys.readouterr().out
    assert str(manifest) in printed
    assert '{"data":{"source":"oss://…"}}' in printed


def test_run_passes_arguments_on(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py", "run", "--", "create", "--help"])
    assert dev.main() == 0
    assert commands[0][1:] == ["-m", "itag_desktop", "create", "--help"]


def test_every_check_runs_though_one_fails(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def call(command: list[str], *_: object) -> int:
        commands.append(command)
        return int("mypy" in command[0])

    monkeypatch.setattr(dev, "call", call)
    assert dev.test([]) == 1
    assert names_of(commands) == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]


def test_arguments_of_test_go_to_pytest_alone(commands: Commands) -> None:
    assert dev.test(["-k", "names"]) == 0
    assert names_of(commands) == ["pytest"]
    assert commands[0][1:] == ["-k", "names"]


def test_arguments_of_fuzz_go_to_its_run(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py", "fuzz", "--", "--seed", "7"])
    assert dev.main() == 0
    assert [command[1:] for command in commands] == [["-m", "tests.fuzz.run", "--seed", "7"]]


def test_arguments_of_desktop_go_to_its_stories(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py", "desktop", "--", "--shots", "pictures"])
    dev.main()
    assert [command[1:] for command in commands] == [["-m", "tests.desktop.run", "--shots", "pictures"]]


def test_a_child_is_not_led_to_another_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    assert "PYTHONPATH" not in dev.child_environment()


def test_an_unknown_command_shows_the_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py", "fly"])
    assert dev.main() == 2
    assert "python3 dev.py run" in capsys.readouterr().out
