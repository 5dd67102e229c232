"""Bodies: windows of files, bytes, and what is measured of them."""

import os
from pathlib import Path

import pytest
from fastcrc import crc64
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itag_desktop.domain.errors import CancelledError, SourceFileError
from itag_desktop.storage.body import BytesBody, FileWindow, MeasuredBody, file_crc64
from itag_desktop.storage.object_store import Body


def read_all(body: Body, amount: int) -> bytes:
    blocks = []
    while block := body.read(amount):
        assert len(block) <= amount
        blocks.append(block)
    return b"".join(blocks)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("body") / "file"
    file.write_bytes(bytes(range(256)) * 4)
    return str(file)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offset=st.integers(0, 1024), size=st.integers(0, 1024), amount=st.integers(1, 300))
def test_a_window_is_read_exactly_whatever_the_blocks(path: str, offset: int, size: int, amount: int) -> None:
    size = min(size, 1024 - offset)
    content = (bytes(range(256)) * 4)[offset : offset + size]
    seen: list[int] = []

    with FileWindow(path, offset, size, on_read=seen.append) as window:
        assert len(window) == size
        assert read_all(window, amount) == content
        assert window.read(amount) == b""

    assert sum(seen) == size


def test_a_window_is_read_whole_without_an_amount(path: str) -> None:
    with FileWindow(path, 1, 5) as window:
        assert window.read() == b"\x01\x02\x03\x04\x05"


@pytest.mark.parametrize(("offset", "size"), [(0, 1025), (1020, 5), (5000, 1)])
def test_a_file_shorter_than_its_window_has_changed(path: str, offset: int, size: int) -> None:
    with FileWindow(path, offset, size) as window, pytest.raises(SourceFileError) as caught:
        read_all(window, 512)

    assert (caught.value.code, caught.value.values["path"]) == ("file-changed", path)


def test_a_missing_file_and_an_unreadable_one_are_told_apart(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "missing", "file-gone"), (tmp_path, "file-unreadable")):
        with FileWindow(str(path), 0, 1) as window, pytest.raises(SourceFileError) as caught:
            window.read(1)
        assert caught.value.code == code
        with pytest.raises(SourceFileError) as caught:
            file_crc64(str(path))
        assert caught.value.code == code


def test_a_window_closes_its_file_with_the_last_byte_or_when_left(path: str) -> None:
    read = FileWindow(path, 0, 10)
    read.read(10)
    assert read._file is None

    with FileWindow(path, 0, 10) as left:
        left.read(5)
        assert left._file is not None
    assert left._file is None


def test_an_observer_of_a_window_may_end_it(path: str) -> None:
    def stop(_size_bytes: int) -> None:
        raise CancelledError

    with FileWindow(path, 0, 10, on_read=stop) as window, pytest.raises(CancelledError):
        window.read(5)


def test_a_body_has_no_way_back() -> None:
    for body in (BytesBody(b"x"), FileWindow("x", 0, 1), MeasuredBody(BytesBody(b"x"))):
        assert not hasattr(body, "seek")
        assert not hasattr(body, "tell")


@given(content=st.binary(max_size=300), amount=st.integers(1, 100))
def test_a_measure_is_of_what_was_handed_out(content: bytes, amount: int) -> None:
    measured = MeasuredBody(BytesBody(content))

    first = measured.read(amount)
    assert measured.crc64 == crc64.xz(first)

    assert first + read_all(measured, amount) == content
    assert measured.crc64 == crc64.xz(content)
    assert len(measured) == len(content)


def test_the_crc_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    content = os.urandom(2_500_000)
    (tmp_path / "file").write_bytes(content)

    assert file_crc64(str(tmp_path / "file")) == crc64.xz(content)
    assert crc64.xz(b"123456789") == 0x995DC9BBDF1939FA  # the check value of CRC-64/XZ
