"""Interface texts, numbers and dates in English, Turkish, French and Dutch.

English is the key of every message; ``locale/<lang>.po`` holds the others, in the form that
translators' tools read. A message that lacks a translation shows its English.
"""

from __future__ import annotations

import datetime as dt
import sys
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Final

from bestpractices.errors import UnknownLanguageError
from bestpractices.shipped import PACKAGE

# Each in its own language, as the language switch shows them.
NAMES: Final = {"en": "English", "tr": "Türkçe", "fr": "Français", "nl": "Nederlands"}
_TURKISH: Final = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
# The pages write British English, so the day comes before the month.
_DATES: Final = {"en": "en_GB"}
# Letters that lose no accent when taken apart, yet belong beside a plain one.
_LIKE: Final = str.maketrans({"ı": "i", "œ": "oe", "æ": "ae", "ø": "o"})


def language(code: str) -> str:
    """The code itself if the pages speak this language.

    Raises
    ------
    UnknownLanguageError
        Else; the message names the four.
    """
    if code not in NAMES:
        message = f'language "{code}" is not spoken here; choose one of {", ".join(NAMES)}'
        raise UnknownLanguageError(message)
    return code


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a message for the translators; it is looked up where it is shown."""
    return message


def plural(one: str, many: str) -> tuple[str, str]:
    """Mark the two forms of a message for the translators, for `Texts.count`."""
    return one, many


@cache
def catalogue(lang: str) -> dict[str | tuple[str, str], str | tuple[str, ...]]:
    """Messages of one language by their English; a plural by its two English forms."""
    from babel.messages.pofile import read_po

    path = PACKAGE / "locale" / f"{language(lang)}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=lang)
    return {m.id: m.string for m in messages if m.id and m.string and not m.fuzzy}  # type: ignore[misc]


class Texts:
    """What one language needs to speak: messages, numbers, dates, order.

    Examples
    --------
    >>> turkish = Texts("tr")
    >>> turkish.number(2619530), turkish.percent(71)
    ('2.619.530', '%71')
    """

    def __init__(self, lang: str) -> None:
        self.lang = language(lang)
        self._messages = catalogue(self.lang)

    def __call__(self, message: str, **values: object) -> str:
        """Message in this language, with ``{names}`` filled in."""
        found = self._messages.get(message, message)
        text = found if isinstance(found, str) else message
        return text.format(**values) if values else text

    def count(self, one: str, many: str, number: int) -> str:
        """Message with the right plural for a number; ``{number}`` stands for it."""
        from babel import Locale

        forms = self._messages.get((one, many))
        shown = self.number(number)
        if not isinstance(forms, tuple) or not all(forms):
            return (one if number == 1 else many).format(number=shown)
        last = len(forms) - 1
        # Two forms as in the .po header: French counts 0 as one, Turkish, Dutch and English do not.
        form = int(Locale.parse(self.lang).plural_form(number) != "one")
        return forms[min(form, last)].format(number=shown)

    def number(self, value: float) -> str:
        """Number with the language's separators."""
        from babel.numbers import format_decimal

        # Without this Babel rounds to three decimals.
        return str(format_decimal(value, locale=self.lang, decimal_quantization=False))

    def percent(self, value: float) -> str:
        """Number of per cent with the sign where the language puts it."""
        from babel.numbers import format_percent

        # 1.1 / 100 in binary would be shown as 1.1000000000000001 per cent.
        share = Decimal(str(value)) / 100
        return str(format_percent(share, locale=self.lang, decimal_quantization=False))

    def date(self, day: dt.date, *, weekday: bool = False) -> str:
        """Day in words, with its name in the week if that is wished for.

        Examples
        --------
        >>> Texts("fr").date(dt.date(2027, 3, 1), weekday=True)
        'lundi 1er mars 2027'
        """
        from babel.dates import format_date

        length = "full" if weekday else "long"
        words = str(format_date(day, length, locale=_DATES.get(self.lang, self.lang)))
        return words.replace("1 ", "1er ", 1) if self.lang == "fr" and day.day == 1 else words

    def month(self, day: dt.date) -> str:
        """Month and year in words."""
        from babel.dates import format_date

        return str(format_date(day, "LLLL y", locale=self.lang))

    def language_name(self, code: str) -> str:
        """Name of a language, such as *Dutch* or *Felemenkçe*; the code where it is unknown."""
        from babel import Locale, UnknownLocaleError

        try:
            return str(Locale.parse(code).get_display_name(self.lang) or code)
        except (UnknownLocaleError, ValueError):
            return code

    def territory_name(self, code: str) -> str:
        """Name of a country by its two letters."""
        from babel import Locale

        return str(Locale.parse(self.lang).territories.get(code, code))

    def joined(self, words: Iterable[str]) -> str:
        """Words as a list in a sentence."""
        return ", ".join(words)

    def order(self, text: str) -> tuple[object, ...]:
        """Key to sort by the language's alphabet; in Turkish ç follows c, ı comes before i."""
        text = text.lstrip("@«“‘\"'’ \u00a0")
        if self.lang == "tr":
            composed = unicodedata.normalize("NFC", text)
            lowered = composed.replace("İ", "i").replace("I", "ı").lower()
            letters = (c if c in _TURKISH else _plain(c) for c in lowered)
            return tuple(_turkish_place(c) for part in letters for c in part), text
        return _plain(text.casefold()), text


def _plain(text: str) -> str:
    """Text without accents."""
    apart = unicodedata.normalize("NFD", text.translate(_LIKE))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _turkish_place(sign: str) -> int:
    """Place in the Turkish alphabet; figures and other signs come before all letters."""
    place = _TURKISH.find(sign)
    return place if place >= 0 else ord(sign) - sys.maxunicode
