"""Cells that do not lead to a file of theirs: the row is left out with its place, and nothing outside is sent."""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.items import FieldKind, FieldRule, ItemOptions
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest, RunOptions
from itag_desktop.engine import link
from tests.support.bucket_reader import stored_objects
from tests.support.datasets import make_pictures
from tests.support.engine_process import EngineProcess
from tests.support.faults import ALWAYS
from tests.support.practice_server import RunningPractice
from tests.support.terminal import Terminal

TO = ("--to", "oss://practice/iTAG")
FIELDS = ("--field", "picture=picture:file", "--field", "text=text")


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own, with pictures in `photos` and one outside of it."""
    monkeypatch.chdir(tmp_path)
    make_pictures(Path("photos"), ["1.png", "sub/2.png"])
    make_pictures(Path("outside"), ["secret.png"])
    return tmp_path


def table(pictures: Sequence[str], path: str = "goods.csv") -> None:
    rows = [f'"{picture}",no. {number}' for number, picture in enumerate(pictures)]
    Path(path).write_text("\n".join(["picture,text", *rows, ""]), encoding="utf-8")


def keys(oss: RunningPractice) -> list[str]:
    return sorted(key for key in stored_objects(oss) if not key.endswith(".manifest"))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("../outside/secret.png", "cell-file-outside"),
        ("sub/../../outside/secret.png", "cell-file-outside"),
        ("..\\outside\\secret.png", "cell-file-outside"),
        ("/etc/passwd", "cell-file-outside"),
        ("{here}/outside/secret.png", "cell-file-outside"),
        ("D:\\photos\\1.png", "cell-file-outside"),
        ("C:1.png", "cell-file-outside"),
        ("\\\\server\\share\\1.png", "cell-file-outside"),
        ("//server/share/1.png", "cell-file-outside"),
        ("file:///etc/passwd", "cell-file-outside"),
        ("FILE:1.png", "cell-file-outside"),
        ("https://example.com/1.png", "cell-file-web"),
        ("sub", "cell-file-folder"),
        ("pipe.png", "cell-file-missing"),
        ("gone.png", "cell-file-missing"),
        ("broken-link.png", "cell-file-missing"),
        ("link.png", "cell-file-outside"),
        ("linked/secret.png", "cell-file-outside"),
        (".", "cell-file-outside"),
        ("", "cell-file-empty"),
        ("1.png\u202e", "cell-file-missing"),
    ],
)
def test_a_cell_that_leads_elsewhere_leaves_its_row_out(
    terminal: Terminal, oss: RunningPractice, beside: Path, cell: str, code: str
) -> None:
    os.mkfifo("photos/pipe.png")
    Path("photos/broken-link.png").symlink_to("nowhere.png")
    Path("photos/link.png").symlink_to(beside / "outside" / "secret.png")
    Path("photos/linked").symlink_to(beside / "outside")
    table(["1.png", cell.format(here=beside)])
    exit_code, document = terminal.json("create", "custom", "goods.csv", "photos", *FIELDS, *TO)
    assert (exit_code, document["state"], document["items"]) == (1, "finished_left_out", 1)
    (problem,) = [found for found in document["problems"] if found["kind"] == "left_out"]
    assert (problem["code"], problem["row"], problem["column"]) == (code, 3, "A picture")
    assert problem["sentence"].isprintable()
    assert keys(oss) == ["iTAG/photos/1.png"]


def test_another_spelling_is_taken_with_the_names_own(terminal: Terminal, oss: RunningPractice) -> None:
    make_pictures(Path("photos"), ["cafe\u0301.png"])
    table(["SUB/2.PNG", "caf\u00e9.png", "photos\\1.png"])
    code, document = terminal.json("create", "custom", "goods.csv", "photos", *FIELDS, *TO)
    assert (code, document["items"]) == (0, 3)
    assert [problem["code"] for problem in document["problems"] if problem["kind"] == "warning"] == ["cell-file-case"]
    assert keys(oss) == ["iTAG/photos/1.png", "iTAG/photos/caf\u00e9.png", "iTAG/photos/sub/2.png"]


def test_a_table_within_the_folder_beside_it_is_no_file_of_its_own(terminal: Terminal, oss: RunningPractice) -> None:
    table(["1.png"], "photos/goods.csv")
    code, document = terminal.json("create", "custom", "photos/goods.csv", "photos", *FIELDS, *TO)
    assert (code, document["items"]) == (0, 1)
    assert keys(oss) == ["iTAG/photos/1.png"]
    assert [problem["path"] for problem in document["problems"]] == ["photos/sub/2.png"]


def test_a_table_without_any_file_is_refused_with_nothing_sent(terminal: Terminal, oss: RunningPractice) -> None:
    table(["gone.png", "../outside/secret.png"])
    code, document = terminal.json("create", "custom", "goods.csv", "photos", *FIELDS, *TO)
    assert (code, document["trouble"]["code"]) == (2, "all-rows-left-out")
    assert oss.requests == []


def test_a_table_changed_between_two_runs_renews_its_lines_and_keeps_its_objects(
    terminal: Terminal, oss: RunningPractice
) -> None:
    table(["1.png"])
    create = ("create", "custom", "goods.csv", "photos", *FIELDS, *TO)
    assert terminal(*create)[0] == 0
    table(["sub/2.png", "1.png"])
    code, document = terminal.json(*create)
    assert (code, document["items"], document["sent"], document["already_there"]) == (0, 2, 1, 1)
    lines = Path("goods.manifest").read_text("utf-8").splitlines()
    assert [json.loads(line)["data"]["picture"].rpartition("photos/")[2] for line in lines] == ["sub/2.png", "1.png"]
    assert stored_objects(oss)["iTAG/goods.manifest"].decode().splitlines() == lines


@pytest.mark.parametrize("fault", ["refused", "cancelled"])
def test_divided_manifests_are_the_same_after_a_run_that_was_not_whole(
    terminal: Terminal, oss: RunningPractice, fault: str
) -> None:
    make_pictures(Path("many"), [f"{number}.png" for number in range(30)])
    table([f"{number}.png" for number in range(30)])
    create = ("create", "custom", "goods.csv", "many", *FIELDS, "--pilot", "7:3", "--split", "6")
    assert terminal(*create, "--to", "oss://practice/other")[0] == 0
    names = sorted(path.name for path in Path().glob("*.manifest"))
    assert names == [f"goods-{part}.manifest" for part in ("1", "2", "3", "4", "pilot")]
    whole = {name: Path(name).read_text("utf-8").replace("/other/", "/iTAG/") for name in names}
    for name in names:
        Path(name).unlink()
    if fault == "refused":
        oss.faults.refuse("AccessDenied", matches=lambda request: request.key.endswith("/13.png"), times=ALWAYS)
        assert terminal(*create, *TO, "--partial")[0] == 1
        assert sum(len(Path(name).read_text("utf-8").splitlines()) for name in names) == 29
    else:
        oss.faults.refuse("AccessDenied", matches=lambda request: request.key.endswith("-2.manifest"), times=ALWAYS)
        assert terminal(*create, *TO)[0] != 0
    oss.faults.heal()
    assert terminal(*create, *TO)[0] == 0
    assert {name: Path(name).read_text("utf-8") for name in names} == whole
    stored = stored_objects(oss)
    assert {name: stored[f"iTAG/{name}"].decode() for name in names} == whole


def planned(engine: EngineProcess) -> link.ItemsSnapshot:
    """Have the table planned for the window and return the last snapshot."""
    fields = (FieldRule(key="picture", kind=FieldKind.FILE, column="picture"), FieldRule(key="text", column="text"))
    paths = tuple(link.DroppedPath(path=str(Path(name).absolute())) for name in ("goods.csv", "photos"))
    engine.send(
        link.PlanItems(
            scan_id=1, template=Template.CUSTOM, paths=paths, keeps_root_folder=True,
            destination=practice_destination("iTAG"), options=ItemOptions(fields=fields),
        )
    )  # fmt: skip
    while not (snapshot := engine.next(link.ItemsSnapshot)).is_ready:
        assert snapshot.trouble is None
    return snapshot


def ran(engine: EngineProcess, snapshot: link.ItemsSnapshot) -> link.RunEnded:
    """Run the draft that the window has seen."""
    request = DatasetRequest(
        template=Template.CUSTOM, sources=snapshot.sources, destination=practice_destination("iTAG"),
        dataset_name="goods", items=snapshot.options,
    )  # fmt: skip
    options = RunOptions(local_manifest=str(Path("goods.manifest").absolute()))
    engine.send(link.StartRun(request=request, options=options, credential=None, draft=snapshot.draft))
    return engine.next(link.RunEnded)


def test_of_a_table_changed_after_the_window_planned_it_the_plan_counts(engine: EngineProcess) -> None:
    table(["1.png", "sub/2.png"])
    snapshot = planned(engine)
    table(["gone.png"])
    report = ran(engine, snapshot).report
    assert (report.state, report.items, report.sent) == ("finished", 2, 2)
    assert len(Path("goods.manifest").read_text("utf-8").splitlines()) == 2


def test_of_a_folder_removed_after_the_plan_nothing_is_named(engine: EngineProcess) -> None:
    table(["1.png", "sub/2.png"])
    snapshot = planned(engine)
    shutil.rmtree("photos")
    report = ran(engine, snapshot).report
    assert (report.state, report.failed, report.manifests) == ("incomplete", 2, ())
    assert not Path("goods.manifest").exists()


def test_a_file_called_as_the_manifest_is_refused_before_anything_is_sent(
    terminal: Terminal, oss: RunningPractice
) -> None:
    Path("photos/goods.manifest").write_text("mine\n", encoding="utf-8")
    table(["1.png", "goods.manifest"])
    create = ("create", "custom", "goods.csv", "photos", "--no-root-folder", *TO, *FIELDS)
    for more in ((), ("--if-exists", "replace")):
        code, document = terminal.json(*create, *more)
        assert (code, document["trouble"]["code"]) == (2, "manifest-is-file")
        assert document["trouble"]["values"] == {"key": "iTAG/goods.manifest"}
    assert stored_objects(oss) == {}
    assert terminal(*create, "--name", "other")[0] == 0
    assert stored_objects(oss)["iTAG/goods.manifest"] == b"mine\n"


@pytest.mark.parametrize("place", ["goods.csv", "photos/notes.txt"])
def test_the_local_copy_takes_the_place_of_no_file_of_the_dataset(
    terminal: Terminal, oss: RunningPractice, place: str
) -> None:
    Path("photos/notes.txt").write_text("mine\n", encoding="utf-8")
    table(["1.png", "notes.txt"])
    before = Path(place).read_bytes()
    code, document = terminal.json("create", "custom", "goods.csv", "photos", *TO, *FIELDS, "--manifest", place)
    assert (code, document["trouble"]["code"]) == (2, "local-manifest-source")
    assert Path(place).read_bytes() == before
    assert stored_objects(oss) == {}
