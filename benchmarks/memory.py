"""Peak memory of the engine's process: ``python -m benchmarks.memory`` (some 2 minutes).

One whole run each (scan, check, upload, verification, manifest) of 10,000 and of 200,000 small files, in a process of
its own: what it takes must hardly grow with the number of files.
"""

from benchmarks.file_sets import make_pictures, workspace
from benchmarks.processes import run_module, sink

_FEW, _MANY = 10_000, 200_000
_SIZE_BYTES = 1024
_MOST_MB = 150
_MORE_MB = 40


def peak_mb_of(count: int) -> float:
    """Run a dataset of `count` files and return the peak of the engine's process."""
    with workspace() as folder, sink() as endpoint:
        pictures = make_pictures(folder / "pictures", count, _SIZE_BYTES)
        figures = run_module("engine_run", pictures, endpoint, "memory").figures
    print(
        f"  {count:>7,} files  {figures['peak_mb']:6.1f} MB   run {figures['run_s']:6.1f} s,"
        f" of it upload {figures['upload_s']:.1f} s ({figures['sent'] / figures['upload_s']:,.0f} files/s)",
        flush=True,
    )
    return figures["peak_mb"]


def main() -> None:
    """Measure both and print them."""
    print("Peak memory of the engine's process")
    few, many = peak_mb_of(_FEW), peak_mb_of(_MANY)
    print(f"  {_MANY:,} files: {many:.0f} MB, goal under {_MOST_MB} MB")
    print(f"  that is {many - few:.0f} MB more than for {_FEW:,}, goal at most {_MORE_MB} MB more")


if __name__ == "__main__":
    main()
