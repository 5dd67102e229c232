#!/usr/bin/env python3
"""See that a built program works, as its user has it: version, datasets in Practice, a video's frame, the window.

    python3 packaging/self_test.py [PROGRAM]      PROGRAM: dist/itag-desktop/itag-desktop unless given

It runs the program itself and no module of it, in a home of its own, so it also tries an installed one. The window is
shown on a virtual display where Xvfb and xdotool are installed, and left by its own key, Ctrl+Q; elsewhere it paints
into memory (Qt's "offscreen") and is ended by a signal. When it paints is read from Qt's own log. Uses the standard
library alone.
"""

import base64
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUFFIX = ".exe" if os.name == "nt" else ""
PROGRAM = ROOT / "dist" / "itag-desktop" / f"itag-desktop{SUFFIX}"
SAMPLE = ROOT / "resources" / "sample" / "fruit"
REVIEWS = ROOT / "resources" / "sample" / "reviews.csv"
CLIP = ROOT / "tests" / "support" / "clips" / "h264.mp4"
CLIP_LENGTH_MS = 1500

ITEMS = sum(file.is_file() for file in SAMPLE.rglob("*"))
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
        <Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">
        <sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
        <Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""",
    "xl/worksheets/sheet1.xml": f"""<worksheet xmlns="{_MAIN}"><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>comment</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>all is well</t></is></c></row></sheetData></worksheet>""",
}
"""The least that is a workbook."""
FIRST_PAINT = "Flushing top level"
TIMEOUT_S = 60.0
STARTS = 3


class SelfTestError(Exception):
    """Something of the program does not work; the text says what."""


@dataclass(frozen=True, kw_only=True)
class Display:
    """Where a window is shown: the variables that say so, and whether keys can be pressed there."""

    variables: dict[str, str]
    has_keys: bool


def main() -> int:
    """Try everything, saying what was found; return 1 at the first thing that does not work."""
    program = str(Path(sys.argv[1]).absolute()) if sys.argv[1:] else str(PROGRAM)
    with tempfile.TemporaryDirectory(prefix="itag-desktop-self-test-") as home:
        try:
            say("version", try_version(program, home))
            say("a dataset in Practice", try_dataset(program, home))
            say("tables", try_tables(program, home))
            say("a video's first frame", try_clip(program, home))
            with display() as shown:
                for number in range(1, STARTS + 1):
                    say(f"window, start {number}", try_window(program, home, shown))
        except SelfTestError as error:
            say("FAILED", str(error))
            return 1
    return 0


def try_version(program: str, home: str) -> str:
    """Ask for the version."""
    return finished([program, "--version"], home).strip()


def try_dataset(program: str, home: str) -> str:
    """Make a dataset of the sample in Practice, which is a second process, over its network and the whole engine."""
    manifest = Path(home, "fruit.manifest")
    began = time.monotonic()
    options = ["--to", "practice:selftest", "--manifest", str(manifest), "--json"]
    report = json.loads(finished([program, "create", "image", str(SAMPLE), *options], home))
    expect(report["state"] == "finished" and report["sent"] == ITEMS, f"the run says {report}")
    lines = manifest.read_text(encoding="utf-8").splitlines()
    expect(len(lines) == ITEMS, f"the manifest has {len(lines)} lines")
    return f"{ITEMS} items in {time.monotonic() - began:.2f} s"


def try_tables(program: str, home: str) -> str:
    """Make text datasets of a csv whose encoding must be recognised, and of a workbook."""
    book = Path(home, "book.xlsx")
    with zipfile.ZipFile(book, "w") as archive:
        for name, part in WORKBOOK.items():
            archive.writestr(name, part)
    counts = []
    for table in (REVIEWS, book):
        manifest = Path(home, f"{table.stem}.manifest")
        options = ["--to", "practice:selftest", "--manifest", str(manifest), "--json"]
        report = json.loads(finished([program, "create", "text", str(table), *options], home, most=1))
        expect(report["rows"] == report["items"] + report["left_out"] > 0, f"the run says {report}")
        expect(len(manifest.read_text(encoding="utf-8").splitlines()) == report["items"], str(report))
        counts.append(report["items"])
    return f"{' and '.join(map(str, counts))} items"


def try_clip(program: str, home: str) -> str:
    """Let a clip process, which the window would start, look at a video."""
    question = (
        json.dumps({"path": base64.b64encode(os.fsencode(CLIP)).decode(), "edge": 160, "wants_frame": True}) + "\n"
    )
    began = time.monotonic()
    ready, answer = finished([program, "--clips"], home, question).splitlines()
    seen = json.loads(answer)
    expect(ready == "ready" and bool(seen["picture"]), f"the clip process says {ready}, {answer}")
    expect(seen["length_ms"] == CLIP_LENGTH_MS, f"the video's length is {seen['length_ms']}")
    return f"after {time.monotonic() - began:.2f} s"


def try_window(program: str, home: str, shown: Display) -> str:
    """Open the window with the sample, wait until it paints and its engine has scanned, and close it."""
    drafts = Path(home, "drafts")
    shutil.rmtree(drafts, ignore_errors=True)
    variables = {
        **environment(home),
        **shown.variables,
        "QT_LOGGING_RULES": "qt.widgets.painting.info=true",
        "QT_FORCE_STDERR_LOGGING": "1",  # a program without a console would log elsewhere
    }
    log = Path(home, "window.log")
    began = time.monotonic()
    with log.open("wb") as output:
        window = subprocess.Popen([program, str(SAMPLE)], env=variables, stderr=output, start_new_session=True)
        try:
            wait_for(lambda: FIRST_PAINT in log.read_text(errors="replace"), window, "the window does not paint")
            painted_s = time.monotonic() - began
            wait_for(lambda: any(drafts.glob("*")), window, "the engine process does not scan")
            strangers = libraries_from_elsewhere(program, window.pid)
            expect(not strangers, f"the bundle has these libraries, yet others were loaded: {strangers}")
            return f"painted after {painted_s:.2f} s, " + close(window, shown)
        finally:
            with contextlib.suppress(OSError):
                window.kill()
            window.wait()


def close(window: subprocess.Popen[bytes], shown: Display) -> str:
    """Close the window and see that the program ends with its engine; say how."""
    if shown.has_keys:
        # Without a window manager nothing has the keyboard until it is given.
        give_keyboard = ["search", "--sync", "--onlyvisible", "--name", "iTAG Desktop", "windowfocus", "--sync"]
        for command in (give_keyboard, ["key", "ctrl+q"]):
            subprocess.run(["xdotool", *command], env={**os.environ, **shown.variables}, timeout=TIMEOUT_S, check=True)
    else:
        window.terminate()
    try:
        code = window.wait(TIMEOUT_S)
    except subprocess.TimeoutExpired as error:
        raise SelfTestError("the window does not close") from error
    expect(code == 0 or not shown.has_keys, f"the window's exit code is {code}")
    if os.name == "posix":
        expect(eventually(lambda: is_gone(window.pid)), "the engine process outlives the window")
    return "left with Ctrl+Q" if shown.has_keys else "ended"


def libraries_from_elsewhere(program: str, group: int) -> list[str]:
    """Return the system's libraries that a group of processes uses, on Linux, although the program brings its own.

    On the machine that built it a bundle works that way too; on a user's they may be missing.
    """
    bundled = {file.name for file in Path(program).resolve().parent.joinpath("_internal").glob("*.so*")}
    loaded: set[str] = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(process.name)) == group:
                maps = process.joinpath("maps").read_text(encoding="utf-8")
                loaded |= {line.split(maxsplit=5)[5] for line in maps.splitlines() if ".so" in line}
    return sorted(file for file in loaded if Path(file).name in bundled and "_internal" not in file)


def is_gone(group: int) -> bool:
    """Say whether no process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@contextlib.contextmanager
