"""A follow-up of a session as a part of the record of its practice, for the knowledge base."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from typing import Final

from bestpractices.pages.edition import Edition
from bestpractices.pages.teams.taken_up import TakenUp
from bestpractices.records.added_parts import with_parts
from bestpractices.records.models import Practice, Source
from bestpractices.records.reading import read_text
from bestpractices.records.record_text import file_of, record_text
from bestpractices.records.reuse import Reuse

_NUMBER: Final = re.compile(r"^([a-z])(\d+)$")
PUBLISHER: Final = "told by the team in a coaching session"


def with_reuse(e: Edition, practice: Practice, told: Iterable[TakenUp], *, lang: str) -> Practice:
    """The record with what teams told; what stands there already is not added again.

    Parameters
    ----------
    told
        Of this practice. Each names as its source the session and the day on which it was told.
    lang
        Language in which it was told.
    """
    there = {(one.by, one.place, one.months, one.on) for one in practice.reuse}
    reuse, sources = list(practice.reuse), list(practice.sources)
    for one in told:
        by = one.organisation if one.organisation in e.kb.organisations else None
        place = one.place if one.place in e.kb.places else None
        if (by, place, one.months, one.on) in there:
            continue
        source = _source(one, sources, lang)
        if source not in sources:
            sources.append(source)
        texts = dict.fromkeys(("kept", "changed", "dropped", "obstacles", "results"))
        reuse.append(Reuse.model_validate({
            "by": by, "place": place, "months": one.months, "on": one.on, "use": one.use,
            **texts, **dict(one.texts), "source": source.id,
        }))  # fmt: skip
    return practice.model_copy(update={"reuse": tuple(reuse), "sources": tuple(sources)})


def _source(one: TakenUp, sources: list[Source], lang: str) -> Source:
    """The session as a source: the one that is listed, else one under the next free number."""
    title = one.session or PUBLISHER
    for source in sources:
        if (source.title, source.accessed) == (title, one.on):
            return source
    numbers = [int(found[2]) for s in sources if (found := _NUMBER.match(s.id))]
    return Source(
        id=f"s{max(numbers, default=0) + 1}",
        title=title,
        publisher=PUBLISHER,
        year=one.on.year,
        url=None,
        language=lang,
        accessed=one.on,
    )


def text_with_reuse(text: str, before: Practice, after: Practice) -> str:
    """The record's file with what was added, else the whole record written anew.

    Parameters
    ----------
    text
        Of the file as it lies in the base; empty where it cannot be read.
    before, after
        The record as it is there, and with what teams told.
    """
    added = {
        "reuse": after.reuse[len(before.reuse) :],
        "sources": after.sources[len(before.sources) :],
    }
    with contextlib.suppress(ValueError):
        found = with_parts(text, added)
        # Whoever changed the file meanwhile gets no mixture of two versions.
        if read_text(file_of(after), found, Practice).record == after:
            return found
    return record_text(after)
