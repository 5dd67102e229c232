"""A bucket on a practice server of the story's own, which can be made to go wrong, and how a person connects to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.desktop.person import Person
from tests.support.bucket_reader import stored_objects
from tests.support.faults import ALWAYS, Recorded
from tests.support.practice_server import CREDENTIAL, RunningPractice


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What stands for OSS."""

    server: RunningPractice

    def is_connected_to_by_keyboard(self, person: Person) -> None:
        """Make a new connection with prefix *iTAG* without the mouse: the region is the one suggested."""
        person.chooses("alt+f", "New connection…")
        person.finds("AccessKey secret", "password text")
        person.fills("Bucket", self.server.access.bucket)
        person.fills("Prefix", "iTAG")
        person.fills("AccessKey ID", CREDENTIAL.access_key_id)
        person.fills("AccessKey secret", CREDENTIAL.access_key_secret)
        person.fills("Endpoint (optional)", self.server.endpoint)
        person.tabs_to("Use")
        person.presses("space")
        person.sees("Not checked yet")
        person.sees("oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/")

    def objects(self) -> dict[str, bytes]:
        """Return every object of the bucket."""
        return stored_objects(self.server)

    def refuses(self, names: Iterable[str]) -> None:
        """Refuse to take objects of these file names, from now on."""
        refused = frozenset(names)

        def is_one(request: Recorded) -> bool:
            return request.is_put_object and request.key.rpartition("/")[2] in refused

        self.server.faults.refuse("AccessDenied", matches=is_one, times=ALWAYS)

    def heals(self) -> None:
        """Refuse nothing any more."""
        self.server.faults.heal()

    def sent_since(self, moment: int) -> list[str]:
        """Return the keys of the files that were sent since `moment`, a value of `now`; manifests do not count."""
        sent = [request.key for request in self.server.requests[moment:] if request.is_put_object]
        return [key for key in sent if not key.endswith(".manifest")]

    @property
    def now(self) -> int:
        """The moment, to ask later what came since."""
        return len(self.server.requests)