def display() -> Iterator[Display]:
    """Show windows on a virtual X display, or nowhere."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        yield Display(variables={"QT_QPA_PLATFORM": "offscreen"}, has_keys=False)
        return
    read, write = os.pipe()
    arguments = ["-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(["Xvfb", *arguments], pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read, encoding="ascii") as numbers:
            number = numbers.readline().strip()
        expect(number != "", "Xvfb does not start")
        yield Display(variables={"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}, has_keys=True)
    finally:
        server.terminate()
        server.wait()


def finished(command: list[str], home: str, typed: str = "", *, most: int = 0) -> str:
    """Run a command to its end, with what is typed to it; return what it printed. `most` is the worst exit code."""
    given, variables = typed.encode("utf-8"), environment(home)
    done = subprocess.run(command, env=variables, input=given, capture_output=True, timeout=TIMEOUT_S, check=False)
    expect(
        0 <= done.returncode <= most,
        f"{command[1:]} exits with {done.returncode}: {done.stderr.decode(errors='replace')}",
    )
    return done.stdout.decode("utf-8")


def environment(home: str) -> dict[str, str]:
    """Return the variables of a user whose files are all below `home`, and who has no message bus.

    Asked for a bus on a display that has none, libdbus would start one, which stays.
    """
    homes = {"HOME": home, "ITAG_DESKTOP_HOME": home, "XDG_CONFIG_HOME": home}
    return {**os.environ, **homes, "LANG": "C.UTF-8", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes], otherwise: str) -> None:
    """Wait until `condition` holds while `process` runs."""
    expect(eventually(lambda: process.poll() is not None or condition()), otherwise)
    expect(process.poll() is None, f"{otherwise}: it ended with {process.returncode}")


def eventually(condition: Callable[[], bool]) -> bool:
    """Say whether `condition` holds before the time is up."""
    end = time.monotonic() + TIMEOUT_S
    while not (holds := condition()) and time.monotonic() < end:
        time.sleep(0.01)
    return holds


def expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Fail with a sentence unless something holds."""
    if not holds:
        raise SelfTestError(otherwise)


def say(what: str, found: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{what}: {found}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
