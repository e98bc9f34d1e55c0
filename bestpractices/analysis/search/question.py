"""What was asked: words, phrases in quotes, and whether the last word is still being typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bestpractices.analysis.search.words import bare, bare_words, written_words
from bestpractices.errors import BestPracticesError

# Longer than any question, shorter than a page that was pasted by mistake.
MOST_WORDS: Final = 64
_MOST_LETTERS: Final = 2_000
_QUOTED: Final = re.compile('["“„”]([^"“„”]*)["“”]|«([^»]*)»')


class QuestionError(BestPracticesError, ValueError):
    """The question cannot be answered as it is; the message says the mend."""


@dataclass(frozen=True)
class Asked:
    """One word of a question, as it was typed and folded."""

    written: str
    word: str


@dataclass(frozen=True)
class Question:
    """A question taken apart.

    ``typing`` is true if the last word may be only the beginning of one: nothing follows it.
    """

    words: tuple[Asked, ...]
    phrases: tuple[tuple[str, ...], ...]
    typing: bool

    @classmethod
    def of(cls, text: str) -> Question:
        """Question in a text.

        Raises
        ------
        QuestionError
            If it is no text, or too long for a question.

        Examples
        --------
        >>> question = Question.of('"iyi uygulama" KADIN istih')
        >>> [asked.word for asked in question.words], question.phrases, question.typing
        (['iyi', 'uygulama', 'kadin', 'istih'], (('iyi', 'uygulama'),), True)
        """
        if not isinstance(text, str):
            message = f"a question is a text, not {type(text).__name__}; put it in quotes"
            raise QuestionError(message)
        written = written_words(text)
        if len(text) > _MOST_LETTERS or len(written) > MOST_WORDS:
            message = (
                f"the question has {len(written):,} words and {len(text):,} letters; "
                f"ask in at most {MOST_WORDS} words and {_MOST_LETTERS:,} letters"
            )
            raise QuestionError(message)
        different = {word: Asked(one, word) for one in reversed(written) if (word := bare(one))}
        phrases = (bare_words(first or second) for first, second in _QUOTED.findall(text))
        return cls(
            words=tuple(reversed(different.values())),
            phrases=tuple(tuple(phrase) for phrase in phrases if len(phrase) > 1),
            typing=bool(written) and text.endswith(written[-1]),
        )
