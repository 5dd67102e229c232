"""A ledger for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from itag_desktop.state.ledger import Ledger
from tests.support.ledgers import pictures, planned_ledger


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    """Return where the test's ledger is."""
    return tmp_path / "ledgers" / "fruit.ledger"


@pytest.fixture
def ledger(ledger_path: Path) -> Iterator[Ledger]:
    """Return a ledger with a plan of ten pictures of ten bytes."""
    with planned_ledger(ledger_path, pictures(10)) as ledger:
        yield ledger
