"""The entry point sends each way of starting to its place."""

import builtins
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from itag_desktop.__main__ import main

Start = Callable[..., tuple[str, list[str]]]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """Return how to start the program with arguments, and learn what it did with them; it works in an own folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    seen: list[tuple[str, list[str]]] = []

    def place(name: str) -> Callable[..., int]:
        def note(arguments: Sequence[str] = ()) -> int:
            seen.append((name, list(arguments)))
            return 0

        return note

    window = ModuleType("itag_desktop.gui.app")
    window.run_window = place("window")  # type: ignore[attr-defined]  # a stand-in
    monkeypatch.setitem(sys.modules, "itag_desktop.gui.app", window)
    monkeypatch.setattr("itag_desktop.cli.main.run", place("command line"))
    monkeypatch.setattr("itag_desktop.engine.host.serve_window", place("engine"))
    monkeypatch.setattr("itag_desktop.gui.clip_host.serve_clips", place("clips"))

    def started(*arguments: str) -> tuple[str, list[str]]:
        monkeypatch.setattr(sys, "argv", ["itag-desktop", *arguments])
        main()
        return seen[-1]

    return started


def test_without_arguments_the_window_opens(start: Start) -> None:
    assert start() == ("window", [])


def test_files_and_folders_open_in_the_window(start: Start) -> None:
    Path("pics").mkdir()
    Path("1.jpg").touch()
    assert start("pics", "1.jpg") == ("window", ["pics", "1.jpg"])


@pytest.mark.parametrize(
    "arguments", [["create", "image"], ["--help"], ["--version"], ["scan"], ["nowhere.jpg"], ["--x"]]
)
def test_everything_else_is_for_the_command_line(start: Start, arguments: list[str]) -> None:
    assert start(*arguments) == ("command line", arguments)


def test_a_folder_called_like_a_command_does_not_hide_it(start: Start) -> None:
    Path("runs").mkdir()
    assert start("runs")[0] == "command line"


def test_the_private_argument_starts_the_engine(start: Start) -> None:
    assert start("--engine")[0] == "engine"


def test_the_other_private_argument_starts_a_clip_process(start: Start) -> None:
    assert start("--clips")[0] == "clips"


@pytest.mark.usefixtures("start")
def test_without_a_display_there_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "argv", ["itag-desktop"])
    assert main() == 2
    assert "There is no display for the window." in capsys.readouterr().err


@pytest.mark.usefixtures("start")
def test_missing_qt_libraries_are_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    whole_import = builtins.__import__

    def importing(name: str, *arguments: Any, **settings: Any) -> Any:
        if name == "itag_desktop.gui.app":
            raise ImportError("libGL.so.1: cannot open shared object file")
        return whole_import(name, *arguments, **settings)

    monkeypatch.setattr(builtins, "__import__", importing)
    monkeypatch.setattr(sys, "argv", ["itag-desktop"])
    assert main() == 2
    assert "libGL.so.1" in capsys.readouterr().err
