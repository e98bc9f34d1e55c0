"""A reason: what speaks for a practice, against it, or is not known, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bestpractices.records.languages import LocalText
from bestpractices.texts import Texts

Value: TypeAlias = str | int | LocalText | tuple[LocalText, ...]


class Side(StrEnum):
    """On which side a reason stands."""

    BLOCKING = "blocking"
    FOR = "for"
    AGAINST = "against"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reason:
    """One reason, to be said in any of the four languages.

    Parameters
    ----------
    criterion
        Name of the criterion it belongs to.
    side
        For, against, unknown, or a point that blocks.
    message
        What it says, in English, with ``{names}`` of values.
    values
        What stands for the names; words of the lists with their labels in four languages.
    sources
        Where it stands: addresses of records and their parts, such as
        ``needs/kadem-women-outside-camps/sources/s2``, and of words of the vocabulary.
    """

    criterion: str
    side: Side
    message: str
    values: Mapping[str, Value]
    sources: tuple[str, ...]

    def sentence(self, lang: str = "en") -> str:
        """The reason in the words of a language.

        Examples
        --------
        >>> word = LocalText(en="Housing", tr="Konut")
        >>> Reason("themes", Side.FOR, "Both: {words}", {"words": (word,)}, ()).sentence("tr")
        'Both: Konut'
        """
        texts = Texts(lang)
        return texts(self.message, **{name: _said(v, texts) for name, v in self.values.items()})


def _said(value: Value, texts: Texts) -> str:
    if isinstance(value, LocalText):
        return value.passage(texts.lang).text
    if isinstance(value, tuple):
        return texts.joined(text.passage(texts.lang).text for text in value)
    return texts.number(value) if isinstance(value, int) else value
