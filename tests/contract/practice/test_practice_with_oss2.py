"""The practice server as oss2 meets it."""

import oss2
import pytest

from tests.support.practice_server import CREDENTIAL, RunningPractice


@pytest.fixture
def bucket(practice_server: RunningPractice) -> oss2.Bucket:
    auth = oss2.AuthV4(CREDENTIAL.access_key_id, CREDENTIAL.access_key_secret)
    return oss2.Bucket(auth, practice_server.endpoint, "practice", region="cn-hangzhou")


def test_what_was_put_is_read_back(bucket: oss2.Bucket) -> None:
    bucket.put_object("a/apple.txt", b"red")
    assert bucket.get_object("a/apple.txt").read() == b"red"
