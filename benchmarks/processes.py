"""The processes of a benchmark: the sink, and one client at a time whose cost is measured from outside."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType

_CLIENT_TIMEOUT_S = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One client process from start to exit. `figures` are what it said of itself: a JSON object on its last line."""

    wall_s: float
    cpu_s: float
    figures: Mapping[str, float]


@contextmanager
def sink(*, delay_ms: float = 0, niceness: int = 0) -> Iterator[str]:
    """Run a sink and give its endpoint; `niceness` lowers its priority."""
    command = (sys.executable, "-m", "benchmarks.sink", "--delay-ms", str(delay_ms), "--nice", str(niceness))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


def run_module(module: str, *arguments: object, variables: Mapping[str, str] = MappingProxyType({})) -> Measured:
    """Run a module of this package as a process of its own; it prints its figures."""
    return run_command((sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)), variables)


def run_command(command: Sequence[str], variables: Mapping[str, str]) -> Measured:
    """Run a command to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started_s = time.perf_counter()
    done = subprocess.run(
        command, env=_own_environment() | dict(variables), stdout=subprocess.PIPE, check=True, timeout=_CLIENT_TIMEOUT_S
    )
    wall_s = time.perf_counter() - started_s
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    *_, last = done.stdout.splitlines() or [b"{}"]
    cpu_s = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Measured(wall_s=wall_s, cpu_s=cpu_s, figures=json.loads(last))


def _own_environment() -> dict[str, str]:
    """Return this process's environment without what would send a client elsewhere: proxies, settings of clouds."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "OSS_", "RCLONE_")) and not name.lower().endswith("_proxy")
    }
