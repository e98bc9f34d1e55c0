"""Evidence: how sure it is that the practice works where it is; not how well it fits here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_

_STANDS: Final = N_("Evidence: {level}.")
_HALF: Final = 0.5


class Evidence:
    """Step of the ladder of evidence, from 0 for a claim to 1 for a comparison by lot.

    The levels are an order (field guide, section 3); equal steps are the plainest way to give them
    figures, and the small weight keeps what hangs on that small.
    """

    name = "evidence"

    def __init__(self, kb: KnowledgeBase) -> None:
        self.levels = kb.vocabulary.lists["evidence_levels"]
        steps = np.linspace(0, 1, max(len(self.levels), 2))
        worths = dict(zip(self.levels, steps.tolist(), strict=False))
        found = [worths[one.evidence] for one in kb.practices.values()]
        self.profiles = np.array(found, np.float32).reshape(-1, 1)
        self.known = np.ones(len(found), np.bool_)

    def asked(self, need: Need) -> Singles | None:  # noqa: ARG002 - the same for every need
        """Every need asks for it."""
        return np.ones(1, np.float32)

    def reasons(self, need: Need, practice: Practice, value: float | None) -> Iterator[Reason]:  # noqa: ARG002
        """The level of the practice."""
        side = Side.FOR if (value or 0) > _HALF else Side.AGAINST
        values = {"level": self.levels[practice.evidence].label}
        yield Reason(self.name, side, _STANDS, values, (f"practices/{practice.id}",))
