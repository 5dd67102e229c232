"""No secret reaches the log, by whatever way it comes."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from itag_desktop.support.redacting_log import redacted, start_log, stop_log

ACCESS_KEY_ID = "LTAI5tExampleExample0001"
SECRET = "k1J9xQ2mZ7bN4vC8sD3fG6hL0pR5tY"
TOKEN = "CAISfakeTokenForTests" + "aB3/+" * 20 + "=="
SIGNATURE = "dGVzdCBzaWduYXR1cmU0MjQyNDI="


@pytest.fixture(autouse=True)
def logger_levels() -> Iterator[None]:
    """Put the levels back that a log changes."""
    loggers = [logging.getLogger(), logging.getLogger("oss2")]
    levels = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.mark.parametrize(
    "line",
    [
        f"Authorization: OSS {ACCESS_KEY_ID}:{SIGNATURE}",
        f"'Authorization': 'OSS4-HMAC-SHA256 Credential={ACCESS_KEY_ID}/20261123, Signature={SIGNATURE}', 'Date': 'x'",
        f'{{"authorization": "OSS {ACCESS_KEY_ID}:{SIGNATURE}"}}',
        f"Proxy-Authorization: Basic {SIGNATURE}",
        f"signed as OSS {ACCESS_KEY_ID}:{SIGNATURE}",
        f"https://labels.example/1.jpg?x-oss-signature={SIGNATURE}&x-oss-date=1",
        f"https://labels.example/1.jpg?OSSAccessKeyId={ACCESS_KEY_ID}&Expires=1&Signature={SIGNATURE}",
        f"x-oss-security-token: {TOKEN}",
        f"{{'x-oss-security-token': '{TOKEN}'}}",
        f"security_token={TOKEN}",
        f"the token {TOKEN} ended",
        f"AccessKeySecret = {SECRET}",
        f"access_key_secret='{SECRET}', access_key_id='{ACCESS_KEY_ID}'",
        f"OSS_ACCESS_KEY_SECRET={SECRET}",
        f"only the shape of it: {SECRET}!",
        f"proxy http://mary:{SECRET}@proxy.example:3128 refused",
        "proxy http://mary:p%40ss-word@proxy.example:3128 refused",
        "proxy http://:pass-word@proxy.example:3128 refused",
        "password=pass-word",
    ],
)
def test_a_secret_is_blacked_out(line: str) -> None:
    shown = redacted(line)
    for secret in (ACCESS_KEY_ID, SECRET, TOKEN, SIGNATURE, SIGNATURE[:-1], "pass-word", "p%40ss-word"):
        assert secret not in shown
    assert "***" in shown


@pytest.mark.parametrize(
    "line",
    [
        "PUT https://labels.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/1.jpg 200 ETag 5D41402ABC4B2A76B9719D911017C592",
        "request id 64E5D8F1A1B2C3D4E5F60718, EC 0003-00000001",
        "crc64 9223372036854775807, 1,198 files, C:\\pictures\\cat.jpg",
        "AccessDenied: the secretary's bucket",
        "mail to mary@example.com about http://proxy.example:3128/",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert redacted(line) == line


def test_what_surrounds_a_secret_stays() -> None:
    assert redacted(f"GET /?Signature={SIGNATURE}&part=2 failed") == "GET /?Signature=***&part=2 failed"


def test_the_log_file_holds_the_line_and_not_the_secret(tmp_path: Path) -> None:
    handler = start_log(tmp_path / "logs", "engine")
    try:
        logging.getLogger("itag_desktop.engine").info("signed with %s for %s", SECRET, "1.jpg")
        try:
            int(SECRET)
        except ValueError:
            logging.getLogger("itag_desktop.engine").exception("broken")
    finally:
        stop_log(handler)
    text = (tmp_path / "logs" / "engine.log").read_text(encoding="utf-8")
    assert "signed with *** for 1.jpg" in text
    assert "invalid literal for int() with base 10: '***'" in text
    assert SECRET not in text


def test_a_path_that_is_not_utf8_can_be_logged(tmp_path: Path) -> None:
    handler = start_log(tmp_path, "engine")
    logging.getLogger("itag_desktop").info("left out: b\udcffd 苹果")
    stop_log(handler)
    assert "left out: b\\udcffd 苹果" in (tmp_path / "engine.log").read_text(encoding="utf-8")


def test_oss2_logs_warnings_only(tmp_path: Path) -> None:
    handler = start_log(tmp_path, "engine")
    logging.getLogger("oss2.api").info("every header")
    logging.getLogger("oss2.api").warning("a warning")
    stop_log(handler)
    text = (tmp_path / "engine.log").read_text(encoding="utf-8")
    assert "every header" not in text
    assert "a warning" in text


def test_the_log_folder_is_the_users_own(tmp_path: Path) -> None:
    stop_log(start_log(tmp_path / "logs", "engine"))
    if sys.platform != "win32":
        assert (tmp_path / "logs").stat().st_mode & 0o777 == 0o700


def test_a_stopped_log_takes_no_more_lines(tmp_path: Path) -> None:
    stop_log(start_log(tmp_path, "engine"))
    logging.getLogger("itag_desktop").error("too late")
    assert (tmp_path / "engine.log").read_text(encoding="utf-8") == ""
