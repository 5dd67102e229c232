"""The program is started again: it offers where was sent last and asks for the AccessKey only; Practice is cleared."""

from pathlib import Path

from tests.desktop.bucket import Bucket
from tests.desktop.conftest import Opener
from tests.desktop.person import Person
from tests.desktop.tree import wait_for
from tests.support.datasets import make_pictures, numbered
from tests.support.practice_server import CREDENTIAL


def leaves(person: Person) -> None:
    person.presses("ctrl+q")
    wait_for(lambda: not person.looks(), "a closed window")


def test_the_place_is_offered_again_and_its_key_is_asked_for(
    open_program: Opener, bucket: Bucket, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(12))
    person = open_program()
    person.finds("Create dataset", "push button")
    bucket.is_connected_to_by_keyboard(person)
    person.drops(folder)
    person.clicks("Create dataset")
    person.sees("pic is ready")
    leaves(person)
    kept = (tmp_path / "home" / "state" / "preferences.json").read_text(encoding="ascii")
    assert CREDENTIAL.access_key_secret not in kept
    assert CREDENTIAL.access_key_id not in kept

    person = open_program()
    person.sees("oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/")
    person.sees("Not checked yet")
    person.drops(folder)
    person.clicks("Create dataset")
    person.finds("AccessKey secret", "password text")
    assert person.finds("Bucket", "text").text == bucket.server.access.bucket
    person.fills("AccessKey ID", CREDENTIAL.access_key_id)
    person.fills("AccessKey secret", CREDENTIAL.access_key_secret)
    person.presses("Return")
    person.sees("Nothing had to be sent")


def test_what_practice_keeps_is_shown_and_cleared_after_a_question(open_program: Opener, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(12))
    person = open_program()
    person.drops(folder)
    person.sees("needed,")
    person.clicks("Create dataset")
    person.sees("Practice finished")
    person.chooses("alt+f", "Clear practice data…")
    person.sees("of practice data?")
    person.presses("Return")  # the harmless answer is the default
    objects = tmp_path / "home" / "state" / "practice"
    assert any(objects.rglob("*"))
    person.chooses("alt+f", "Clear practice data…")
    person.sees("of practice data?")
    person.clicks("Clear")
    person.sees("The practice data was cleared")
