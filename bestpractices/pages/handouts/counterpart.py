"""The partner request: a letter of a team to an organisation, in the language of each side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bestpractices.exports.handout import (
    Boxes,
    Break,
    Bullets,
    Fields,
    Handout,
    Heading,
    Lines,
    Paragraph,
    Part,
)
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.counterpart_asking import MOST, Asking
from bestpractices.pages.handouts.frame import in_language
from bestpractices.records.languages import LocalText
from bestpractices.records.models import BuildingBlock, Need, Practice, Source
from bestpractices.texts import N_
from bestpractices.workshop import TeamAdded

TITLE: Final = N_("Partner request")
_END: Final = re.compile(r"(?<=[.!?])\s+(?=\S)")
_PROPOSED: Final = (
    N_("A call of one hour with whoever knows the practice."),
    N_("A visit to you of one or two days; you get our questions beforehand."),
    N_("An exchange: some of you come to us and see our work as well."),
)
_GIVEN: Final = (
    N_("You hear from us, part by part, what we keep, adapt or drop, and why."),
    N_("After 3, 12 and 24 months we tell you what came of it, also if nothing did."),
    N_("You see your own practice at work under other conditions."),
)


def request(e: Edition, told: Asking, *, langs: Sequence[str]) -> Handout:
    """The letter in each of these languages, a page each; the first is that of the hand-out."""
    first, *more = dict.fromkeys(langs)
    parts = list(letter(in_language(e, first), told))
    for lang in more:
        other = in_language(e, lang)
        title = Paragraph(other.t(TITLE), "lead")
        parts += [Break(), *(_spoken(one, lang) for one in (title, *letter(other, told)))]
    # Each page is a letter of its own: there is no second page of two.
    return Handout(in_language(e, first).t(TITLE), first, tuple(parts), folio="")


def _spoken(part: Part, lang: str) -> Part:
    """The part with its language, where it can bear one and has none."""
    if isinstance(part, Paragraph | Bullets) and not part.lang:
        return replace(part, lang=lang)
    return part


def letter(e: Edition, told: Asking) -> tuple[Part, ...]:
    """The letter in the language of an edition; whom to call is left to be filled in."""
    t = e.t
    name = told.blot(t(told.team.name))
    return (
        Fields((
            (t("To"), _within(e.passage(told.host.name).text, _place(e, told.host.place))),
            (t("From"), told.blot(_sender(e, told.team, name))),
        )),
        Paragraph(t("Dear colleagues,")),
        Paragraph(t(
            "We work on the need below and look for a partner who knows the matter from practice. "
            "From what is written about your work, you may be that partner."
        )),
        Heading(t("What we need")),
        _need(e, told),
        Heading(t("What we look at in your work")),
        *_looked_at(e, told.looked_at),
        *_common(e, told),
        Heading(t("What we propose")),
        Boxes(tuple(map(t, _PROPOSED))),
        Heading(t("What you would have of it")),
        Bullets(tuple(map(t, _GIVEN))),
        Paragraph(t("A short answer is enough, a no as well.")),
        Paragraph(f"{t('With kind regards,')}\n{name}"),
        Lines(t("Contact: name, telephone, e-mail"), 2),
    )  # fmt: skip


def _sender(e: Edition, team: TeamAdded, name: str) -> str:
    body = e.title("organisations", team.organisation) if team.organisation else None
    within = body.text if body else ""
    place = e.place(team.place) if team.place else ""
    return _within(name, within if within != name else "", place)


def _place(e: Edition, name: str | None) -> str:
    return e.place(name) if name else ""


def _within(*names: str) -> str:
    return ", ".join(filter(None, names))


def _need(e: Edition, told: Asking) -> Paragraph:
    """Title and the first two sentences of the summary, with their language."""
    title, summary = (e.passage(text) for text in (told.need.title, told.need.summary))
    words = told.blot(f"{title.text.rstrip('.')}. {beginning(summary.text)}")
    lang = "" if summary.lang == e.lang else summary.lang
    return Paragraph(f"{words}{_marked(e, told.need)}", lang=lang)


def beginning(text: str, sentences: int = 2) -> str:
    """The first sentences of a text; what goes on in a small letter is no new one.

    Examples
    --------
    >>> beginning("They ask at 9.30 a.m. for work. Nobody answers. So they wait.")
    'They ask at 9.30 a.m. for work. Nobody answers.'
    """
    ends = [one.start() for one in _END.finditer(text) if not text[one.end()].islower()]
    return text[: ends[sentences - 1]] if len(ends) >= sentences else text


def _marked(e: Edition, need: Need) -> str:
    """Whose words these are, where a machine translated them or they are in another language."""
    states = {e.state(need, field) for field in ("title", "summary")}
    lang = e.passage(need.summary).lang
    if lang != e.lang:
        return f" ({e.t('in {language}', language=e.t.language_name(lang))})"
    if "machine" in states:
        return f" ({e.t('machine translation')})"
    return f" ({e.t('translation of an older text')})" if "outdated" in states else ""


def _said(e: Edition, text: LocalText) -> str:
    """The text in this language; of another it is said in which."""
    found = e.passage(text)
    if found.lang == e.lang:
        return found.text
    return f"{found.text} ({e.t('in {language}', language=e.t.language_name(found.lang))})"


def _looked_at(
    e: Edition, practices: Iterable[tuple[Practice, tuple[BuildingBlock, ...]]]
) -> Iterator[Part]:
    lines = tuple(_practice(e, *one) for one in practices)
    if lines:
        yield Bullets(lines)
    else:
        yield Paragraph(e.t("Which of your practices suits us best, we would like to ask you."))


def _practice(e: Edition, practice: Practice, blocks: Sequence[BuildingBlock]) -> str:
    t = e.t
    source = _source(practice, blocks)
    parts = "; ".join(_said(e, one.name) for one in blocks[:MOST])
    told = [
        _said(e, practice.title) + (f": {parts}" if parts else ""),
        t("Source: {source}", source=source) if source else "",
    ]
    return ". ".join(filter(None, told))


def _source(practice: Practice, blocks: Sequence[BuildingBlock]) -> str:
    """Where the first block is described, else the first source of the practice."""
    named = blocks[0].source if blocks else ""
    found: Source | None = next((one for one in practice.sources if one.id == named), None)
    found = found or next(iter(practice.sources), None)
    if found is None:
        return ""
    return _within(found.title, found.url or "")


def _common(e: Edition, told: Asking) -> Iterator[Part]:
    reasons = tuple(one.sentence(e.lang) for one in told.common)
    if reasons or told.interpreter:
        yield Heading(e.t("What we have in common"))
    if reasons:
        yield Bullets(reasons)
    if told.interpreter:
        yield Paragraph(
            e.t("We know of no language that both of us speak: we see to interpreting.")
        )
