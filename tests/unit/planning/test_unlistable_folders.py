"""A folder that may be looked at but not listed is told with the other unusable sources, before it has a number."""

import errno
import os
from pathlib import Path

import pytest

from itag_desktop.domain.unusable import UnusableSource
from itag_desktop.planning.sources import resolve_sources
from tests.unit.planning.plans import make_media


def test_it_is_unusable_from_the_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, open_one = make_media(tmp_path / "closed", "1.jpg"), make_media(tmp_path / "open", "1.jpg")
    listing = os.scandir

    def refuse(path: str) -> object:
        if path == str(closed):
            raise PermissionError(errno.EACCES, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    unusable: list[UnusableSource] = []
    found, _ = resolve_sources([str(closed), str(open_one)], keep_root_folder=True, on_unusable=unusable.append)
    assert [source.path for source in found] == [str(open_one)]
    assert [(one.path, one.trouble.code) for one in unusable] == [(str(closed), "source-unreadable")]
    assert unusable[0].trouble.values["detail"] == "Permission denied"
