"""A need as a team writes it in the room, before it is a record of the base."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from bestpractices.analysis.folding import fold
from bestpractices.analysis.matching.need_words import WISH
from bestpractices.analysis.search import finder
from bestpractices.analysis.search.words import bare_words
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES, LocalText, TranslationState
from bestpractices.records.models import (
    Constraint,
    Need,
    Organisation,
    Review,
    ReviewState,
    Source,
    Statement,
)
from bestpractices.records.templates import LONGEST_ID
from bestpractices.records.yaml_text import UNWANTED
from bestpractices.texts import N_, Texts

# In signs. A page has about 3,000; of more nobody in a session reads on.
LONGEST: Final = {
    "title": 200, "situation": 10_000, "wish": 10_000, "raised_by": 200,
    "constraints": 2_000, "assets": 10_000,
}  # fmt: skip
SOURCE: Final = "s1"
# Stands for a need of a team's own where an id of a need stands; no id begins so.
OWN: Final = "_own"
_READ: Final = 1_000  # signs that tell the language
_COUNTRY: Final = "TR"
_LETTER: Final = re.compile(r"[^\W_]")
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n+")
_LINES: Final = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n\n", "\u0085": "\n"})
# No sign of a text but of a file's beginning, where it would be lost.
_MARK: Final = "\ufeff"


@dataclass(frozen=True)
class Flaw:
    """What keeps a draft from being a need: a field, and what to do about it in English.

    ``message`` has ``{names}`` of ``values`` and is translated where it is shown.
    """

    name: str
    message: str
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class NeedDraft:
    """What a team typed and ticked, cleaned of what no file may hold.

    Parameters
    ----------
    title, situation, wish
        What lacks, how it is now, and what a good answer would look like.
    lang, lang_given
        Language in which all of it is written, and whether the team said so itself.
    themes, target_groups, provinces
        Words and places of the base; the order of the themes is that of their weight.
    raised_by
        Name of whoever has the need, of the base or not.
    constraints
        What limits an answer: a text, which may be empty, by kind.
    assets
        What the receiver has, one thing each.
    """

    title: str = ""
    situation: str = ""
    wish: str = ""
    lang: str = "en"
    lang_given: bool = False
    themes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    raised_by: str = ""
    constraints: Mapping[str, str] = field(default_factory=dict)
    assets: tuple[str, ...] = ()


def need_draft(kb: KnowledgeBase, typed: Mapping[str, Any], *, reader: str = "en") -> NeedDraft:
    """Draft of what a form holds; what is of a wrong type, or no word of the base, is left out.

    If no language is given, it is the one in which most words are known, else the reader's.
    """
    lists, lang = kb.vocabulary.lists, typed.get("lang")
    texts = [typed_text(typed.get(name)) for name in ("title", "situation", "wish")]
    given = typed.get("constraints")
    given = given if isinstance(given, Mapping) else {}
    kinds = _words(list(given), lists["constraint_kinds"])
    return NeedDraft(
        title=" ".join(texts[0].split()),
        situation=texts[1],
        wish=texts[2],
        lang=lang if lang in LANGUAGES else _language(kb, " ".join(texts), reader=reader),
        lang_given=lang in LANGUAGES,
        themes=_words(typed.get("themes"), lists["themes"]),
        target_groups=_words(typed.get("target_groups"), lists["target_groups"]),
        provinces=_words(typed.get("provinces"), kb.places),
        raised_by=" ".join(typed_text(typed.get("raised_by")).split()),
        constraints={kind: typed_text(given[kind]) for kind in kinds},
        assets=tuple(filter(None, map(str.strip, typed_text(typed.get("assets")).split("\n")))),
    )


def flaws(draft: NeedDraft) -> list[Flaw]:
    """What is missing or too long, in the order of the form; a title and a situation are enough."""
    found = []
    if not _LETTER.search(draft.title):
        found.append(Flaw("title", N_("Write in a few words what lacks.")))
    if not _LETTER.search(draft.situation):
        found.append(Flaw("situation", N_("Write in a sentence or two who lacks what, and where.")))
    sizes = {
        **{name: len(getattr(draft, name)) for name in ("title", "situation", "wish", "raised_by")},
        "constraints": max(map(len, draft.constraints.values()), default=0),
        "assets": sum(map(len, draft.assets)),
    }
    message = N_("This has {number} signs; at most {most} fit. Shorten it.")
    for name, size in sizes.items():
        if size > LONGEST[name]:
            found.append(Flaw(name, message, {"number": size, "most": LONGEST[name]}))
    return found


def need_of(kb: KnowledgeBase, draft: NeedDraft, *, today: date | None = None) -> Need:
    """Record of a draft without flaws, as a draft of the base; its id is none of the base.

    The first paragraph of the situation is the summary. The one source is the team itself.
    """
    day, raised = today or datetime.now(tz=UTC).date(), raised_by(kb, draft)
    first = _PARAGRAPHS.split(draft.situation, maxsplit=1)[0]
    labels = kb.vocabulary.label
    return Need(
        id=new_id(draft.title, kb.needs),
        kind="need",
        title=_local(draft.lang, draft.title),
        summary=_local(draft.lang, " ".join(first.split())),
        raised_by=raised.id if raised else None,
        country=_country(kb, draft, raised),
        provinces=draft.provinces,
        themes=draft.themes,
        target_groups=draft.target_groups,
        constraints=tuple(
            Constraint(
                kind=kind, text=text or labels("constraint_kinds", kind, draft.lang), source=SOURCE
            )
            for kind, text in draft.constraints.items()
        ),
        assets=tuple(Statement(text=text, source=SOURCE) for text in draft.assets),
        translation={
            name: {draft.lang: TranslationState.ORIGINAL} for name in ("title", "summary")
        },
        review=Review(state=ReviewState.DRAFT),
        checked=day,
        sources=(_source(draft, raised, day),),
        body=_body(draft),
    )


def raised_by(kb: KnowledgeBase, draft: NeedDraft) -> Organisation | None:
    """Organisation of the base that bears the name which was typed, in any of its languages."""
    return organisation_named(kb, draft.raised_by)


def organisation_named(kb: KnowledgeBase, name: str) -> Organisation | None:
    """Organisation of the base with this id or name, in any of its languages; else None."""
    wanted = fold(name)
    for one in kb.organisations.values() if wanted else ():
        names = (one.id, one.short_name, *one.name.model_dump().values())
        if wanted in map(fold, filter(None, names)):
            return one
    return None


def _source(draft: NeedDraft, raised: Organisation | None, day: date) -> Source:
    t = Texts(draft.lang)
    who = raised.name.passage(draft.lang).text if raised else draft.raised_by
    return Source(
        id=SOURCE,
        title=t(N_("What the team said in the session")),
        publisher=who or t(N_("the team")),
        year=day.year,
        url=None,
        language=draft.lang,
        accessed=day,
    )


def _body(draft: NeedDraft) -> str:
    # The headings of kb/templates/need.md; what was tried nobody asked here.
    wish = f"\n{draft.wish} [{SOURCE}]" if draft.wish else ""
    return (
        f"\n## The situation\n{draft.situation} [{SOURCE}]\n"
        f"\n## What has been tried\n\n## {WISH}{wish}\n"
    )


def _country(kb: KnowledgeBase, draft: NeedDraft, raised: Organisation | None) -> str:
    if raised:
        return raised.country
    return kb.places[draft.provinces[0]].country if draft.provinces else _COUNTRY


def new_id(title: str, taken: Iterable[str], *, fallback: str = "need") -> str:
    """Id made of a title's letters that is not taken; the fallback where it has no such letter."""
    words = re.findall(r"[a-z0-9]+", fold(title))
    short = "-".join(words)[: LONGEST_ID - 4].strip("-") or fallback
    known = set(taken)
    names = (short, *(f"{short}-{number}" for number in range(2, len(known) + 3)))
    return next(name for name in names if name not in known)


def _language(kb: KnowledgeBase, text: str, *, reader: str) -> str:
    return finder(kb).ways.language(bare_words(text[:_READ]), reader=reader)


def _local(lang: str, text: str) -> LocalText:
    return LocalText(**{lang: text})


def typed_text(value: Any) -> str:
    """Text as a file may hold it: no control signs, one sign for a letter with its accent."""
    if not isinstance(value, str):
        return ""
    plain = value.replace("\r\n", "\n").translate(_LINES).replace(_MARK, "")
    return unicodedata.normalize("NFC", UNWANTED.sub("", plain)).strip()


def _words(value: Any, known: Iterable[str]) -> tuple[str, ...]:
    given = value if isinstance(value, list | tuple) else ()
    there = set(known)
    return tuple(dict.fromkeys(word for word in given if isinstance(word, str) and word in there))
