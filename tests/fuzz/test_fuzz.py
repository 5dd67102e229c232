"""Chance makes inputs, and none breaks the planning; those that once did are planned again."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.planning import PlanDesk
from tests.support.source_tree import ROOT

INPUTS = 10_000
"""As many as two processors plan in forty seconds; ``python3 dev.py fuzz`` plans 20,000, and others each time."""
FINDINGS = sorted(Path(__file__).with_name("findings").glob("[0-9]*"))


@pytest.mark.timeout(900)  # of a busy machine; it waits for nothing
def test_nothing_that_chance_makes_breaks_the_planning() -> None:
    command = [sys.executable, "-m", "tests.fuzz.run", "--seed", "2026", "--inputs", str(INPUTS), "--workers", "2"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    assert " planned" in process.stdout


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path, tmp_path: Path) -> None:
    with PlanDesk(tmp_path) as desk:
        assert desk.outcome_of(path).fault == ""
