"""The questions to ask before a practice is taken elsewhere, grouped in their dimensions.

Worded by us after what two published instruments ask; each question names the part of theirs that
it comes from. Neither instrument is repeated here in full.

References
----------
Cambon et al. (2013), A tool to analyze the transferability of health promotion interventions, BMC
Public Health 13:1184 (ASTAIRE).
Schloemer and Schröder-Bäck (2018), Criteria for evaluating transferability of health interventions,
Implementation Science 13:88 (PIET-T).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bestpractices.texts import N_

DIMENSIONS: Final = {
    "people": N_("The people it is for"),
    "practice": N_("The practice itself"),
    "setting": N_("The setting"),
    "means": N_("Means and people to do it"),
    "process": N_("The way to take it over"),
}
REFERENCES: Final = {
    "astaire": "ASTAIRE: Cambon et al. 2013, BMC Public Health 13:1184",
    "piet-t": "PIET-T: Schloemer & Schröder-Bäck 2018, Implementation Science 13:88",
}


@dataclass(frozen=True)
class Criterion:
    """One question about a practice at a receiver.

    Parameters
    ----------
    id, dimension
        Its name in the store, and the key of its dimension.
    question
        In English; a key for the translators.
    sources
        By key of `REFERENCES`, which part of the instrument asks for it.
    quick
        Whether it is among the few to ask where there is little time.
    """

    id: str
    dimension: str
    question: str
    sources: tuple[tuple[str, str], ...]
    quick: bool = False


def _asked(
    name: str, question: str, *, astaire: str = "", piet_t: str = "", quick: bool = False
) -> Criterion:
    dimension, _, short = name.partition("/")
    found = (("astaire", astaire), ("piet-t", piet_t))
    return Criterion(short, dimension, question, tuple(s for s in found if s[1]), quick)


CRITERIA: Final = (
    _asked(
        "people/profile",
        N_("Are the people here like those it was made for (age, sex, origin, status)?"),
        astaire=N_("population: epidemiological and social profile"),
        piet_t=N_("population: profile"),
        quick=True,
    ),
    _asked(
        "people/education-culture",
        N_("Do schooling, language and habits here allow the same way of working?"),
        astaire=N_("population: cognitive, cultural and educational traits"),
    ),
    _asked(
        "people/felt-need",
        N_("Do the people here see the need themselves?"),
        piet_t=N_("population: perception of the need"),
        quick=True,
    ),
    _asked(
        "people/trust",
        N_("Do they trust those who would offer it?"),
        astaire=N_("population: motivation, trust"),
        piet_t=N_("population: perception of the provider"),
    ),
    _asked(
        "people/acceptance",
        N_("Would they want it, accept it and stay with it?"),
        piet_t=N_("population: demand, acceptance, motivation"),
    ),
    _asked(
        "practice/evidence",
        N_("Is what is known of its results good enough for a decision here?"),
        piet_t=N_("intervention: evidence base and its usefulness"),
        quick=True,
    ),
    _asked(
        "practice/clarity",
        N_("Is it clear what exactly would be taken over, and what it is made of?"),
        astaire=N_("support for transfer: written-up knowledge"),
        piet_t=N_("intervention: level and clarity of what is transferred"),
    ),
    _asked(
        "practice/adaptable",
        N_("Can it be changed for this place without losing what makes it work?"),
        piet_t=N_("intervention: adaptability"),
        quick=True,
    ),
    _asked(
        "setting/law",
        N_("Do law and the powers of the bodies here allow it?"),
        astaire=N_("environment: institutions"),
        piet_t=N_("environment: system"),
        quick=True,
    ),
    _asked(
        "setting/politics",
        N_("Do those who decide here support it, also after an election?"),
        astaire=N_("environment: policy"),
        piet_t=N_("environment: politics"),
    ),
    _asked(
        "setting/partners",
        N_("Are the partners that it needs here, and would they take part?"),
        astaire=N_("environment: partners"),
        quick=True,
    ),
    _asked(
        "setting/other-measures",
        N_("Do other measures here support it, or do they get in its way?"),
        astaire=N_("environment: other measures"),
    ),
    _asked(
        "setting/climate",
        N_("Does the local climate towards newcomers carry it?"),
        astaire=N_("environment: local climate"),
        piet_t=N_("environment: setting"),
    ),
    _asked(
        "means/staff",
        N_("Are there people here with the skills to do it, or can they be trained?"),
        astaire=N_("implementation: persons and skills"),
        quick=True,
    ),
    _asked(
        "means/money",
        N_("Is there money and room for it, also after the first year?"),
        astaire=N_("implementation: means"),
        piet_t=N_("environment: resources"),
        quick=True,
    ),
    _asked(
        "means/method",
        N_("Can its method be used here as it is used there?"),
        astaire=N_("implementation: method"),
    ),
    _asked(
        "means/access",
        N_("Can people reach it: place, hours, cost, child care, language?"),
        astaire=N_("implementation: access"),
    ),
    _asked(
        "process/leaders",
        N_("Is there someone here who leads the transfer and has the mandate?"),
        piet_t=N_("transfer process: leaders"),
    ),
    _asked(
        "process/first-team",
        N_("Can the team that runs it help with know-how, and for how long?"),
        astaire=N_("support for transfer: help by the first team"),
        piet_t=N_("transfer process: knowledge"),
    ),
    _asked(
        "process/steps",
        N_("Are the steps planned, with time to adapt and to try it out small?"),
        astaire=N_("support for transfer: adaptation work"),
        piet_t=N_("transfer process: steps, adaptation"),
    ),
    _asked(
        "process/communication",
        N_("Do all whom it concerns know of it and have a say?"),
        piet_t=N_("transfer process: communication"),
    ),
)
PRESETS: Final = {"quick": N_("Quick: 8 questions"), "full": N_("All questions")}


def criteria(preset: str = "full") -> tuple[Criterion, ...]:
    """Criteria of a preset, in the order in which they are asked.

    Examples
    --------
    >>> len(criteria("quick")), len(criteria())
    (8, 21)
    """
    return tuple(one for one in CRITERIA if one.quick or preset != "quick")
