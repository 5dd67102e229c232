"""`verify`: the bucket is compared with the record of a run, and neither is changed."""

from pathlib import Path

import pytest

from tests.support.bucket_reader import plain_bucket, stored_objects
from tests.support.practice_server import RunningPractice
from tests.support.terminal import Terminal


@pytest.fixture
def run_id(terminal: Terminal, oss: RunningPractice, pictures: Path) -> str:
    """Three pictures and their manifest, sent."""
    _, document = terminal.json("create", "image", str(pictures), "--to", "oss://practice/iTAG")
    assert oss.requests
    return str(document["run_id"])


def test_what_is_as_recorded_is_said_to_be(terminal: Terminal, oss: RunningPractice, run_id: str) -> None:
    before = stored_objects(oss)
    code, out, err = terminal("verify", run_id[:6])
    assert (code, out) == (0, "pics: all 4 recorded objects are in the bucket, unchanged.\n")
    assert "Comparing pics with the bucket…" in err
    assert stored_objects(oss) == before


def test_each_difference_has_its_line_and_its_exit_code(terminal: Terminal, oss: RunningPractice, run_id: str) -> None:
    bucket = plain_bucket(oss)
    bucket.delete_object("iTAG/pics/a/2.png")
    bucket.put_object("iTAG/pics/b/10.png", b"another")
    code, out, _ = terminal("verify", run_id)
    assert code == 1
    assert out.splitlines() == [
        "iTAG/pics/a/2.png: The object is not in the bucket. Run again to send it.",
        "iTAG/pics/b/10.png: The object in the bucket was replaced by someone else after it was sent.",
        "pics: of 4 recorded objects, 1 missing, 1 replaced.",
    ]


@pytest.mark.parametrize(("is_gone", "code"), [(True, "object-missing"), (False, "object-not-ours")])
def test_the_manifest_is_compared_too(
    terminal: Terminal, oss: RunningPractice, run_id: str, code: str, *, is_gone: bool
) -> None:
    if is_gone:
        plain_bucket(oss).delete_object("iTAG/pics.manifest")
    else:
        plain_bucket(oss).put_object("iTAG/pics.manifest", b"another\n")
    exit_code, document = terminal.json("verify", run_id)
    assert exit_code == document["exit_code"] == 1
    assert [(each["key"], each["code"]) for each in document["differences"]] == [("iTAG/pics.manifest", code)]
    assert (document["objects"], document["missing"], document["different"]) == (4, int(is_gone), int(not is_gone))


def test_the_document_of_no_difference_is_one_too(terminal: Terminal, run_id: str) -> None:
    code, document = terminal.json("verify", run_id)
    assert (code, document["run_id"], document["differences"], document["trouble"]) == (0, run_id, [], None)


def test_a_connection_that_fails_is_exit_3(terminal: Terminal, oss: RunningPractice, run_id: str) -> None:
    oss.faults.refuse("AccessDenied", matches=lambda request: request.is_listing, times=9)
    code, document = terminal.json("verify", run_id)
    assert (code, document["exit_code"], document["trouble"]["code"]) == (3, 3, "bucket-access-denied")


def test_nothing_recorded_is_nothing_to_compare(terminal: Terminal, oss: RunningPractice, pictures: Path) -> None:
    oss.faults.refuse("AccessDenied", matches=lambda request: request.is_put_object, times=9)
    _, document = terminal.json("create", "image", str(pictures), "--to", "oss://practice/iTAG")
    code, out, _ = terminal("verify", document["run_id"])
    assert (code, out) == (0, "Nothing of pics is recorded as sent yet.\n")


def test_practice_is_compared_without_a_credential(terminal: Terminal, pictures: Path) -> None:
    _, document = terminal.json("create", "image", str(pictures), "--to", "practice:first")
    code, out, _ = terminal("verify", document["run_id"])
    assert (code, out) == (0, "pics: all 4 recorded objects are in the bucket, unchanged.\n")


def test_an_unknown_run_is_exit_2(terminal: Terminal) -> None:
    code, _, err = terminal("verify", "0123abc")
    assert code == 2
    assert "There is no run 0123abc" in err
