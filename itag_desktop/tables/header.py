"""Whether the first row of a table is its header: a guess that the user can change."""

import re
from collections.abc import Sequence

MAX_HEADER_CHARACTERS = 60
_NO_NAME = re.compile(
    r"""
      [-+]?[\d.,]+\s*%?                             # a number
    | \d{1,4}[-/.年]\d{1,2}([-/.月]\d{1,4}日?)?.*    # a date
    | \w+://.*                                      # an address
    | .*[\\/].*\.\w{2,4} | [^.]+\.(jpe?g|png|gif|bmp|webp|mp4|mov|avi|mp3|wav|txt)  # a path
    | .*[。！？!?；;]                                # a sentence
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first of `rows` names columns: short words, none of them data, none coming again below."""
    first = [cell.strip() for cell in rows[0]]
    if not any(first) or any(len(cell) > MAX_HEADER_CHARACTERS or "\n" in cell for cell in first):
        return False
    if any(_NO_NAME.fullmatch(cell) for cell in first):
        return False
    return not any(_comes_again(rows, column) for column, cell in enumerate(first) if cell)


def _comes_again(rows: Sequence[Sequence[str]], column: int) -> bool:
    name = rows[0][column].strip()
    return any(column < len(row) and row[column].strip() == name for row in rows[1:])
