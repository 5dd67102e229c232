"""A sentence for every code of `domain.codes`: what happened, where, and what to do.

The tables hold English texts whose placeholders are the values of the code; `sentence` translates and fills them. How
a value is shown follows from its name, as units do everywhere: ``…_bytes`` is a size, ``…_s`` a time, `reason` is
itself a code whose sentence is set in, `detail` may be words of the system, other numbers get their thousands
separated.
"""

from collections.abc import Mapping
from types import MappingProxyType

from itag_desktop.domain.errors import Value
from itag_desktop.wording.quantities import duration_text, size_text
from itag_desktop.wording.sentences.of_files import OF_FILES
from itag_desktop.wording.sentences.of_input import OF_INPUT
from itag_desktop.wording.sentences.of_items import OF_ITEMS
from itag_desktop.wording.sentences.of_program import OF_PROGRAM
from itag_desktop.wording.sentences.of_storage import OF_STORAGE
from itag_desktop.wording.sentences.of_tables import OF_TABLES
from itag_desktop.wording.system_words import SYSTEM_WORDS
from itag_desktop.wording.texts import N_, count_text, text

SENTENCES: Mapping[str, str] = MappingProxyType(
    {**OF_INPUT, **OF_FILES, **OF_STORAGE, **OF_TABLES, **OF_ITEMS, **OF_PROGRAM}
)
_UNKNOWN = N_("Something went wrong ({code}). The log has the details.")
_SIZES = frozenset({"needed", "free"})
_NOT_SAID = "…"
_WORDS: Mapping[str, Mapping[str, str]] = {
    "field": {
        "access-key-id": N_("AccessKey ID"),
        "access-key-secret": N_("AccessKey secret"),
        "security-token": N_("security token"),
    },
    "kind": {"image": N_("image"), "video": N_("video"), "audio": N_("audio")},
}
"""Values that are themselves words of the program, by the name of the value."""


def sentence(code: str, values: Mapping[str, Value]) -> str:
    """Return what to tell the user of an error, a problem or a notice."""
    if code not in SENTENCES:
        return text(_UNKNOWN, code=code)
    return text(SENTENCES[code]).format_map(_Shown(values))


class _Shown(dict[str, str]):
    """The values of a code as text. One that an older ledger does not have must not hide the rest."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        super().__init__({name: _shown(name, value) for name, value in values.items()})

    def __missing__(self, _name: str) -> str:
        return _NOT_SAID


def _shown(name: str, value: Value) -> str:
    if isinstance(value, str):
        if name == "reason":
            return sentence(value, {})
        if name == "detail":
            return text(value) if value in SYSTEM_WORDS else value
        word = _WORDS.get(name, {}).get(value)
        return text(word) if word else value
    if name.endswith("_bytes") or name in _SIZES:
        return size_text(value)
    return duration_text(value) if name.endswith("_s") else count_text(value)
