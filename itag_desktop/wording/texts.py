"""Texts in the user's language, on gettext.

How it works: the English text in the code is a message's identity. `pybabel extract` finds the calls of `text`,
`plural` and `N_` (see resources/translations/README.md), and the catalogue ``zh_CN/LC_MESSAGES/itag_desktop.mo`` holds
the Chinese. Each composition root calls `install` once, before it shows anything; until then texts are English.

A message is a whole sentence or a whole label, never glued from pieces. Its placeholders are named and filled here,
after translation, because an f-string would be evaluated before it could be looked up::

    text("Create dataset")
    text("{name} is ready", name=dataset_name)
    plural("{count} file", "{count} files", len(files))
"""

import gettext

from itag_desktop.support.resources import resource_path
from itag_desktop.wording.language import Language

DOMAIN = "itag_desktop"
_translations = gettext.NullTranslations()
_language = Language.ENGLISH


def install(language: Language) -> None:
    """Show all further texts of this process in `language`."""
    global _language, _translations  # noqa: PLW0603 - one language a process, set by its composition root
    _language = language
    _translations = (
        gettext.NullTranslations()
        if language is Language.ENGLISH
        else gettext.translation(DOMAIN, resource_path("translations"), [language])
    )


def installed() -> Language:
    """Return the language that texts are shown in."""
    return _language


def text(message: str, /, **values: object) -> str:
    """Return `message` in the user's language, its placeholders filled with `values`."""
    translated = _translations.gettext(message) if message else ""  # that of nothing is the catalogue's header
    return _filled(translated, values)


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form of the message that fits `count`; its placeholder ``{count}`` shows the number."""
    return _filled(_translations.ngettext(one, many, count), {"count": count_text(count), **values})


def count_text(count: int) -> str:
    """Return `count` with its thousands separated; English and Simplified Chinese group digits alike."""
    return f"{count:,}"


def N_(message: str, /) -> str:  # noqa: N802 - the name gettext's tools know
    """Return `message` as it is: marks a text of a table, to be translated where it is shown."""
    return message


def _filled(message: str, values: dict[str, object]) -> str:
    return message.format(**values) if values else message
