"""Plan what chance makes of tables, texts and manifests: what ``python3 dev.py fuzz`` starts.

    python3 dev.py fuzz                                20,000 inputs of a seed of their own, on every processor
    python3 dev.py fuzz -- --inputs N --seed S         so many, and always the same
    python3 dev.py fuzz -- FILE...                     what was found earlier, once more

Every input goes the whole way into a draft. It fails where that ends in anything but an error with a code, where rows
are not lines + left out, where a line is no JSON or a sentence is more than one line, after two seconds of processor
time although the plan was asked to stop after one, or beyond 512 MB. A failing input is kept in ``build/fuzz``; put it
into ``tests/fuzz/findings``, where the suite plans it for ever, and mend the cause.
"""

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.mutations import Mutator
from tests.fuzz.planning import PlanDesk, bound_memory
from tests.support.source_tree import ROOT

FOUND = ROOT / "build" / "fuzz"


def main(typed: list[str]) -> int:
    """Do what the arguments ask for; return 1 where an input failed."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz", description=__doc__, add_help=True)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args(typed)
    if arguments.files:
        return once_more(arguments.files)
    if arguments.worker is not None:
        return work(arguments.seed + arguments.worker, arguments.inputs)
    return divide(arguments.seed, arguments.inputs, arguments.workers)


def divide(seed: int, inputs: int, workers: int) -> int:
    """Let several processes plan a part of the inputs each, of a seed each."""
    say(f"{inputs} inputs of seed {seed}, {workers} processes")
    command = [sys.executable, "-m", "tests.fuzz.run", "--seed", str(seed), "--inputs", str(-(-inputs // workers))]
    processes = [subprocess.Popen([*command, "--worker", str(number)], cwd=ROOT) for number in range(workers)]
    try:
        return max([min(abs(process.wait()), 1) for process in processes])
    finally:
        for process in processes:
            process.kill()
            process.wait()


def work(seed: int, inputs: int) -> int:
    """Plan inputs of one seed, and keep those that fail."""
    bound_memory()
    mutator, ends, failures = Mutator(seed), Counter[str](), 0
    place = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        with PlanDesk(place) as desk:
            for number in range(inputs):
                tried = mutator.next_input()
                end = desk.outcome(tried, seed=seed + number)
                ends[end.code] += 1
                if end.fault:
                    failures += 1
                    kept = keep(tried.data, f"{seed + number}{tried.suffix}")
                    say(f"{kept}: {end.fault}")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    told = ", ".join(f"{count} {code}" for code, count in ends.most_common())
    say(f"seed {seed}: {inputs} inputs, {failures} failed ({told})")
    return int(failures > 0)


def once_more(files: list[Path]) -> int:
    """Plan files that were found earlier; their names say which options they were planned with."""
    faults = []
    place = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        with PlanDesk(place) as desk:
            for path in files:
                end = desk.outcome_of(path)
                say(f"{path}: {end.fault or end.code}")
                faults += [end.fault] * bool(end.fault)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return int(bool(faults))


def keep(data: bytes, name: str) -> Path:
    """Keep an input that failed."""
    FOUND.mkdir(parents=True, exist_ok=True)
    path = FOUND / name
    path.write_bytes(data)
    return path


def say(line: str) -> None:
    """Print a line at once: several processes share the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
