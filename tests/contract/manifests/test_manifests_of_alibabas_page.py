"""The manifests that Alibaba's page "Create a dataset for a labeling job" shows, made by the program byte for byte.

``golden/`` holds them as typed from the page, which writes ``****`` for the bucket. Its pictures are 1.jpg, 10.jpg and
11.jpg; it orders nothing else.
"""

import csv
import json
from dataclasses import replace
from pathlib import Path

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.kinds import Template
from itag_desktop.manifests.planned_lines import with_addresses
from itag_desktop.planning.item_plan import plan_items
from itag_desktop.state.app_dirs import app_dirs
from itag_desktop.state.drafts import Draft
from tests.support.bucket_reader import stored_objects
from tests.support.datasets import make_pictures, run
from tests.support.item_plans import file_field, planned, request_of
from tests.support.practice_server import RunningPractice

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> list[str]:
    return (GOLDEN / f"{name}.manifest").read_text(encoding="utf-8").splitlines()


def items(name: str) -> list[dict[str, str]]:
    return [json.loads(line)["data"] for line in golden(name)]


def test_the_text_manifest_follows_from_a_column(tmp_path: Path) -> None:
    table = tmp_path / "textDemo2.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["text"], *([item["source"]] for item in items("text"))])
    assert list(planned(Template.TEXT, table).lines) == golden("text")


def test_the_image_manifest_follows_from_a_folder(practice_server: RunningPractice, tmp_path: Path) -> None:
    run(practice_server, make_pictures(tmp_path / "pic", ["11.jpg", "1.jpg", "10.jpg"]))
    made = stored_objects(practice_server)["iTAG/pic.manifest"].decode()
    assert made.replace("oss://practice.", "oss://****.").splitlines() == golden("image")


def test_the_custom_manifest_follows_from_a_table_and_its_pictures(tmp_path: Path) -> None:
    make_pictures(tmp_path / "pic", ["1.jpg", "10.jpg", "11.jpg"])
    table = tmp_path / "goods.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        rows = ([item["picture_url"].rpartition("/")[2], item["text"]] for item in items("custom"))
        csv.writer(stream).writerows([["picture", "text"], *rows])
    fields = (file_field("picture_url", "picture"), replace(file_field("text", "text"), kind=None))
    options = planned(Template.CUSTOM, table, tmp_path / "pic", fields=fields).options
    request = replace(
        request_of(Template.CUSTOM, [table, tmp_path / "pic"], options),
        destination=Destination(bucket="demo", region="cn-hangzhou", prefix="iTAG"),
    )
    draft = Draft.create(app_dirs())
    plan_items(request, draft, is_cancelled=lambda: False, on_progress=lambda _: None)
    lines = [with_addresses(line, request.destination.uri("")).decode() for line in draft.lines_page(first=0, count=9)]
    draft.close()
    assert [line.replace("oss://demo.", "oss://****.") for line in lines] == golden("custom")
