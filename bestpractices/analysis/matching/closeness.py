"""How much a word of the vocabulary is worth where another one was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.records.vocabulary import Concept

Singles = NDArray[np.float32]

# The word itself is worth 1, each step away half of the step before: a wider or narrower concept
# shares a part of the meaning, a related one only borders on it. Any steps between (0.7, 0.4) and
# (0, 0) gave nearly the same order.
BROADER: Final = 0.5
RELATED: Final = 0.25


def closeness(concepts: Mapping[str, Concept]) -> Singles:
    """Worth of every word of a list in place of every other one.

    Returns
    -------
    ndarray
        Symmetric, in the order of the list: 1 for the word itself, 0.5 for a wider or narrower
        one, 0.25 for a related one, else 0.
    """
    places = {name: place for place, name in enumerate(concepts)}
    found = np.zeros((len(places), len(places)), np.float32)
    for worth, links in ((RELATED, "related"), (BROADER, "broader")):
        for name, concept in concepts.items():
            for other in getattr(concept, links):
                if other in places:  # "list/id" leads to another list
                    pair = [places[name], places[other]]
                    found[pair, pair[::-1]] = worth
    np.fill_diagonal(found, 1)
    return found


def linked(concept: Concept, vocabulary: str) -> list[str]:
    """Ids of the words of another list that a concept is related to.

    Examples
    --------
    >>> from bestpractices.records.knowledge_base import load
    >>> linked(load().vocabulary.lists["themes"]["housing"], "methods")
    ['cohousing', 'savings-group']
    """
    beginning = f"{vocabulary}/"
    return [one.removeprefix(beginning) for one in concept.related if one.startswith(beginning)]
