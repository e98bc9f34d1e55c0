"""What a ranking says of its options, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bestpractices.analysis.ranking.acceptability import Acceptability
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.way_to_win import Change, way_to_win

if TYPE_CHECKING:
    import pandas as pd


def acceptability_table(options: CriteriaTable, found: Acceptability) -> pd.DataFrame:
    """How often each option is first, among the first three, and last.

    Returns
    -------
    pandas.DataFrame
        One row an option, in the order of the options; columns ``first``, ``first three``,
        ``last`` and ``confidence``: shares of draws, 0 to 1; ``confidence`` is ``nan`` for an
        option that is never first.
    """
    import pandas as pd

    columns = {
        "first": found.ranks[:, 0],
        "first three": found.ranks[:, :3].sum(axis=1),
        "last": found.ranks[:, -1],
        "confidence": found.confidence,
    }
    return pd.DataFrame(columns, index=list(options.options))


def ways_table(options: CriteriaTable, weights: Mapping[str, float] | None = None) -> pd.DataFrame:
    """What would have to change for each option that is not first.

    Returns
    -------
    pandas.DataFrame
        One row an option that is not first; columns ``by one weight`` and ``by one value``: the
        criterion with its number now and the one that is needed, empty if none suffices.
    """
    import pandas as pd

    ways = {one: way_to_win(options, one, weights=weights) for one in options.options}
    rows = {one: (_told(way.weight), _told(way.value)) for one, way in ways.items() if way}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["by one weight", "by one value"])


def _told(change: Change | None) -> str:
    if change is None:
        return ""
    now = "unknown" if change.now is None else f"{change.now:.2f}"
    return f"{change.criterion}: {now} to {change.needed:.2f}"
