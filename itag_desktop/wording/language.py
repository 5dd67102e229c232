"""Which language to speak: the user's preference, else the system's, else English."""

import locale
import os
import sys
from collections.abc import Mapping
from enum import StrEnum

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where POSIX systems say the language of messages, the first that is set counts (GNU gettext manual, 2.3)."""


class Language(StrEnum):
    """The languages there are; the value is the name of the catalogue's folder."""

    ENGLISH = "en"
    CHINESE = "zh_CN"


def choose_language(preferred: str | None = None, system: str | None = None) -> Language:
    """Return the language to install.

    `preferred` is the user's own choice, `system` what a toolkit knows of the system's language; both are names such
    as ``zh_CN``, ``zh-Hans-CN`` or ``en_GB.UTF-8``. Every kind of Chinese is Simplified Chinese, all else is English.
    """
    name = preferred or system or named_language(os.environ) or _windows_language() or ""
    return Language.CHINESE if name.lower().startswith("zh") else Language.ENGLISH


def named_language(environ: Mapping[str, str]) -> str | None:
    """Return the language that the environment names, or None. ``LANGUAGE`` may be a list of them, best first."""
    wanted = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    return next((name for name in wanted.split(":") if name.lower().startswith(("zh", "en"))), wanted or None)


def _windows_language() -> str | None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    return None
