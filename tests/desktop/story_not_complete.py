"""Journey 8: the server refuses seven files.

Asked of the window as it is: reasons stand in the tab *Problems*, one a file; the drawer does not group them yet.
"""

from pathlib import Path

from tests.desktop.bucket import Bucket
from tests.desktop.person import Person
from tests.support.datasets import make_pictures, manifest_sources, numbered

REFUSED = numbered(7, first=11)


def test_what_was_refused_is_named_sent_on_request_and_only_then_there_is_a_manifest(
    person: Person, bucket: Bucket, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(120))
    bucket.is_connected_to_by_keyboard(person)
    bucket.refuses(REFUSED)
    person.drops(folder)
    person.clicks("Create dataset")
    person.sees("pic is not complete")
    person.sees("7 of 120 files are not in the bucket. No manifest was written.")
    assert "iTAG/pic.manifest" not in bucket.objects()

    person.clicks("Show list")
    person.sees("oss:PutObject")
    person.clicks("Write manifest without them…")
    person.sees("Write the manifest without 7 files?")
    person.presses("Return")  # the harmless answer is the default
    assert person.has("Retry failed 7")
    assert "iTAG/pic.manifest" not in bucket.objects()

    bucket.heals()
    moment = bucket.now
    person.clicks("Retry failed 7")
    person.sees("pic is ready")
    assert sorted(bucket.sent_since(moment)) == sorted(f"iTAG/pic/{name}" for name in REFUSED)
    assert len(manifest_sources(bucket.objects()["iTAG/pic.manifest"])) == 120
