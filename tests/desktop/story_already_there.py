"""Journey 6: the same folder again, with new files, and another folder of the same name."""

from pathlib import Path

from tests.desktop.bucket import Bucket
from tests.desktop.person import Person
from tests.support.datasets import make_pictures, manifest_sources, numbered


def test_only_what_is_new_is_sent_and_another_dataset_is_never_touched(
    person: Person, bucket: Bucket, documents: Path, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(40))
    bucket.is_connected_to_by_keyboard(person)
    person.drops(folder)
    person.clicks("Create dataset")
    person.sees("pic is ready")
    first = (documents / "pic.manifest").read_bytes()

    moment = bucket.now
    person.clicks("Edit and run again")
    person.clicks("Create dataset")
    person.sees("Nothing had to be sent")
    assert bucket.sent_since(moment) == []

    make_pictures(folder, numbered(10, first=41), seed=100)
    moment = bucket.now
    person.clicks("Edit and run again")
    person.presses("F5")
    person.sees("50 data items")
    person.clicks("Create dataset")
    person.sees("pic is ready")
    assert len(bucket.sent_since(moment)) == 10
    assert len(manifest_sources(bucket.objects()["iTAG/pic.manifest"])) == 50
    kept = [path for path in documents.glob("pic.*.manifest") if path.read_bytes() == first]
    assert len(kept) == 1

    before, moment = bucket.objects(), bucket.now
    other = make_pictures(tmp_path / "other" / "pic", numbered(5), seed=1000)
    person.clicks("New dataset")
    person.drops(other)
    person.clicks("Create dataset")
    person.sees("objects are already there and different")
    assert bucket.sent_since(moment) == []
    assert bucket.objects() == before

    person.clicks("Use prefix iTAG-2")
    person.clicks("Create dataset")
    person.sees("pic is ready")
    after = bucket.objects()
    assert {key: after[key] for key in before} == before
    assert all("/iTAG-2/pic/" in source for source in manifest_sources(after["iTAG-2/pic.manifest"]))
