"""What others did with a practice: told by teams in sessions, or kept in its record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from bestpractices.pages.edition import Edition
from bestpractices.records.models import Practice
from bestpractices.texts import N_

USES: Final = {
    "in_use": N_("in use"),
    "stopped": N_("stopped"),
    "not_begun": N_("not begun"),
}
# Texts of a follow-up, in the order in which they are read.
TOLD: Final = {
    "kept": N_("Kept"),
    "changed": N_("Changed"),
    "dropped": N_("Left out"),
    "obstacles": N_("What stood in the way"),
    "results": N_("What came of it"),
}


@dataclass(frozen=True)
class TakenUp:
    """What a team said became of a practice after some months.

    Parameters
    ----------
    organisation, place
        Who and where: ids of the base, else the team's own words; None where not said.
    session
        Title of the session in which it was told, or of the source in the record.
    texts
        By `TOLD`, only those that say something.
    source
        Key of the source in the record; empty for what only a session tells.
    mark
        Session and team by their ids; shown nowhere, and empty for what the record holds.
    """

    practice: str
    organisation: str | None
    place: str | None
    block: str | None
    months: int
    on: date
    use: str | None
    texts: tuple[tuple[str, str], ...]
    session: str
    source: str = ""
    mark: str = ""

    @property
    def team(self) -> tuple[str, str, str]:
        """What readers know of the team, as a record can hold it too."""
        return (self.organisation or "", self.place or "", self.session)


# By what readers know of a team and its mark: what it told, by months and block.
_ByTeam: TypeAlias = dict[tuple[tuple[str, str, str], str], dict[tuple[int, str | None], TakenUp]]


@dataclass(frozen=True)
class Taker:
    """A team with all that it told, oldest first."""

    name: str
    href: str
    place: str
    told: tuple[TakenUp, ...]

    @property
    def use(self) -> str | None:
        """What it said last of whether it uses the practice."""
        return next((one.use for one in reversed(self.told) if one.use), None)


def told_in_record(practice: Practice) -> tuple[TakenUp, ...]:
    """What the record of a practice holds."""
    titles = {source.id: source.title for source in practice.sources}
    return tuple(
        TakenUp(
            practice=practice.id, organisation=one.by, place=one.place, block=None,
            months=one.months, on=one.on, use=one.use,
            texts=tuple((name, text) for name in TOLD if (text := getattr(one, name))),
            session=titles.get(one.source, ""), source=one.source,
        )
        for one in practice.reuse
    )  # fmt: skip


def takers(e: Edition, practice: Practice, told: Iterable[TakenUp]) -> tuple[Taker, ...]:
    """Teams that took up a practice; what stands in the record too is told once.

    Parameters
    ----------
    told
        What sessions tell of it; their teams come first.
    """
    by_team: _ByTeam = {}
    for one in told:
        by_team.setdefault((one.team, one.mark), {})[one.months, one.block] = one
    for one in told_in_record(practice):
        _add_recorded(by_team, one)
    return tuple(
        _taker(e, sorted(some.values(), key=lambda one: (one.months, one.block or "")))
        for some in by_team.values()
    )


def _add_recorded(by_team: _ByTeam, one: TakenUp) -> None:
    """Put what a record holds to its team; of two that look alike each keeps its own."""
    alike = [some for (team, _), some in by_team.items() if team == one.team]
    # A session may have been mended after the record was written: what it tells counts.
    if any(t.months == one.months and not t.source for some in alike for t in some.values()):
        return
    free = next((some for some in alike if (one.months, one.block) not in some), None)
    if free is None:
        free = by_team.setdefault((one.team, f"record {len(alike)}"), {})
    free[one.months, one.block] = one


def _taker(e: Edition, told: list[TakenUp]) -> Taker:
    first = told[0]
    known = e.title("organisations", first.organisation) if first.organisation else None
    # What a record names, and readers may not see, is an id and no name.
    name = known.text if known else "" if first.source else first.organisation or ""
    href = e.url(f"organisations/{first.organisation}") if known else ""
    return Taker(name, href, e.place(first.place) if first.place else "", tuple(told))
