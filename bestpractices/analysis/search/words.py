"""What counts as a word: the same for what is written in the records and what is asked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bestpractices.analysis.folding import fold

# Letters and figures; marks that stand over a letter and apostrophes between letters belong to it.
_TOKEN: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*|['’‘][^\W_]+)*")
# What loses its vowel before another in French; in Turkish what comes after is a suffix.
_ELIDED: Final = frozenset("cdjlmnst") | {"qu", "jusqu", "lorsqu", "puisqu", "quelqu", "quoiqu"}


def written_words(text: str) -> list[str]:
    """Words of a text as they stand there.

    Examples
    --------
    >>> written_words("İSMEK'in 242 merkezi: l’équipe_1!")
    ["İSMEK'in", '242', 'merkezi', 'l’équipe', '1']
    """
    return _TOKEN.findall(text)


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """A written word folded, without what an apostrophe cuts off.

    That is French elision before it and Turkish suffixes after it.

    Examples
    --------
    >>> bare("İzmir’deki"), bare("d'İzmir"), bare("AB'nin")
    ('izmir', 'izmir', 'ab')
    """
    first, *others = fold(word).split("'")
    return others[0] if others and first in _ELIDED else first


def bare_words(text: str) -> list[str]:
    """Words of a text, folded and bare.

    Examples
    --------
    >>> bare_words("KADIN istihdamı, l'emploi")
    ['kadin', 'istihdami', 'emploi']
    """
    return [bare(word) for word in written_words(text)]
