"""What the user asked for."""

from dataclasses import replace
from pathlib import Path

import pytest

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.request import DatasetRequest, MediaOptions, Source

REQUEST = DatasetRequest(
    template=Template.IMAGE,
    sources=(Source(path="/home/a/pic", is_folder=True, name_in_bucket="pic"),),
    destination=Destination(bucket="demo", region="cn-hangzhou", prefix="iTAG"),
    dataset_name="pic",
)


def test_the_same_wish_is_the_same_dataset() -> None:
    assert replace(REQUEST).dataset_id == REQUEST.dataset_id
    assert len(REQUEST.dataset_id) == 16


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, template=Template.VIDEO),
        replace(REQUEST, dataset_name="pic-2"),
        replace(REQUEST, manifest_suffix=".txt"),
        replace(REQUEST, sources=(*REQUEST.sources, Source(path="/home/a/more", is_folder=True))),
        replace(REQUEST, destination=Destination(bucket="demo", region="cn-hangzhou", prefix="other")),
        replace(REQUEST, destination=Destination(bucket="demo", region="cn-beijing", prefix="iTAG")),
    ],
)
def test_another_kind_name_source_or_place_is_another_dataset(other: DatasetRequest) -> None:
    assert other.dataset_id != REQUEST.dataset_id


def test_filters_and_the_way_to_the_bucket_do_not_make_another_dataset() -> None:
    filtered = replace(REQUEST, media=MediaOptions(exclude=("raw",)))
    by_proxy = replace(REQUEST, destination=replace(REQUEST.destination, endpoint="https://oss.example.com"))
    assert filtered.dataset_id == by_proxy.dataset_id == REQUEST.dataset_id


def test_a_path_is_shown_with_the_name_of_its_source_before_it() -> None:
    source = Source(path=str(Path("/home/a/pic")), is_folder=True)
    assert source.shown_path("b/1\n.jpg") == "pic/b/1\\n.jpg"
    assert Source(path=str(Path("/home/a/1.jpg")), is_folder=False).shown_path("") == "1.jpg"
    assert Source(path="/", is_folder=True).shown_path("1.jpg").endswith("/1.jpg")
