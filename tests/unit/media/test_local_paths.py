"""Paths as the operating system is given them."""

import os

import pytest

from itag_desktop.media.local_paths import system_path, verbatim_windows_path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("C:\\pic\\1.jpg", "\\\\?\\C:\\pic\\1.jpg"),
        ("C:\\pic/more/1.jpg", "\\\\?\\C:\\pic\\more\\1.jpg"),
        ("C:\\", "\\\\?\\C:\\"),
        ("C:\\pic\\ends with a dot.", "\\\\?\\C:\\pic\\ends with a dot."),
        ("\\\\server\\share\\pic\\1.jpg", "\\\\?\\UNC\\server\\share\\pic\\1.jpg"),
        ("\\\\?\\C:\\pic\\1.jpg", "\\\\?\\C:\\pic\\1.jpg"),
    ],
)
def test_windows_takes_a_path_as_it_is_behind_a_prefix(path: str, expected: str) -> None:
    assert verbatim_windows_path(path) == expected


def test_other_systems_need_no_prefix() -> None:
    assert os.name == "nt" or system_path("/pic/a\\b.jpg") == "/pic/a\\b.jpg"
