"""One way to make two spellings equal, for search in four languages.

``widgets/record_explorer.js`` folds the same way; ``tests/data/folding.json`` holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What normal form D does not take apart; dotless ı first of all.
_SIGNS: Final = str.maketrans(
    {"İ": "i", "I": "i", "ı": "i", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o",
     "Ø": "o", "’": "'", "‘": "'", "\u00a0": " "}
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Text without case, accents and dots; only for comparing, never shown.

    Examples
    --------
    >>> fold("IŞIK İzmir Liège cœur")
    'isik izmir liege coeur'
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).translate(_SIGNS))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def folded_words(*texts: str) -> str:
    """All different words of some texts, folded, sorted, with one space before each.

    Examples
    --------
    >>> folded_words("Kadın istihdamı", "istihdam ve kadın")
    ' istihdam istihdami kadin ve'
    """
    found = sorted({word for text in texts for word in _WORD.findall(fold(text))})
    return "".join(f" {word}" for word in found)
