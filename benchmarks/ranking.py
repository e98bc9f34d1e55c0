"""Rank acceptability (SMAA-2) of 50 options, 10,000 draws: ours beside loops and a package.

All get the same values and count the same things: shares of ranks and central weights. The two
loops are checked against ours on the same weights before anything is timed.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import time
from collections.abc import Callable
from statistics import median
from typing import Any, Final, TypeAlias

import numpy as np

from bestpractices.analysis.ranking.acceptability import acceptability
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.rank_shares import rank_acceptability

AIM_MS: Final = 200
# The package takes so long that it gets a part of the draws, and its time is scaled up.
PACKAGE_DRAWS: Final = 500
LINE: Final = "{:<52}{:>18}{:>12}"
Shares: TypeAlias = "list[list[float]] | np.ndarray[Any, Any]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--options", type=int, default=50)
    parser.add_argument("--criteria", type=int, default=6)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    rng = np.random.default_rng(1)
    values = rng.random((wanted.options, wanted.criteria)).round(2)
    weights = rng.dirichlet(np.ones(wanted.criteria), wanted.draws)
    _check(values, weights[:200])

    known, partly = _table(values, 0.0), _table(values, 0.1)
    runs: dict[str, tuple[Callable[[], Any], float]] = {
        "ours, all values known": (lambda: acceptability(known, samples=wanted.draws), 1),
        "ours, one value in ten unknown": (lambda: acceptability(partly, samples=wanted.draws), 1),
        "numpy, one draw after the other": (lambda: _numpy_loop(values, weights), 1),
        "plain Python": (lambda: _plain_loop(values.tolist(), weights.tolist()), 1),
    }
    if importlib.util.find_spec("pyrepo_mcda"):
        part = min(PACKAGE_DRAWS, wanted.draws)
        words = f"pyrepo-mcda VIKOR_SMAA, scaled up from {part} draws"
        runs[words] = (lambda: _package(values, weights[:part]), wanted.draws / part)
    _print(_timed(runs, wanted.rounds), wanted)


def _table(values: np.ndarray[Any, Any], unknown: float) -> CriteriaTable:
    gone = np.random.default_rng(2).random(values.shape) < unknown
    rows = {
        f"option {place}": [None if no else value for value, no in zip(row, out, strict=True)]
        for place, (row, out) in enumerate(zip(values.tolist(), gone, strict=True))
    }
    return CriteriaTable.of(rows, [f"criterion {place}" for place in range(values.shape[1])])


def _check(values: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> None:
    ours = rank_acceptability(weights @ values.T)
    for shares in (_numpy_loop(values, weights), _plain_loop(values.tolist(), weights.tolist())):
        if not np.allclose(ours, shares):
            message = "the loops do not count what ours counts"
            raise SystemExit(message)


def _numpy_loop(values: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> Shares:
    options = len(values)
    counts, central = np.zeros((options, options)), np.zeros(values.shape)
    for drawn in weights:
        order = np.argsort(-(values @ drawn))
        counts[order, np.arange(options)] += 1
        central[order[0]] += drawn
    return counts / len(weights)


def _plain_loop(values: list[list[float]], weights: list[list[float]]) -> Shares:
    options = len(values)
    counts = [[0] * options for _ in values]
    central = [[0.0] * len(values[0]) for _ in values]
    for drawn in weights:
        scores = [sum(w * v for w, v in zip(drawn, row, strict=True)) for row in values]
        order = sorted(range(options), key=scores.__getitem__, reverse=True)
        for place, option in enumerate(order):
            counts[option][place] += 1
        first = central[order[0]]
        for place, weight in enumerate(drawn):
            first[place] += weight
    return [[count / len(weights) for count in row] for row in counts]


def _package(values: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> Any:
    from pyrepo_mcda.mcda_methods import VIKOR_SMAA

    return VIKOR_SMAA()(values, weights, np.ones(values.shape[1]))


def _timed(runs: dict[str, tuple[Callable[[], Any], float]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every round; in turn, so that other work on the machine meets all alike."""
    found: dict[str, list[float]] = {words: [] for words in runs}
    for _ in range(rounds):
        for words, (run, scale) in runs.items():
            begun = time.perf_counter()
            run()
            found[words].append((time.perf_counter() - begun) * 1000 * scale)
    return found


def _print(found: dict[str, list[float]], wanted: argparse.Namespace) -> None:
    print(
        f"{wanted.options} options, {wanted.criteria} criteria, {wanted.draws} draws, "
        f"{wanted.rounds} rounds in turn; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"python {platform.python_version()}, numpy {np.__version__}\n"
    )
    print(LINE.format("", "median (range), ms", "times ours"))
    ours = median(next(iter(found.values())))
    for words, those in found.items():
        span = f"{median(those):.0f} ({min(those):.0f}-{max(those):.0f})"
        print(LINE.format(words, span, f"{median(those) / ours:.1f}"))
    met = "met   " if ours < AIM_MS else "missed"
    print(f"\n{met}  under {AIM_MS} ms")
    raise SystemExit(ours >= AIM_MS)


if __name__ == "__main__":
    main()
