"""How the lines of a dataset are divided over several manifests: a pilot of its own, the rest in one or in pieces.

Lines keep their order in each of them. A random pilot is chosen by Knuth's selection sampling (The Art of Computer
Programming, volume 2, 3.4.2, algorithm S), which needs only the number of lines; Python promises that a seed gives the
same numbers in every version (documentation of `random`, "Notes on Reproducibility").
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, islice
from random import Random

from itag_desktop.domain.items import Division

PILOT_SUFFIX = "-pilot"

Lines = Callable[[], Iterable[bytes]]
"""Gives all lines, anew each time it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One manifest's share of the lines: what its name ends with, and how many lines it has."""

    suffix: str
    items: int


def shares_of(division: Division, items: int, *, planned: int) -> tuple[Share, ...]:
    """Return the manifests that `items` lines become, in order; at least one, though it may be without lines.

    `planned` is how many lines there were before some were found wanting: it decides how many digits the numbers have,
    so that a manifest keeps its name from one run to the next.
    """
    pilot = min(division.pilot_items or 0, items)
    rest = items - pilot
    shares = [Share(suffix=PILOT_SUFFIX, items=pilot)] if pilot else []
    size = division.split_items
    if size is None or planned - pilot <= size:
        return (*shares, Share(suffix="", items=rest)) if rest or not shares else tuple(shares)
    digits = len(str(-(-(planned - pilot) // size)))
    numbered = (
        Share(suffix=f"-{number + 1:0{digits}}", items=min(size, rest - start))
        for number, start in enumerate(range(0, rest, size))
    )
    return (*shares, *numbered)


def divided(division: Division, items: int, *, planned: int, lines: Lines) -> Iterator[tuple[Share, Iterator[bytes]]]:
    """Yield each share with its lines; they must be taken before the next share is asked for."""
    pilot = min(division.pilot_items or 0, items)
    rest = _chosen(lines(), _choice(division, items, pilot, of_pilot=False)) if pilot else iter(lines())
    for share in shares_of(division, items, planned=planned):
        if share.suffix == PILOT_SUFFIX:
            yield share, _chosen(lines(), _choice(division, items, pilot, of_pilot=True))
        else:
            yield share, islice(rest, share.items)


def _chosen(lines: Iterable[bytes], choice: Iterator[bool]) -> Iterator[bytes]:
    return compress(lines, choice)


def _choice(division: Division, items: int, pilot: int, *, of_pilot: bool) -> Iterator[bool]:
    """Yield for each line whether it is one of the pilot, or one of the others."""
    if division.pilot_seed is None:
        for number in range(items):
            yield (number < pilot) is of_pilot
        return
    random = Random(division.pilot_seed).random  # noqa: S311 - chooses samples, guards nothing
    wanted = pilot
    for left in range(items, 0, -1):
        is_chosen = left * random() < wanted
        wanted -= is_chosen
        yield is_chosen is of_pilot
