"""What the packages say of the program is what the project says: names, version, licence."""

import configparser
import re
import tomllib
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from itag_desktop import __version__
from itag_desktop.gui.app import PROGRAM
from tests.support.source_tree import ROOT

PACKAGING = ROOT / "packaging"
DESKTOP_FILE = PACKAGING / "linux" / "itag-desktop.desktop"
SPEC = PACKAGING / "itag-desktop.spec"


@pytest.fixture
def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


@pytest.fixture
def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(DESKTOP_FILE, encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.fixture
def metainfo() -> ET.Element:
    (page,) = (PACKAGING / "linux").glob("*.metainfo.xml")
    return ET.parse(page).getroot()  # noqa: S314 - our own file


def test_the_menu_entry_starts_the_program_and_its_windows_find_it(
    desktop_entry: configparser.SectionProxy, project: dict[str, Any]
) -> None:
    assert desktop_entry["Exec"].split()[0] in project["scripts"]
    assert desktop_entry["Name"] == desktop_entry["StartupWMClass"] == PROGRAM
    # A Wayland desktop looks for the entry by the name that the window gives.
    window = (ROOT / "itag_desktop" / "gui" / "app.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{DESKTOP_FILE.stem}")' in window


def test_the_appstream_page_is_of_this_program_and_version(metainfo: ET.Element, project: dict[str, Any]) -> None:
    assert metainfo.findtext("name") == PROGRAM
    assert metainfo.findtext("launchable") == DESKTOP_FILE.name
    assert metainfo.findtext("provides/binary") in project["scripts"]
    assert metainfo.findtext("project_license") == project["license"]
    newest = metainfo.find("releases/release")
    assert newest is not None
    assert newest.get("version") == __version__


def test_the_appstream_page_is_named_by_its_id(metainfo: ET.Element) -> None:
    assert (PACKAGING / "linux" / f"{metainfo.findtext('id')}.metainfo.xml").is_file()


def test_the_bundle_has_the_programs_of_the_wheel(project: dict[str, Any]) -> None:
    recipe = SPEC.read_text(encoding="utf-8")
    programs = set(re.findall(r'executable\("([\w-]+)"', recipe))
    assert programs == {*project["scripts"], *project["gui-scripts"]}
    assert "VERSION = itag_desktop.__version__" in recipe


def test_every_recipe_for_a_system_that_was_not_at_hand_says_so() -> None:
    for name in ("itag-desktop.spec", "windows/itag-desktop.iss", "windows/version-resource.txt", "README.md"):
        assert "UNTESTED" in (PACKAGING / name).read_text(encoding="utf-8"), name
