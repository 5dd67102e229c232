"""From the paths a user gave to the sources of a dataset."""

from pathlib import Path

import pytest

from itag_desktop.domain.errors import InputError
from itag_desktop.domain.request import Source
from itag_desktop.planning.sources import absolute_path, resolve_sources, source_file_path
from tests.unit.planning.plans import make_media


def resolved(*paths: Path | str) -> tuple[list[str], list[tuple[str, str, str]]]:
    sources, notices = resolve_sources([str(path) for path in paths], keep_root_folder=True)
    told = [(notice.code, str(notice.values["path"]), str(notice.values["other"])) for notice in notices]
    return [source.path for source in sources], told


def refused(*paths: Path | str, **options: bool) -> InputError:
    with pytest.raises(InputError) as caught:
        resolve_sources([str(path) for path in paths], keep_root_folder=options.get("keep_root_folder", True))
    return caught.value


def test_a_folder_is_called_by_its_own_name_and_a_loose_file_has_none(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "1.jpg")
    loose = make_media(tmp_path / "more", "2.jpg") / "2.jpg"
    sources, notices = resolve_sources([str(folder), str(loose)], keep_root_folder=True)
    assert sources == (
        Source(path=str(folder), is_folder=True, name_in_bucket="pic"),
        Source(path=str(loose), is_folder=False, name_in_bucket=None),
    )
    assert notices == ()


def test_without_root_folders_no_source_has_a_name(tmp_path: Path) -> None:
    sources, _ = resolve_sources([str(make_media(tmp_path / "pic"))], keep_root_folder=False)
    assert [source.name_in_bucket for source in sources] == [None]


def test_a_name_chosen_by_the_user_is_cleaned_like_a_prefix(tmp_path: Path) -> None:
    path = str(make_media(tmp_path / "pic"))
    sources, _ = resolve_sources([path], keep_root_folder=True, names_in_bucket={path: " /2024\\pic/ "})
    assert [source.name_in_bucket for source in sources] == ["2024/pic"]
    with pytest.raises(InputError) as caught:
        resolve_sources([path], keep_root_folder=True, names_in_bucket={path: "../pic"})
    assert caught.value.code == "name-in-bucket-wrong"
    assert caught.value.values == {"name": "../pic", "reason": "key-dot-segment"}


def test_other_ways_to_write_a_path_mean_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_media(tmp_path / "pic", "a/1.jpg")
    monkeypatch.chdir(folder)
    for written in (".", "./", "a/..", "../pic", f"{folder}/", f"{folder}//a/../", f"{folder}/."):
        sources, _ = resolve_sources([written], keep_root_folder=True)
        assert sources == (Source(path=str(folder), is_folder=True, name_in_bucket="pic"),), written


def test_the_same_path_twice_is_one_source(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "1.jpg")
    assert resolved(folder, f"{folder}/") == ([str(folder)], [("source-twice", str(folder), str(folder))])
    loose = folder / "1.jpg"
    assert resolved(loose, loose) == ([str(loose)], [("source-twice", str(loose), str(loose))])


def test_a_child_of_a_listed_folder_is_ignored(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "a/1.jpg", "2.jpg")
    paths, told = resolved(folder, folder / "a", folder / "2.jpg")
    assert paths == [str(folder)]
    assert told == [
        ("source-inside-another", str(folder / "a"), str(folder)),
        ("source-inside-another", str(folder / "2.jpg"), str(folder)),
    ]


def test_a_parent_replaces_its_children(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "a/1.jpg", "b/1.jpg", "2.jpg")
    other = make_media(tmp_path / "picture", "1.jpg")
    paths, told = resolved(folder / "a", other, folder / "2.jpg", folder)
    assert paths == [str(other), str(folder)]
    assert told == [
        ("source-replaced", str(folder / "a"), str(folder)),
        ("source-replaced", str(folder / "2.jpg"), str(folder)),
    ]


def test_a_folder_whose_name_begins_like_anothers_is_no_child(tmp_path: Path) -> None:
    folders = [make_media(tmp_path / "pic"), make_media(tmp_path / "pic-2")]
    assert resolved(*folders) == ([str(folder) for folder in folders], [])


def test_loose_files_in_one_folder_are_sources_of_their_own_in_natural_order(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "1.jpg", "2.jpg", "10.jpg")
    given = [folder / name for name in ("10.jpg", "2.jpg", "1.jpg")]
    assert resolved(*given) == ([str(folder / name) for name in ("1.jpg", "2.jpg", "10.jpg")], [])


def test_folders_keep_the_order_they_were_given_in(tmp_path: Path) -> None:
    folders = [make_media(tmp_path / name) for name in ("b", "a", "c")]
    assert resolved(*folders)[0] == [str(folder) for folder in folders]


@pytest.mark.parametrize("name", ["gone", "gone/1.jpg", "pic/1.jpg/a", "nul\0byte"])
def test_a_path_with_nothing_there_is_refused(name: str, tmp_path: Path) -> None:
    make_media(tmp_path / "pic", "1.jpg")
    assert refused(f"{tmp_path}/{name}").code == "source-missing"


def test_no_path_at_all_is_not_the_folder_of_the_program() -> None:
    assert refused("").code == "source-missing"


def test_a_path_that_may_not_be_looked_at_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path / ("x" * 300))
    assert error.code == "source-unreadable"
    assert error.values["detail"]


def test_the_top_of_a_disk_has_no_name() -> None:
    top = Path.cwd().anchor
    error = refused(top)
    assert (error.code, error.values) == ("source-without-name", {"path": top})
    sources, _ = resolve_sources([top], keep_root_folder=False)
    assert sources == (Source(path=top, is_folder=True, name_in_bucket=None),)
    sources, _ = resolve_sources([top], keep_root_folder=True, names_in_bucket={top: "disk"})
    assert [source.name_in_bucket for source in sources] == ["disk"]


def test_the_path_to_open_is_that_of_the_source_and_the_file_in_it(tmp_path: Path) -> None:
    folder = make_media(tmp_path / "pic", "a/1.jpg")
    (source,), _ = resolve_sources([str(folder)], keep_root_folder=True)
    assert Path(source_file_path(source, "a/1.jpg")).samefile(folder / "a" / "1.jpg")
    loose = Source(path=str(folder / "a" / "1.jpg"), is_folder=False)
    assert Path(source_file_path(loose, "")).samefile(folder / "a" / "1.jpg")


def test_an_absolute_path_stays_as_it_is(tmp_path: Path) -> None:
    assert absolute_path(str(tmp_path)) == str(tmp_path)
