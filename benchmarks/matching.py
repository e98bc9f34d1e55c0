"""How good the ranking of practices for a need is, beside simpler ones, on judged pairs.

``python benchmarks/matching.py JUDGEMENTS.csv [--draws 200] [--seed 1]``, the file with columns
``need``, ``practice`` and ``grade`` (0 to 3). Practices that nobody judged are left out of every
ranking before it is scored.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np
from matching_quality import Judged, Values, figures, interval, ndcg
from matching_rivals import rivals

import bestpractices as bp
from bestpractices.analysis.matching import BALANCED, NAMES, PRESETS, Matcher

LINE: Final = "{:<38}{:>8}{:>18}{:>9}{:>8}{:>8}"
HEAD: Final = LINE.format("", "nDCG@5", "95 % of needs", "nDCG@10", "MRR", "P@3")
AIM: Final = 0.88
# Swing points from which the benchmark chooses for each criterion.
_STEPS: Final = (0, 5, 10, 20, 30, 50, 70, 100)
_FIRST: Final = ("themes", "text")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("judgements", type=Path)
    arguments.add_argument("--draws", type=int, default=200, help="weights tried, random orders")
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    kb = bp.load()
    judged = Judged.read(chosen.judgements, kb)
    matcher = Matcher(kb)
    values = np.array([_judged_values(matcher, judged, name) for name in judged.needs])
    print(f"{len(judged.needs)} needs x {len(judged.practices)} practices; base {kb.version}")
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}, python {platform.python_version()}\n")
    ours = _scores(values, BALANCED)
    print(HEAD)
    print(_line("ours", ours, judged))
    for name, scores in rivals(kb, judged, draws=chosen.draws, seed=chosen.seed):
        print(_line(name, scores, judged) if scores is not None else name)
    for lines in (
        _presets(values, judged),
        _ablation(values, judged),
        _left_out(values, judged, draws=chosen.draws, seed=chosen.seed),
        _needs(values, judged),
    ):
        print(*lines, "", sep="\n")
    met = ndcg(ours, judged.grades, 5).mean() >= AIM
    print(f"{'met' if met else 'MISSED':<8}nDCG@5 of ours at least {AIM}")
    raise SystemExit(0 if met else 1)


def _judged_values(matcher: Matcher, judged: Judged, need: str) -> Values:
    places = {practice.id: place for place, practice in enumerate(matcher.practices)}
    rows = [places[name] for name in judged.practices]
    return matcher.values(matcher.kb.needs[need])[rows]


def _scores(values: Values, weights: Mapping[str, float]) -> Values:
    """Sums in which the unknown gives nothing, as in the package."""
    return np.nan_to_num(values) @ np.array([weights[name] for name in NAMES], np.float64)


def _line(name: str, scores: Values, judged: Judged) -> str:
    every = scores if scores.ndim > judged.grades.ndim else scores[None]
    found = np.mean([figures(one, judged.grades) for one in every], axis=0)
    fifth, tenth, reciprocal, third = found
    low, high = interval(fifth)
    means = (f"{one.mean():.3f}" for one in (tenth, reciprocal, third))
    return LINE.format(name, f"{fifth.mean():.3f}", f"{low:.3f} to {high:.3f}", *means)


def _presets(values: Values, judged: Judged) -> Iterator[str]:
    yield ""
    yield "presets of weights"
    for name, weights in PRESETS.items():
        yield _line(f"  {name}", _scores(values, weights), judged)


def _ablation(values: Values, judged: Judged) -> Iterator[str]:
    yield "each criterion left out"
    for name in NAMES:
        yield _line(f"  without {name}", _scores(values, {**BALANCED, name: 0}), judged)
    yield "each criterion alone"
    for name in NAMES:
        only = {one: float(one == name) for one in NAMES}
        yield _line(f"  {name}", _scores(values, only), judged)


def _left_out(values: Values, judged: Judged, *, draws: int, seed: int) -> Iterator[str]:
    """Weights chosen on the other needs only, for each need."""
    rng = np.random.default_rng(seed)
    tried = [BALANCED, *(_drawn(rng) for _ in range(draws))]
    found = np.array([ndcg(_scores(values, one), judged.grades, 5) for one in tried])
    every = np.arange(len(judged.needs))
    best = [int(found[:, every != need].mean(axis=1).argmax()) for need in every]
    own = found[best, every]
    low, high = interval(own)
    yield f"leave one need out: the best of {len(tried)} sets of points on the other needs"
    yield f"  nDCG@5 on the need left out  {own.mean():.3f}  ({low:.3f} to {high:.3f})"
    yield f"  the same set on all needs    {found.mean(axis=1).max():.3f} (fitted, no measure)"
    yield f"  points as they are           {found[0].mean():.3f}"
    shares = np.percentile(found[1:].mean(axis=1), [5, 50, 95])
    low, middle, high = shares
    yield f"  any of the sets              {low:.3f} (5 %), {middle:.3f} (half), {high:.3f} (95 %)"


def _drawn(rng: np.random.Generator) -> dict[str, float]:
    """Points between a half and twice as many for what counts, 0 to 20 for the rest."""
    found = {}
    for name, points in BALANCED.items():
        near = [step for step in _STEPS if points / 2 <= step <= points * 2]
        choices = near if points >= 30 else [step for step in _STEPS if step <= 20]
        found[name] = float(rng.choice(choices))
    return found


def _needs(values: Values, judged: Judged) -> Iterator[str]:
    ours = figures(_scores(values, BALANCED), judged.grades)
    yield LINE.format("need by need, ours", "nDCG@5", "", "nDCG@10", "MRR", "P@3")
    for name, *rest in zip(judged.needs, *ours, strict=True):
        yield LINE.format(f"  {name}"[:37], *_shown(rest))


def _shown(numbers: Iterable[float]) -> list[str]:
    first, *others = (f"{number:.3f}" for number in numbers)
    return [first, "", *others]


if __name__ == "__main__":
    main()
