"""Which gaps to look into next, why, and by which methods."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bestpractices.analysis.gaps import Cell, GapMap, Row

FEW: Final = 3  # practices: read in one sitting, and hardly a choice
# The first level that rests on a method, and the first at which somebody else looked.
MONITORED: Final = "monitored"
EVALUATED: Final = "external-evaluation"


class Reason(StrEnum):
    """What makes a theme a gap."""

    NO_PRACTICE = "no_practice"
    FEW_PRACTICES = "few_practices"
    ONLY_WEAK = "only_weak"
    NOT_EVALUATED = "not_evaluated"


@dataclass(frozen=True)
class Gap:
    """A theme to look into next and why.

    Parameters
    ----------
    leads
        Empty cells whose method is in use on a neighbouring theme: what to look for.
    """

    row: Row
    reasons: tuple[Reason, ...]
    leads: tuple[Cell, ...]


def look_for_next(found: GapMap, *, few: int = FEW, leads: int = 3) -> tuple[Gap, ...]:
    """Themes of needs with few practices or only weak evidence, the most pressing first.

    First by the number of urgent needs, then by what lacks (no practice; few practices and none
    that is monitored; one of the two; none evaluated from outside), then by the number of needs,
    then by the number of practices, fewest first; ties in the order of the map.

    Parameters
    ----------
    found
        A map without a filter, unless a part of the base is meant.
    few
        Up to how many practices are few.
    leads
        How many empty cells are named at most: those with most practices nearby, then in the
        order of the map.

    Returns
    -------
    tuple[Gap, ...]
        Empty when every theme has more than a few practices and one that was evaluated.
    """
    gaps = [
        Gap(row, reasons, _leads(row)[:leads])
        for row in found.rows
        if (reasons := _reasons(found, row, few))
    ]
    return tuple(sorted(gaps, key=_pressing))


def _reasons(found: GapMap, row: Row, few: int) -> tuple[Reason, ...]:
    number = len(row.whole.practices)
    if row.whole.strongest is None:
        return (Reason.NO_PRACTICE,)
    step = found.levels.index(row.whole.strongest)
    reasons = [Reason.FEW_PRACTICES] if number <= few else []
    if step < found.levels.index(MONITORED):
        reasons.append(Reason.ONLY_WEAK)
    elif step < found.levels.index(EVALUATED):
        reasons.append(Reason.NOT_EVALUATED)
    return tuple(reasons)


# Only their order counts: no practice, few and weak, few and not evaluated, few or weak, the rest.
_WEIGHT: Final = {
    Reason.NO_PRACTICE: 5,
    Reason.FEW_PRACTICES: 2,
    Reason.ONLY_WEAK: 2,
    Reason.NOT_EVALUATED: 1,
}


def _pressing(gap: Gap) -> tuple[int, int, int, int]:
    row, lacking = gap.row, sum(_WEIGHT[reason] for reason in gap.reasons)
    return -len(row.urgent), -lacking, -len(row.needs), len(row.whole.practices)


def _leads(row: Row) -> tuple[Cell, ...]:
    empty = [cell for cell in row.cells if cell.nearby and not cell.practices]
    return tuple(sorted(empty, key=lambda cell: -len(cell.nearby)))
