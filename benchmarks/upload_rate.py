"""Upload rates side by side: ``python -m benchmarks.upload_rate`` (some 6 minutes).

Our engine and a rival send the same files to the same sink, taking turns, several rounds; medians are shown, and how
many times faster than the rival we are. Those ratios hold from run to run and from machine to machine; rates do not.

*Upload* is the upload stage alone: of ours with all it does there (the ledger, checks before and after each file, the
comparison of CRC-64), of oss2 the puts alone, without its list of files. *Process* is everything from the command to
its exit: of ours also start, scan, check, verification and manifest.
"""

import argparse
import platform
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.file_sets import make_pictures, make_video, workspace
from benchmarks.processes import sink
from benchmarks.rivals import Client, Effort, Load, has_rclone, ours, plain_oss2, rclone

_KIB = 1024
_MIB = 1024 * _KIB
_MEGA, _GIGA = 1e6, 1e9

Efforts = Mapping[str, list[Effort]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A rival and our engine with the same load.

    `goal` is how many times as fast ours shall be, None without one. `ceiling` is how many files a second the delay
    allows so many connections.
    """

    title: str
    load: str
    delay_ms: float = 0
    rival: tuple[str, Client]
    ours: Mapping[str, Client]
    goal: float | None
    ceiling: float | None = None

    @property
    def clients(self) -> Mapping[str, Client]:
        """All of them, the rival first."""
        return dict([self.rival]) | dict(self.ours)


OVERHEAD = Comparison(
    title="4 KiB files, no delay",
    load="small",
    rival=("oss2, 8 threads", plain_oss2(threads=8)),
    ours={"ours, 8 connections": ours(workers=8), "ours, defaults": ours()},
    goal=None,
)
DELAYED = Comparison(
    title="4 KiB files, the store answers after 30 ms",
    load="small",
    delay_ms=30,
    rival=("oss2, 64 threads", plain_oss2(threads=64)),
    ours={"ours, 64 connections": ours(workers=64)},
    goal=4,
    ceiling=64 / 0.030,
)
DEFAULTS = Comparison(
    title="4 KiB files, the store answers after 30 ms, everyone at his own defaults",
    load="small",
    delay_ms=30,
    rival=("rclone, defaults", rclone),
    ours={"ours, defaults": ours()},
    goal=8,
)
PICTURES = Comparison(
    title="200 KiB files, no delay",
    load="medium",
    rival=("oss2, 8 threads", plain_oss2(threads=8)),
    ours={"ours, 8 connections": ours(workers=8), "ours, defaults": ours()},
    goal=5,
)
FILM = Comparison(
    title="one file of 512 MiB in parts, no delay",
    load="large",
    rival=("oss2, 4 threads", plain_oss2(threads=4, is_resumable=True)),
    ours={"ours, 4 connections": ours(workers=4, kind="video"), "ours, defaults": ours(kind="video")},
    goal=6,
)


def make_loads(folder: Path) -> dict[str, Load]:
    """Make what is sent, below `folder`."""
    small, medium = (4000, 4 * _KIB), (3000, 200 * _KIB)
    return {
        "small": Load(folder=make_pictures(folder / "small", *small), files=small[0], size_bytes=small[0] * small[1]),
        "medium": Load(
            folder=make_pictures(folder / "medium", *medium), files=medium[0], size_bytes=medium[0] * medium[1]
        ),
        "large": Load(folder=make_video(folder / "large", 512 * _MIB), files=1, size_bytes=512 * _MIB),
    }


def play_round(comparison: Comparison, load: Load, efforts: Mapping[str, list[Effort]]) -> None:
    """Let every client send the load once."""
    with sink(delay_ms=comparison.delay_ms) as endpoint:
        for number, (name, client) in enumerate(comparison.clients.items()):
            efforts[name].append(client(load, endpoint, f"round-{number}"))


def show(comparison: Comparison, efforts: Efforts) -> None:
    """Print the medians of a comparison, and the ratios to the rival."""
    rival = efforts[comparison.rival[0]]
    is_one_file = comparison.load == "large"
    rate_unit, cpu_unit = ("MB/s", "CPU s/GB") if is_one_file else ("files/s", "CPU ms/file")
    print(f"\n{comparison.title}")
    if comparison.ceiling is not None:
        print(f"  no more than {comparison.ceiling:,.0f} files/s are possible")
    print(f"  {'':20} {rate_unit:>8} {cpu_unit:>12} {'upload':>8} {'goal':>7} {'process':>8}   upload, by round")
    for name, own in efforts.items():
        rate, cpu = (_mega_bytes, _cpu_s_a_giga_byte) if is_one_file else (_rate_files, _cpu_ms_a_file)
        goal = f">= {comparison.goal:g}x" if comparison.goal and own is not rival else ""
        upload = _median(own, _mega_bytes) / _median(rival, _mega_bytes)
        process = _median(own, _process_rate) / _median(rival, _process_rate)
        each = [_mega_bytes(mine) / _mega_bytes(his) for mine, his in zip(own, rival, strict=True)]
        print(
            f"  {name:20} {_median(own, rate):8,.0f} {_median(own, cpu):12.2f} {upload:7.1f}x {goal:>7} {process:7.1f}x"
            f"   {min(each):.1f}x to {max(each):.1f}x"
        )


def _median(efforts: list[Effort], figure: Callable[[Effort], float]) -> float:
    return statistics.median(map(figure, efforts))


def _rate_files(effort: Effort) -> float:
    return effort.files / effort.upload_s


def _mega_bytes(effort: Effort) -> float:
    return effort.size_bytes / effort.upload_s / _MEGA


def _process_rate(effort: Effort) -> float:
    return effort.size_bytes / effort.wall_s


def _cpu_ms_a_file(effort: Effort) -> float:
    return effort.cpu_s / effort.files * 1000


def _cpu_s_a_giga_byte(effort: Effort) -> float:
    return effort.cpu_s / effort.size_bytes * _GIGA


def main() -> None:
    """Play all rounds and print the tables."""
    parser = argparse.ArgumentParser(description="Upload rates side by side with oss2 and rclone.")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    compared = [DELAYED, *([DEFAULTS] if has_rclone() else []), OVERHEAD, PICTURES, FILM]
    efforts: list[dict[str, list[Effort]]] = [{name: [] for name in one.clients} for one in compared]
    print(f"Python {platform.python_version()}, oss2 {version('oss2')}, pycurl {version('pycurl')}, {rounds} rounds")
    if not has_rclone():
        print("rclone is not installed: its comparison is left out")
    with workspace() as folder:
        loads = make_loads(folder)
        for number in range(rounds):
            for comparison, mine in zip(compared, efforts, strict=True):
                play_round(comparison, loads[comparison.load], mine)
            print(f"round {number + 1} of {rounds} done", flush=True)
    for comparison, mine in zip(compared, efforts, strict=True):
        show(comparison, mine)


if __name__ == "__main__":
    main()
