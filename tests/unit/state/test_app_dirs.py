"""Where the program's own files are."""

from pathlib import Path

import pytest

from itag_desktop.state.app_dirs import HOME_VARIABLE, app_dirs


def test_one_variable_moves_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    dirs = app_dirs()
    assert {dirs.ledgers, dirs.drafts, dirs.practice, dirs.logs} == {
        tmp_path / name for name in ("ledgers", "drafts", "practice", "logs")
    }


def test_without_it_the_folders_are_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOME_VARIABLE)
    dirs = app_dirs()
    folders = [dirs.ledgers, dirs.drafts, dirs.practice, dirs.logs]
    assert len(set(folders)) == 4
    assert all(folder.is_absolute() and "itag-desktop" in str(folder) for folder in folders)


def test_asking_for_the_folders_makes_none() -> None:
    dirs = app_dirs()
    assert not any(folder.exists() for folder in (dirs.ledgers, dirs.drafts, dirs.practice, dirs.logs))
