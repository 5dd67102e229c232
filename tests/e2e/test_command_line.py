"""The command line as a script uses it: what it prints, what it leaves, how it exits."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.datasets import make_pictures, manifest_sources, numbered
from tests.support.practice_server import RunningPractice
from tests.support.source_tree import ROOT
from tests.support.terminal import COMMAND, Terminal

ADDRESS = "oss://practice.oss-cn-hangzhou.aliyuncs.com/"


def test_a_folder_becomes_a_dataset_on_practice(terminal: Terminal, pictures: Path) -> None:
    code, out, _ = terminal("create", "image", str(pictures), "--to", "practice:fruit")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("pics is ready: 3 data items")
    assert f"Manifest: {ADDRESS}fruit/pics.manifest" in lines
    assert "These addresses work on this computer only. Do not use this manifest in iTAG." in lines
    manifest = Path("pics.manifest").read_bytes()
    assert manifest_sources(manifest) == [f"{ADDRESS}fruit/pics/{name}" for name in ("a/1.png", "a/2.png", "b/10.png")]


def test_the_second_run_sends_nothing_and_says_so(terminal: Terminal, pictures: Path) -> None:
    create = ("create", "image", str(pictures), "--to", "practice:fruit")
    terminal(*create)
    code, out, _ = terminal(*create)
    assert code == 0
    assert "Nothing had to be sent: everything is in the bucket already." in out


def test_the_json_document_is_all_there_is_on_stdout(terminal: Terminal, oss: RunningPractice, pictures: Path) -> None:
    (pictures / "empty.png").touch()
    (pictures / ".hidden.png").touch()
    code, document = terminal.json(
        "create", "image", str(pictures), "--to", "oss://practice/iTAG", "--name", "fruit.txt"
    )
    assert code == document["exit_code"] == 1
    assert document["state"] == "finished_left_out"
    assert (document["items"], document["sent"], document["left_out"], document["skipped"]) == (3, 3, 1, 1)
    assert document["manifest_uri"] == f"{ADDRESS}iTAG/fruit.txt"
    assert document["local_manifest"] == str(Path("fruit.txt").absolute())
    assert document["trouble"] is None
    assert [(problem["kind"], problem["code"], problem["path"]) for problem in document["problems"]] == [
        ("skipped", "hidden", "pics/.hidden.png"),
        ("left_out", "file-empty", "pics/empty.png"),
    ]
    assert oss.faults.count(lambda request: request.is_put_object) == 4


@pytest.mark.parametrize("has_json", [True, False])
def test_an_unusable_source_is_exit_2(terminal: Terminal, pictures: Path, *, has_json: bool) -> None:
    arguments = ["create", "image", str(pictures / "nowhere"), "--to", "practice:", *["--json"] * has_json]
    code, out, err = terminal(*arguments)
    assert code == 2
    assert err.startswith("itag-desktop: ")
    assert "nowhere does not exist. Check the path." in err
    if has_json:
        assert json.loads(out)["trouble"]["code"] == "source-missing"
    else:
        assert out == ""


def test_wrong_usage_is_exit_2_and_json_even_then(terminal: Terminal) -> None:
    code, document = terminal.json("create", "image")
    assert (code, document["state"], document["trouble"]["code"]) == (2, "failed", "usage-wrong")


def test_a_dry_run_sends_and_writes_nothing(terminal: Terminal, oss: RunningPractice, pictures: Path) -> None:
    create = ("create", "image", str(pictures), "--to", "oss://practice/iTAG", "--dry-run")
    code, out, _ = terminal(*create)
    assert code == 0
    assert "Dry run: nothing was sent or written." in out
    assert "3 files would be sent." in out
    assert oss.faults.count(lambda request: request.method not in {"GET", "HEAD"}) == 0
    assert not Path("pics.manifest").exists()
    _, document = terminal.json(*create)
    assert (document["is_dry_run"], document["planned"], document["sent"]) == (True, 3, 0)


def test_options_shape_the_dataset(terminal: Terminal, pictures: Path) -> None:
    code, _, _ = terminal(
        *("create", "image", str(pictures), "--to", "practice:", "--no-root-folder", "--exclude", "2.*"),
        *("--label-field", "class", "--manifest", "here.manifest", "--workers", "2", "--limit-rate", "5M"),
    )
    assert code == 0
    lines = [json.loads(line)["data"] for line in Path("here.manifest").read_bytes().splitlines()]
    assert lines == [
        {"source": f"{ADDRESS}a/1.png", "class": "a"},
        {"source": f"{ADDRESS}b/10.png", "class": "b"},
    ]


def test_a_conflict_is_exit_2_and_lists_the_object(terminal: Terminal, oss: RunningPractice, pictures: Path) -> None:
    terminal("create", "image", str(pictures), "--to", "oss://practice/iTAG", "--name", "first")
    make_pictures(pictures, ["a/1.png"], seed=99)
    before = oss.faults.count(lambda request: request.is_put_object)
    code, out, err = terminal("create", "image", str(pictures), "--to", "oss://practice/iTAG", "--name", "second")
    assert code == 2
    assert "Nothing was sent" in err
    assert "A different object is already there" in out
    assert "  pics/a/1.png" in out.splitlines()
    assert oss.faults.count(lambda request: request.is_put_object) == before


def test_a_wrong_secret_is_exit_3(
    terminal: Terminal, oss: RunningPractice, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSS_ACCESS_KEY_SECRET", "another")
    code, out, err = terminal("create", "image", str(pictures), "--to", "oss://practice/iTAG")
    assert code == 3
    assert "The AccessKey secret does not belong to this AccessKey ID." in err
    assert "another" not in out + err
    assert oss.requests


def test_an_incomplete_run_is_exit_1_and_is_carried_on_by_its_id(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    oss.faults.refuse("AccessDenied", matches=lambda request: request.key.endswith("2.png"), times=9)
    code, document = terminal.json("create", "image", str(pictures), "--to", "oss://practice/iTAG")
    assert (code, document["state"], document["failed"]) == (1, "incomplete", 1)
    assert document["manifest_uri"] is None
    oss.faults.heal()

    code, out, _ = terminal("runs")
    assert code == 0
    assert f"{document['run_id'][:8]}  " in out
    assert "Incomplete" in out

    sent = oss.faults.count(lambda request: request.is_put_object)
    code, out, _ = terminal("resume", document["run_id"][:6])
    assert code == 0
    assert "1 file was sent" in out
    assert oss.faults.count(lambda request: request.is_put_object) == sent + 2  # the file and the manifest


def test_partial_writes_the_manifest_without_what_failed(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    oss.faults.refuse("AccessDenied", matches=lambda request: request.key.endswith("2.png"), times=9)
    code, out, _ = terminal("create", "image", str(pictures), "--to", "oss://practice/iTAG", "--partial")
    assert code == 1
    assert "pics is not complete: 1 file is not in the bucket." in out
    assert "Failed: 1 × No permission: ask the owner of bucket practice for oss:PutObject." in out
    assert len(Path("pics.manifest").read_bytes().splitlines()) == 2


def test_a_local_manifest_of_something_else_is_left_alone_unless_it_was_named(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    foreign = Path("pics.manifest")
    foreign.write_bytes(b"mine\n")
    create = ("create", "image", str(pictures), "--to", "oss://practice/iTAG")
    code, _, err = terminal(*create)
    assert code == 2
    assert "is there already and is not the manifest of this dataset" in err
    assert foreign.read_bytes() == b"mine\n"
    assert oss.faults.count(lambda request: request.method == "PUT") == 0
    assert terminal(*create, "--manifest", "pics.manifest")[0] == 0
    assert len(manifest_sources(foreign.read_bytes())) == 3


def test_a_resumed_run_replaces_its_own_local_manifest_wherever_it_is(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    (pictures.parent / "out").mkdir()
    _, document = terminal.json(
        "create", "image", str(pictures), "--to", "oss://practice/iTAG", "--manifest", "out/here.manifest"
    )
    make_pictures(pictures, ["c/11.png"], seed=11)
    code, resumed = terminal.json("resume", document["run_id"])
    assert (code, resumed["items"], resumed["sent"]) == (0, 4, 1)
    assert resumed["local_manifest"] == document["local_manifest"] == str(Path("out/here.manifest").absolute())
    assert not Path("pics.manifest").exists()
    assert oss.requests


def test_a_resumed_run_knows_the_place_of_a_manifest_that_was_never_written(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    (pictures.parent / "out").mkdir()
    oss.faults.refuse("AccessDenied", matches=lambda request: request.key.endswith("1.png"))
    _, document = terminal.json(
        "create", "image", str(pictures), "--to", "oss://practice/iTAG", "--manifest", "out/here.manifest"
    )
    assert (document["state"], document["local_manifest"]) == ("incomplete", None)
    _, resumed = terminal.json("resume", document["run_id"])
    assert (resumed["state"], resumed["local_manifest"]) == ("finished", str(Path("out/here.manifest").absolute()))
    assert not Path("pics.manifest").exists()


def test_an_unknown_run_is_exit_2(terminal: Terminal) -> None:
    code, _, err = terminal("resume", "0123abc")
    assert code == 2
    assert "There is no run 0123abc." in err


def test_runs_of_a_new_user_are_none(terminal: Terminal) -> None:
    assert terminal("runs")[:2] == (0, "No dataset was created from this computer yet.\n")
    assert terminal.json("runs") == (0, {"runs": []})


def test_chinese_is_spoken_to_who_speaks_it(
    terminal: Terminal, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    _, out, _ = terminal("create", "image", str(pictures), "--to", "practice:")
    assert "每个对象均已校验：大小、CRC-64、列表。" in out
    assert "pics 已就绪：3 条数据" in out


@pytest.mark.parametrize(
    ("encoding", "message"), [("utf-8", "缺少必需的参数"), ("ascii", "the following arguments are required")]
)
def test_wrong_usage_is_told_in_the_language_of_all_else(encoding: str, message: str) -> None:
    """`zh_TW` has no catalogue of its own, and an ASCII terminal gets English: argparse must know of both."""
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "LANGUAGE": "zh_TW"}
    process = subprocess.run([*COMMAND, "create"], capture_output=True, env=environ, check=False)
    assert process.returncode == 2
    assert message in process.stderr.decode(encoding)


def test_a_fault_of_the_program_is_one_sentence_and_exit_70(
    terminal: Terminal, pictures: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("itag_desktop.cli.create.resolve_sources", fail)
    code, out, err = terminal("create", "image", str(pictures), "--to", "practice:")
    assert (code, out) == (70, "")
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err
    assert "Traceback" in (own_home / "state" / "logs" / "create.log").read_text(encoding="utf-8")


def test_ctrl_c_cancels_cleanly_and_the_same_command_carries_on(oss: RunningPractice, pictures: Path) -> None:
    make_pictures(pictures, numbered(40))
    oss.faults.delay(0.2, matches=lambda request: request.is_put_object, times=1000)
    create = [*COMMAND, "create", "image", str(pictures), "--to", "oss://practice/iTAG", "--workers", "1"]
    with subprocess.Popen(create, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        wait_for(lambda: oss.faults.count(lambda request: request.is_put_object) >= 3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "pics was cancelled. What was sent stays." in out
    assert "resume" in out
    assert "Traceback" not in err
    oss.faults.heal()
    second = subprocess.run([*create, "--json"], capture_output=True, check=True)
    document = json.loads(second.stdout)
    assert document["items"] == 43
    assert document["already_there"] >= 2


def test_a_reader_that_goes_away_changes_neither_the_run_nor_its_code(pictures: Path) -> None:
    create = [*COMMAND, "create", "image", str(pictures), "--to", "practice:"]
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(create, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert process.returncode == 0
    assert b"Traceback" not in process.stderr
    assert b"BrokenPipe" not in process.stderr


def test_a_name_no_terminal_can_show_is_printed_as_an_escape(pictures: Path) -> None:
    odd = make_pictures(pictures, ["café\u2028.png"])
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "LANGUAGE": "zh_CN"}
    create = [*COMMAND, "create", "image", str(odd), "--to", "practice:"]
    process = subprocess.run(create, capture_output=True, env=environ, check=False)
    assert process.returncode == 1
    assert b"pics/caf\\xe9\\u2028.png" in process.stdout
    assert b"Left out: 1 x There is a control character" in process.stdout
    assert b"Traceback" not in process.stderr


HELP = """
import sys
from itag_desktop.cli.main import run
try:
    run(["--help"])
except SystemExit:
    print(*sys.modules)
"""


def test_help_takes_no_time_and_loads_no_engine() -> None:
    process = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "usage: itag-desktop" in process.stdout
    assert not {"itag_desktop.engine", "itag_desktop.storage", "pycurl"} & set(process.stdout.split())


def wait_for(is_so: Callable[[], bool], timeout_s: float = 20) -> None:
    end_s = time.monotonic() + timeout_s
    while not is_so():
        assert time.monotonic() < end_s
        time.sleep(0.02)
