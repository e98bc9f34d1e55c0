"""The words of a need: what its texts ask for, as stems with a weight."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bestpractices.analysis.search.stems import stem
from bestpractices.analysis.search.stop_words import is_stop_word
from bestpractices.analysis.search.words import bare, written_words
from bestpractices.records.models import Need

# The last heading of kb/templates/need.md. What stands below it counts once more than the rest: it
# is the answer that is looked for, all else is the situation around it.
WISH: Final = "What a good answer would look like"
_SECTION: Final = re.compile(rf"^##\s+{WISH}\s*$(.*?)(?=^##\s|\Z)", re.MULTILINE | re.DOTALL)
# [s1, s2] is no word; one that is rare would pass for a telling one.
_CITED: Final = re.compile(r"\[s\d+(?:,\s*s\d+)*\]")


@dataclass(frozen=True)
class Stem:
    """A stem in a language, as the index of the search names it, and how it is written."""

    term: str
    written: str


def texts(need: Need) -> Iterator[tuple[str, str]]:
    """Texts of a need, each with its language; one language of what stands in several.

    That is English, the language of the long texts, else the first one that there is. A need that
    was written in the room has all its texts in the language of its title.
    """
    lang = need.title.passage("en").lang
    for local in (need.title, need.summary):
        passage = local.passage("en")
        yield passage.lang, passage.text
    constraints, assets = (one.text for one in need.constraints), (one.text for one in need.assets)
    for text in (need.body, *constraints, *assets):
        yield lang, text
    yield from ((lang, wish) for wish in _SECTION.findall(need.body))


# The texts of a need are read more than once, soon after each other.
@lru_cache(maxsize=256)
def stems(text: str, lang: str) -> tuple[Stem, ...]:
    """Telling words of a text in their order."""
    found = (_stem(word, lang) for word in written_words(_CITED.sub(" ", text)))
    return tuple(one for one in found if one)


@lru_cache(maxsize=50_000)
def _stem(word: str, lang: str) -> Stem | None:
    folded = bare(word)
    if not folded or is_stop_word(folded, lang):
        return None
    return Stem(f"{lang}:{stem(folded, lang)}", word)


def need_words(need: Need) -> dict[str, float]:
    """Every telling stem of a need with its weight: the root of how often it is there.

    A word that is said four times counts twice as much as one that is said once.
    """
    counts: dict[str, int] = defaultdict(int)
    for lang, text in texts(need):
        for found in stems(text, lang):
            counts[found.term] += 1
    return {term: counts[term] ** 0.5 for term in sorted(counts)}


def written(need: Need) -> dict[str, str]:
    """How every telling stem of a need is written where it stands first."""
    found: dict[str, str] = {}
    for lang, text in texts(need):
        for one in stems(text, lang):
            found.setdefault(one.term, one.written)
    return found
