"""The interview about a practice: what was the problem, who does what, step by step, and so on.

Its fields are those of the record (`bestpractices.records.models.Practice`); the order is that of
a talk. What did not work is asked as often as what did (field guide, sections 2 and 16).
"""

from __future__ import annotations

from typing import Final

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

_PROBLEM: Final = Chapter(
    "problem",
    N_("What was the problem?"),
    N_("Let them tell how it was before. Ask for one case that they remember."),
    (
        Question("problem", N_("What was not well, for whom, and how do you know?"),
                 N_("Problem"), N_("Others look for their own problem first."),
                 CLAIM, section="Problem"),
        Question("target_groups", N_("Whom does it serve?"), N_("Target groups"),
                 N_("Practices are found by those whom they serve."), a("words", "target_groups")),
        Question("themes", N_("What is it about?"), N_("Themes"),
                 N_("Practices are compared with needs by their themes."), a("words", "themes")),
    ),
)  # fmt: skip
_WHO: Final = Chapter(
    "who",
    N_("Who does what, with whom?"),
    N_("Organisations and functions; no names of persons."),
    (
        Question("organisation", N_("Which organisation runs it?"), N_("Organisation"),
                 N_("Without it nobody can ask."), a("organisation")),
        Question("partners", N_("Who takes part, one organisation a line?"), N_("Partners"),
                 N_("A practice taken over without its partners is another one."),
                 a("organisations")),
        Question("staff", N_("Who does the work: how many, paid or not, with which skill?"),
                 N_("Staff"), N_("It is the first question of whoever wants to take it over."),
                 CLAIM),
        Question("country", N_("In which country?"), N_("Country"),
                 N_("Law and money differ from country to country."), a("country", needed=True)),
        Question("regions", N_("In which regions of Belgium?"), N_("Regions"),
                 N_("In Belgium integration belongs to the regions and communities."),
                 a("words", "regions")),
        Question("places", N_("In which towns?"), N_("Places"),
                 N_("Whoever visits wants to know where."), a("places")),
        Question("level", N_("How far does it reach?"), N_("Level"),
                 N_("A town cannot do what a country does."), a("word", "levels", needed=True)),
        Question("started", N_("In which year did it begin?"), N_("First year"),
                 N_("An old practice has met more than a new one."), a("year")),
        Question("status", N_("Does it still run?"), N_("Status"),
                 N_("One that has ended teaches as much, if one knows why."),
                 a("word", "statuses")),
        Question("ended", N_("If it has ended: in which year?"), N_("Last year"),
                 N_("Only for a practice that has ended."), a("year")),
        Question("languages", N_("In which languages is the work done?"), N_("Languages"),
                 N_("A language is staff to find."), a("languages")),
    ),
)  # fmt: skip
_STEPS: Final = Chapter(
    "steps",
    N_("What does one go through, step by step?"),
    N_("Follow one person from the first day to the last. Each part that another organisation "
       "could take over alone is a building block."),
    (
        Question("how", N_("What happens first, and then, and then?"), N_("How it works"),
                 N_("Without the steps it is a title."), CLAIM, section="How it works"),
        Question("building_blocks", N_("Which parts could another organisation take over alone?"),
                 N_("Building blocks"), N_("Teams take over blocks, not whole practices."), (
                     Field("name", "line", N_("Name of the block"), needed=True),
                     Field("what", "text", N_("What is done"), needed=True),
                     Field("requires", "lines", N_("What it requires, one thing a line: people, "
                           "skill, money, law, space, data, trust")),
                     Field("core", "tick", N_("Core: without it the practice is another one")),
                     FROM,
                 ), repeated=True),
        Question("methods", N_("Which of these ways of working are in it?"), N_("Methods"),
                 N_("Practices that work alike are found together."), a("words", "methods")),
    ),
)  # fmt: skip
_COST: Final = Chapter(
    "cost",
    N_("What did it cost, and who pays?"),
    N_("Setting up, running, a person. “We do not know” is an answer: leave it empty."),
    (
        Question("cost", N_("What does it cost?"), N_("Cost"),
                 N_("Nobody decides without it."), CLAIM),
        Question("funding", N_("Who paid, how much, when?"), N_("Funding"),
                 N_("It shows to whom another could turn."), (
                     Field("who", "line", N_("Who paid"), needed=True),
                     Field("amount", "number", N_("Amount")),
                     Field("currency", "currency", N_("Currency"), needed=True),
                     Field("year", "year", N_("Year")),
                     FROM,
                 ), repeated=True),
    ),
)  # fmt: skip
_RESULTS: Final = Chapter(
    "results",
    N_("What worked, and how do you know?"),
    N_("Each figure with its year and its source. How sure one is says nothing about how big "
       "the effect is."),
    (
        Question("scale", N_("How big is it: people, hours, places?"), N_("Size"),
                 N_("What works for twelve may not work for twelve hundred."), FIGURE,
                 repeated=True),
        Question("results", N_("What came of it?"), N_("Results"),
                 N_("“It was a success” is no result."), FIGURE, repeated=True),
        Question("evidence", N_("How do you know?"), N_("Evidence"),
                 N_("Unanswered, the record says that there is no evidence."),
                 a("word", "evidence_levels")),
        Question("enabling_factors", N_("What made it work?"), N_("What made it work"),
                 N_("Elsewhere it may be missing."), CLAIM, repeated=True),
        Question("mechanism", N_("Why does it work: what changes in people?"), N_("Why it works"),
                 N_("Whoever knows why may change how."), CLAIM,
                 section="What makes it work"),
    ),
)  # fmt: skip
_FAILURES: Final = Chapter(
    "failures",
    N_("What did not work?"),
    N_("Take your time here: this is what nobody else writes down, and what spares others most."),
    (
        Question("barriers", N_("What stood in the way, and how was it met?"), N_("Barriers"),
                 N_("Others will meet the same."), CLAIM, repeated=True),
        Question("limits", N_("Whom does it not reach? What was tried and stopped?"),
                 N_("Limits"), N_("A practice without limits is not believed."),
                 CLAIM, section="Limits"),
        Question("never", N_("What would you never do again?"), N_("Never again"),
                 N_("The shortest way to what was learnt."), CLAIM, section="Limits",
                 said=N_("Never again")),
    ),
)  # fmt: skip
_CONTEXT: Final = Chapter(
    "context",
    N_("What has to be there around it?"),
    N_("Think of another town: what would you miss there first?"),
    (
        Question("legal_framework", N_("On which laws or rules does it rest?"),
                 N_("Legal framework"), N_("What is allowed here may be forbidden there."),
                 CLAIM, repeated=True),
        Question("conditions", N_("What else has to be there: people, money, trust, politics?"),
                 N_("Conditions"), N_("Transfer fails most often on what went without saying."),
                 CLAIM, section="open", said=N_("What has to be there")),
        Question("gender", N_("Whom does it serve: women and men alike? How do you see to it?"),
                 N_("Gender equality"), N_("Where nobody asked, nobody knows."), CLAIM),
        Question("transfers", N_("Has anybody taken it over already?"), N_("Earlier transfers"),
                 N_("They know what can be changed."), (
                     Field("to", "line", N_("Country, town or organisation"), needed=True),
                     Field("year", "year", N_("Year")),
                     Field("what", "text", N_("What was taken over"), needed=True),
                     FROM,
                 ), repeated=True),
        Question("questions", N_("What would you ask before taking it elsewhere?"),
                 N_("Open questions"), N_("They are where the next talk begins."), a("text"),
                 section="open"),
        CONTACT,
    ),
)  # fmt: skip
_SHORT: Final = Chapter(
    "short",
    N_("In short"),
    N_("Last of all, when both know what it is."),
    (
        Question("title", N_("What is done, in a few words?"), N_("Title"),
                 N_("It is what people see first."), a("line", needed=True)),
        Question("summary", N_("Who does what for whom, how, and since when? Two to five "
                 "sentences."), N_("Summary"), N_("Most readers read no more."),
                 a("text", needed=True)),
    ),
)  # fmt: skip
PRACTICE: Final = (_PROBLEM, _WHO, _STEPS, _COST, _RESULTS, _FAILURES, _CONTEXT, READ, _SHORT)
