"""A sink for uploads, as a process of its own: ``python -m benchmarks.sink [--delay-ms 30]``.

It answers like OSS as far as an upload needs it (put, multipart, head, list, get of manifests) and is fast: one
thread, bodies are summed (CRC-64; MD5 up to 64 KiB, which rclone compares) and dropped. It checks no signature and
refuses nothing, so it is good for measuring and for nothing else; Practice is the strict server.

Every answer waits `--delay-ms` after its request is complete, by a timer, so that any number of connections wait at
once. The port is printed on stdout; end of file on stdin ends the process.
"""

import argparse
import asyncio
import gc
import hashlib
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, unquote

from fastcrc import crc64

from benchmarks.sink_bucket import KEPT_SUFFIX, Received, SinkBucket

_BUFFER_BYTES = 512 * 1024
_MD5_UP_TO_BYTES = 64 * 1024
_HEAD_END = b"\r\n\r\n"
_DATE = "Thu, 01 Jan 2026 00:00:00 GMT"


class _Body:
    """Takes the bytes of one request's body and keeps their sums."""

    __slots__ = ("_content", "_crc64", "_md5", "_size_bytes", "left_bytes")

    def __init__(self, size_bytes: int, *, is_kept: bool) -> None:
        self.left_bytes = self._size_bytes = size_bytes
        self._crc64 = 0
        self._md5 = hashlib.md5(usedforsecurity=False) if size_bytes <= _MD5_UP_TO_BYTES else None
        self._content: bytearray | None = bytearray() if is_kept else None

    def take(self, block: memoryview) -> None:
        self.left_bytes -= len(block)
        self._crc64 = crc64.xz(block, self._crc64)
        if self._md5 is not None:
            self._md5.update(block)
        if self._content is not None:
            self._content += block

    def received(self) -> Received:
        etag = self._md5.hexdigest().upper() if self._md5 is not None else f"{self._crc64:032X}-1"
        return Received(self._size_bytes, etag, self._crc64, bytes(self._content or b""))


class _Request:
    """The head of a request, and its body as it comes."""

    __slots__ = ("body", "bucket", "headers", "method", "path", "query")

    def __init__(self, head: str) -> None:
        first, *lines = head.split("\r\n")
        self.method, target, _ = first.split(" ", 2)
        path, _, query = target.partition("?")
        self.path = unquote(path[1:])
        self.bucket, _, key = self.path.partition("/")
        self.query = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.body = _Body(int(self.headers.get("content-length", 0)), is_kept=key.endswith(KEPT_SUFFIX))


class _Connection(asyncio.BufferedProtocol):
    """One connection, kept alive; requests come one after the other."""

    def __init__(self, bucket: SinkBucket, buffer: bytearray, delay_s: float) -> None:
        self._bucket = bucket
        self._buffer = buffer  # shared by all connections: what lies in it is used up before the next read
        self._delay_s = delay_s
        self._call_later: Callable[..., Any] = asyncio.get_running_loop().call_later
        self._partial = b""
        self._request: _Request | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def get_buffer(self, sizehint: int) -> bytearray:  # noqa: ARG002 - the buffer is as large as it is
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        block = memoryview(self._buffer)[:nbytes]
        while block:
            if self._request is None:
                block = self._take_head(block)
            if (request := self._request) is not None:
                taken = block[: request.body.left_bytes]
                request.body.take(taken)
                block = block[len(taken) :]
                if not request.body.left_bytes:
                    self._request = None
                    self._answer(request)

    def _take_head(self, block: memoryview) -> memoryview:
        """Begin a request if its head is complete; return what follows the head."""
        data = self._partial + bytes(block)
        end = data.find(_HEAD_END)
        if end < 0:
            self._partial = data
            return block[:0]
        head_bytes = end + len(_HEAD_END) - len(self._partial)
        self._partial = b""
        self._request = _Request(data[:end].decode("latin-1"))
        if "expect" in self._request.headers:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return block[head_bytes:]

    def _answer(self, request: _Request) -> None:
        answer = _answer(self._bucket, request)
        if self._delay_s:
            self._call_later(self._delay_s, self._write, answer)
        else:
            self._transport.write(answer)

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


def _answer(bucket: SinkBucket, request: _Request) -> bytes:
    match request.method:
        case "PUT":
            return _put(bucket, request)
        case "HEAD":
            return _head(bucket, request)
        case "GET":
            return _get(bucket, request)
        case "POST":
            return _post(bucket, request)
        case _:
            bucket.abort_upload(request.query.get("uploadId", ""))
            return _reply(204)


def _put(bucket: SinkBucket, request: _Request) -> bytes:
    received = request.body.received()
    if "uploadId" in request.query:
        bucket.put_part(request.query["uploadId"], int(request.query["partNumber"]), received)
    else:
        bucket.put(request.path, received)
    return _reply(200, about=received)


def _head(bucket: SinkBucket, request: _Request) -> bytes:
    found = bucket.get(request.path)
    if found is None:
        return _reply(404)
    return _reply(200, about=found, size_bytes=found.size_bytes)


def _get(bucket: SinkBucket, request: _Request) -> bytes:
    query = request.query
    if "list-type" in query:
        listing = bucket.listing(
            request.bucket, query.get("prefix", ""), query.get("start-after", ""), int(query.get("max-keys", 1000))
        )
        return _reply(200, listing)
    if "uploadId" in query:
        return _reply(200, bucket.listed_parts(query["uploadId"]))
    found = bucket.get(request.path)
    if found is None:
        return _reply(404, b"<Error><Code>NoSuchKey</Code></Error>")
    first, _, last = request.headers.get("range", "bytes=0-").removeprefix("bytes=").partition("-")
    content = found.content[int(first) : int(last) + 1 if last else None]
    return _reply(206 if "range" in request.headers else 200, content, about=found)


def _post(bucket: SinkBucket, request: _Request) -> bytes:
    if "uploads" in request.query:
        upload_id = bucket.begin_upload()
        return _reply(200, f"<Initiate><UploadId>{upload_id}</UploadId></Initiate>".encode())
    whole = bucket.complete_upload(request.query["uploadId"], request.path)
    return _reply(200, f'<Complete><ETag>"{whole.etag}"</ETag></Complete>'.encode(), about=whole)


def _reply(status: int, content: bytes = b"", *, about: Received | None = None, size_bytes: int | None = None) -> bytes:
    lines = f"HTTP/1.1 {status} -\r\nx-oss-request-id: 600000000000000000000000\r\n"
    if about is not None:
        lines += f'ETag: "{about.etag}"\r\nx-oss-hash-crc64ecma: {about.crc64}\r\nLast-Modified: {_DATE}\r\n'
    length = len(content) if size_bytes is None else size_bytes
    return f"{lines}Content-Length: {length}\r\n\r\n".encode() + content


async def _serve(delay_s: float) -> None:
    loop = asyncio.get_running_loop()
    make = partial(_Connection, SinkBucket(), bytearray(_BUFFER_BYTES), delay_s)
    server = await loop.create_server(make, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main() -> None:
    """Serve until stdin ends."""
    parser = argparse.ArgumentParser(description="An upload sink for benchmarks.")
    parser.add_argument("--delay-ms", type=float, default=0)
    parser.add_argument("--nice", type=int, default=0, help="lower the priority by so much")
    arguments = parser.parse_args()
    if arguments.nice:
        os.nice(arguments.nice)
    gc.disable()  # nothing here makes cycles, and a collection over 200,000 objects would look like a slow network
    asyncio.run(_serve(arguments.delay_ms / 1000))


if __name__ == "__main__":
    main()
