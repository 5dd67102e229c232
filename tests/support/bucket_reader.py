"""What is in a practice server's bucket, read by plain oss2 over its own transport: a client that is not ours."""

import oss2

from tests.support.practice_server import RunningPractice


def plain_bucket(server: RunningPractice) -> "oss2.Bucket":
    """Return plain oss2's view of the bucket."""
    access = server.access
    auth = oss2.AuthV4(access.credential.access_key_id, access.credential.access_key_secret)
    return oss2.Bucket(auth, access.endpoint, access.bucket, region=access.region)


def stored_objects(server: RunningPractice) -> dict[str, bytes]:
    """Return every object of the bucket."""
    bucket = plain_bucket(server)
    try:
        return {found.key: bucket.get_object(found.key).read() for found in oss2.ObjectIteratorV2(bucket)}
    finally:
        bucket.session.session.close()
