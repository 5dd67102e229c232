"""The program finds its resources however it was installed."""

import sys
from pathlib import Path

import pytest

from itag_desktop.support import resources
from itag_desktop.support.resources import resource_path


def test_a_checkout_has_them_at_its_top() -> None:
    checkout = Path(resources.__file__).parents[2]
    assert resource_path("icons") == checkout / "resources" / "icons"
    assert resource_path("icons").is_dir()


def test_an_installed_package_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "itag_desktop"
    (package / "resources").mkdir(parents=True)
    (package.parent / "resources").mkdir()  # of another program
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resource_path("sample", "1.jpg") == package / "resources" / "sample" / "1.jpg"


@pytest.mark.parametrize("place", ["resources", "itag_desktop/resources"])
def test_a_frozen_program_has_them_in_its_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (tmp_path / place).mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_path("icons") == tmp_path / place / "icons"


def test_a_program_without_them_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "itag_desktop")
    with pytest.raises(FileNotFoundError):
        resource_path("icons")
