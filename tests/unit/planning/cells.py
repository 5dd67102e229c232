"""Finding the file of one cell, for tests."""

from pathlib import Path

from itag_desktop.domain.destination import practice_destination
from itag_desktop.domain.request import Source
from itag_desktop.planning.file_cells import FileCells, NamedFile
from itag_desktop.planning.file_index import FileIndex


def source(base: Path) -> Source:
    """Return a folder, or loose file, as a source."""
    return Source(path=str(base), is_folder=base.is_dir(), name_in_bucket=base.name if base.is_dir() else None)


def found_name(cell: str, folder: Path, index: FileIndex, *others: Path) -> str:
    """Return the name in the bucket of the file that `cell` names beside `folder`, or the code of why there is none."""
    table = Source(path=str(folder.parent / "goods.csv"), is_folder=False)
    bases = [source(base) for base in (folder, *others)]
    cells = FileCells([table, *bases], range(1, len(bases) + 1), practice_destination("p"), index)
    result = cells.find(cell)
    return result.name if isinstance(result, NamedFile) else result.code
