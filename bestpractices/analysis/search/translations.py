"""Translations that the base itself teaches: words that stand in the same texts in two languages.

Titles, summaries and names exist side by side in four languages. A word of one language and a word
of another that nearly always come in the same texts are taken for translations of each other, by
Dice's coefficient: twice the texts that have both, divided by the texts of each added up.

References
----------
Dice (1945), Measures of the amount of ecologic association between species, Ecology 26, 297-302.
Smadja, McKeown and Hatzivassiloglou (1996), Translating collocations for bilingual lexicons: a
statistical approach, Computational Linguistics 22(1), 1-38: the same measure for this purpose.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.search.index import Ints, Longs
from bestpractices.analysis.search.weighing import Layout

# Below, chance makes pairs; found by looking at the pairs, not at the questions.
LEAST_DICE: Final = 0.5
_LEAST_TEXTS: Final = 3
# More texts of the same kind teach little and cost time.
_MOST_TEXTS: Final = 20_000


def translations(
    layout: Layout, term_langs: NDArray[np.uint8]
) -> tuple[Longs, Ints, NDArray[np.float32]]:
    """Of every term the terms of other languages that translate it, with Dice's coefficient.

    Of every term and language the best one, in rows as ``Index.starts`` has them.
    """
    texts = _texts(layout.fields, layout.langs)
    lengths = np.diff(layout.passage_starts)
    kept = np.repeat((np.bincount(texts) > 1)[texts] & (texts < _MOST_TEXTS), lengths)
    table = _table(np.repeat(texts, lengths)[kept], layout.stream[kept], len(term_langs))
    both = (table.T @ table).tocoo()
    having = np.asarray(table.sum(axis=0)).ravel()
    dices = 2 * both.data / (having[both.row] + having[both.col])
    good = (dices >= LEAST_DICE) & (both.data >= _LEAST_TEXTS)
    good &= term_langs[both.row] != term_langs[both.col]
    return _best(both.row[good], both.col[good], dices[good], term_langs)


def _best(
    rows: Ints, columns: Ints, dices: NDArray[np.float64], term_langs: NDArray[np.uint8]
) -> tuple[Longs, Ints, NDArray[np.float32]]:
    langs = term_langs[columns]
    order = np.lexsort((columns, -dices, langs, rows))
    rows, columns, dices, langs = rows[order], columns[order], dices[order], langs[order]
    first = np.ones(len(rows), np.bool_)
    first[1:] = (np.diff(rows) != 0) | (np.diff(langs.astype(int)) != 0)
    counts = np.bincount(rows[first], minlength=len(term_langs))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return starts, columns[first].astype(np.int32), dices[first].astype(np.float32)


def _texts(fields: NDArray[np.uint8], langs: NDArray[np.uint8]) -> Longs:
    """Number of the text of which a passage is one language: they follow each other."""
    new = np.ones(len(fields), np.bool_)
    new[1:] = (np.diff(fields.astype(int)) != 0) | (np.diff(langs.astype(int)) <= 0)
    return np.cumsum(new) - 1


def _table(rows: Any, columns: Any, width: int) -> Any:
    """Which text has which term, once each."""
    from scipy.sparse import coo_array

    shape = (int(rows.max(initial=0)) + 1, width)
    table = coo_array((np.ones(len(rows), np.float64), (rows, columns)), shape=shape).tocsr()
    table.sum_duplicates()
    table.data[:] = 1
    return table
