"""Sources that make no dataset: one plain cause, exit code 2, nothing sent and nothing recorded."""

from dataclasses import replace
from pathlib import Path

import pytest

from itag_desktop.domain.progress import RunReport
from itag_desktop.domain.request import RunOptions, Source
from itag_desktop.engine.session import Session
from itag_desktop.planning.media_plan import plan_media
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from itag_desktop.state.runs import list_runs
from tests.support.datasets import make_pictures, numbered, practice_session, request_for, run, session_for
from tests.support.practice_server import RunningPractice


def assert_refused(server: RunningPractice, report: RunReport, code: str) -> None:
    assert report.trouble is not None
    assert (report.trouble.code, report.exit_code) == (code, 2)
    assert server.requests == []
    assert list_runs(app_dirs()) == ()


def test_a_folder_that_went_away(practice_server: RunningPractice, tmp_path: Path) -> None:
    assert_refused(practice_server, run(practice_server, tmp_path / "nowhere"), "source-missing")


def test_an_empty_folder(practice_server: RunningPractice, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert_refused(practice_server, run(practice_server, tmp_path / "empty"), "source-empty")


def test_a_folder_without_a_picture(practice_server: RunningPractice, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("text")
    assert_refused(practice_server, run(practice_server, tmp_path / "texts"), "no-file-of-kind")


def test_two_files_for_one_key(practice_server: RunningPractice, tmp_path: Path) -> None:
    one = make_pictures(tmp_path / "a" / "pic", numbered(2))
    other = make_pictures(tmp_path / "b" / "pic", numbered(2))
    request = request_for(practice_server, one)
    twice = replace(request, sources=(*request.sources, Source(path=str(other), is_folder=True, name_in_bucket="pic")))
    report = session_for(practice_server, twice, tmp_path / "manifests").execute()
    assert_refused(practice_server, report, "two-files-one-key")
    assert report.trouble is not None
    assert {str(one / "1.png"), str(other / "1.png")} <= set(map(str, report.trouble.values.values()))


def test_a_name_typed_in_two_ways_of_unicode(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", ["caf\u00e9.png", "cafe\u0301.png"])
    assert_refused(practice_server, run(practice_server, folder), "two-files-one-key")


def test_a_prefix_too_long_for_the_names_that_were_planned(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", ["n" * 200 + ".png"])
    with Draft.create(app_dirs()) as draft:
        request = request_for(practice_server, folder)
        plan_media(request, draft, is_cancelled=lambda: False, on_progress=lambda _progress: None)
        long = replace(request, destination=replace(request.destination, prefix="p" * 900))
        session = Session(
            request=long,
            options=RunOptions(local_manifest=str(tmp_path / "pic.manifest")),
            dirs=app_dirs(),
            credential=practice_server.access.credential,
            draft=draft.path,
        )
        assert_refused(practice_server, session.execute(), "prefix-too-long")


def test_practice_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        free = 3

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Full)
    report = practice_session(make_pictures(tmp_path / "pic", numbered(2)), tmp_path / "manifests").execute()
    assert report.trouble is not None
    assert (report.trouble.code, report.trouble.values["free"], report.exit_code) == ("practice-no-space", 3, 2)


def test_a_credential_is_needed(practice_server: RunningPractice, tmp_path: Path) -> None:
    request = request_for(practice_server, make_pictures(tmp_path / "pic", numbered(2)))
    options = RunOptions(local_manifest=str(tmp_path / "pic.manifest"))
    report = Session(request=request, options=options, dirs=app_dirs(), credential=None).execute()
    assert report.trouble is not None
    assert (report.trouble.code, report.exit_code) == ("credential-missing", 2)
