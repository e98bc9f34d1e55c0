"""The criteria of a match: what each runs from and to, and how much that swing counts.

Points are swing weights: 100 for the criterion that one would lift from its worst to its best
first, the others relative to that, in round steps and for the reason that stands beside them. Three
were set lower after the ablation of ``benchmarks/matching.py`` had shown that they disturb:
requirements are read from single words, the figures of scale count people of different sorts, and
languages say who can talk, not what helps (the preset *feasible* counts them).
The benchmark chooses the points anew for every need on the other needs only, and shows what each
criterion brings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bestpractices.analysis.ranking.weights import Swing, swing_weights
from bestpractices.texts import N_


@dataclass(frozen=True)
class Criterion:
    """One criterion: its name, its range in words, its points and why so many."""

    name: str
    label: str
    worst: str
    best: str
    points: float
    why: str


CRITERIA: Final = (
    Criterion(
        "themes", N_("Themes"),
        N_("none of the need’s themes is touched"), N_("all are what the practice is mainly about"),
        100, N_("A practice about something else does not answer the need, however good it is."),
    ),
    Criterion(
        "text", N_("Text"),
        N_("no word in common"), N_("more of a long need’s words than any other practice"),
        100, N_("The texts say what no list has a word for: the situation and the answer sought."),
    ),
    Criterion(
        "target_groups", N_("Target groups"),
        N_("none of the people concerned is served"), N_("all of them are served"),
        50, N_("A way of working for others can be opened to more people; its subject stays."),
    ),
    Criterion(
        "methods", N_("Methods"),
        N_("none of the methods asked for"), N_("all of them"),
        30, N_("A need seldom asks for one method only, and blocks can be joined."),
    ),
    Criterion(
        "requirements", N_("Requirements"),
        N_("all that the blocks require is short at the receiver"), N_("nothing is short"),
        10, N_("What is short can be found or adapted; what cannot is a blocking point, outside."),
    ),
    Criterion(
        "level", N_("Level and competence"),
        N_("needs powers that the receiver has not"), N_("within the receiver’s powers"),
        10, N_("A higher body can be won as a partner, but that takes time."),
    ),
    Criterion(
        "scale", N_("Scale"),
        N_("thousands of times too small"), N_("at least a tenth of the people concerned"),
        5, N_("A small practice can be repeated, and the figures count people of different sorts."),
    ),
    Criterion(
        "evidence", N_("Evidence"),
        N_("a claim only"), N_("comparison by lot"),
        10, N_("It says how sure the effect is there, not how well the practice fits here."),
    ),
    Criterion(
        "languages", N_("Languages"),
        N_("no language in common"), N_("a language in common"),
        0, N_("Told, not counted: an interpreter in the budget settles it."),
    ),
    Criterion(
        "gender", N_("Gender equality"),
        N_("the need concerns women, the practice hardly"), N_("it serves women by design"),
        5, N_("Where the need is about women, themes and target groups say so already."),
    ),
)  # fmt: skip
NAMES: Final = tuple(criterion.name for criterion in CRITERIA)
BALANCED: Final = MappingProxyType({one.name: one.points for one in CRITERIA})

# What other groups may hold first; points as above.
PRESETS: Final[Mapping[str, Mapping[str, float]]] = MappingProxyType(
    {
        "balanced": BALANCED,
        # "We know the subject well; show us what is proven."
        "evidence": MappingProxyType({**BALANCED, "evidence": 100}),
        # "We have to begin next month with what we have."
        "feasible": MappingProxyType(
            {**BALANCED, "requirements": 100, "level": 50, "scale": 30, "languages": 30}
        ),
        # "First of all it must reach these people."
        "people": MappingProxyType({**BALANCED, "target_groups": 100, "gender": 50}),
    }
)


def preset(name: str) -> dict[str, float]:
    """Weights of a preset, divided by their sum.

    Examples
    --------
    >>> weights = preset("balanced")
    >>> weights["themes"] == 2 * weights["target_groups"]
    True
    """
    return swing_weights({one: Swing(points) for one, points in PRESETS[name].items()})
