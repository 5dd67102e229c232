"""The program's log: a few files that replace each other, in which no secret is written.

Everything a line would hold, tracebacks included, passes `redacted` first. It knows secrets by the names before them
and by their shape; it would rather black out too much.
"""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from itag_desktop.support.folders import private_folder

_MAX_BYTES = 2 * 1024 * 1024
_OLD_FILES = 3
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
_NOISY_LOGGERS = ("oss2",)
"""Of these, headers and signed strings are logged at lower levels."""

_HIDDEN = "***"
_NAMES_BEFORE = r"authorization|signature|security[-_]?token|session[-_]?token|secret[\w-]*|password|passwd"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # Authorization: OSS4-HMAC-SHA256 Credential=…,Signature=…    up to the end of the line or of the quoted value
    (re.compile(r"(?i)(authorization['\"]?\s*[:=]\s*)(?:'[^']*'|\"[^\"]*\"|[^\r\n'\"]+)"), rf"\1{_HIDDEN}"),
    # access_key_secret='…', x-oss-security-token: …, &Signature=…
    (re.compile(rf"(?i)((?:{_NAMES_BEFORE})['\"]?\s*[:=]\s*b?['\"]?)[^\s'\"&,;)}}\]]+"), rf"\1{_HIDDEN}"),
    # http://user:password@proxy
    (re.compile(r"(://)[^/\s@'\"]*:[^/\s'\"]*@"), rf"\1{_HIDDEN}@"),
    # OSS <id>:<signature>, the V1 form on its own
    (re.compile(r"\bOSS [\w.]+:[\w+/=]+"), f"OSS {_HIDDEN}"),
    # access key ids, security tokens and secrets by their shape
    (re.compile(r"\b(?:LTAI|STS\.|TMP\.)\w{8,}"), _HIDDEN),
    (re.compile(r"\bCAI[A-Za-z0-9+/_-]{40,}=*"), _HIDDEN),
    (
        re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{30}\b"),
        _HIDDEN,
    ),
)


def redacted(text: str) -> str:
    """Return `text` without what looks like a secret, a signature or a credential."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats as usual, then blacks out secrets: also those in a traceback's last line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of `record`."""
        return redacted(super().format(record))


def start_log(folder: Path, name: str) -> logging.Handler:
    """Log from now on to ``name.log`` in `folder`, and return the handler, for `stop_log`.

    Each kind of process takes a name of its own: two processes cannot replace one file.

    Raises:
        OSError: the folder or the file cannot be made.
    """
    path = private_folder(folder) / f"{name}.log"
    handler = RotatingFileHandler(
        path, maxBytes=_MAX_BYTES, backupCount=_OLD_FILES, encoding="utf-8", errors="backslashreplace"
    )
    handler.setFormatter(RedactingFormatter(_FORMAT))
    for noisy in _NOISY_LOGGERS:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close a log that `start_log` opened."""
    logging.getLogger().removeHandler(handler)
    handler.close()
