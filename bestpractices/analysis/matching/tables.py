"""A match and the figures of its quality as tables: what a researcher reads and plots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from bestpractices.analysis.matching.criteria import BALANCED, NAMES
from bestpractices.analysis.matching.match import Match
from bestpractices.analysis.matching.quality import (
    Judged,
    Values,
    figures,
    interval,
    leave_one_need_out,
    sums,
)
from bestpractices.analysis.ranking.criteria import CriteriaTable

if TYPE_CHECKING:
    import pandas as pd

_SIDES: Final = ("blocking", "for_", "against", "unknown")
_QUALITY: Final = ("nDCG@5", "low", "high", "nDCG@10", "MRR", "P@3")


def values_table(matches: Sequence[Match]) -> pd.DataFrame:
    """Scores with both ends, and the values of all criteria.

    Returns
    -------
    pandas.DataFrame
        One row a practice, in the order of the matches; columns ``score``, ``score_high`` and one
        a criterion, all 0 to 1, ``nan`` where nothing is known. No matches: no rows.
    """
    import pandas as pd

    rows = [(one.score, one.score_high, *(one.criteria[name] for name in NAMES)) for one in matches]
    names = [one.practice for one in matches]
    return pd.DataFrame(rows, names, ["score", "score_high", *NAMES], dtype=float)


def reasons_table(match: Match) -> pd.DataFrame:
    """Every reason for and against a practice, with the places where it stands.

    Returns
    -------
    pandas.DataFrame
        One row a reason: ``side`` (blocking, for, against, unknown, in this order),
        ``criterion``, ``reason`` (English) and ``where it stands`` (addresses).
    """
    import pandas as pd

    rows = [
        (side.rstrip("_"), one.criterion, one.sentence(), ", ".join(one.sources))
        for side in _SIDES
        for one in getattr(match, side)
    ]
    return pd.DataFrame(rows, columns=["side", "criterion", "reason", "where it stands"])


def quality_table(
    values: Values, judged: Judged, *, points: Mapping[str, Mapping[str, float]]
) -> pd.DataFrame:
    """How good the orders are that some sets of points give.

    Parameters
    ----------
    values
        As `quality.judged_values` gives them.
    points
        Points by criterion, by the name of their set.

    Returns
    -------
    pandas.DataFrame
        One row a set, in the order given; means over all needs, 0 to 1, of ``nDCG@5`` (with the
        ends of its interval, ``low`` and ``high``), ``nDCG@10``, ``MRR`` and ``P@3``.
    """
    import pandas as pd

    rows = {name: _quality(values, judged, own) for name, own in points.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(_QUALITY))


def ablation_table(values: Values, judged: Judged) -> pd.DataFrame:
    """What each criterion brings to the order by the balanced points.

    Returns
    -------
    pandas.DataFrame
        One row a criterion: its ``points``, the mean nDCG@5 ``without it``, what is ``lost``
        thereby, and the mean nDCG@5 of the criterion ``alone``.
    """
    import pandas as pd

    def fifth(points: Mapping[str, float]) -> float:
        return _quality(values, judged, points)[0]

    ours = fifth(BALANCED)
    rows = []
    for name in NAMES:
        without = fifth({**BALANCED, name: 0})
        alone = fifth({other: float(other == name) for other in NAMES})
        rows.append((BALANCED[name], without, ours - without, alone))
    index = pd.Index(NAMES, name="criterion")
    return pd.DataFrame(rows, index, ["points", "without it", "lost", "alone"])


def left_out_table(values: Values, judged: Judged, *, draws: int = 200) -> pd.DataFrame:
    """What the points are worth on a need that had no say in their choice.

    Returns
    -------
    pandas.DataFrame
        One column, mean ``nDCG@5``; the rows say of what.

    Raises
    ------
    ValueError
        If fewer than two needs are judged.
    """
    import pandas as pd

    left = leave_one_need_out(values, judged, draws=draws, seed=1)
    low, high = interval(left.own)
    rows = {
        "points as they are": left.means[0],
        "on the need left out": left.own.mean(),
        "  low": low,
        "  high": high,
        f"best set, fitted to all {len(judged.needs)}": left.means.max(),
        "any set": np.median(left.means[1:]),
    }
    return pd.Series(rows, name="nDCG@5").to_frame()


def compared(matches: Sequence[Match]) -> CriteriaTable:
    """Matches as options, by the criteria of which something is known of one of them.

    Raises
    ------
    ValueError
        If there are no matches, or nothing is known of any.
    """
    known = [name for name in NAMES if any(one.criteria[name] is not None for one in matches)]
    rows = {one.practice: [one.criteria[name] for name in known] for one in matches}
    return CriteriaTable.of(rows, known)


def _quality(values: Values, judged: Judged, points: Mapping[str, float]) -> tuple[float, ...]:
    fifth, tenth, reciprocal, third = figures(sums(values, points), judged.grades)
    return tuple(float(np.mean(one)) for one in (fifth, *interval(fifth), tenth, reciprocal, third))
