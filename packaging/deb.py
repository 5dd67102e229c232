#!/usr/bin/env python3
"""Make a Debian package of the built bundle. `packaging/build.py --deb` runs it after the build.

    python3 packaging/deb.py

The bundle goes to /usr/lib/itag-desktop, with a link in /usr/bin; icons, the menu entry and the AppStream page go where
desktops look. Needs dpkg-deb and the standard library, and no root: dpkg-deb writes every file as root's.
"""

import gzip
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LINUX = HERE / "linux"
BUNDLE = ROOT / "dist" / "itag-desktop"
ICONS = ROOT / "build" / "bundle" / "icons"
TREE = ROOT / "build" / "bundle" / "deb"

NAME = "itag-desktop"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def main() -> int:
    """Lay the files out as they will be installed, and pack them."""
    version = output_of([str(BUNDLE / NAME), "--version"]).split()[-1]
    architecture = output_of(["dpkg", "--print-architecture"]).strip()
    shutil.rmtree(TREE, ignore_errors=True)
    place_program()
    place_desktop_files()
    place_documents()
    place_control(version, architecture)
    package = ROOT / "dist" / f"{NAME}_{version}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(TREE), str(package)], check=True)
    return 0


def place_program() -> None:
    """Copy the bundle, and link the program into the path."""
    shutil.copytree(BUNDLE, TREE / "usr" / "lib" / NAME, symlinks=True)
    programs = made(TREE / "usr" / "bin")
    (programs / NAME).symlink_to(f"../lib/{NAME}/{NAME}")


def place_desktop_files() -> None:
    """Place what desktops and software centres show."""
    share = TREE / "usr" / "share"
    shutil.copy(LINUX / f"{NAME}.desktop", made(share / "applications"))
    for page in LINUX.glob("*.metainfo.xml"):
        shutil.copy(page, made(share / "metainfo"))
    themed = share / "icons" / "hicolor"
    for size in ICON_SIZES:
        shutil.copy(ICONS / f"app-{size}.png", made(themed / f"{size}x{size}" / "apps") / f"{NAME}.png")
    shutil.copy(ROOT / "resources" / "icons" / "app.svg", made(themed / "scalable" / "apps") / f"{NAME}.svg")


def place_documents() -> None:
    """Place the copyright file that Debian's policy asks for (12.5), and what changed."""
    folder = made(TREE / "usr" / "share" / "doc" / NAME)
    shutil.copy(LINUX / "copyright", folder)
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (folder / "NEWS.gz").write_bytes(gzip.compress(changes, mtime=0))


def place_control(version: str, architecture: str) -> None:
    """Fill in `packaging/linux/control`. What was linked here runs with this system's C library or a newer one."""
    size = sum(file.lstat().st_size for file in TREE.rglob("*") if file.is_file() and not file.is_symlink())
    values = {
        "VERSION": version,
        "ARCHITECTURE": architecture,
        "INSTALLED_KIB": str(size // 1024),
        "GLIBC": platform.libc_ver()[1],
    }
    text = (LINUX / "control").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    (made(TREE / "DEBIAN") / "control").write_text(text, encoding="utf-8")
    for entry in TREE.rglob("*"):
        if not entry.is_symlink():
            # Whatever the umask was; and libraries are not run.
            entry.chmod(0o755 if entry.is_dir() or entry.name == NAME else 0o644)


def made(folder: Path) -> Path:
    """Return a folder that exists."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def output_of(command: list[str]) -> str:
    """Return what a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
