"""Search in one knowledge base: from a question to an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.search.concepts import Concepts
from bestpractices.analysis.search.facets import FACETS
from bestpractices.analysis.search.hits import Answer, Hit, Reason
from bestpractices.analysis.search.index import Index
from bestpractices.analysis.search.passages import Passages
from bestpractices.analysis.search.phrases import records_with
from bestpractices.analysis.search.question import Question, QuestionError
from bestpractices.analysis.search.ranking import best, scores
from bestpractices.analysis.search.reasons import Reasons
from bestpractices.analysis.search.ways import Lead, Ways
from bestpractices.records.kinds import FOLDERS, KINDS
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import title_of
from bestpractices.texts import N_, Texts, language

Mask = NDArray[np.bool_]
# What to do if nothing was found.
ADVICE: Final = {
    "empty": N_("Type a word: what the practice is about, whom it is for, or a place."),
    "small": N_("Only small words were found in the question; add one that names a thing."),
    "nothing": N_("Nothing was found; try fewer or other words, or remove a filter."),
}


class Finder:
    """Answers questions about the records of a knowledge base through their index."""

    def __init__(self, kb: KnowledgeBase, index: Index) -> None:
        self.kb, self.index = kb, index
        self.ways = Ways(index, Concepts(kb))
        self.passages = Passages(kb)

    def answer(
        self,
        text: str,
        *,
        lang: str = "en",
        where: Mapping[str, Iterable[str]] | None = None,
        limit: int = 10,
        facets: Iterable[str] = FACETS,
    ) -> Answer:
        """What the records say to a question.

        Parameters
        ----------
        text
            Words in any of the four languages; phrases in quotes. If nothing follows the last
            word, it may be only the beginning of one.
        lang
            Language of titles and reasons; also of the question, if its words do not say another.
        where
            Of each facet the values of which a record must have one, such as
            ``{"kind": ["practice"], "themes": ["housing", "reception"]}``.
        limit
            How many hits at most.
        facets
            Which facets are counted.

        Raises
        ------
        QuestionError
            If the question is too long, a facet is unknown or the limit is below 1.
        UnknownLanguageError
            If the pages do not speak the language.
        """
        language(lang)
        where = where or {}
        _check(where, facets, limit)
        question = Question.of(text)
        words = {asked.word: asked.written for asked in question.words}
        spoken = self.ways.language(words, reader=lang)
        leads = self.ways.leads(words, spoken, typing=question.typing)
        found = scores(self.index, leads)
        matched = (found.total > 0) & records_with(self.index, question.phrases)
        masks = self._masks(where)
        kept = np.logical_and.reduce([matched, *masks.values()])
        reasons = Reasons(self.index, self.passages, lang=lang)
        return Answer(
            hits=tuple(
                self._hit(record, score, tuple(reasons.of(record, leads, found, words)), lang)
                for record, score in best(found.total, kept, limit)
            ),
            total=int(np.count_nonzero(kept)),
            facets={name: self._counts(name, matched, masks) for name in facets},
            lang=spoken,
            advice="" if kept.any() else Texts(lang)(_advice(question, leads)),
        )

    def _masks(self, where: Mapping[str, Iterable[str]]) -> dict[str, Mask]:
        records = len(self.index.addresses)
        return {
            name: self.index.facets[name].having(values, records=records)
            for name, values in where.items()
        }

    def _counts(self, name: str, matched: Mask, masks: Mapping[str, Mask]) -> dict[str, int]:
        others = [mask for other, mask in masks.items() if other != name]
        return self.index.facets[name].counts(np.logical_and.reduce([matched, *others]))

    def _hit(self, record: int, score: float, why: tuple[Reason, ...], lang: str) -> Hit:
        address = self.index.addresses[record]
        folder, _, name = address.partition("/")
        title = title_of(getattr(self.kb, folder)[name], lang)
        return Hit(name, FOLDERS[folder].name, address, title, score, why)


def _check(where: Mapping[str, Iterable[str]], facets: Iterable[str], limit: int) -> None:
    if limit < 1:
        message = f"limit is {limit}; ask for 1 hit or more"
        raise QuestionError(message)
    for name in (*where, *facets):
        if name not in FACETS:
            message = f'"{name}" is no facet; choose from {", ".join(FACETS)}'
            raise QuestionError(message)
    for name, values in where.items():
        if isinstance(values, str):
            message = f'the values of facet "{name}" are a list; write ["{values}"]'
            raise QuestionError(message)
    for kind in where.get("kind", ()):
        if kind not in KINDS:
            message = f'"{kind}" is no kind of record; choose from {", ".join(KINDS)}'
            raise QuestionError(message)


def _advice(question: Question, leads: list[Lead]) -> str:
    if not question.words:
        return ADVICE["empty"]
    return ADVICE["nothing" if leads else "small"]
