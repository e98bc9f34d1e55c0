"""Facets: the lists by which what was found can be counted and narrowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.search.strings import Strings
from bestpractices.records.models import Record

FACETS: Final = (
    "kind", "themes", "methods", "target_groups", "country", "places", "regions", "type",
    "evidence", "priority", "languages",
)  # fmt: skip


@dataclass(frozen=True)
class Facet:
    """One list: records that have value n are ``records[starts[n]:starts[n + 1]]``."""

    values: Strings
    starts: NDArray[np.int64]
    records: NDArray[np.int32]

    @classmethod
    def of(cls, records: Iterable[Record], name: str) -> Facet:
        """The facet of this name of all records, in their order."""
        found = defaultdict(list)
        for number, record in enumerate(records):
            for value in dict.fromkeys(values_of(record, name)):
                found[value].append(number)
        values = sorted(found)
        starts = np.cumsum([0, *(len(found[value]) for value in values)], dtype=np.int64)
        having = np.array([number for value in values for number in found[value]], np.int32)
        return cls(Strings.of(values), starts, having)

    def having(self, wanted: Iterable[str], *, records: int) -> NDArray[np.bool_]:
        """Which of so many records have at least one of these values."""
        mask = np.zeros(records, np.bool_)
        for value in wanted:
            number = self.values.number(value)
            if number is not None:
                mask[self.records[self.starts[number] : self.starts[number + 1]]] = True
        return mask

    def counts(self, among: NDArray[np.bool_]) -> dict[str, int]:
        """How many of these records have each value; the most frequent first, then by name."""
        if not len(self.values):
            return {}
        hits = among[self.records].view(np.uint8)
        numbers = np.add.reduceat(hits, self.starts[:-1], dtype=np.int64).tolist()
        pairs = zip(self.values, numbers, strict=True)
        ordered = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
        return {value: number for value, number in ordered if number}


def values_of(record: Record, name: str) -> Iterator[str]:
    """Values of a record in one facet; a field that it lacks or that is unknown gives none."""
    found: Any = getattr(record, name, None)
    yield from (found,) if isinstance(found, str) else dict.fromkeys(found or ())
    if name == "places":
        yield from getattr(record, "provinces", ())
        yield from filter(None, [getattr(record, "place", None)])
