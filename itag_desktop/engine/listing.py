"""Compare planned tasks with what is in the bucket, both in the order of their keys.

The ledger gives tasks by name in the order of UTF-8 bytes, which is the order of an OSS listing, so one pass over both
sides finds for every task the object at its key, with a page of either side in memory. Where the bucket holds objects
that are none of ours between two keys, the next page begins right before the next key instead of running through them.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from itag_desktop.domain.destination import Destination
from itag_desktop.domain.tasks import Task
from itag_desktop.storage.object_store import ListedObject

ListPage = Callable[[str, str], tuple[tuple[ListedObject, ...], bool]]
"""(prefix, start after) -> a page of objects, and whether there are more."""


def tasks_with_objects(
    tasks_by_name: Iterable[Task], destination: Destination, list_page: ListPage
) -> Iterator[tuple[Task, ListedObject | None]]:
    """Return each task with the object at its key, or None.

    `tasks_by_name` are in the order of their names' UTF-8 bytes.
    """
    prefix = destination.prefix + "/" if destination.prefix else ""
    page: deque[ListedObject] = deque()
    has_more, last_listed = True, ""
    for task in tasks_by_name:
        key = destination.key(task.name)
        while True:
            while page and page[0].key.encode() < key.encode():
                page.popleft()
            if page or not has_more:
                break
            start_after = max(last_listed, key[:-1], key=str.encode)
            objects, has_more = list_page(prefix, start_after)
            page.extend(objects)
            last_listed = objects[-1].key if objects else start_after
        yield task, page[0] if page and page[0].key == key else None
