"""How much a word weighs in a record: BM25F, the words of all fields taken together.

A word in field f counts ``weight_f / (1 - slope_f + slope_f * length / mean length)``. Length is
that of the field in the word's language, so that a record in four languages is not a long one. All
its counts x in a record together weigh ``x / (K1 + x)``: the tenth time tells less than the first.

References
----------
Robertson, Zaragoza and Taylor (2004), Simple BM25 extension to multiple weighted fields, CIKM.
Robertson and Zaragoza (2009), The probabilistic relevance framework: BM25 and beyond, section 3.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.search.index import Ints, Longs
from bestpractices.analysis.search.passages import FIELDS

K1: Final = 1.2
_WEIGHTS = np.array([field.weight for field in FIELDS])
_SLOPES = np.array([field.slope for field in FIELDS])


@dataclass(frozen=True)
class Layout:
    """The stream of terms with the borders of its passages and records."""

    stream: Ints
    record_starts: Longs
    passage_starts: Longs
    record_passages: Longs
    fields: NDArray[np.uint8]
    langs: NDArray[np.uint8]

    def weighted(self, terms: int) -> tuple[Longs, Ints, NDArray[np.float32]]:
        """Of every term the records in which it stands, and how much it weighs there."""
        counts = np.diff(self.record_starts)
        owners = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        each = np.repeat(self._of_passages().astype(np.float32), np.diff(self.passage_starts))
        # One row a term, one column a record; what stands in the same cell is added up.
        table = _rows(each, self.stream, owners, (terms, len(counts)))
        weights = (table.data / (np.float32(K1) + table.data)).astype(np.float32)
        return table.indptr.astype(np.int64), table.indices.astype(np.int32), weights

    def places(self, terms: int) -> tuple[Longs, Ints]:
        """Of every term its places in the stream, in order."""
        every = np.arange(len(self.stream), dtype=np.int32)
        table = _rows(
            np.ones(len(every), np.bool_), self.stream, every, (terms, max(len(every), 1))
        )
        return table.indptr.astype(np.int64), table.indices.astype(np.int32)

    def _of_passages(self) -> NDArray[np.float64]:
        """How much one word counts in each passage."""
        lengths = np.diff(self.passage_starts)
        owners = np.repeat(np.arange(len(self.record_starts) - 1), np.diff(self.record_passages))
        kinds = self.fields.astype(np.int64) * (int(self.langs.max(initial=0)) + 1) + self.langs
        boxes = owners * (int(kinds.max(initial=0)) + 1) + kinds
        box_lengths = np.bincount(boxes, lengths)
        filled = np.flatnonzero(box_lengths)
        box_kinds = filled % (int(kinds.max(initial=0)) + 1)
        means = np.bincount(box_kinds, box_lengths[filled]) / np.maximum(np.bincount(box_kinds), 1)
        means = np.pad(means, (0, int(kinds.max(initial=0)) + 1 - len(means)), constant_values=1)
        relative = box_lengths[boxes] / np.where(means > 0, means, 1)[kinds]
        slopes = _SLOPES[self.fields]
        return np.asarray(_WEIGHTS[self.fields] / (1 - slopes + slopes * relative))


def _rows(values: NDArray[Any], rows: Ints, columns: Ints, shape: tuple[int, int]) -> Any:
    from scipy.sparse import coo_array

    return coo_array((values, (rows, columns)), shape=shape).tocsr()
