"""The stem of a folded word in each of the four languages.

A stem depends on the folded word alone. So it is the same whether a word was typed with its dots
and accents or without them, in capitals or not.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from threading import Lock
from typing import Any, Final

from bestpractices.analysis.folding import fold

# Snowball's algorithms (Porter 2001, "Snowball: a language for stemming algorithms"); Turkish:
# Eryiğit and Adalı (2004), "An affix stripping morphological analyzer for Turkish".
_ALGORITHMS: Final = {"en": "english", "tr": "turkish", "fr": "french", "nl": "dutch"}
_SHORTEST: Final = 2
_VOWEL: Final = re.compile("[aeiou]")
_FRONT: Final = {"i": "i", "o": "ö", "u": "ü", "e": "e"}
_BACK: Final = {"i": "ı", "o": "o", "u": "u", "a": "a"}
# What harmony does not tell: soft g between vowels (dernek behind derneği), the tail of -miş,
# and -ki, which keeps its vowel.
_SPELLING: Final = (
    (re.compile("(?<=[aeiouıöü])g(?=[aeiouıöü])"), "ğ"),
    (re.compile("(?<=m[iıuü])s(?=(t[iıuü]r)?$)"), "ş"),
    (re.compile("(?<=[dt][ae])kı"), "ki"),
)
# What the stemmer leaves: the letter between a vowel and the possessive (idare-s-i), and the
# end of an infinitive (kiralama-k).
_LEFT: Final = re.compile("(?<=.{3}[aeiou])s$|(?<=.{2}m[ae])k$")
_SHORTEST_TURKISH: Final = 3
# The only shorter ones: ev, iş and their like.
_SHORT_TURKISH: Final = re.compile("[aeiou][^aeiou]")
# The longest Turkish word that anyone quotes has 70 letters; what has more is no word, and to take
# it apart suffix by suffix would go deeper than Python does.
_LONGEST: Final = 100
# PyStemmer's objects must not be used by two threads at once.
_ONE_AT_A_TIME: Final = Lock()


@lru_cache(maxsize=50_000)
def stem(word: str, lang: str) -> str:
    """Stem of a folded word; the word itself if it is too long for one or has no stemmer.

    Examples
    --------
    >>> stem("kadinlarin", "tr"), stem("dernegi", "tr"), stem("vluchtelingen", "nl")
    ('kadi', 'dernek', 'vluchteel')
    """
    if len(word) > _LONGEST:
        return word
    if lang == "tr":
        return _turkish_stem(word)
    return _stemmed(word, lang) if lang in _ALGORITHMS else word


def _stemmed(word: str, lang: str) -> str:
    with _ONE_AT_A_TIME:
        found: str = _stemmer(lang).stemWord(word)
    # "cümle" would become "c".
    return found if len(found) >= _SHORTEST else word


def _turkish_stem(word: str) -> str:
    """Stem of the stem until nothing is left to take off.

    Once is not enough: *kadınlara* gives *kadın*, but *kadınların* gives *kadı*.
    """
    found = _LEFT.sub("", fold(_stemmed(harmonised(word), "tr")))
    if found == word:
        return found
    return _turkish_stem(found) if _is_turkish_stem(found) else word


def _is_turkish_stem(found: str) -> bool:
    return len(found) >= _SHORTEST_TURKISH or bool(_SHORT_TURKISH.fullmatch(found))


@cache
def _stemmer(lang: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(_ALGORITHMS[lang], 0)


def harmonised(word: str) -> str:
    """A folded word with the dots that Turkish vowel harmony asks for.

    The stemmer takes off suffixes whose vowels fit the vowel before. Roots may come out wrong
    (*istihdam* as *ıstıhdam*), which does no harm: the stem is folded again.

    Examples
    --------
    >>> harmonised("kadinlarin"), harmonised("gocmenlerin"), harmonised("dernegi")
    ('kadınların', 'göcmenlerin', 'derneği')
    """
    letters = list(word)
    harmony: dict[str, str] = {}
    # From the end, because a suffix goes by the vowel before it: araziler has its i from -ler.
    for match in reversed([*_VOWEL.finditer(word)]):
        letter = match[0]
        if letter in "ae":
            harmony = _BACK if letter == "a" else _FRONT
        letters[match.start()] = harmony.get(letter, letter)
    spelt = _with_last_vowels("".join(letters))
    for wrong, right in _SPELLING:
        spelt = wrong.sub(right, spelt)
    return spelt


def _with_last_vowels(word: str) -> str:
    """Vowels behind the last a or e, which go by it."""
    last = max(word.rfind("a"), word.rfind("e"))
    if last < 0:
        return word
    harmony = _BACK if word[last] == "a" else _FRONT
    tail = "".join(harmony.get(letter, letter) for letter in word[last + 1 :])
    return word[: last + 1] + tail
