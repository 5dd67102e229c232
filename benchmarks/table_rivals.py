"""What others take to read a table or to write lines: ``python -m benchmarks.table_rivals WHAT PATH``.

``csv`` reads a csv with Python's own module and nothing else; ``openpyxl`` makes a read-only pass over a workbook,
looking at each cell's value and number format; ``orjson`` and ``lines`` turn the texts of a csv into lines of JSON:
with orjson one by one, and as the program does it.
"""

import csv
import json
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from itertools import islice
from types import MappingProxyType

from openpyxl import load_workbook

from itag_desktop.manifests.planned_lines import TextLines

_BATCH = 512


def _read_csv(path: str, encoding: str) -> float:
    begin_s = time.process_time()
    with open(path, encoding=encoding, newline="") as stream:  # noqa: PTH123 - the rival as everyone writes it
        for _ in csv.reader(stream):
            pass
    return time.process_time() - begin_s


def _read_workbook(path: str, _encoding: str) -> float:
    begin_s = time.process_time()
    for row in load_workbook(path, read_only=True, data_only=True).worksheets[0].iter_rows():
        for cell in row:
            _ = cell.value, cell.number_format
    return time.process_time() - begin_s


def _texts(path: str, encoding: str) -> list[tuple[str, ...]]:
    with open(path, encoding=encoding, newline="") as stream:  # noqa: PTH123 - likewise
        return [(row[1],) for row in csv.reader(stream)]


def _write_with_orjson(path: str, encoding: str) -> float:
    dumps = import_module("orjson").dumps
    texts = _texts(path, encoding)
    begin_s = time.process_time()
    size = sum(len(dumps({"data": {"source": text}})) + 1 for (text,) in texts)
    assert size
    return time.process_time() - begin_s


def _write_lines(path: str, encoding: str) -> float:
    texts = iter(_texts(path, encoding))
    lines = TextLines(["source"])
    begin_s = time.process_time()
    while batch := list(islice(texts, _BATCH)):
        lines(batch)
    return time.process_time() - begin_s


RIVALS: Mapping[str, Callable[[str, str], float]] = MappingProxyType(
    {"csv": _read_csv, "openpyxl": _read_workbook, "orjson": _write_with_orjson, "lines": _write_lines}
)


def main() -> None:
    """Run one of them once and print its processor time."""
    what, path, encoding = sys.argv[1:]
    print(json.dumps({"cpu_s": RIVALS[what](path, encoding)}))


if __name__ == "__main__":
    main()
