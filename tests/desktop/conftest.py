"""The desktop of the stories, and the program on it. `run.py` starts them; the ordinary tests know nothing of them."""

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.bucket import Bucket
from tests.desktop.person import Person
from tests.desktop.stage import Stage, stage
from tests.desktop.tree import Tree, tree_of
from tests.support.practice_server import RunningPractice
from tests.support.source_tree import ROOT

PROGRAM = Path(sys.executable).with_name("itag-desktop")
PICTURES_OF_FAILURES = ROOT / "build" / "desktop-stories"

FAILED = pytest.StashKey[bool]()

Opener = Callable[..., Person]


@pytest.fixture(scope="session")
def desktop() -> Iterator[Stage]:
    """One desktop for all stories."""
    with stage() as ready:
        yield ready


@pytest.fixture(scope="session")
def tree(desktop: Stage) -> Iterator[Tree]:
    """The accessibility tree of that desktop."""
    with tree_of(desktop) as ready:
        yield ready


@pytest.fixture
def open_program(
    desktop: Stage, tree: Tree, tmp_path: Path, nothing_left_running: None, request: pytest.FixtureRequest
) -> Iterator[Opener]:
    """Start the program in this story's own home, and end it with the story. A story that fails leaves a picture."""
    del nothing_left_running  # it must look when the program has ended
    people: list[Person] = []
    with ExitStack() as held:

        def open_it(*arguments: str, **variables: str) -> Person:
            command = [str(PROGRAM), *arguments]
            child = held.enter_context(
                desktop.running(command, home=tmp_path / "home", **{"LANGUAGE": "en"} | variables)
            )
            people.append(Person(desktop, tree, child.pid))
            return people[-1]

        (tmp_path / "home").mkdir()
        try:
            yield open_it
        finally:
            if people and request.node.stash.get(FAILED, False):
                people[-1].photographs(PICTURES_OF_FAILURES / f"{request.node.name}.png")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember for the picture that the story failed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def person(open_program: Opener) -> Person:
    """Somebody before the empty window of a first start."""
    somebody = open_program()
    somebody.finds("Create dataset", "push button")
    return somebody


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Where the program keeps local copies."""
    return tmp_path / "home" / "Documents" / "iTAG Desktop"


@pytest.fixture
def bucket(practice_server: RunningPractice) -> Bucket:
    """A bucket of this story's own."""
    return Bucket(server=practice_server)
