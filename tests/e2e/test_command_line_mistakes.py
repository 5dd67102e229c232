"""What goes wrong at a terminal: one plain sentence, the right exit code, one JSON document, and nothing lost."""

import json
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from itag_desktop.domain.errors import SourceFileError
from itag_desktop.state.app_dirs import app_dirs
from tests.support.datasets import make_pictures, png
from tests.support.practice_server import RunningPractice
from tests.support.terminal import COMMAND, Terminal

TO = ("--to", "oss://practice/iTAG")
MAIN = ("create", "image", "pics", *TO)


def only_ledger() -> Path:
    """Return the ledger of the only dataset there is."""
    (path,) = app_dirs().ledgers.glob("*.ledger")
    return path


def assert_refused(terminal: Terminal, code: str, *arguments: str) -> str:
    """See a command refused for `code` with exit code 2, in a sentence and in JSON; return the sentence."""
    exit_code, _, err = terminal(*arguments)
    json_code, document = terminal.json(*arguments)
    assert (exit_code, json_code, document["trouble"]["code"]) == (2, 2, code)
    sentence: str = document["trouble"]["sentence"]
    assert sentence in err
    return sentence


# A plan that is refused


def test_a_plan_without_an_item_shows_why_each_file_was_left_out(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    for path in pictures.rglob("*.png"):
        path.write_bytes(b"")
    code, out, err = terminal(*MAIN)
    assert code == 2
    assert "All image files were left out (3)." in err
    assert "Left out: 3 × The file is empty." in out.splitlines()
    _, document = terminal.json(*MAIN)
    assert [problem["path"] for problem in document["problems"]] == ["pics/a/1.png", "pics/a/2.png", "pics/b/10.png"]
    assert document["ledger"] is None
    assert oss.requests == []


def test_all_keys_that_two_files_want_are_shown_at_once(terminal: Terminal, pictures: Path) -> None:
    other = make_pictures(pictures.parent / "other" / "pics", ["a/1.png", "a/2.png"])
    code, document = terminal.json("create", "image", str(pictures), str(other), "--to", "practice:")
    assert (code, document["trouble"]["code"]) == (2, "two-files-one-key")
    assert [problem["path"] for problem in document["problems"]] == ["pics/a/1.png", "pics/a/2.png"]


def test_a_refused_plan_shows_no_problem_of_an_earlier_one(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    (pictures / "empty.png").touch()
    assert terminal(*MAIN)[0] == 1
    _, document = terminal.json("create", "image", "pics", *TO, "--exclude", "*")
    assert document["trouble"]["code"] == "no-file-of-kind"
    assert {problem["code"] for problem in document["problems"]} == {"excluded"}
    assert oss.requests


# The local copy of the manifest


def test_a_local_manifest_where_none_can_be_is_refused_before_anything_is_sent(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    os.mkfifo("pipe")
    Path("folder.manifest").mkdir()
    for place, code in (
        ("pipe", "local-manifest-not-file"),
        ("folder.manifest", "local-manifest-not-file"),
        (".", "local-manifest-not-file"),
        ("", "local-manifest-not-file"),
        ("nowhere/x.manifest", "local-manifest-folder-missing"),
        ("x" * 300, "local-manifest-unwritable"),
        ("pics/a/1.png", "local-manifest-media"),
    ):
        assert_refused(terminal, code, *MAIN, "--manifest", place)
    assert oss.faults.count(lambda request: request.method == "PUT") == 0
    assert Path("pipe").is_fifo()
    assert (pictures / "a" / "1.png").read_bytes() == png(0)


def test_a_local_manifest_that_cannot_be_read_is_not_taken_for_ours(
    terminal: Terminal, oss: RunningPractice, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> str:
        raise SourceFileError("file-unreadable", path=path, detail="Permission denied")

    monkeypatch.setattr("itag_desktop.engine.manifest_place.file_md5", refuse)
    Path("pics.manifest").write_bytes(b"mine")
    assert "pics.manifest is there already" in assert_refused(terminal, "local-manifest-exists", *MAIN)
    assert pictures.exists()
    assert oss.requests


# Ledgers


def test_damage_that_shows_late_is_set_aside_and_the_next_run_finishes(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    assert terminal(*MAIN)[0] == 0
    with sqlite3.connect(only_ledger()) as file:
        file.execute("UPDATE task SET crc64 = 'x'")
    file.close()
    code, document = terminal.json(*MAIN)
    assert (code, document["trouble"]["code"], document["problems"]) == (2, "ledger-damaged", [])
    assert Path(document["trouble"]["values"]["path"]).exists()
    assert terminal.json(*MAIN)[1]["state"] == "finished"
    assert pictures.exists()
    assert oss.requests


def test_a_ledger_that_cannot_be_read_is_said_and_leaves_one_document(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    assert terminal(*MAIN)[0] == 0
    ledger = only_ledger()
    for path in ledger.parent.iterdir():
        path.unlink()
    ledger.mkdir()
    assert_refused(terminal, "ledger-unreadable", *MAIN)
    code, out, err = terminal("runs")
    assert (code, out) == (0, "No dataset was created from this computer yet.\n")
    assert err == "The record of 1 run cannot be read. Give its command again: the bucket is compared anew.\n"
    assert pictures.exists()
    assert oss.requests


# Runs


def test_a_dry_run_is_no_run_and_changes_nothing_of_one(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    assert terminal(*MAIN, "--dry-run")[0] == 0
    assert terminal.json("runs")[1] == {"runs": []}
    _, document = terminal.json(*MAIN)
    assert terminal(*MAIN, "--dry-run", "--exclude", "a")[0] == 0
    _, resumed = terminal.json("resume", document["run_id"])
    assert (resumed["state"], resumed["items"]) == ("finished", 3)
    assert pictures.exists()
    assert oss.requests


def test_an_empty_run_is_none(terminal: Terminal, oss: RunningPractice, pictures: Path) -> None:
    assert terminal(*MAIN)[0] == 0
    assert_refused(terminal, "run-unknown", "resume", "")
    assert pictures.exists()
    assert oss.requests


def test_what_is_in_the_bucket_is_not_all_where_a_file_is_not(
    terminal: Terminal, oss: RunningPractice, pictures: Path
) -> None:
    oss.faults.refuse("AccessDenied", matches=lambda request: request.key.endswith("2.png"), times=9)
    assert terminal(*MAIN)[0] == 1
    code, out, _ = terminal(*MAIN)
    assert code == 1
    assert "everything is in the bucket" not in out
    assert "2 files are in the bucket already." in out.splitlines()
    assert pictures.exists()


# What was typed


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("dataset-name-wrong", (*MAIN, "--name", "")),
        ("dataset-name-wrong", (*MAIN, "--name", "a\n\x1b[31mb")),
        ("usage-wrong", (*MAIN, "--un\n\x1b[31mknown")),
        ("source-missing", ("create", "image", "", *TO)),
        ("source-missing", ("create", "image", "no\n\x1b[31mwhere", *TO)),
    ],
)
@pytest.mark.usefixtures("oss", "pictures")
def test_a_sentence_is_one_line_whatever_was_typed(terminal: Terminal, code: str, arguments: tuple[str, ...]) -> None:
    sentence = assert_refused(terminal, code, *arguments)
    assert sentence.isprintable()
    assert sentence.strip() == sentence


def test_the_system_speaks_the_users_language_too(
    terminal: Terminal, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    Path("loop").symlink_to("loop")
    create = ("create", "image", "loop", "--to", "practice:")
    said = assert_refused(terminal, "source-unreadable", *create)
    ours, glibcs = "符号链接层数过多", "符号连接的层数过多"  # the system's own, where its translations are installed
    assert ours in said or glibcs in said
    assert pictures.exists()


# The terminal


def test_json_is_right_in_an_encoding_that_holds_not_every_name(pictures: Path) -> None:
    make_pictures(pictures, ["苹果é😀\u202e.png"])
    environ = {**os.environ, "PYTHONIOENCODING": "gbk", "LANGUAGE": "zh_CN"}
    create = [*COMMAND, "create", "image", str(pictures), "--to", "practice:", "--json"]
    process = subprocess.run(create, capture_output=True, env=environ, check=False)
    document = json.loads(process.stdout.decode("gbk"))
    assert document["problems"][0]["path"] == "pics/苹果é😀\\u202e.png"
    assert "改变书写方向" in document["problems"][0]["sentence"]


@pytest.mark.parametrize("has_json", [True, False])
def test_an_output_that_takes_nothing_is_said_once(pictures: Path, *, has_json: bool) -> None:
    create = [*COMMAND, "create", "image", str(pictures), "--to", "practice:", *["--json"] * has_json]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        process = subprocess.run(create, stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    assert process.returncode == 2
    last = process.stderr.splitlines()[-1]
    assert last.startswith("itag-desktop: The result cannot be written to the output: No space left on device.")
    assert Path("pics.manifest").exists()


def test_notes_that_cannot_be_written_do_not_stop_a_run(pictures: Path) -> None:
    create = [*COMMAND, "create", "image", str(pictures), "--to", "practice:"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        process = subprocess.run(create, stdout=subprocess.PIPE, stderr=full, check=False, text=True)
    assert process.returncode == 0
    assert process.stdout.startswith("pics is ready: 3 data items")


def test_a_folder_that_was_deleted_under_the_terminal_is_said(pictures: Path) -> None:
    command = ["sh", "-c", 'rmdir "$PWD" && exec "$0" "$@"', *COMMAND, "create", "image", str(pictures), *TO]
    gone = pictures.parent / "gone"
    gone.mkdir()
    process = subprocess.run(command, cwd=gone, capture_output=True, check=False, text=True)
    assert process.returncode == 2
    assert process.stderr == "itag-desktop: The folder you are in is gone. Change to another one and try again.\n"


def test_file_names_that_are_not_read_as_utf8_are_said(pictures: Path) -> None:
    environ = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    create = [*COMMAND, "create", "image", str(pictures), "--to", "practice:"]
    process = subprocess.run(create, capture_output=True, env=environ, check=False, text=True)
    assert process.returncode == 0
    assert "Set LC_ALL=C.UTF-8" in process.stderr
