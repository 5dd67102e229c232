"""The pacing finds the number of connections that a store and a link reward."""

from collections.abc import Callable

from itag_desktop.engine.pacing import CEILING, FIRST_LIMIT, Pacing


def limits_over_time(throughput: Callable[[int], float], duration_s: float, size_bytes: int = 4096) -> list[int]:
    """Return the limit after every change, with a store that gives `throughput(limit)` answers a second."""
    now = [0.0]
    pacing = Pacing(clock=lambda: now[0])
    limits = [pacing.limit]
    while now[0] < duration_s:
        now[0] += 1 / throughput(pacing.limit)
        if pacing.piece_landed(size_bytes):
            limits.append(pacing.limit)
    return limits


def test_it_begins_low() -> None:
    assert Pacing().limit == FIRST_LIMIT


def test_a_far_store_is_met_with_many_connections_within_three_seconds() -> None:
    limits = limits_over_time(lambda limit: min(limit / 0.030, 1900), 3)
    assert 48 <= limits[-1] <= 80


def test_a_store_that_gets_slower_with_every_thread_is_left_to_few() -> None:
    limits = limits_over_time(lambda limit: 5000 / (1 + 0.12 * limit), 5)
    assert limits[-1] <= 2


def test_it_never_leaves_its_bounds() -> None:
    for throughput in (lambda limit: limit * 100.0, lambda limit: 1000.0 / limit):
        assert all(1 <= limit <= CEILING for limit in limits_over_time(throughput, 30))


def test_throttling_halves_the_limit() -> None:
    now = [0.0]
    pacing = Pacing(clock=lambda: now[0])
    pacing.throttled()
    for _ in range(FIRST_LIMIT * 3):
        now[0] += 0.1
        pacing.piece_landed(1)
    assert pacing.limit == FIRST_LIMIT // 2


def test_a_fixed_limit_stays() -> None:
    pacing = Pacing(fixed=3)
    assert not any(pacing.piece_landed(1) for _ in range(1000))
    assert pacing.limit == 3
