"""The need of a team on paper, the practices that it chose with the reasons, blocks and sources.

No person is named: a pseudonym in a text is blotted out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from bestpractices.analysis.matching import Match, match
from bestpractices.exports.handout import Bullets, Fields, Handout, Heading, Paragraph, Part
from bestpractices.pages.board_contents import block_of
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.frame import framed
from bestpractices.pages.sessions.needs import ShownNeed, shown_needs
from bestpractices.pages.sessions.view import blotting
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Need, Practice, Record, Source
from bestpractices.texts import N_
from bestpractices.workshop import BlockChosen, PracticeChosen, SessionState
from bestpractices.workshop.own_needs import own_need

# Attribute of a match, and what its reasons are called, in the order of the board.
_SIDES: Final = {
    "blocking": N_("Blocking: to be settled before anything else"),
    "for_": N_("Speaks for it"),
    "against": N_("Speaks against it"),
    "unknown": N_("Not known: ask the owner"),
}


def handout(e: Edition, state: SessionState, team: str) -> Handout:
    """Needs of a team with what it chose for each; without a need a sentence says so."""
    return framed(e, state, parts(e, state, team), title=e.t("Need and practices"), team=team)


def parts(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    """The same as parts."""
    needs = shown_needs(e, state, team)
    if not needs:
        yield Paragraph(e.t("No need is chosen yet."))
    sources: list[Record] = []
    for shown in needs:
        need = _record(e, state, team, shown)
        sources += [need] if need else []
        yield Heading(blotting(state)(shown.title.text))
        yield from _described(e, need, blotting(state)) if need else ()
        chosen = _chosen(e, state, team, shown.id)
        found = _matches(e, need) if need and chosen else {}
        # Reasons quote the need: of an own one these are words of the team.
        quoted = blotting(state) if shown.own else str
        for one, why in chosen:
            sources.append(one)
            yield from _practice(e, one, why=blotting(state)(why))
            yield from _reasons(e, found.get(one.id), quoted)
            yield from _blocks(e, state, team, one)
    yield from _sources(e, sources, blotting(state))


def _record(e: Edition, state: SessionState, team: str, shown: ShownNeed) -> Need | None:
    return own_need(state, e.kb, team) if shown.own else e.kb.needs.get(shown.id)


def _matches(e: Edition, need: Need) -> dict[str, Match]:
    return {one.practice: one for one in match(e.kb, need, limit=len(e.kb.practices))}


def _chosen(e: Edition, state: SessionState, team: str, need: str) -> list[tuple[Practice, str]]:
    """Practices that a team chose for a need, each with its own words."""
    return [
        (e.kb.practices[one.practice], one.why)
        for one in state.of(PracticeChosen)
        if (one.team, one.need) == (team, need) and one.practice in e.kb.practices
    ]


def _described(e: Edition, need: Need, blot: Callable[[str], str]) -> Iterator[Part]:
    yield _said(e, need.summary, blot)
    by = e.title("organisations", need.raised_by) if need.raised_by else None
    yield Fields(tuple((label, value) for label, value in (
        (e.t("Raised by"), by.text if by else ""),
        (e.t("Where"), e.t.joined(map(e.place, need.provinces))),
        (e.t("Target groups"), _labels(e, "target_groups", need.target_groups)),
        (e.t("Themes"), _labels(e, "themes", need.themes)),
    ) if value))  # fmt: skip
    for title, told in (
        (e.t("Constraints: what limits the receiver"), need.constraints),
        (e.t("Assets: what there is to build on"), need.assets),
    ):
        if told:
            yield Heading(title, 2)
            yield Bullets(tuple(blot(f"{one.text} [{one.source}]") for one in told), _lang(e, "en"))


def _practice(e: Edition, one: Practice, *, why: str) -> Iterator[Part]:
    yield Heading(e.passage(one.title).text, 2)
    by = e.title("organisations", one.organisation) if one.organisation else None
    yield Paragraph(" · ".join(filter(None, (
        by.text if by else "", _labels(e, "regions", one.regions),
        e.t("Evidence: {level}.", level=e.label("evidence_levels", one.evidence)),
    ))), "small")  # fmt: skip
    yield _said(e, one.summary)
    if why:
        yield Paragraph(e.t("Why the team chose it: {text}", text=why))


def _reasons(e: Edition, found: Match | None, blot: Callable[[str], str]) -> Iterator[Part]:
    for side, label in _SIDES.items():
        if reasons := getattr(found, side, ()):
            yield Heading(e.t(label), 3)
            yield Bullets(tuple(blot(reason.sentence(e.lang)) for reason in reasons))


def _blocks(e: Edition, state: SessionState, team: str, practice: Practice) -> Iterator[Part]:
    """Blocks of a practice that a team took up."""
    names = [f"{practice.id}/{one.block}" for one in state.of(BlockChosen)
             if (one.team, one.practice) == (team, practice.id)]  # fmt: skip
    for pair in filter(None, (block_of(e, name) for name in names)):
        block = pair[1]
        name = e.passage(block.name).text
        yield Heading(f"{e.t('Building block')}: {name}", 3)
        yield Paragraph(f"{block.what} [{block.source}]", lang=_lang(e, "en"))
        if block.requires:
            yield Paragraph(e.t("Requires"), "small")
            yield Bullets(block.requires, _lang(e, "en"))


def _sources(e: Edition, records: Sequence[Record], blot: Callable[[str], str]) -> Iterator[Part]:
    """Where it is written, record by record, by the keys that stand in brackets above."""
    if not any(one.sources for one in records):
        return
    yield Heading(e.t("Sources"))
    for one in {one.id: one for one in records}.values():
        if one.sources:
            own = isinstance(one, Need) and one.id not in e.kb.needs
            said = blot if own else str
            yield Heading(said(e.passage(one.label).text), 2)
            yield Bullets(tuple(said(_cited(e, source)) for source in one.sources))


def _cited(e: Edition, source: Source) -> str:
    year = str(source.year) if source.year else e.t("year not known")
    told = f"[{source.id}] {source.title}. {source.publisher}, {year}."
    return f"{told} {source.url}" if source.url else told


def _said(e: Edition, text: LocalText, blot: Callable[[str], str] = str) -> Paragraph:
    found = e.passage(text)
    return Paragraph(blot(found.text), lang=_lang(e, found.lang))


def _lang(e: Edition, lang: str) -> str:
    """Language of a text; empty where it is that of the hand-out."""
    return "" if lang == e.lang else lang


def _labels(e: Edition, vocabulary: str, words: Iterable[str]) -> str:
    return e.t.joined(e.label(vocabulary, word) for word in words)
