#!/usr/bin/env python3
"""Everything a checkout needs, with nothing but Python 3.11 to 3.14. On Windows write `py dev.py run`.

    python3 dev.py run [-- ARGUMENTS]     start iTAG Desktop; with arguments: what `itag-desktop ARGUMENTS` does
    python3 dev.py test [-- ARGUMENTS]    lint, types, floors and tests; with arguments: only `pytest ARGUMENTS`
    python3 dev.py desktop [-- ARGUMENTS] tell stories with a real mouse on a display of their own (Linux)
    python3 dev.py fuzz [-- ARGUMENTS]    plan what chance makes of tables, texts and manifests
    python3 dev.py translations           bring the message catalogues up to date with the source, and compile them

How it works: the first start makes `.venv` beside this file and installs the program and its tools into it, which takes
about a minute and needs the network. Then it writes a stamp into `.venv` that names all the environment was made from;
a later start finds the stamp unchanged and begins at once. An environment without its stamp was left half done, by a
lost network or Ctrl-C, and counts as none. Linux packages that Qt needs are installed where that is allowed, and named
in one line to paste where it is not.

This file uses the standard library alone. It must parse on Python 3.8, to say what it needs where that is `python3`.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import Iterator, NoReturn  # noqa: UP035 - Python 3.8 must be able to import this file

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "dev-stamp.txt"
LOCK = ROOT / ".dev.lock"
IS_WINDOWS = os.name == "nt"
VENV_SCRIPTS = VENV / ("Scripts" if IS_WINDOWS else "bin")
SUFFIX = ".exe" if IS_WINDOWS else ""

# PySide6 6.11 is the ceiling: it has no packages for Python 3.15.
OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)

# The shared libraries Qt loads that its wheels do not bring, and the Debian and Ubuntu packages they come in.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
}
# Those it loads besides to look at videos and sounds.
CLIP_LIBRARIES = {
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libbrotlidec.so.1": "libbrotli1",
    "libbz2.so.1": "libbz2-1.0",
    "libdrm.so.2": "libdrm2",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libpulse.so.0": "libpulse0",
    "libzstd.so.1": "libzstd1",
}
# Those it loads besides to show a window.
DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WINDOW_LIBRARIES = {**QT_LIBRARIES, **CLIP_LIBRARIES, **DISPLAY_LIBRARIES}

# The oldest glibc that PySide6 6.11 runs on, by processor (the tags of its wheels).
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}

# The port of the first X server (X Window System Protocol): display :1 is the next.
X11_PORT = 6000

# Variables that would send pip or Python to another environment than ours.
FOREIGN_VARIABLES = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "__PYVENV_LAUNCHER__")

CHECKS = (
    ("lint", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("types", ("mypy",)),
    ("floors", ("lint-imports",)),
    ("tests", ("pytest",)),
)

SAMPLE = ROOT / "resources" / "sample" / "fruit"
SAMPLE_MANIFEST = ROOT / "build" / "fruit.manifest"

CATALOGUES = ROOT / "resources" / "translations"
CATALOGUE_TEMPLATE = CATALOGUES / "itag_desktop.pot"


def main() -> int:
    """Do what the arguments ask for and return the exit code."""
    command, arguments = sys.argv[1] if sys.argv[1:] else "", sys.argv[2:]
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    commands = {"run": run, "test": test, "desktop": desktop, "fuzz": fuzz, "translations": translations}
    if command not in commands:
        print(__doc__)
        return 0 if command in ("-h", "--help", "help") else 2
    if not OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        return start_with_fitting_python()
    return commands[command](arguments)


# ---------------------------------------------------------------------------------------------------------- commands


def run(arguments: list[str]) -> int:
    """Start the program: its window or, where there is no display, the window's sample on the command line."""
    is_headless = not arguments and not has_display()
    require_packages({} if arguments or is_headless else WINDOW_LIBRARIES)
    prepare_environment()
    if is_headless:
        return run_sample()
    return replace_this_process([tool("python"), "-m", "itag_desktop", *arguments])


