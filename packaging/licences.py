"""Gather the licence texts that go into the bundle, and a list of whose they are.

    python packaging/licences.py FOLDER

Runs in the venv that the bundle is made from, while nothing but the program and its libraries is installed there: every
distribution it finds is listed. It stops where one comes without a text, since that one needs looking at.
"""

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

HERE = Path(__file__).resolve().parent
OURS = "itag-desktop"

TOOLS = {"pip", "setuptools", "wheel"}
"""What a new venv holds; none of it is bundled."""

QT = {"pyside6-addons", "pyside6-essentials", "shiboken6"}
"""Their wheels hold no texts; `packaging/licences` has them."""

LICENCE_NAME = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)

INTRODUCTION = """\
# What iTAG Desktop is made with

iTAG Desktop is under the Apache License 2.0 (`itag-desktop/`). It comes with the works below, each under its own
licence, whose text is in the folder of its name. Those under the LGPL, Qt above all: `SHARED-LIBRARIES.md`.

| Work | Version | Licence |
| --- | --- | --- |
"""


def main() -> int:
    """Write texts and list into the folder that is the first argument."""
    folder = Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "licences", folder)
    rows = [copy_texts_of_python(folder)]
    for distribution in distributions():
        name = distribution_name(distribution)
        if name not in TOOLS:
            copy_texts(distribution, folder / name)
            rows.append((name, distribution.version, licence_words(distribution)))
    table = "".join(f"| {' | '.join(row)} |\n" for row in sorted(rows) if row[0] != OURS)
    (folder / "THIRD-PARTY.md").write_text(INTRODUCTION + table, encoding="utf-8")
    return 0


def distribution_name(distribution: Distribution) -> str:
    """Return the distribution's name in the one spelling that pip compares (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution.name).lower()


def licence_words(distribution: Distribution) -> str:
    """Return what a distribution says of its licence: an SPDX expression, else a word or two."""
    about = distribution.metadata.json
    trove = [line.rpartition(" :: ")[2] for line in about.get("classifier", []) if line.startswith("License")]
    says = about.get("license_expression") or " and ".join(trove) or about.get("license") or "see its text"
    return str(says).strip().splitlines()[0]


def copy_texts(distribution: Distribution, folder: Path) -> None:
    """Copy a distribution's licence texts into `folder`."""
    texts = list(licence_files(distribution))
    if not texts and distribution_name(distribution) not in QT:
        sys.exit(f"licences.py: {distribution.name} comes without a licence text; find it and look at it.")
    for text in texts:
        folder.mkdir(exist_ok=True)
        # Two texts of one name lie in different folders: the folder's name goes before.
        target = folder / text.name
        shutil.copyfile(text, target if not target.exists() else folder / f"{text.parent.name}-{text.name}")


def licence_files(distribution: Distribution) -> Iterator[Path]:
    """Yield a distribution's licence texts, from beside its metadata."""
    for file in distribution.files or ():
        if ".dist-info" in file.parts[0] and LICENCE_NAME.match(file.name):
            yield Path(str(distribution.locate_file(file)))


def copy_texts_of_python(folder: Path) -> tuple[str, str, str]:
    """Copy the licence of Python and of what its own library is made with; return its row of the list."""
    places = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)]
    text = next((file for place in places if (file := place / "LICENSE.txt").is_file()), None)
    if text is None:
        sys.exit(f"licences.py: this Python comes without its licence, LICENSE.txt, in {places[0]}.")
    (folder / "python").mkdir()
    shutil.copyfile(text, folder / "python" / text.name)
    return ("python", sys.version.split()[0], "PSF-2.0")


if __name__ == "__main__":
    sys.exit(main())
