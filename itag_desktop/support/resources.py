"""The files that come with the program: icons, translations, the sample.

They lie in ``resources/`` at the top of a checkout, inside the package in an installed wheel, and in the unpacked
bundle of a frozen program (PyInstaller's ``sys._MEIPASS``).
"""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """Return the resource at `parts` below the resources folder, whether or not it exists.

    Raises:
        FileNotFoundError: this program came without its resources.
    """
    folder = next((place for place in _places() if place.is_dir()), None)
    if folder is None:
        raise FileNotFoundError(*_places()[:1])
    return folder.joinpath(*parts)


def _places() -> list[Path]:
    bundle = getattr(sys, "_MEIPASS", None)
    frozen = [] if bundle is None else [Path(bundle, _PACKAGE.name, "resources"), Path(bundle, "resources")]
    return [*frozen, _PACKAGE / "resources", _PACKAGE.parent / "resources"]