def run_sample() -> int:
    """Make a dataset of the sample in Practice, as the window's Start button does, and show its manifest."""
    say("There is no display here, so the command line makes the sample dataset instead of the window.")
    SAMPLE_MANIFEST.parent.mkdir(exist_ok=True)
    destination = ("--to", "practice:sample", "--manifest", str(SAMPLE_MANIFEST))
    code = call([tool("python"), "-m", "itag_desktop", "create", "image", str(SAMPLE), *destination])
    if code == 0:
        say(f"\nThe manifest, {SAMPLE_MANIFEST}:\n")
        say(SAMPLE_MANIFEST.read_text(encoding="utf-8"))
    return code


def test(arguments: list[str]) -> int:
    """Run every check and sum up; with arguments only pytest, for the quick round while working."""
    require_packages({**QT_LIBRARIES, **CLIP_LIBRARIES})
    prepare_environment()
    environment = {"QT_QPA_PLATFORM": "offscreen"}
    if arguments:
        return call([tool("pytest"), *arguments], environment)
    results = []
    for name, (program, *options) in CHECKS:
        say(f"\n== {name}: {' '.join((program, *options))}")
        began = time.monotonic()
        code = call([tool(program), *options], environment)
        results.append((name, code, time.monotonic() - began))
    say("")
    for name, code, seconds in results:
        say(f"{name:<8} {'ok' if code == 0 else 'FAILED':<8} {seconds:6.1f} s")
    return int(any(code for _, code, _ in results))


def desktop(arguments: list[str]) -> int:
    """Tell the stories of `tests/desktop`, whose `run.py` says what it does with arguments."""
    require_packages(WINDOW_LIBRARIES)
    prepare_environment()
    return call([tool("python"), "-m", "tests.desktop.run", *arguments])


def fuzz(arguments: list[str]) -> int:
    """Plan broken tables; `tests/fuzz/run.py` says what it does with arguments."""
    require_packages({})
    prepare_environment()
    return call([tool("python"), "-m", "tests.fuzz.run", *arguments])


def translations(arguments: list[str]) -> int:
    """Extract the messages, merge them into every language's catalogue, and compile the catalogues."""
    if arguments:
        stop("`dev.py translations` takes no arguments.")
    require_packages({})
    prepare_environment()
    # Places without line numbers: a catalogue changes only where its messages do.
    keywords = ["--keywords", "text", "--keywords", "plural:1,2"]
    layout = ["--add-location", "file", "--sort-by-file", "--no-wrap", "--project", "iTAG Desktop"]
    template, folder = str(CATALOGUE_TEMPLATE), str(CATALOGUES)
    kept = ["--ignore-obsolete", "--no-wrap", "--ignore-pot-creation-date"]
    steps = (
        ["extract", "--mapping-file", "babel.cfg", *keywords, *layout, "--output-file", template, "itag_desktop"],
        ["update", "--domain", "itag_desktop", *kept, "--input-file", template, "--output-dir", folder],
        ["compile", "--domain", "itag_desktop", "--directory", folder, "--statistics"],
    )
    return next((code for step in steps if (code := call([tool("pybabel"), *step]))), 0)


# ------------------------------------------------------------------------------------------------------- environment


def prepare_environment() -> None:
    """See to it that `.venv` holds what this checkout needs; of two starts at once the second waits for the first."""
    if read_stamp() == wanted_stamp():
        return
    with only_one_at_a_time():
        found, wanted = read_stamp(), wanted_stamp()
        if found == wanted:
            return
        refuse_unfit_platform()
        if found[:1] != wanted[:1]:
            make_environment()
        STAMP.unlink(missing_ok=True)
        install()
        STAMP.write_text("\n".join(wanted), encoding="utf-8")


