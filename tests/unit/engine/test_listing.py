"""Planned tasks meet the objects of a listing, in one pass over both."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from itag_desktop.domain.destination import Destination, practice_destination
from itag_desktop.domain.tasks import Task
from itag_desktop.engine.listing import tasks_with_objects
from itag_desktop.storage.object_store import ListedObject


class Bucket:
    """A listing in pages, as OSS gives it: keys in the order of their UTF-8 bytes."""

    def __init__(self, keys: Sequence[str], page_size: int) -> None:
        self.keys = sorted(keys, key=str.encode)
        self.page_size = page_size
        self.pages = 0

    def list_page(self, prefix: str, start_after: str) -> tuple[tuple[ListedObject, ...], bool]:
        self.pages += 1
        matching = [key for key in self.keys if key.startswith(prefix) and key.encode() > start_after.encode()]
        page = tuple(ListedObject(key=key, size_bytes=1, etag="E") for key in matching[: self.page_size])
        return page, len(matching) > self.page_size


def planned(names: Sequence[str]) -> list[Task]:
    return [
        Task(ordinal=index, source=0, relative_path=name, name=name, size_bytes=1, mtime_ns=0)
        for index, name in enumerate(sorted(names, key=str.encode))
    ]


def found_names(names: Sequence[str], bucket: Bucket, destination: Destination) -> dict[str, bool]:
    pairs = tasks_with_objects(planned(names), destination, bucket.list_page)
    return {task.name: found is not None and found.key == destination.key(task.name) for task, found in pairs}


KEYS = st.sets(st.text(alphabet="ab/é中😀", min_size=1, max_size=4))


@given(names=KEYS, others=KEYS, prefix=st.sampled_from(["", "p", "p/q"]), page_size=st.integers(1, 5))
def test_each_task_is_found_iff_its_key_is_in_the_bucket(
    names: set[str], others: set[str], prefix: str, page_size: int
) -> None:
    destination = practice_destination(prefix)
    in_bucket = {destination.key(name) for name in list(names)[::2]} | others
    found = found_names(sorted(names), Bucket(sorted(in_bucket), page_size), destination)
    assert found == {name: destination.key(name) in in_bucket for name in names}


def test_a_dataset_that_is_all_there_costs_a_page_for_every_page_of_it() -> None:
    names = [f"pic/{number:05}.jpg" for number in range(2500)]
    bucket = Bucket(names, 1000)
    assert all(found_names(names, bucket, practice_destination("")).values())
    assert bucket.pages == 3


def test_objects_that_are_none_of_ours_are_jumped_over() -> None:
    foreign = [f"m/{number:06}" for number in range(50_000)]
    bucket = Bucket(["a.jpg", *foreign, "z.jpg"], 1000)
    assert found_names(["a.jpg", "z.jpg"], bucket, practice_destination("")) == {"a.jpg": True, "z.jpg": True}
    assert bucket.pages == 2
