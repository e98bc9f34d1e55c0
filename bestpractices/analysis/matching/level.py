"""Level and competence: whether the receiver has the reach and the powers of the practice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.reason import Reason, Side, Value
from bestpractices.analysis.matching.receiver import is_public, receiver
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Organisation, Practice
from bestpractices.texts import N_


class LevelFit:
    """Whether the receiver reaches as far as the practice, and has the powers it rests on.

    1 up to the receiver's own level, half for each level above; half of that if the practice is a
    public body's, rests on law, and the receiver is no public body.
    """

    name = "level"
    _WITHIN: Final = N_("Runs at the level “{level}”, which is within the receiver’s reach.")
    _ABOVE: Final = N_("Runs at the level “{level}”, above the receiver’s: “{reach}”.")
    _POWERS: Final = N_("A public body runs it and it rests on law: “{law}”")
    _UNKNOWN: Final = N_("The level of the receiver is not known.")

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.levels = tuple(kb.vocabulary.lists["levels"])
        found = [self._profile(one) for one in kb.practices.values()]
        self.profiles = np.array(found, np.float32).reshape(-1, 2 * len(self.levels))
        self.known = np.ones(len(kb.practices), np.bool_)

    def _profile(self, practice: Practice) -> list[float]:
        """Value for a receiver of each level, first for public bodies, then for others."""
        steps = self.levels.index(practice.level) - np.arange(len(self.levels))
        worths = 0.5 ** np.maximum(steps, 0)
        return [*worths, *(worths / (2 if self._rests_on_powers(practice) else 1))]

    def _rests_on_powers(self, practice: Practice) -> bool:
        return bool(practice.legal_framework) and is_public(self._runs(practice))

    def _runs(self, practice: Practice) -> Organisation | None:
        return self.kb.organisations.get(practice.organisation or "")

    def asked(self, need: Need) -> Singles | None:
        """Level and kind of the receiver; None if neither place nor organisation is known."""
        reach = self.reach(need)
        if reach is None:
            return None
        found = np.zeros(2 * len(self.levels), np.float32)
        found[reach + (0 if is_public(receiver(self.kb, need)) else len(self.levels))] = 1
        return found

    def reach(self, need: Need) -> int | None:
        """Place of the receiver's level in the list: local, regional, national.

        A municipality is local; a public authority reaches one province, or several; others reach
        as far as the provinces they name.
        """
        body = receiver(self.kb, need)
        if body is None and not need.provinces:
            return None
        kind = body.type if body else ""
        if kind == "municipality":
            return 0
        several = len(need.provinces) > 1
        return 1 + several if kind == "public-authority" else int(several)

    def reasons(self, need: Need, practice: Practice, value: float | None) -> Iterator[Reason]:
        """Which level the practice has beside that of the receiver."""
        where = (f"needs/{need.id}", f"practices/{practice.id}")
        reach = self.reach(need)
        if value is None or reach is None:
            yield Reason(self.name, Side.UNKNOWN, self._UNKNOWN, {}, where[:1])
            return
        labels = self.kb.vocabulary.lists["levels"]
        values: dict[str, Value] = {"level": labels[practice.level].label}
        if self.levels.index(practice.level) <= reach:
            yield Reason(self.name, Side.FOR, self._WITHIN, values, where)
        else:
            values["reach"] = labels[self.levels[reach]].label
            yield Reason(self.name, Side.AGAINST, self._ABOVE, values, where)
        if self._rests_on_powers(practice) and not is_public(receiver(self.kb, need)):
            law = practice.legal_framework[0]
            source = f"practices/{practice.id}/sources/{law.source}"
            yield Reason(self.name, Side.AGAINST, self._POWERS, {"law": law.text}, (source,))
