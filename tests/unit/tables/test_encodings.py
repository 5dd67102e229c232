"""The encoding of a text file is guessed aloud: how sure, and what else it could be."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itag_desktop.domain.errors import CancelledError, InputError
from itag_desktop.tables.encodings import Certainty, Encoding, encoding_called, first_undecodable, recognise
from itag_desktop.tables.opening import open_table
from itag_desktop.tables.table import TableOptions, Watch

CHINESE = "文本,标签\r\n今天天气很好,正面\r\n服务太差了,负面\r\n"
TAIWANESE = "文字,標籤\r\n今天天氣很好,正面\r\n服務太差了,負面\r\n"
JAPANESE = "文章,ラベル\r\n今日はとても天気がいいです,良い\r\n"
KOREAN = "텍스트,라벨\r\n오늘 날씨가 정말 좋네요,긍정\r\n"
FRENCH = "texte,étiquette\r\nLe café était très bon,positif\r\n"


def written(folder: Path, data: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (CHINESE, "gb18030", Encoding.GB18030),
        (CHINESE + "𠮷", "gb18030", Encoding.GB18030),
        ("\ufeff" + CHINESE, "gb18030", Encoding.GB18030),
        (CHINESE, "utf-8", Encoding.UTF_8),
        (CHINESE, "utf-8-sig", Encoding.UTF_8),
        ("\ufeff" + CHINESE, "utf-16-le", Encoding.UTF_16_LE),
        ("\ufeff" + CHINESE, "utf-16-be", Encoding.UTF_16_BE),
        (CHINESE, "utf-16-le", Encoding.UTF_16_LE),
        (KOREAN, "utf-16-be", Encoding.UTF_16_BE),
        ("plain,ascii\n", "ascii", Encoding.UTF_8),
        (TAIWANESE, "big5", Encoding.BIG5),
        (JAPANESE, "shift_jis", Encoding.SHIFT_JIS),
        (KOREAN, "euc-kr", Encoding.EUC_KR),
        (FRENCH, "cp1252", Encoding.WINDOWS_1252),
        (FRENCH, "utf-8", Encoding.UTF_8),
    ],
)
def test_it_is_recognised(tmp_path: Path, text: str, codec: str, encoding: Encoding) -> None:
    assert recognise(written(tmp_path, text.encode(codec))).encoding is encoding


def test_a_mark_is_sure_and_so_is_plenty_of_utf8(tmp_path: Path) -> None:
    for data in (CHINESE.encode("utf-8-sig"), CHINESE.encode(), b"a,b\n"):
        guess = recognise(written(tmp_path, data))
        assert (guess.certainty, guess.others) == (Certainty.SURE, ())


def test_what_the_bytes_also_read_as_is_named(tmp_path: Path) -> None:
    guess = recognise(written(tmp_path, CHINESE.encode("gb18030")))
    assert guess.certainty is Certainty.LIKELY
    assert Encoding.BIG5 in guess.others
    assert guess.encoding not in guess.others


def test_bytes_too_few_to_tell_are_doubtful(tmp_path: Path) -> None:
    guess = recognise(written(tmp_path, "联通".encode("gbk")))
    assert guess.encoding is Encoding.GB18030
    assert guess.certainty is Certainty.DOUBTFUL


def test_bytes_far_behind_the_beginning_count(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n" * 200_000 + CHINESE.encode("gb18030"))
    assert recognise(path).encoding is Encoding.GB18030
    assert recognise(path, limit_bytes=1 << 18).encoding is Encoding.UTF_8


def test_what_could_not_change_the_guess_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, CHINESE.encode() + b"a\n" * 200_000 + b"\xff\n")
    assert recognise(path).encoding is Encoding.UTF_8
    with pytest.raises(InputError) as raised:
        list(open_table(path).rows())
    assert raised.value.code == "table-undecodable"
    assert raised.value.values["line"] == 200_004


def test_what_still_reads_as_several_is_read_to_the_end(tmp_path: Path) -> None:
    few = "好好\n".encode("gb18030")
    assert Encoding.BIG5 in recognise(written(tmp_path, few)).others
    later = few + b"a\n" * 200_000 + "上\n".encode("gb18030")
    assert Encoding.EUC_KR not in recognise(written(tmp_path, later)).others


def test_a_character_cut_by_the_pieces_is_whole(tmp_path: Path) -> None:
    path = written(tmp_path, b"a" * ((1 << 18) - 1) + "中文中文中文中文".encode())
    assert recognise(path).encoding is Encoding.UTF_8


def test_a_character_whose_second_half_is_ascii_is_whole_when_cut(tmp_path: Path) -> None:
    path = written(tmp_path, b"a" * ((1 << 18) - 1) + "丂".encode("gb18030") + b"a" * 100)
    assert recognise(path).encoding is Encoding.GB18030


def test_a_zero_byte_does_not_make_utf16(tmp_path: Path) -> None:
    assert recognise(written(tmp_path, b"a,b\n1,\x002\n3,4\n")).encoding is Encoding.UTF_8


def test_bytes_of_no_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        recognise(written(tmp_path, b"\x81\x8d\xff\xfe\xff\x00\x90\n"))
    assert raised.value.code == "encoding-none-fits"


@pytest.mark.parametrize("prefix", [b"", b"a\n" * 150_000])
def test_the_first_bytes_that_do_not_decode_have_a_place(tmp_path: Path, prefix: bytes) -> None:
    path = written(tmp_path, prefix + "好\n好".encode() + b"\xff\n")
    lines = prefix.count(b"\n")
    assert first_undecodable(path, Encoding.UTF_8) == (lines + 2, len(prefix) + 7, "FF")


def test_the_place_is_right_behind_a_character_that_was_cut(tmp_path: Path) -> None:
    path = written(tmp_path, b"a" * ((1 << 18) - 1) + "好".encode() + b"\xff\n")
    assert first_undecodable(path, Encoding.UTF_8) == (1, (1 << 18) + 2, "FF")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("GBK", Encoding.GB18030),
        ("gb2312", Encoding.GB18030),
        ("UTF8", Encoding.UTF_8),
        ("utf-8-sig", Encoding.UTF_8),
        ("Big5", Encoding.BIG5),
        ("sjis", Encoding.SHIFT_JIS),
        ("cp1252", Encoding.WINDOWS_1252),
        *((str(encoding), encoding) for encoding in Encoding),
    ],
)
def test_an_encoding_is_known_by_its_usual_names(name: str, encoding: Encoding) -> None:
    assert encoding_called(name) is encoding


@pytest.mark.parametrize("name", ["", "klingon", "rot13", "hex", "a\0b"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(InputError) as raised:
        encoding_called(name)
    assert raised.value.code == "encoding-unknown"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_utf8_is_always_among_the_readings(tmp_path: Path, text: str) -> None:
    guess = recognise(written(tmp_path, text.encode("utf-8-sig")))
    assert guess.encoding is Encoding.UTF_8


def test_whoever_waits_can_end_the_reading(tmp_path: Path) -> None:
    path = written(tmp_path, CHINESE.encode("gb18030") * 50_000)
    looks: list[int] = []

    def note() -> bool:
        looks.append(1)
        return len(looks) > 2

    with pytest.raises(CancelledError):
        open_table(path, TableOptions(watch=Watch(is_cancelled=note)))
    assert len(looks) == 3
