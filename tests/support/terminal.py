"""The command line as its user has it: commands, and what they print."""

import json
import sys
from typing import Any

import pytest

from itag_desktop.cli.main import run

COMMAND = [sys.executable, "-m", "itag_desktop"]
"""What begins a command in a process of its own."""


class Terminal:
    """Runs commands in this process and gives what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Return the exit code, stdout and stderr."""
        code = run(arguments)
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

    def json(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        """Return the exit code and the one document on stdout."""
        code, out, _ = self(*arguments, "--json")
        document: dict[str, Any] = json.loads(out)
        return code, document
