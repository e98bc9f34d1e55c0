"""Scale: whether a practice reaches about as many people as the need concerns."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.reason import Reason, Side, Value
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Figure, Need, Practice
from bestpractices.texts import N_

# Units of figures that count people, alone or by twos and families.
_UNITS: Final = frozenset(
    ("people", "women", "men", "children", "pupils", "students", "parents", "families",
     "households", "pairs", "trainees", "learners", "participants", "users", "volunteers",
     "refugees", "clients")
)  # fmt: skip


class ScaleFit:
    """Whether the practice reaches about as many people as the need concerns.

    1 from a tenth of them on; a quarter less for each further factor of ten. Both are the largest
    figures of the records that count people; orders of magnitude, since they count people of
    different sorts.
    """

    name = "scale"
    _LARGE: Final = N_(
        "Most people in its figures: {reached} (“{what}”); the need concerns {concerned}."
    )
    _SMALL: Final = N_(
        "Far fewer people in its figures, {reached} (“{what}”), than the need has: {concerned}."
    )
    _UNASKED: Final = N_("How many people the need concerns is not known.")
    _UNKNOWN: Final = N_("How many people it reaches is not known.")
    _ORDERS: Final = 10
    _ENOUGH: Final = 1
    _STEP: Final = 0.25

    def __init__(self, kb: KnowledgeBase) -> None:
        found = [self._profile(one) for one in kb.practices.values()]
        self.profiles = np.array(found, np.float32).reshape(-1, self._ORDERS)
        self.known = np.array(
            [_largest(one.scale) is not None for one in kb.practices.values()],
            np.bool_,
        )

    def _profile(self, practice: Practice) -> Singles:
        """Value for needs of each order of magnitude."""
        largest = _largest(practice.scale)
        if largest is None:
            return np.zeros(self._ORDERS, np.float32)
        lacking = np.arange(self._ORDERS) - _order(largest) - self._ENOUGH
        return np.clip(1 - self._STEP * np.maximum(lacking, 0), 0, 1).astype(np.float32)

    def asked(self, need: Need) -> Singles | None:
        """Order of magnitude of the people concerned; None if no figure counts them."""
        largest = _largest(need.scale)
        if largest is None:
            return None
        found = np.zeros(self._ORDERS, np.float32)
        found[min(_order(largest), self._ORDERS - 1)] = 1
        return found

    def reasons(self, need: Need, practice: Practice, value: float | None) -> Iterator[Reason]:
        """Both figures."""
        reached, concerned = (_largest(one.scale) for one in (practice, need))
        if value is None or reached is None or concerned is None:
            message, one = (
                (self._UNASKED, f"needs/{need.id}")
                if concerned is None
                else (self._UNKNOWN, f"practices/{practice.id}")
            )
            yield Reason(self.name, Side.UNKNOWN, message, {}, (one,))
            return
        side, message = (Side.FOR, self._LARGE) if value == 1 else (Side.AGAINST, self._SMALL)
        values: dict[str, Value] = {
            "reached": round(reached.value or 0),
            "what": reached.what,
            "concerned": round(concerned.value or 0),
        }
        sources = (
            f"practices/{practice.id}/sources/{reached.source}",
            f"needs/{need.id}/sources/{concerned.source}",
        )
        yield Reason(self.name, side, message, values, sources)


def _largest(figures: tuple[Figure, ...]) -> Figure | None:
    counted = [one for one in figures if one.unit in _UNITS and (one.value or 0) >= 1]
    return max(counted, key=lambda one: one.value or 0, default=None)


def _order(figure: Figure) -> int:
    return int(math.log10(figure.value or 1))
