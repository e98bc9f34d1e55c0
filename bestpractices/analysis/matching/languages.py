"""Languages: whether those who run a practice and those who receive it can talk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.analysis.matching.receiver import receiver
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_, NAMES, Texts

_SHARED: Final = N_("Both sides work in {words}.")
_NONE: Final = N_("No language in common: it works in {words}.")
_UNASKED: Final = N_("The languages of the receiver are not known.")
_UNKNOWN: Final = N_("The languages in which it works are not known.")


class LanguageFit:
    """1 if both sides have a language in common, else 0."""

    name = "languages"

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        spoken = [frozenset(one.languages) for one in kb.practices.values()]
        # one column for each set of languages that a practice has
        self.sets = sorted({one for one in spoken if one}, key=sorted)
        found = [[one == mine for one in self.sets] for mine in spoken]
        self.profiles = np.array(found, np.float32).reshape(len(spoken), len(self.sets))
        self.known = np.array([bool(one) for one in spoken], np.bool_)

    def spoken(self, need: Need) -> frozenset[str]:
        """Languages of the receiver, else the official ones of the country."""
        from babel.languages import get_official_languages

        body = receiver(self.kb, need)
        return frozenset((body.languages if body else ()) or get_official_languages(need.country))

    def asked(self, need: Need) -> Singles | None:
        """1 for every set of languages with one that the receiver speaks; None if unknown."""
        spoken = self.spoken(need)
        return np.array([bool(one & spoken) for one in self.sets], np.float32) if spoken else None

    def reasons(self, need: Need, practice: Practice, value: float | None) -> Iterator[Reason]:
        """Languages in common, or those in which the practice works."""
        where = (f"needs/{need.id}", f"practices/{practice.id}")
        spoken = self.spoken(need)
        if value is None:
            message, source = (_UNKNOWN, where[1:]) if spoken else (_UNASKED, where[:1])
            yield Reason(self.name, Side.UNKNOWN, message, {}, source)
        elif shared := [lang for lang in practice.languages if lang in spoken]:
            yield Reason(self.name, Side.FOR, _SHARED, {"words": _names(shared)}, where)
        else:
            values = {"words": _names(practice.languages)}
            yield Reason(self.name, Side.AGAINST, _NONE, values, where)


def _names(codes: list[str] | tuple[str, ...]) -> tuple[LocalText, ...]:
    return tuple(
        LocalText(**{lang: Texts(lang).language_name(code) for lang in NAMES}) for code in codes
    )
