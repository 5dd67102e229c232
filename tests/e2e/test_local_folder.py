"""Where the window keeps local copies: made when it is needed, and a plain cause where it cannot be."""

from dataclasses import replace
from pathlib import Path

from itag_desktop.domain.progress import RunState
from itag_desktop.domain.request import RunOptions
from itag_desktop.engine.session import Session
from itag_desktop.state.app_dirs import app_dirs
from tests.support.datasets import make_pictures, numbered, request_for
from tests.support.practice_server import RunningPractice


def session_into(server: RunningPractice, pictures: Path, local: Path) -> Session:
    return Session(
        request=replace(request_for(server, pictures), dataset_name="pic"),
        options=RunOptions(local_manifest=str(local)),
        dirs=app_dirs(),
        credential=server.access.credential,
    )


def test_a_folder_that_is_not_there_yet_is_made(practice_server: RunningPractice, tmp_path: Path) -> None:
    pictures = make_pictures(tmp_path / "pic", numbered(2))
    local = tmp_path / "Documents" / "iTAG Desktop" / "pic.manifest"
    report = session_into(practice_server, pictures, local).execute()
    assert report.state is RunState.FINISHED
    assert local.is_file()


def test_one_that_cannot_be_made_is_said_before_a_byte_moves(practice_server: RunningPractice, tmp_path: Path) -> None:
    pictures = make_pictures(tmp_path / "pic", numbered(2))
    (tmp_path / "Documents").write_text("a file in the way")
    report = session_into(practice_server, pictures, tmp_path / "Documents" / "iTAG Desktop" / "pic.manifest").execute()
    assert report.trouble is not None
    assert (report.trouble.code, report.sent) == ("local-manifest-unwritable", 0)
