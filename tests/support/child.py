"""A child process that runs a piece of Python and can be killed in the midst of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def python_child(code: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Run `code` in a process of its own, its output readable by line; it is killed when the body ends."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as child:
        try:
            yield child
        finally:
            child.kill()
