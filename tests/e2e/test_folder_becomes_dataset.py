"""A folder of pictures becomes objects in a bucket and a manifest that names them."""

from pathlib import Path

from itag_desktop.domain.progress import RunState
from tests.support.bucket_reader import stored_objects
from tests.support.datasets import make_pictures, manifest_sources, numbered, png, request_for, run, session_for
from tests.support.practice_server import RunningPractice

ADDRESS = "oss://practice.oss-cn-hangzhou.aliyuncs.com/"


def test_every_picture_is_in_the_bucket_and_in_the_manifest(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", ["1.png", "10.png", "2.png", "more/苹果 1.png"])
    report = run(practice_server, folder)
    assert (report.state, report.exit_code, report.items, report.sent) == (RunState.FINISHED, 0, 4, 4)
    objects = stored_objects(practice_server)
    manifest = objects.pop("iTAG/pic.manifest")
    assert manifest == (
        b'{"data":{"source":"oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/1.png"}}\n'
        b'{"data":{"source":"oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/2.png"}}\n'
        b'{"data":{"source":"oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/10.png"}}\n'
        + '{"data":{"source":"oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/more/苹果 1.png"}}\n'.encode()
    )
    for source in manifest_sources(manifest):
        key = source.removeprefix(ADDRESS)
        assert objects.pop(key) == (tmp_path / key.removeprefix("iTAG/")).read_bytes()
    assert objects == {}
    assert report.manifest_uri == ADDRESS + "iTAG/pic.manifest"
    assert Path(str(report.local_manifest)).read_bytes() == manifest


def test_the_manifest_is_the_last_thing_sent(practice_server: RunningPractice, tmp_path: Path) -> None:
    run(practice_server, make_pictures(tmp_path / "pic", numbered(30)))
    puts = [request.key for request in practice_server.requests if request.is_put_object]
    assert puts[-1] == "iTAG/pic.manifest"
    assert len(puts) == 31
    listings = [i for i, request in enumerate(practice_server.requests) if request.is_listing]
    last_put = max(i for i, r in enumerate(practice_server.requests) if r.is_put_object and "pic/" in r.key)
    assert listings[-1] > last_put, "the bucket was not listed after the last upload"


def test_a_second_run_sends_nothing(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(30))
    run(practice_server, folder)
    before = len(practice_server.requests)
    report = run(practice_server, folder)
    again = practice_server.requests[before:]
    assert (report.state, report.sent, report.already_there, report.items) == (RunState.FINISHED, 0, 30, 30)
    assert sum(request.method in ("PUT", "POST") for request in again) == 0
    assert sum(request.is_listing for request in again) == 1


def test_new_files_are_sent_and_the_manifest_is_replaced(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(5))
    first = run(practice_server, folder)
    old = Path(str(first.local_manifest)).read_bytes()
    make_pictures(folder, numbered(10, first=6), seed=100)
    report = run(practice_server, folder)
    assert (report.sent, report.already_there, report.items) == (10, 5, 15)
    assert Path(str(report.old_manifest)).read_bytes() == old
    assert len(manifest_sources(stored_objects(practice_server)["iTAG/pic.manifest"])) == 15


def test_a_dataset_made_on_another_computer_is_recognised_by_its_bytes(
    practice_server: RunningPractice, tmp_path: Path
) -> None:
    run(practice_server, make_pictures(tmp_path / "here" / "pic", numbered(5)))
    report = run(practice_server, make_pictures(tmp_path / "there" / "pic", numbered(5)))
    assert (report.state, report.sent, report.already_there) == (RunState.FINISHED, 0, 5)


def test_a_dry_run_sends_nothing(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    report = run(practice_server, folder, is_dry_run=True)
    assert (report.state, report.items, report.sent) == (RunState.FINISHED, 0, 0)
    assert stored_objects(practice_server) == {}


def test_the_pre_label_comes_from_the_sub_folder(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", ["cat/1.png", "dog/1.png"])
    request = request_for(practice_server, folder, label_from_folder=True, label_field="animal")
    session_for(practice_server, request, tmp_path / "manifests").execute()
    assert stored_objects(practice_server)["iTAG/pic.manifest"] == (
        b'{"data":{"source":"oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/cat/1.png","animal":"cat"}}\n'
        b'{"data":{"source":"oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/dog/1.png","animal":"dog"}}\n'
    )


def test_items_left_out_are_told_by_state_and_exit_code(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(3))
    (folder / "empty.png").touch()
    report = run(practice_server, folder)
    assert (report.state, report.exit_code, report.items, report.left_out) == (RunState.FINISHED_LEFT_OUT, 1, 3, 1)


def test_a_rate_limit_is_kept(practice_server: RunningPractice, tmp_path: Path) -> None:
    folder = make_pictures(tmp_path / "pic", [])
    for number in range(6):
        (folder / f"{number}.png").write_bytes(png(number, 20_000))
    report = run(practice_server, folder, limit_rate=100_000)
    assert report.state is RunState.FINISHED
    assert report.duration_s > 0.9  # 120 kB, the first of them at once
