"""Lines that others wrote."""

import pytest

from itag_desktop.manifests.existing_lines import begins_with_item, holds_only_text, kept_line, line_fault


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("not json", "line-not-json"),
        ('{"data":{"source":"a"}} x', "line-not-json"),
        ("[" * 100_000, "line-not-json"),
        ("[1]", "line-without-data"),
        ('{"source":"a"}', "line-without-data"),
        ('{"data":"a"}', "line-without-data"),
        ('{"data":{}}', "line-without-data"),
        ('{"data":{"text":"a"}}', "line-without-source"),
        ('{"data":{"source":1}}', "line-without-source"),
        ('{"data":{"source":"a"}}', None),
    ],
)
def test_what_is_no_item_of_text_says_why(line: str, code: str | None) -> None:
    assert line_fault(line, needs_source=True) == code


def test_a_custom_item_needs_no_source() -> None:
    assert line_fault('{"data":{"text":"a"}}', needs_source=False) is None


def test_labels_and_unknown_members_keep_every_token() -> None:
    line = '{ "data": {"source":"x", "n": 1.0e5}, "label-1": {"results": [ {"id":12345678901234567890, "v":1.10} ]}}'
    assert kept_line(line) == (
        b'{"data":{"source":"x","n":1.0e5},"label-1":{"results":[{"id":12345678901234567890,"v":1.10}]}}'
    )


def test_what_would_break_the_line_for_a_reader_is_escaped() -> None:
    assert kept_line('{"data":{"source":"a\u2028b\u0085c"}}') == b'{"data":{"source":"a\\u2028b\\u0085c"}}'


def test_values_that_are_no_text_are_seen() -> None:
    assert holds_only_text('{"data":{"source":"a"}}')
    assert not holds_only_text('{"data":{"source":"a","n":1}}')


@pytest.mark.parametrize(
    ("head", "is_whole", "expected"),
    [
        (b'{"data":{"source":"a"}}\n{"data"', False, True),
        (b'\xef\xbb\xbf\n{"data":{"source":"a"}}', True, True),
        (b'{"data":{"source":"a long text that goes on', False, True),
        (b'{"data":{"source":"a long text that ends', True, False),
        (b"plain text", True, False),
        (b'{"json":"of another kind"}\n', True, False),
        (b"\xff\xfe\x00", True, False),
    ],
)
def test_a_manifest_is_known_by_its_first_line(head: bytes, *, is_whole: bool, expected: bool) -> None:
    assert begins_with_item(head, is_whole=is_whole) is expected
