"""Typing errors: which words are a slip or two away from what was typed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

# No slip is forgiven in a word of up to three letters: almost any other is as near.
_ONE_SLIP_FROM = 4
_TWO_SLIPS_FROM = 8


def slips_forgiven(word: str) -> int:
    """How many typing errors a word may have: 0 up to three letters, 1 up to seven, else 2."""
    return (len(word) >= _ONE_SLIP_FROM) + (len(word) >= _TWO_SLIPS_FROM)


def distances(word: str, others: list[str]) -> NDArray[np.int64]:
    """Letters left out, put in, changed, or swapped with the next, from a word to each other one.

    Every place of a word is changed once at most (optimal string alignment).

    Examples
    --------
    >>> distances("tecruman", ["tercuman", "tercumanlik", "ayran"]).tolist()
    [1, 4, 5]
    """
    if not others:
        return np.zeros(0, np.int64)
    width = max(map(len, others))
    letters = np.array(others, dtype=f"U{max(width, 1)}").view(np.uint32).reshape(len(others), -1)
    rows = _table(np.array([ord(letter) for letter in word], np.uint32), letters)
    lengths = np.array([len(other) for other in others])
    found: NDArray[np.int64] = rows[lengths, np.arange(len(others))]
    return found


def _table(word: NDArray[Any], letters: NDArray[Any]) -> NDArray[np.int64]:
    """Last row of the table of distances: to the first 0, 1, 2, … letters of every other word."""
    width = letters.shape[1]
    before, row = None, np.repeat(np.arange(width + 1)[:, None], len(letters), axis=1)
    for number, letter in enumerate(word):
        above, row = row, np.empty_like(row)
        row[0] = number + 1
        for place in range(width):
            changed = above[place] + (letters[:, place] != letter)
            row[place + 1] = np.minimum(changed, np.minimum(above[place + 1], row[place]) + 1)
            if before is not None and place:
                here, left = letters[:, place], letters[:, place - 1]
                swapped = (here == word[number - 1]) & (left == letter)
                swap = np.where(swapped, before[place - 1] + 1, row[place + 1])
                row[place + 1] = np.minimum(row[place + 1], swap)
        before = above
    return row
