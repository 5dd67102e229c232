"""Values kept as JSON come back as they were, or are refused."""

import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.kinds import Template
from itag_desktop.domain.names import clean_prefix
from itag_desktop.domain.progress import Trouble
from itag_desktop.domain.request import DatasetRequest, MediaOptions, Source
from itag_desktop.state.stored_json import from_json, to_json
from tests.support.ledgers import fruit_request

any_text = st.text(st.characters())  # surrogates too, as in the paths of other encodings
sources = st.builds(Source, path=any_text, is_folder=st.booleans(), name_in_bucket=st.none() | any_text)
prefixes = st.lists(st.text("abc苹果é", min_size=1), max_size=3).map(lambda segments: clean_prefix("/".join(segments)))
requests = st.builds(
    DatasetRequest,
    template=st.sampled_from(Template),
    sources=st.lists(sources, max_size=3).map(tuple),
    destination=st.builds(
        Destination,
        bucket=st.just("labels"),
        region=st.just("cn-hangzhou"),
        prefix=prefixes,
        endpoint=st.none() | any_text,
        is_practice=st.booleans(),
    ),
    dataset_name=any_text,
    manifest_suffix=st.sampled_from([".manifest", ".txt"]),
    media=st.builds(
        MediaOptions,
        include=st.lists(any_text, max_size=2).map(tuple),
        exclude=st.lists(any_text, max_size=2).map(tuple),
        label_from_folder=st.booleans(),
        label_field=any_text,
    ),
)


@settings(deadline=None)
@given(requests)
def test_a_request_comes_back_equal_from_ascii_text(request: DatasetRequest) -> None:
    text = to_json(request)
    assert text.isascii()
    assert from_json(text, DatasetRequest) == request


def test_a_read_only_mapping_can_be_kept() -> None:
    trouble = Trouble(code="no-network", values=MappingProxyType({"host": "例", "seconds": 3}))
    assert from_json(to_json(trouble), Trouble) == trouble


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        to_json(fruit_request()).replace('"image"', '"picture"'),
        to_json(fruit_request()).replace("true", "1"),
        to_json(fruit_request()).replace('"practice"', '"No bucket!"'),
        to_json({**json.loads(to_json(fruit_request())), "color": "red"}),
        to_json({key: value for key, value in json.loads(to_json(fruit_request())).items() if key != "media"}),
    ],
)
def test_whatever_was_not_written_by_the_program_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any, the ledger says damaged
        from_json(text, DatasetRequest)


def test_what_cannot_be_json_is_no_silent_text() -> None:
    with pytest.raises(TypeError):
        to_json(replace(fruit_request(), dataset_name=object()))  # type: ignore[arg-type] # on purpose
