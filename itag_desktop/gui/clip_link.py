"""Messages between the window process and a clip process: one JSON object a line, a question and its answer in turn.

The clip process says first that it is ready. It answers each `Look` with one `Seen`, also where there is nothing to
see; whoever gets no answer ends it and starts another.
"""

import msgspec

READY = b"ready\n"


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of a file: its length, and its first frame within `edge` squared pixels.

    A path goes as the bytes that the system knows it by: it need not be text (`os.fsencode`).
    """

    path: bytes
    edge: int
    wants_frame: bool


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. `picture` is a JPEG or empty; 0: unknown."""

    picture: bytes = b""
    width: int = 0
    height: int = 0
    length_ms: int = 0


_look_decoder = msgspec.json.Decoder(Look)
_seen_decoder = msgspec.json.Decoder(Seen)


def encode(message: Look | Seen) -> bytes:
    """Return `message` as one line, its newline included."""
    return msgspec.json.encode(message) + b"\n"


def decode_look(line: bytes) -> Look:
    """Return the question of `line`; what is none is a `msgspec.DecodeError`."""
    return _look_decoder.decode(line)


def decode_seen(line: bytes) -> Seen:
    """Return the answer of `line`; what is none is a `msgspec.DecodeError`."""
    return _seen_decoder.decode(line)
