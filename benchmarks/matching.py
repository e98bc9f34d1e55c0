"""How good the ranking of practices for a need is, beside simpler ones, on judged pairs.

``python benchmarks/matching.py JUDGEMENTS.csv [--draws 200] [--seed 1]``, the file with columns
``need``, ``practice`` and ``grade`` (0 to 3). Practices that nobody judged are left out of every
ranking before it is scored.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from matching_quality import read
from matching_rivals import rivals

import bestpractices as bp
from bestpractices.analysis.matching import BALANCED, NAMES, PRESETS, Matcher
from bestpractices.analysis.matching.quality import (
    Judged,
    Values,
    figures,
    interval,
    judged_values,
    leave_one_need_out,
    ndcg,
    sums,
)

LINE: Final = "{:<38}{:>8}{:>18}{:>9}{:>8}{:>8}"
HEAD: Final = LINE.format("", "nDCG@5", "95 % of needs", "nDCG@10", "MRR", "P@3")
AIM: Final = 0.88


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("judgements", type=Path)
    arguments.add_argument("--draws", type=int, default=200, help="weights tried, random orders")
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    kb = bp.load()
    judged = read(chosen.judgements, kb)
    values = judged_values(Matcher(kb), judged)
    print(f"{len(judged.needs)} needs x {len(judged.practices)} practices; base {kb.version}")
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}, python {platform.python_version()}\n")
    ours = sums(values, BALANCED)
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
        yield _line(f"  {name}", sums(values, weights), judged)


def _ablation(values: Values, judged: Judged) -> Iterator[str]:
    yield "each criterion left out"
    for name in NAMES:
        yield _line(f"  without {name}", sums(values, {**BALANCED, name: 0}), judged)
    yield "each criterion alone"
    for name in NAMES:
        only = {one: float(one == name) for one in NAMES}
        yield _line(f"  {name}", sums(values, only), judged)


def _left_out(values: Values, judged: Judged, *, draws: int, seed: int) -> Iterator[str]:
    """Weights chosen on the other needs only, for each need."""
    found = leave_one_need_out(values, judged, draws=draws, seed=seed)
    low, high = interval(found.own)
    yield f"leave one need out: the best of {len(found.means)} sets of points on the other needs"
    yield f"  nDCG@5 on the need left out  {found.own.mean():.3f}  ({low:.3f} to {high:.3f})"
    yield f"  the same set on all needs    {found.means.max():.3f} (fitted, no measure)"
    yield f"  points as they are           {found.means[0]:.3f}"
    low, middle, high = np.percentile(found.means[1:], [5, 50, 95])
    yield f"  any of the sets              {low:.3f} (5 %), {middle:.3f} (half), {high:.3f} (95 %)"


def _needs(values: Values, judged: Judged) -> Iterator[str]:
    ours = figures(sums(values, BALANCED), judged.grades)
    yield LINE.format("need by need, ours", "nDCG@5", "", "nDCG@10", "MRR", "P@3")
    for name, *rest in zip(judged.needs, *ours, strict=True):
        yield LINE.format(f"  {name}"[:37], *_shown(rest))


def _shown(numbers: Iterable[float]) -> list[str]:
    first, *others = (f"{number:.3f}" for number in numbers)
    return [first, "", *others]


if __name__ == "__main__":
    main()
