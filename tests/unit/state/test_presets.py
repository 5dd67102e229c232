"""Presets: kept for the next table, by name, in a file that is never half read or half written."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.items import FieldKind, FieldRule, ItemOptions, TableReading
from itag_desktop.state import presets
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.presets import Preset, applied, find_preset, fitting, preset_of, read_presets, save_preset

GOODS = ItemOptions(
    fields=(
        FieldRule(key="picture_url", kind=FieldKind.FILE, column="图片"),
        FieldRule(key="lot", kind=FieldKind.CONSTANT, value="7"),
    ),
    keeps_missing=True,
)
HEADERS = ("图片", "说明")


def made(name: str = "goods", headers: tuple[str, ...] = HEADERS, options: ItemOptions = GOODS) -> Preset:
    return preset_of(name, headers, options)


def stored() -> Path:
    return app_dirs().presets


def test_a_preset_is_there_at_the_next_start() -> None:
    save_preset(app_dirs(), made())
    assert read_presets(app_dirs()) == (made(),)
    assert find_preset(app_dirs(), "goods").options.fields == GOODS.fields


def test_without_a_file_there_are_none() -> None:
    assert read_presets(app_dirs()) == ()


def test_a_name_has_one_preset_the_last_one_saved() -> None:
    save_preset(app_dirs(), made())
    save_preset(app_dirs(), made("other"))
    save_preset(app_dirs(), made(options=ItemOptions()))
    assert [preset.name for preset in read_presets(app_dirs())] == ["other", "goods"]
    assert find_preset(app_dirs(), "goods").options == ItemOptions()


def test_a_preset_can_be_forgotten() -> None:
    save_preset(app_dirs(), made())
    assert presets.remove_preset(app_dirs(), "goods") == ()
    assert presets.remove_preset(app_dirs(), "goods") == ()
    assert read_presets(app_dirs()) == ()


@pytest.mark.parametrize("headers", [("说明", "图片"), ("图片",), ("图片", "说明", ""), ("图片", "说明 ")])
def test_it_is_offered_for_the_same_headers_in_the_same_order_alone(headers: tuple[str, ...]) -> None:
    assert fitting([made()], HEADERS) == (made(),)
    assert fitting([made()], headers) == ()


def test_how_a_table_is_read_and_where_its_files_lie_belong_to_the_table() -> None:
    reading, folder = TableReading(sheet="Sheet2", has_header=True), "/data/photos"
    preset = made(options=ItemOptions(fields=GOODS.fields, reading=TableReading(encoding="gb18030"), base_folder="/a"))
    after = applied(preset, ItemOptions(reading=reading, base_folder=folder, drops_duplicates=True))
    assert after == ItemOptions(fields=GOODS.fields, reading=reading, base_folder=folder)


@pytest.mark.parametrize("name", ["", "   ", "a\tb", "x" * 61, "\udcff"])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="preset-name-wrong"):
        made(name)


def test_blanks_around_a_name_are_no_part_of_it() -> None:
    assert made(" 商品 图片 ").name == "商品 图片"


def test_an_unknown_name_says_which_there_are() -> None:
    save_preset(app_dirs(), made())
    with pytest.raises(InputError) as caught:
        find_preset(app_dirs(), "goods2")
    assert (caught.value.code, caught.value.values["known"]) == ("preset-unknown", "goods")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b'{"version":1}',
        b'{"version":1,"presets":[{"name":"goods"}]}', b'{"version":1,"presets":[],"x":1}',
        b"\xff\xfe", "{\u56fe".encode(), b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_file_is_set_aside_whole(content: bytes) -> None:
    save_preset(app_dirs(), made())
    stored().write_bytes(content)
    with pytest.raises(InputError, match="presets-damaged") as caught:
        read_presets(app_dirs())
    assert Path(str(caught.value.values["path"])).read_bytes() == content
    assert read_presets(app_dirs()) == ()


def test_a_file_of_a_newer_program_is_set_aside_and_called_so() -> None:
    save_preset(app_dirs(), made())
    stored().write_text(json.dumps({"version": 2, "presets": {"goods": 1}}), encoding="ascii")
    with pytest.raises(InputError, match="presets-newer") as caught:
        save_preset(app_dirs(), made("other"))
    assert str(caught.value.values["path"]).endswith(".newer")
    assert not stored().exists()


def test_a_write_that_fails_leaves_the_old_presets(monkeypatch: pytest.MonkeyPatch) -> None:
    save_preset(app_dirs(), made())

    def fail(_value: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(presets, "to_json", fail)
    with pytest.raises(InputError, match="presets-unusable"):
        save_preset(app_dirs(), made("other"))
    assert read_presets(app_dirs()) == (made(),)


def test_two_windows_that_save_at_once_lose_nothing() -> None:
    with ThreadPoolExecutor(4) as executor:
        list(executor.map(lambda number: save_preset(app_dirs(), made(f"goods {number}")), range(20)))
    assert len(read_presets(app_dirs())) == 20
