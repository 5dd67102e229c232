"""The control file of the Debian package."""

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

LoadScript = Callable[[str], ModuleType]


@pytest.fixture
def deb(load_script: LoadScript, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load_script("deb")
    monkeypatch.setattr(module, "TREE", tmp_path)
    program = tmp_path / "usr" / "lib" / "itag-desktop" / "itag-desktop"
    program.parent.mkdir(parents=True)
    program.write_bytes(bytes(5000))
    return module


def fields(tree: Path) -> dict[str, str]:
    lines = (tree / "DEBIAN" / "control").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if not line.startswith(" "))


def test_every_value_of_the_control_file_is_filled_in(deb: ModuleType, tmp_path: Path) -> None:
    deb.place_control("1.2.3", "arm64")
    found = fields(tmp_path)
    assert (found["Version"], found["Architecture"], found["Installed-Size"]) == ("1.2.3", "arm64", "4")
    assert not [name for name, value in found.items() if value.startswith("@") or "(>= @" in value]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such bit, and no Debian package is made there")
def test_only_folders_and_the_program_are_executable(deb: ModuleType, tmp_path: Path) -> None:
    library = tmp_path / "usr" / "lib" / "itag-desktop" / "libqt.so"
    library.touch(0o755)
    deb.place_control("1.2.3", "amd64")
    assert library.stat().st_mode & 0o777 == 0o644
    assert library.with_name("itag-desktop").stat().st_mode & 0o777 == 0o755
