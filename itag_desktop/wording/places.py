"""Where a problem is, in words: file, row, column."""

from itag_desktop.domain.tasks import Problem
from itag_desktop.wording.texts import count_text, text


def place_text(problem: Problem) -> str:
    """Return the place of a problem: the file, and of a table or text file the row and the column."""
    if problem.row is None and problem.column:
        return text("{path}, column {column}", path=problem.path, column=problem.column)
    if problem.row is None:
        return problem.path
    row = count_text(problem.row)
    if not problem.column:
        return text("{path}, row {row}", path=problem.path, row=row)
    return text("{path}, row {row}, column {column}", path=problem.path, row=row, column=problem.column)