def wanted_stamp() -> list[str]:
    """Return what the environment is made from: where and by which Python, then a hash of what is installed."""
    # A virtual environment works only where it was made: the folder is a part of it.
    place = f"{sys.version} | {base_python()} | {ROOT}".replace("\n", " ")
    contents = b"".join(path.read_bytes() for path in (ROOT / "pyproject.toml", Path(__file__)))
    return [place, hashlib.sha256(contents).hexdigest()]


def read_stamp() -> list[str]:
    """Return the stamp of the environment that is there, or an empty list."""
    try:
        return STAMP.read_text(encoding="utf-8").split("\n")
    except OSError:
        return []


def base_python() -> str:
    """Return the interpreter that environments are made from, also when this file runs inside one."""
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def make_environment() -> None:
    """Make `.venv` anew. When its pip does not answer nothing is left of it."""
    say(f"Making {VENV} ...")
    remove_environment()
    code = call([base_python(), "-m", "venv", str(VENV)]) or call([tool("python"), "-m", "pip", "--version"])
    if code != 0:
        remove_environment()
        stop("Python could not make a virtual environment; its own message is above.")


def remove_environment() -> None:
    """Remove `.venv`."""
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        stop(f"{VENV} cannot be removed ({error}). Close iTAG Desktop if it runs from there, then start again.")


def install() -> None:
    """Install the program, editable, and its tools into `.venv`."""
    say("Installing what iTAG Desktop needs; the first time this downloads about 325 MB ...")
    pip = [tool("python"), "-m", "pip", "install", "--quiet"]
    code = call([*pip, "--upgrade", "pip"]) or call([*pip, "--editable", f"{ROOT}[dev]"])
    if code == 0:
        return
    if IS_WINDOWS and len(str(VENV)) > 80:  # noqa: PLR2004 - PySide6's longest path leaves that many of Windows' 260
        stop("Windows may have refused a path of over 260 characters: move the checkout to a shorter folder.")
    stop("pip could not install the libraries; its own message is above. It needs the network, or a package mirror.")


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Hold the lock that keeps two starts from writing one environment; the system drops it when a process ends."""
    with LOCK.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows alone

            file.seek(0)
            while True:
                with contextlib.suppress(OSError):  # it gives up after ten seconds
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# ---------------------------------------------------------------------------------------------------------- platform


def start_with_fitting_python() -> int:
    """Run this file with a Python that fits, if there is one."""
    python = fitting_python()
    if python is None:
        oldest, newest = (".".join(map(str, version)) for version in (OLDEST_PYTHON, NEWEST_PYTHON))
        stop(f"iTAG Desktop needs Python {oldest} to {newest}, and this is {platform.python_version()}.")
    return replace_this_process([*python, str(Path(__file__).resolve()), *sys.argv[1:]])


def fitting_python() -> list[str] | None:
    """Return the command that starts the newest Python that fits, or None."""
    for minor in range(NEWEST_PYTHON[1], OLDEST_PYTHON[1] - 1, -1):
        command = ["py", f"-3.{minor}"] if IS_WINDOWS else [f"python3.{minor}"]
        # A name on the path may be a version manager's, for a version that it does not have: try it.
        if shutil.which(command[0]) and call([*command, "-c", ""], quiet=True) == 0:
            return command
    return None


def refuse_unfit_platform() -> None:
    """Stop with one sentence where pip would only say that it found nothing that matches."""
    abi = str(sysconfig.get_config_var("SOABI"))
    glibc = tuple(int(number) for number in platform.libc_ver()[1].split(".") if number.isdigit())
    oldest_glibc = OLDEST_GLIBC.get(platform.machine(), (0,))
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        stop("This is the free-threaded build of Python, for which Qt has no packages. Use the ordinary build.")
    if sys.maxsize < 2**32:
        stop("This is a 32-bit Python, for which Qt has no packages. Use a 64-bit one.")
    if "musl" in abi:
        stop("This system is built on musl (Alpine and others), for which Qt has no packages. Use one built on glibc.")
    if sys.platform == "linux" and glibc < oldest_glibc:
        needed = ".".join(map(str, oldest_glibc))
        stop(f"Qt's packages for {platform.machine()} need glibc {needed}; this system has {platform.libc_ver()[1]}.")


def has_display() -> bool:
    """Say whether a window can be shown."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or x11_answers(os.environ.get("DISPLAY", ""))


