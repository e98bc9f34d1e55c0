"""Search in all records, in four languages, with the reasons for every hit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bestpractices.analysis.search.finder import Finder
from bestpractices.analysis.search.hits import Answer, Hit, Reason
from bestpractices.analysis.search.kept import finder, prepared
from bestpractices.analysis.search.question import QuestionError
from bestpractices.records.knowledge_base import KnowledgeBase

__all__ = [
    "Answer", "Finder", "Hit", "QuestionError", "Reason", "answer", "finder", "prepared", "search",
]  # fmt: skip


def search(
    kb: KnowledgeBase,
    question: str,
    *,
    lang: str = "en",
    kind: str | None = None,
    limit: int = 10,
) -> list[Hit]:
    """Records that fit a question, the best first, each with the reasons why.

    Parameters
    ----------
    question
        Words in any of the four languages; phrases in quotes. If nothing follows the last word, it
        may be only the beginning of one.
    lang
        Language of titles and reasons; also of the question, if its words do not say another.
    kind
        ``practice``, ``need``, ``organisation``, ``project`` or ``context``; None: all.
    limit
        How many hits at most.

    Returns
    -------
    list of Hit
        By score, equal scores by address; empty if nothing fits or nothing was asked.

    Raises
    ------
    QuestionError
        If the question is too long, the kind is unknown or the limit is below 1.
    UnknownLanguageError
        If the pages do not speak the language.

    Examples
    --------
    >>> from bestpractices.records.knowledge_base import load
    >>> hit = search(load(), "kadın istihdam", lang="tr", kind="practice")[0]
    >>> hit.address, hit.why[0].field
    ('practices/interface3-women-in-it', 'title')
    """
    where = {"kind": [kind]} if kind is not None else None
    found = finder(kb).answer(question, lang=lang, where=where, limit=limit, facets=())
    return list(found.hits)


def answer(
    kb: KnowledgeBase,
    question: str,
    *,
    lang: str = "en",
    where: Mapping[str, Iterable[str]] | None = None,
    limit: int = 10,
) -> Answer:
    """All that a knowledge base says to a question: hits, their number, counts by facet.

    ``Finder.answer`` tells what the parameters mean.
    """
    return finder(kb).answer(question, lang=lang, where=where, limit=limit)
