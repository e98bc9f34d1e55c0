"""What an interview is made of: chapters in the order of the talk, questions, their fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bestpractices.texts import N_

# ``line`` is a text without line breaks, ``lines`` a list with one thing a line; ``word`` and
# ``words`` come from a list of the vocabulary; ``source`` names one of the draft's own sources.
Form: TypeAlias = Literal[
    "line", "text", "lines", "word", "words", "number", "year", "day", "address", "tick", "source",
    "organisation", "organisations", "places", "country", "language", "languages", "currency",
]  # fmt: skip
TEXT: Final = "text"
SOURCE: Final = "source"
# What is ticked or chosen beside a text tells nothing without it.
_BESIDE: Final = frozenset({"source", "day", "language", "tick", "currency"})


@dataclass(frozen=True)
class Field:
    """One thing to fill in.

    Parameters
    ----------
    name
        As in the record, or ``text`` where the question has but one.
    form
        What may stand there.
    label
        What it is called, in English.
    words
        List of the vocabulary from which it comes.
    needed
        Whether the record is none without it.
    """

    name: str
    form: Form
    label: str = ""
    words: str = ""
    needed: bool = False

    @property
    def tells(self) -> bool:
        """Whether it says something by itself."""
        return self.form not in _BESIDE


@dataclass(frozen=True)
class Question:
    """A question in plain words; all texts in English, for the translators.

    Parameters
    ----------
    id
        Name of the field of the record, where it has one.
    ask, label
        As one asks it, and what it is called in a list.
    why
        Why an empty one matters.
    fields
        What is filled in; more than one where a claim names its source.
    repeated
        Whether there may be several answers, one after the other.
    section
        Heading of the long text below which it stands; empty: it is a field of the record.
    said
        With which words it begins there, where others stand in the same section.
    """

    id: str
    ask: str
    label: str
    why: str
    fields: tuple[Field, ...]
    repeated: bool = False
    section: str = ""
    said: str = ""

    @property
    def claims(self) -> bool:
        """Whether what is answered has to name a source."""
        return any(field.form == "source" for field in self.fields)


@dataclass(frozen=True)
class Chapter:
    """A page of the interview, and what whoever asks keeps in mind."""

    id: str
    title: str
    lead: str
    questions: tuple[Question, ...]


def a(form: Form, words: str = "", *, needed: bool = False) -> tuple[Field, ...]:
    """The only field of a question."""
    return (Field(TEXT, form, words=words, needed=needed),)


FROM: Final = Field(SOURCE, "source", N_("Which page says so?"))
CLAIM: Final = (Field(TEXT, "text", needed=True), FROM)
FIGURE: Final = (
    Field("what", "line", N_("What is counted"), needed=True),
    Field("value", "number", N_("Number")),
    Field("unit", "line", N_("Unit, such as people or percent"), needed=True),
    Field("year", "year", N_("Year")),
    FROM,
)
SOURCES: Final = Question(
    "sources",
    N_("Where can one read it?"),
    N_("Sources"),
    N_("A claim without a source is only heard; the base says so."),
    (
        Field("title", "line", N_("Title as published"), needed=True),
        Field("publisher", "line", N_("Who published it"), needed=True),
        Field("year", "year", N_("Year of publication")),
        Field("url", "address", N_("Address of the page")),
        Field("language", "language", N_("Language of the text"), needed=True),
        Field("accessed", "day", N_("Day on which it was read"), needed=True),
    ),
    repeated=True,
)
READ: Final = Chapter(
    "sources",
    N_("Sources"),
    N_("Reports, pages, minutes, laws. Then go back and say which claim comes from which."),
    (SOURCES,),
)
CONTACT: Final = Question(
    "contact",
    N_("Who can be asked about it?"),
    N_("Who can be asked"),
    N_("What is not written down, only they can tell."),
    a("line"),
    section="open",
    said=N_("Who can be asked"),
)
