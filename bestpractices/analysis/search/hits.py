"""What a search gives back: hits, each with its reasons, and the counts around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why a record was found for one word of the question.

    Parameters
    ----------
    field
        Part of the record, such as ``title`` or ``themes``.
    word
        What stands there, as it is written.
    asked
        Word of the question, as it was typed.
    how
        How one led to the other: ``word``, ``form``, ``joined``, ``parts``, ``beginning``,
        ``slip``, ``family``, ``concept`` or ``translation``.
    through
        What led there: the id of a concept, or the word that was meant; else empty.
    sentence
        All this for a reader, in the language asked for.
    """

    field: str
    word: str
    asked: str
    how: str
    through: str
    sentence: str


@dataclass(frozen=True)
class Hit:
    """A record that was found, with the reasons in the order of the question."""

    id: str
    kind: str
    address: str
    title: str
    score: float
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class Answer:
    """All that was found.

    Parameters
    ----------
    hits
        The best, by score; equal scores by address.
    total
        How many records were found altogether.
    facets
        Of every facet how many of them have each value, the most frequent first. A facet that is
        narrowed counts what would be found without its own narrowing.
    lang
        Language in which the question was understood.
    advice
        One sentence if nothing was found: what to do. Else empty.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    lang: str
    advice: str