def x11_answers(display: str) -> bool:
    """Say whether an X server listens on `display`: a variable left over from an ended session counts for nothing."""
    host, _, number = display.rpartition(":")
    number = number.split(".")[0]
    if not number.isdigit():
        return False
    addresses: list[str | tuple[str, int]] = [(host, X11_PORT + int(number))]
    if host in ("", "unix"):
        addresses = [f"/tmp/.X11-unix/X{number}", f"\0/tmp/.X11-unix/X{number}"]  # noqa: S108 - X11's own place
    for address in addresses:
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        with contextlib.suppress(OSError), socket.socket(family) as probe:
            probe.settimeout(2)
            probe.connect(address)
            return True
    return False


def require_packages(libraries: dict[str, str]) -> None:
    """Install the Linux packages that are missing: those of `libraries`, and the one that makes environments."""
    if sys.platform != "linux":
        return
    packages = [package for library, package in libraries.items() if not can_load(library)]
    if importlib.util.find_spec("ensurepip") is None:
        packages.append("python{}.{}-venv".format(*sys.version_info[:2]))
    if not packages:
        return
    if shutil.which("apt-get") is None:
        say(f"Install what your system calls these Debian packages, if what follows fails: {' '.join(packages)}")
        return
    options = ["-y", "--no-install-recommends"]
    if os.geteuid() != 0:
        line = " ".join(["sudo apt-get update && sudo apt-get install", *options, *packages])
        stop(f"Some Linux packages are missing. Paste this line, then start again:\n\n    {line}\n")
    say(f"Installing Linux packages: {' '.join(packages)} ...")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    apt_get = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]  # another apt may be at work
    if call([*apt_get, "update"], quiet) or call([*apt_get, "install", *options, *packages], quiet):
        stop("apt-get could not install them; its own message is above.")


def can_load(library: str) -> bool:
    """Say whether the system finds the shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


# --------------------------------------------------------------------------------------------------------- processes


def tool(name: str) -> str:
    """Return the path of a program of the environment."""
    return str(VENV_SCRIPTS / f"{name}{SUFFIX}")


def call(
    command: list[str], environment: dict[str, str] | None = None, *, folder: Path = ROOT, quiet: bool = False
) -> int:
    """Run a command in a folder, the checkout unless given, and return its exit code."""
    output = subprocess.DEVNULL if quiet else None
    variables = {**child_environment(), **(environment or {})}
    child = subprocess.Popen(command, cwd=folder, env=variables, stdout=output, stderr=output)
    while True:
        # Ctrl-C reaches the child too: it ends in its own way and time, and we with it.
        with contextlib.suppress(KeyboardInterrupt):
            return child.wait()


def replace_this_process(command: list[str]) -> int:
    """Let `command` take this process's place, in the caller's folder. Windows has no such thing, so there we wait."""
    if not IS_WINDOWS:
        os.execvpe(command[0], command, child_environment())  # noqa: S606 - no shell is wanted
    return call(command, folder=Path.cwd())


def child_environment() -> dict[str, str]:
    """Return the variables for a child: ours, less those that lead to other environments; text is UTF-8 everywhere."""
    ours = {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES}
    return {**ours, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def say(text: str) -> None:
    """Print a line at once, so that it stands before what a child prints."""
    print(text, flush=True)


def stop(sentence: str) -> NoReturn:
    """End with a sentence for the user."""
    sys.exit(f"dev.py: {sentence}")


if __name__ == "__main__":
    sys.exit(main())
