"""Tables whose cells name files, and files paired by name, become custom datasets."""

import json
from pathlib import Path

import pytest

from itag_desktop.domain.items import FieldRule, ItemOptions
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.presets import preset_of, save_preset
from tests.support.bucket_reader import stored_objects
from tests.support.datasets import make_pictures, numbered
from tests.support.faults import ALWAYS
from tests.support.item_plans import file_field
from tests.support.practice_server import RunningPractice
from tests.support.terminal import Terminal

ADDRESS = "oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/"
FIELDS = ("--field", "picture_url=图片:file", "--field", "text=说明")


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def items(manifest: str) -> list[dict[str, str]]:
    return [json.loads(line)["data"] for line in Path(manifest).read_bytes().splitlines()]


def goods(rows: int, pictures: int) -> None:
    """Write a table of so many rows over so many pictures; two of its pictures are missing, one is in other case."""
    make_pictures(Path("photos"), numbered(pictures))
    Path("photos/3.png").rename("photos/3.PNG")
    names = [f"{number % pictures + 1}.png" for number in range(rows)]
    names[-2:] = ["missing.png", "gone/missing.png"]
    lines = [f"{name},no. {number},{number % 7}" for number, name in enumerate(names)]
    Path("goods.csv").write_bytes("\r\n".join(["图片,说明,备注", *lines, ""]).encode("gb18030"))


def test_a_thousand_rows_over_three_hundred_pictures(terminal: Terminal, oss: RunningPractice) -> None:
    goods(1000, 298)
    code, out, _ = terminal("create", "custom", "goods.csv", "photos", "--to", "oss://practice/iTAG", *FIELDS, "--json")
    document = json.loads(out)
    assert (code, document["state"]) == (1, "finished_left_out")
    assert (document["rows"], document["items"], document["left_out"]) == (1000, 998, 2)
    assert (document["planned"], document["sent"]) == (298, 298)
    found = items("goods.manifest")
    assert found[0] == {"picture_url": f"{ADDRESS}photos/1.png", "text": "no. 0"}
    assert list(found[0]) == ["picture_url", "text"]
    assert found[2]["picture_url"] == f"{ADDRESS}photos/3.PNG"
    stored = stored_objects(oss)
    assert len(stored) == 299
    assert {item["picture_url"].removeprefix(ADDRESS) for item in found} == {
        key.removeprefix("iTAG/") for key in stored if not key.endswith(".manifest")
    }
    problems = [(p["code"], p["row"]) for p in document["problems"]]
    assert problems == [("cell-file-case", 4), ("cell-file-missing", 1000), ("cell-file-missing", 1001)]


def test_files_that_no_row_names_are_called_so(terminal: Terminal) -> None:
    goods(5, 5)
    _, out, _ = terminal("create", "custom", "goods.csv", "photos", "--to", "practice:iTAG", *FIELDS)
    assert "2 files are named by no row." in out.splitlines()


def test_a_second_run_sends_nothing_and_a_new_picture_alone(terminal: Terminal, oss: RunningPractice) -> None:
    goods(20, 10)
    create = ("create", "custom", "goods.csv", "photos", "--to", "oss://practice/iTAG", *FIELDS, "--json")
    terminal(*create)
    assert json.loads(terminal(*create)[1])["sent"] == 0
    make_pictures(Path("photos/gone"), ["missing.png"], seed=77)
    document = json.loads(terminal(*create)[1])
    assert (document["sent"], document["items"]) == (1, 19)
    assert len(stored_objects(oss)) == 12


def test_a_row_whose_file_could_not_be_sent_is_not_in_a_partial_manifest(
    terminal: Terminal, oss: RunningPractice
) -> None:
    goods(8, 4)
    oss.faults.refuse(
        "AccessDenied", matches=lambda sent: sent.is_put_object and sent.key.endswith("photos/2.png"), times=ALWAYS
    )
    create = ("create", "custom", "goods.csv", "photos", "--to", "oss://practice/iTAG", *FIELDS)
    code, out, _ = terminal(*create, "--json")
    assert (code, json.loads(out)["state"], json.loads(out)["failed"]) == (1, "incomplete", 1)
    assert "iTAG/goods.manifest" not in stored_objects(oss)
    document = json.loads(terminal(*create, "--partial", "--json")[1])
    assert document["items"] == 4
    assert all("photos/2.png" not in item["picture_url"] for item in items("goods.manifest"))


def test_files_of_one_name_become_items(terminal: Terminal, oss: RunningPractice) -> None:
    make_pictures(Path("pairs"), numbered(3))
    for number in (1, 2, 3):
        Path(f"pairs/{number}.txt").write_text(f"第 {number} 条\n", encoding="utf-8")
    assert terminal("create", "custom", "pairs", "--to", "oss://practice/iTAG")[0] == 0
    assert items("pairs.manifest") == [
        {"picture_url": f"{ADDRESS}pairs/{number}.png", "text": f"第 {number} 条"} for number in (1, 2, 3)
    ]
    assert sorted(stored_objects(oss)) == ["iTAG/pairs.manifest", *(f"iTAG/pairs/{n}.png" for n in (1, 2, 3))]


def test_without_fields_named_the_columns_speak_for_themselves(terminal: Terminal) -> None:
    goods(8, 4)
    assert terminal("create", "custom", "goods.csv", "--base", "photos", "--to", "practice:iTAG")[0] == 1
    assert items("goods.manifest")[0] == {
        "picture_url": f"{ADDRESS}photos/1.png", "field_2": "no. 0", "field_3": "0"
    }  # fmt: skip


def test_fields_kept_in_the_window_serve_the_command_line(terminal: Terminal) -> None:
    goods(8, 4)
    fields = (FieldRule(key="text", column="说明"), file_field("picture_url", "图片"))
    save_preset(
        app_dirs(), preset_of("goods", ["图片", "说明", "备注"], ItemOptions(fields=fields, keeps_missing=True))
    )
    create = ("create", "custom", "goods.csv", "photos", "--to", "practice:iTAG", "--preset", "goods")
    assert terminal(*create)[0] == 0
    found = items("goods.manifest")
    assert found[0] == {"text": "no. 0", "picture_url": f"{ADDRESS}photos/1.png"}
    assert [len(found), found[-1]["picture_url"]] == [8, ""]
    assert terminal(*create, "--field", "a=b")[0] == 2
    code, _, err = terminal(*create[:-1], "other")
    assert code == 2
    assert "goods" in err
