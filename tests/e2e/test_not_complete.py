"""Something planned is not in the bucket: the run says so, and writes no manifest."""

from pathlib import Path

from itag_desktop.domain.kinds import Template
from itag_desktop.domain.progress import RunState
from itag_desktop.state.ledger_reader import LedgerReader
from tests.support.bucket_reader import plain_bucket, stored_objects
from tests.support.datasets import make_pictures, manifest_sources, numbered, png, run
from tests.support.faults import ALWAYS, Recorded
from tests.support.practice_server import RunningPractice


def is_put_of_three(request: Recorded) -> bool:
    return request.is_put_object and request.key.split("/")[-1] in ("3.png", "5.png", "7.png")


def test_refused_files_leave_the_run_incomplete_and_a_retry_sends_just_them(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(20))
    practice_server.faults.refuse("AccessDenied", matches=is_put_of_three, times=ALWAYS)
    report = run(practice_server, folder)
    assert (report.state, report.exit_code, report.failed, report.sent) == (RunState.INCOMPLETE, 1, 3, 17)
    assert report.manifest_uri is None
    assert "iTAG/pic.manifest" not in stored_objects(practice_server)
    assert not list((tmp_path / "manifests").iterdir())
    with LedgerReader(Path(str(report.ledger))) as ledger:
        (group,) = ledger.failure_groups(Template.IMAGE)
    assert (group.code, group.count) == ("access-denied", 3)
    practice_server.faults.heal()
    report = run(practice_server, folder)
    assert (report.state, report.sent, report.already_there, report.items) == (RunState.FINISHED, 3, 17, 20)


def test_partial_writes_the_manifest_without_the_failed_items(practice_server: RunningPractice, tmp_path: Path) -> None:
    practice_server.faults.refuse("AccessDenied", matches=is_put_of_three, times=ALWAYS)
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(10)), writes_partial=True)
    assert (report.state, report.exit_code, report.items) == (RunState.INCOMPLETE, 1, 7)
    sources = manifest_sources(stored_objects(practice_server)["iTAG/pic.manifest"])
    assert [source.split("/")[-1] for source in sources] == [f"{n}.png" for n in (1, 2, 4, 6, 8, 9, 10)]


def test_an_answer_with_another_crc_is_never_done(practice_server: RunningPractice, tmp_path: Path) -> None:
    practice_server.faults.wrong_crc(matches=is_put_of_three, times=ALWAYS)
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(8)))
    assert (report.state, report.failed, report.manifest_uri) == (RunState.INCOMPLETE, 3, None)


def test_an_object_that_vanishes_before_the_last_listing_is_missed(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    """Somebody else deletes an object while the run still sends others."""
    bucket = plain_bucket(practice_server)

    def delete_one() -> None:
        bucket.delete_object("iTAG/pic/3.png")

    practice_server.faults.meanwhile(delete_one, matches=lambda request: request.is_listing, skips=1)
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(8)))
    assert (report.state, report.failed, report.manifest_uri) == (RunState.INCOMPLETE, 1, None)
    assert "iTAG/pic.manifest" not in stored_objects(practice_server)
    bucket.session.session.close()


def test_a_passing_fault_is_overcome(practice_server: RunningPractice, tmp_path: Path) -> None:
    faults = practice_server.faults
    faults.refuse("ServiceUnavailable", matches=lambda request: request.is_put_object, times=2)
    faults.drop_before(matches=lambda request: request.is_put_object, skips=3, times=2)
    faults.drop_after(matches=lambda request: request.is_put_object, skips=5, times=2)
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(12)))
    assert (report.state, report.items) == (RunState.FINISHED, 12)


def test_a_file_that_changes_while_it_waits_is_not_done(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(6))

    def change_two() -> None:
        (folder / "4.png").write_bytes(png(99))  # of the same size
        (folder / "5.png").unlink()

    practice_server.faults.meanwhile(change_two, matches=lambda request: request.is_listing)
    report = run(practice_server, folder)
    assert (report.state, report.failed) == (RunState.INCOMPLETE, 2)
    with LedgerReader(Path(str(report.ledger))) as ledger:
        codes = {group.code for group in ledger.failure_groups(Template.IMAGE)}
    assert codes == {"file-changed", "file-gone"}
    assert practice_server.faults.count(lambda r: r.is_put_object and r.key.endswith(("4.png", "5.png"))) == 0
    again = run(practice_server, folder)
    assert (again.state, again.items) == (RunState.FINISHED, 5)


def test_a_file_that_changes_while_it_is_sent_is_not_done(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    picture = folder / "2.png"

    def touch() -> None:
        picture.write_bytes(picture.read_bytes()[:-1] + b"!")

    practice_server.faults.meanwhile(touch, matches=lambda r: r.is_put_object and r.key.endswith("/2.png"))
    report = run(practice_server, folder)
    assert (report.state, report.failed, report.sent) == (RunState.INCOMPLETE, 1, 2)
    with LedgerReader(Path(str(report.ledger))) as ledger:
        assert [group.code for group in ledger.failure_groups(Template.IMAGE)] == ["file-changed"]


def test_a_manifest_that_reads_back_different_is_no_success(practice_server: RunningPractice, tmp_path: Path) -> None:
    bucket = plain_bucket(practice_server)

    def overwrite() -> None:
        bucket.put_object("iTAG/pic.manifest", b"{}")

    practice_server.faults.meanwhile(
        overwrite, matches=lambda r: r.method == "GET" and r.key.endswith(".manifest"), times=ALWAYS
    )
    report = run(practice_server, make_pictures(tmp_path / "pic", numbered(3)))
    assert (report.state, report.manifest_uri) == (RunState.FAILED, None)
    assert not list((tmp_path / "manifests").iterdir())
    bucket.session.session.close()
