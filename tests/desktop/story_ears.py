"""Journey 10, ears: driven through the accessibility tree alone, with neither mouse nor keyboard."""

from pathlib import Path

from tests.desktop.conftest import Opener
from tests.desktop.ears import Ears
from tests.desktop.stage import Stage
from tests.desktop.tree import Tree
from tests.support.datasets import make_pictures, manifest_sources, numbered


def test_a_folder_becomes_a_dataset(
    open_program: Opener, desktop: Stage, tree: Tree, documents: Path, tmp_path: Path
) -> None:
    folder = make_pictures(tmp_path / "pic", numbered(12))
    ears = Ears(desktop, tree, open_program().pid)
    ears.acts("Add folder…")
    ears.writes("Directory:", str(folder))
    ears.acts("Choose")
    ears.sees("12 data items")
    ears.writes("Prefix", "iTAG")
    ears.writes("Dataset name", "by-ear")
    ears.sees("Manifest: iTAG/by-ear.manifest")
    ears.acts("Create dataset")
    ears.sees("Practice finished")
    sources = manifest_sources((documents / "by-ear.manifest").read_bytes())
    assert sources == [f"oss://practice.oss-cn-hangzhou.aliyuncs.com/iTAG/pic/{name}" for name in numbered(12)]
