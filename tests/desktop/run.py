"""Run the desktop stories, or take the pictures: what ``python3 dev.py desktop`` starts in the project's environment.

    python3 dev.py desktop [-- PYTEST ARGUMENTS]      the stories: a real program, mouse, keyboard, drag, screen reader
    python3 dev.py desktop -- --shots FOLDER          a picture of every state of the window

The stories need Debian's or Ubuntu's packages below; missing ones are installed where that is allowed, and else named.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.desktop.stage import BUS_LAUNCHERS
from tests.desktop.tree import SYSTEM_PYTHON
from tests.support.source_tree import ROOT

PACKAGES_OF_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "dbus-daemon": "dbus-x11",
}
STORIES = "tests/desktop"
_APT = ("apt-get", "-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")


def main(arguments: list[str]) -> int:
    """Do what the arguments ask for and return the exit code."""
    os.chdir(ROOT)
    if "--shots" in arguments:
        return subprocess.run([sys.executable, "-m", "tests.desktop.shots", *arguments], check=False).returncode
    if not sys.platform.startswith("linux"):
        return refuse("The desktop stories need Linux: an X server and AT-SPI.")
    packages = missing_packages()
    if packages and not install(packages):
        return refuse(f"Install these first: sudo apt-get install {' '.join(packages)}")
    options = ["-o", "python_files=story_*.py", *(arguments or ["--durations=5"])]
    chosen = any(Path(argument.split("::")[0]).exists() for argument in arguments)
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *([] if chosen else [STORIES])], check=False
    ).returncode


def missing_packages() -> list[str]:
    """Return the Debian packages that the stories lack here."""
    missing = [package for program, package in PACKAGES_OF_PROGRAMS.items() if shutil.which(program) is None]
    if not any(Path(path).exists() for path in BUS_LAUNCHERS):
        missing.append("at-spi2-core")
    bindings = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    if not Path(SYSTEM_PYTHON).exists() or subprocess.run(bindings, check=False, capture_output=True).returncode:
        missing.append("python3-pyatspi")
    if not any(Path("/usr/share/fonts").rglob("NotoSansCJK*")):
        missing.append("fonts-noto-cjk")
    return missing


def install(packages: list[str]) -> bool:
    """Install packages where that is allowed; say whether they are there now."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    steps = ([*_APT, "update"], [*_APT, "install", *packages])
    return all(subprocess.run(step, check=False).returncode == 0 for step in steps)


def refuse(sentence: str) -> int:
    """Say why nothing can be run."""
    sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
