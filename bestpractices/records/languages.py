"""The four languages of the readers, and a text that exists in some of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

# English first: the key of the interface texts and the original of most records.
LANGUAGES: Final = ("en", "tr", "fr", "nl")


class TranslationState(StrEnum):
    """How a text came into its language."""

    ORIGINAL = "original"
    HUMAN = "human"
    MACHINE = "machine"
    OUTDATED = "outdated"


@dataclass(frozen=True)
class Passage:
    """A text together with the language in which it really is."""

    text: str
    lang: str


class LocalText(BaseModel):
    """A short text side by side in several languages; at least one is there.

    German and Italian exist only for names as their owners write them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    en: str | None = Field(default=None, min_length=1, description="English")
    tr: str | None = Field(default=None, min_length=1, description="Turkish")
    fr: str | None = Field(default=None, min_length=1, description="French")
    nl: str | None = Field(default=None, min_length=1, description="Dutch")
    de: str | None = Field(default=None, min_length=1, description="German, names only")
    it: str | None = Field(default=None, min_length=1, description="Italian, names only")

    @model_validator(mode="after")
    def _has_a_text(self) -> LocalText:
        if not self.languages():
            kind, message = "no_text", "Write it in at least one language"
            raise PydanticCustomError(kind, message)
        return self

    def languages(self) -> tuple[str, ...]:
        """Languages in which there is a text, readers' languages first."""
        return tuple(lang for lang in (*LANGUAGES, "de", "it") if getattr(self, lang))

    def passage(self, lang: str) -> Passage:
        """Text in this language, else in the first language that there is, with its own mark.

        Examples
        --------
        >>> LocalText(en="Housing", tr="Barınma").passage("tr")
        Passage(text='Barınma', lang='tr')
        >>> LocalText(en="Housing").passage("nl")
        Passage(text='Housing', lang='en')
        """
        languages = self.languages()
        found = lang if lang in languages else languages[0]
        return Passage(getattr(self, found), found)
