"""Requirements: what the blocks of a practice ask for, against what the receiver has and lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.reason import Reason, Side, Value
from bestpractices.analysis.matching.resources import Requirement, named, required, terms
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import BuildingBlock, Constraint, Need, Practice, Statement
from bestpractices.texts import N_

_BLOCKED: Final = N_("“{block}” requires “{phrase}”, but the need says: “{constraint}”")
_SHORT: Final = N_("“{block}” requires “{phrase}”, which may be short: “{constraint}”")
_MET: Final = N_("“{block}” requires “{phrase}”; the receiver has: “{asset}”")
_FREE: Final = N_("Nothing that its blocks require is named as a constraint.")
_UNASKED: Final = N_("The need names no constraint.")
_UNKNOWN: Final = N_("What its blocks require is not known.")
_MOST_SHOWN: Final = 3


class RequirementFit:
    """Share of what the blocks of a practice require that is not short at the receiver.

    Short is what belongs to a kind of constraint that the need names, unless one of its assets
    names the very thing. A block that requires something short that nobody can get by own work is
    blocked; that is told first and never averaged.
    """

    name = "requirements"

    def __init__(self, kb: KnowledgeBase) -> None:
        self.places = {term: place for place, term in enumerate(terms())}
        found = [self._profile(required(one.building_blocks)) for one in kb.practices.values()]
        self.profiles = np.array(found, np.float32).reshape(-1, len(self.places) + 1)
        self.known = self.profiles[:, -1] > 0

    def _profile(self, requirements: Iterable[Requirement]) -> Singles:
        """Share of each resource in what is required; at the end 1, if anything is."""
        counts = Counter(one.resource.term for one in requirements)
        found = np.zeros(len(self.places) + 1, np.float32)
        for term, count in counts.items():
            found[self.places[term]] = count / counts.total()
        found[-1] = bool(counts)
        return found

    def asked(self, need: Need) -> Singles | None:
        """1 less what is short; None if the need names no constraint."""
        if not need.constraints:
            return None
        short = _short(need)
        found = [-float(term in short) for term in self.places]
        return np.array([*found, 1], np.float32)

    def value(self, need: Need, block: BuildingBlock) -> float | None:
        """Value of a single block."""
        asked, profile = self.asked(need), self._profile(required((block,)))
        return None if asked is None or not profile[-1] else float(np.clip(profile @ asked, 0, 1))

    def reasons(self, need: Need, practice: Practice, value: float | None) -> Iterator[Reason]:
        """Blocking points of all blocks, then what is short and what is there."""
        yield from self.reasons_of(need, practice, practice.building_blocks)
        if value is None:
            asked = bool(need.constraints)
            source = f"practices/{practice.id}" if asked else f"needs/{need.id}"
            message = _UNKNOWN if asked else _UNASKED
            yield Reason(self.name, Side.UNKNOWN, message, {}, (source,))
        elif value == 1:
            where = (f"needs/{need.id}", f"practices/{practice.id}")
            yield Reason(self.name, Side.FOR, _FREE, {}, where)

    def reasons_of(
        self, need: Need, practice: Practice, blocks: tuple[BuildingBlock, ...]
    ) -> Iterator[Reason]:
        """What speaks for and against some blocks of a practice, the first few of each side."""
        told: Counter[Side] = Counter()
        for one in required(blocks):
            for reason in self._of(need, practice, one):
                told[reason.side] += 1
                if reason.side is Side.BLOCKING or told[reason.side] <= _MOST_SHOWN:
                    yield reason

    def _of(self, need: Need, practice: Practice, one: Requirement) -> Iterator[Reason]:
        block = f"practices/{practice.id}/building_blocks/{one.block.id}"
        values: dict[str, Value] = {"block": one.block.name, "phrase": one.phrase}
        if asset := _asset(need, one):
            side, message, values["asset"] = Side.FOR, _MET, asset.text
            source = asset.source
        elif constraint := _constraint(need, one):
            side, message = (Side.AGAINST, _SHORT)
            if one.resource.hard:
                side, message = (Side.BLOCKING, _BLOCKED)
            values["constraint"], source = constraint.text, constraint.source
        else:
            return
        sources = (block, f"needs/{need.id}/sources/{source}")
        yield Reason(self.name, side, message, values, sources)

    def is_blocked(self, need: Need, block: BuildingBlock) -> bool:
        """Whether a block requires what the receiver lacks and cannot get."""
        return any(_blocks(need, one) for one in required((block,)))


def _blocks(need: Need, one: Requirement) -> bool:
    return one.resource.hard and not _asset(need, one) and _constraint(need, one) is not None


def _asset(need: Need, one: Requirement) -> Statement | None:
    return next((asset for asset in need.assets if one.resource.term in named(asset.text)), None)


def _constraint(need: Need, one: Requirement) -> Constraint | None:
    kind = one.resource.kind
    return next((found for found in need.constraints if found.kind == kind), None)


def _short(need: Need) -> set[str]:
    """Stems of all resources that are short at the receiver."""
    kinds = {one.kind for one in need.constraints}
    there = {term for asset in need.assets for term in named(asset.text)}
    return {term for term, kind in terms().items() if kind in kinds and term not in there}
