"""The interview about a need: what lacks, what was tried, what limits an answer, what is there.

Its fields are those of the record (`bestpractices.records.models.Need`).
"""

from __future__ import annotations

from typing import Final

from bestpractices.analysis.matching.need_words import WISH
from bestpractices.analysis.write_shop.question import (
    CLAIM,
    CONTACT,
    FIGURE,
    FROM,
    READ,
    Chapter,
    Field,
    Question,
    a,
)
from bestpractices.texts import N_

_SITUATION: Final = Chapter(
    "situation",
    N_("What is the situation?"),
    N_("Let them tell how it is on an ordinary day. A missing solution is not yet a need."),
    (
        Question("situation", N_("Who lacks what, where, and how do you know?"),
                 N_("Situation"), N_("Practices are looked for by these words."), CLAIM,
                 section="The situation"),
        Question("target_groups", N_("Who is concerned?"), N_("Target groups"),
                 N_("Practices are found by those whom they serve."), a("words", "target_groups")),
        Question("themes", N_("What is it about?"), N_("Themes"),
                 N_("Practices are compared with needs by their themes."), a("words", "themes")),
        Question("scale", N_("How many are concerned?"), N_("Size"),
                 N_("What works for twelve may not work for twelve hundred."), FIGURE,
                 repeated=True),
    ),
)  # fmt: skip
_WHO: Final = Chapter(
    "who",
    N_("Who has this need?"),
    N_("Organisations and places; no names of persons."),
    (
        Question("raised_by", N_("Which organisation states it?"), N_("Who states it"),
                 N_("A need that nobody states is nobody’s."), a("organisation")),
        Question("country", N_("In which country?"), N_("Country"),
                 N_("Law and money differ from country to country."), a("country", needed=True)),
        Question("provinces", N_("In which provinces?"), N_("Provinces"),
                 N_("A practice is judged for a place."), a("places")),
        Question("priority", N_("How urgent is it to you?"), N_("Priority"),
                 N_("It says with what a session begins."), a("word", "priorities")),
    ),
)  # fmt: skip
_TRIED: Final = Chapter(
    "tried",
    N_("What has been tried?"),
    N_("Take your time here: what did not work spares others most."),
    (
        Question("tried", N_("What have you tried, and what came of it?"), N_("What was tried"),
                 N_("Otherwise it is proposed once more."), CLAIM,
                 section="What has been tried"),
        Question("never", N_("What would you never do again?"), N_("Never again"),
                 N_("The shortest way to what was learnt."), CLAIM,
                 section="What has been tried", said=N_("Never again")),
    ),
)  # fmt: skip
_LIMITS: Final = Chapter(
    "limits",
    N_("What limits an answer, and what is there?"),
    N_("What is short, and what could be built on. Both decide which practice fits."),
    (
        Question("constraints", N_("What is short, or in the way?"), N_("Constraints"),
                 N_("A practice that needs what you lack does not fit."), (
                     Field("kind", "word", N_("Of which kind"), "constraint_kinds", needed=True),
                     Field("text", "text", N_("In a sentence or two"), needed=True),
                     FROM,
                 ), repeated=True),
        Question("assets", N_("What do you already have: people, rooms, partners, experience?"),
                 N_("What is there"), N_("A practice that uses it costs less."), CLAIM,
                 repeated=True),
    ),
)  # fmt: skip
_WISH: Final = Chapter(
    "wish",
    N_("What would a good answer look like?"),
    N_("Not which project, but what would be otherwise in two years."),
    (
        Question("wish", N_("How would you know that it is solved?"), N_("A good answer"),
                 N_("These words count twice when practices are looked for."), CLAIM,
                 section=WISH),
        CONTACT,
    ),
)  # fmt: skip
_SHORT: Final = Chapter(
    "short",
    N_("In short"),
    N_("Last of all, when both know what it is."),
    (
        Question("title", N_("What lacks, in a few words?"), N_("Title"),
                 N_("It is what people see first."), a("line", needed=True)),
        Question("summary", N_("Who lacks what, where, and what was tried? Two to five "
                 "sentences."), N_("Summary"), N_("Most readers read no more."),
                 a("text", needed=True)),
    ),
)  # fmt: skip
NEED: Final = (_SITUATION, _WHO, _TRIED, _LIMITS, _WISH, READ, _SHORT)
