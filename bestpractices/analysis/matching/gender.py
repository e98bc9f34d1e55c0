"""Gender equality: whether a practice says what it does for women and men."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_

_DESIGN: Final = N_("Serves women by design, as the need asks.")
_SAYS: Final = N_("On gender equality it says: “{text}”")
_PART: Final = N_("The need concerns women in particular; the practice does not say that it does.")
_UNKNOWN: Final = N_("What it does about gender equality is not known.")
# OECD-DAC gender marker (field guide, section 12): principal 2, significant 1 of 2.
_SIGNIFICANT: Final = 0.5


class GenderFit:
    """As the marker of OECD-DAC: 1 where gender equality is the aim, half where it is minded.

    A need that does not concern women in particular asks for the minimum only, that it is minded;
    then both are worth 1. A practice that says nothing is unknown, not neutral.
    """

    name = "gender"

    def __init__(self, kb: KnowledgeBase) -> None:
        found = [self._profile(one) for one in kb.practices.values()]
        self.profiles = np.array(found, np.float32).reshape(-1, 2)
        self.known = np.asarray(self.profiles.any(axis=1), np.bool_)

    def _profile(self, practice: Practice) -> tuple[float, float]:
        """Value for a need that concerns women, and for another one."""
        if _concerns_women(practice):
            return 1.0, 1.0
        return (_SIGNIFICANT, 1.0) if practice.gender else (0.0, 0.0)

    def asked(self, need: Need) -> Singles | None:
        """Which of the two the need is."""
        women = _concerns_women(need)
        return np.array([women, not women], np.float32)

    def reasons(self, need: Need, practice: Practice, value: float | None) -> Iterator[Reason]:
        """What the practice says about it."""
        where = (f"needs/{need.id}", f"practices/{practice.id}")
        if value is None:
            yield Reason(self.name, Side.UNKNOWN, _UNKNOWN, {}, where[1:])
            return
        if _concerns_women(need):
            by_design = _concerns_women(practice)
            side, message = (Side.FOR, _DESIGN) if by_design else (Side.AGAINST, _PART)
            yield Reason(self.name, side, message, {}, where)
        if practice.gender:
            source = f"practices/{practice.id}/sources/{practice.gender.source}"
            yield Reason(self.name, Side.FOR, _SAYS, {"text": practice.gender.text}, (source,))


def _concerns_women(record: Need | Practice) -> bool:
    return "women" in record.target_groups or "gender-equality" in record.themes
