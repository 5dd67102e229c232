"""Text and custom datasets, from a table to the manifest's file: ``python -m benchmarks.tables`` (some 8 minutes).

Each is a process of its own, and takes turns with what others need to do less: Python's csv module reads the csv and no
more, openpyxl reads the workbook with its number formats and no more. Processor time is compared, which a busy machine
changes least. orjson is compared where somebody has installed it.
"""

import argparse
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.file_sets import workspace
from benchmarks.processes import Measured, run_module
from benchmarks.table_files import make_named_files, make_pairs, write_csv, write_workbook

_ROWS, _WORKBOOK_ROWS = 1_000_000, 100_000


def _ours(*arguments: object) -> Measured:
    return run_module("dataset_of_items", *arguments)


def _compare(title: str, goal: str, ours: Sequence[object], rival: Sequence[object], rounds: int) -> None:
    """Print the medians of so many rounds in which both take turns."""
    mine: list[Measured] = []
    theirs: list[float] = []
    for _ in range(rounds):
        theirs.append(run_module("table_rivals", *rival).figures["cpu_s"])
        mine.append(_ours(*ours))
    ratios = [one.figures["cpu_s"] / other for one, other in zip(mine, theirs, strict=True)]
    print(
        f"  {title:<44} {median(theirs):5.2f} s  {median(one.figures['cpu_s'] for one in mine):5.2f} s"
        f"  {median(ratios):4.2f} ({', '.join(f'{ratio:.2f}' for ratio in ratios)})  goal {goal}"
        f"  {max(one.figures['peak_mb'] for one in mine):4.0f} MB"
        f"  rows shown after {median(one.figures['first_rows_s'] for one in mine) * 1000:.0f} ms",
        flush=True,
    )


def _compare_tables(folder: Path, rounds: int) -> None:
    print(f"  {'':<44} {'rival':>7}  {'ours':>7}  ratio (each round)")
    for encoding in ("utf-8", "gb18030"):
        path = write_csv(folder / f"{encoding}.csv", _ROWS, encoding=encoding)
        text = ("text", path, "--text", "content")
        rival = ("csv", path, encoding)
        _compare(f"csv, {encoding}, one field; csv module", "3", text, rival, rounds)
        _compare(f"csv, {encoding}, a pre-label too", "3", (*text, "--label", "grade"), rival, rounds)
    book = write_workbook(folder / "book.xlsx", _WORKBOOK_ROWS)
    rival = ("openpyxl", book, "-")
    _compare("xlsx, one field; openpyxl", "1 (0.6)", ("text", book, "--text", "content"), rival, rounds)
    _compare("xlsx, all five columns", "1 (0.6)", ("custom", book), rival, rounds)


def _compare_lines(path: Path, rounds: int) -> None:
    if find_spec("orjson") is None:
        print("  orjson is not installed: pip install orjson to compare the lines")
        return
    pairs = [
        tuple(run_module("table_rivals", what, path, "utf-8").figures["cpu_s"] for what in ("orjson", "lines"))
        for _ in range(rounds)
    ]
    ratio = median(ours / orjson for orjson, ours in pairs)
    print(f"  lines of {_ROWS:,} texts: {ratio:.2f} of orjson's time, goal 2")


def _show_large(folder: Path) -> None:
    """Print what large plans of other kinds take; each alone."""
    half_empty = write_csv(folder / "empty.csv", _ROWS, every_empty=2)
    named = make_named_files(folder / "named", 300_000, 100_000)
    pairs = make_pairs(folder / "pairs", 200_000)
    for title, arguments in (
        ("1,000,000 rows, half of them left out", ("text", half_empty, "--text", "content")),
        ("300,000 rows that name 100,000 files", ("custom", named)),
        ("200,000 pairs", ("custom", pairs)),
    ):
        figures = _ours(*arguments).figures
        print(
            f"  {title:<44} {figures['cpu_s']:5.1f} s of processor, {figures['all_s']:.1f} s, peak"
            f" {figures['peak_mb']:.0f} MB",
            flush=True,
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Tables to manifests.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--short", action="store_true", help="leave out the large plans of files")
    arguments = parser.parse_args()
    print("From a table to the manifest's file, processor time")
    with workspace() as folder:
        _compare_tables(folder, arguments.rounds)
        _compare_lines(folder / "utf-8.csv", arguments.rounds)
        if not arguments.short:
            _show_large(folder)


if __name__ == "__main__":
    main()
