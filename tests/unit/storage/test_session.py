"""What becomes of a request of oss2 on its way to a transport, and of the answer on its way back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from itag_desktop.storage.body import BytesBody
from itag_desktop.storage.object_store import Body
from itag_desktop.storage.session import Oss2Session
from itag_desktop.storage.transport import Reply, ReplyHeaders, Request


@dataclass
class Oss2Like:
    method: str = "POST"
    url: str = "https://labels.oss-cn-hangzhou.aliyuncs.com/a%2Fb"
    data: Body | bytes | None = None
    params: Mapping[str, str | None] = field(default_factory=dict)
    headers: Mapping[str, str | None] = field(default_factory=dict)


class Recorder:
    """A transport that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Request] = []

    def send(self, request: Request) -> Reply:
        self.sent.append(request)
        return Reply(status=203, headers=ReplyHeaders([("X-Oss-Request-Id", "1A")]), body=b"0123456789")

    def close(self) -> None:
        """Do nothing."""


def sent(request: Oss2Like) -> Request:
    recorder = Recorder()
    Oss2Session(recorder).do_request(request, timeout=60)
    return recorder.sent[0]


def test_headers_without_a_value_do_not_travel() -> None:
    assert sent(Oss2Like(headers={"Accept-Encoding": None, "Date": "today"})).headers == (("Date", "today"),)


def test_parameters_join_the_address() -> None:
    request = Oss2Like(params={"uploads": "", "a/b": "两 +&=", "gone": None})

    assert sent(request).url == f"{request.url}?uploads&a%2Fb=%E4%B8%A4%20%2B%26%3D"
    assert sent(Oss2Like()).url == request.url


def test_bytes_become_a_body_and_a_body_stays_itself() -> None:
    body = BytesBody(b"x")
    assert sent(Oss2Like(data=body)).body is body
    assert sent(Oss2Like()).body is None

    wrapped = sent(Oss2Like(data=b"<xml/>")).body
    assert wrapped is not None
    assert wrapped.read() == b"<xml/>"


def test_an_answer_is_read_as_oss2_likes() -> None:
    session = Oss2Session(Recorder())

    reply = session.do_request(Oss2Like(), timeout=60)
    assert (reply.status, reply.request_id) == (203, "1A")
    assert [reply.read(4), reply.read(), reply.read(4), reply.read()] == [b"0123", b"456789", b"", b""]
    reply.response.close()

    assert b"".join(session.do_request(Oss2Like(), timeout=60)) == b"0123456789"
