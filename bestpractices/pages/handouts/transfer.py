"""Could it work here, on paper: what stands in the way first, then what nobody knows.

No person is named: a pseudonym in a text is blotted out. The score comes last, never alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bestpractices.analysis.transferability.criteria import criteria
from bestpractices.analysis.transferability.judgement import Judged, Judgement, judgement
from bestpractices.exports.handout import Bullets, Handout, Heading, Paragraph, Part
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.frame import framed
from bestpractices.pages.sessions.history import ANSWERS
from bestpractices.pages.sessions.view import blotting
from bestpractices.pages.transferability.contents import (
    Data,
    blocks_of,
    opinions_of,
    score,
    wholes_of,
)
from bestpractices.workshop import SessionState


def handout(e: Edition, state: SessionState, team: str) -> Handout:
    """Each block of a team with what was answered; without a block a sentence says so."""
    return framed(e, state, parts(e, state, team), title=e.t("Could it work here?"), team=team)


def parts(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    """The same as parts."""
    asked = [*blocks_of(e, state, team), *_answered(wholes_of(e, state, team))]
    if not asked:
        yield Paragraph(e.t("No building block is chosen yet."))
    for one in asked:
        part = one["block"]
        opinions = opinions_of(state, team, one["practice"].id, part.id if part else None)
        yield Heading(one["name"].text)
        yield Paragraph(one["title"].text if part else e.t("The practice as a whole"), "small")
        yield from _found(e, judgement(opinions, criteria()), blotting(state))


def _answered(wholes: list[Data]) -> list[Data]:
    """Practices that somebody was asked about: a team may go block by block alone."""
    return [one for one in wholes if one["answered"]]


def _found(e: Edition, found: Judgement, blot: Callable[[str], str]) -> Iterator[Part]:
    if not found.answered:
        yield Paragraph(e.t("Nothing is answered yet."))
        return
    yield from hindrances(e, found, blot)
    if found.carried:
        yield Heading(e.t("What carries it"), 2)
        yield Bullets(tuple(judged(e, one, blot) for one in found.carried))
    if found.open:
        left = e.t.count("{number} question is not asked yet.",
                         "{number} questions are not asked yet.", len(found.open))  # fmt: skip
        yield Paragraph(left, "small")
    if told := score(e, found):
        first = e.t("Counted together, and never without what stands above:")
        yield Paragraph(f"{first} {told}", "small")


def hindrances(e: Edition, found: Judgement, blot: Callable[[str], str]) -> Iterator[Part]:
    """What stands in the way of a block, then what nobody knows; nothing where all is well."""
    for title, tone, some in (
        (e.t("What stands in the way"), "stop", found.blocking),
        (e.t("Not known: questions for the study visit"), "ask", found.unknown),
    ):
        if some:
            yield Heading(title, 2)
        for one in some:
            yield Paragraph(judged(e, one, blot), "stop" if tone == "stop" else "ask")


def judged(e: Edition, one: Judged, blot: Callable[[str], str]) -> str:
    """A question with the spread of its answers, then why, and what would settle it, by nobody."""
    spread = " · ".join(f"{e.t(ANSWERS[name])} {n}" for name, n in one.counts.items() if n)
    differ = f" ({e.t('opinions differ')})" if one.disputed else ""
    settle = e.t("To settle it:")
    said = [
        f"{e.t(ANSWERS[opinion.answer])}: {blot(opinion.why)}"
        for opinion in one.opinions
        if opinion.why
    ]
    settled = [f"{settle} {blot(opinion.settle)}" for opinion in one.opinions if opinion.settle]
    return "\n".join([e.t(one.criterion.question), f"{spread}{differ}", *said, *settled])
