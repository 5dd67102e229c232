"""A table of goods over a folder of pictures, with what goes wrong in tables that people keep by hand."""

from pathlib import Path

from tests.support.datasets import make_pictures, numbered

ROWS = 1000
FOUND = 298
MISSING = ("no-such-1.png", "no-such-2.png")
UNUSED = 5


def make_goods(folder: Path) -> tuple[Path, Path]:
    """Write a table of `ROWS` rows and, beside it, the folder of its pictures; return both.

    `FOUND` pictures are named by its rows, one of them in another case; two rows name a picture that is not there; the
    last `UNUSED` pictures of the folder are named by none.
    """
    pictures = make_pictures(folder / "photos", numbered(FOUND + UNUSED))
    names = [*numbered(FOUND), *MISSING]
    names += [names[number % FOUND] for number in range(ROWS - len(names))]
    names[16] = "17.PNG"
    lines = [f"{name},商品 {number},{number}.00\r\n" for number, name in enumerate(names, 1)]
    table = folder / "goods.csv"
    table.write_text("图片,说明,价格\r\n" + "".join(lines), encoding="utf-8-sig", newline="")
    return table, pictures
