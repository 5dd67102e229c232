"""Tables to plan: reviews in Chinese and English with a number, a grade, a score and a day, the same in each run."""

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

_PHRASES = (
    "质量很好，和描述的一样",
    "包装有点破损",
    "客服态度不错",
    "上次买的更便宜",
    "the product arrived quickly",
    "值得推荐给朋友",
    "soft fabric, true to size",
    "颜色比图片深一些",
    "虽然贵但是耐用",
    "would not buy again",
)
_GRADES = ("好评", "中评", "差评")
_HEADER = ("id", "content", "grade", "score", "day")
_FIRST_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 - workbooks know no time zones
_JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")


def reviews(count: int, *, every_empty: int = 0) -> Iterator[tuple[int, str, str, float, datetime]]:
    """Return so many rows; of `every_empty` rows one has no text."""
    draw = random.Random(1)  # noqa: S311 - makes samples, guards nothing
    for number in range(count):
        text = "" if every_empty and number % every_empty == 0 else "；".join(draw.choices(_PHRASES, k=4))
        day = _FIRST_DAY + timedelta(minutes=draw.randrange(500_000))
        yield number, text, draw.choice(_GRADES), draw.randrange(100_000) / 100, day


def write_csv(path: Path, count: int, *, encoding: str = "utf-8", every_empty: int = 0) -> Path:
    """Write reviews as a csv."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADER)
        writer.writerows(reviews(count, every_empty=every_empty))
    return path


def write_workbook(path: Path, count: int) -> Path:
    """Write reviews as a workbook whose scores and days have number formats."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(_HEADER)
    for number, text, grade, score, day in reviews(count):
        shown = [WriteOnlyCell(sheet, score), WriteOnlyCell(sheet, day)]
        shown[0].number_format, shown[1].number_format = "0.00", "yyyy-mm-dd hh:mm"
        sheet.append([number, text, grade, *shown])
    book.save(path)
    return path


def make_named_files(folder: Path, rows: int, files: int) -> Path:
    """Write a csv whose rows name so many files, which lie beside it; return the csv."""
    (folder / "pictures").mkdir(parents=True)
    for number in range(files):
        (folder / f"pictures/{number:06}.jpg").write_bytes(_JPEG)
    path = folder / "named.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("picture_url", "text"))
        writer.writerows((f"pictures/{number % files:06}.jpg", f"text {number}") for number in range(rows))
    return path


def make_pairs(folder: Path, count: int) -> Path:
    """Fill a folder with so many pictures, each with a text beside it."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:06}.jpg").write_bytes(_JPEG)
        (folder / f"{number:06}.txt").write_text(f"text {number}\n", encoding="utf-8")
    return folder
