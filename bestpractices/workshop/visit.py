"""A study visit as a session tells it: hosts, programme of the days, and what is still asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from bestpractices.analysis.transferability.criteria import Criterion, criteria
from bestpractices.analysis.transferability.judgement import Judged, Opinion, judgement
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.workshop.partner_events import CounterpartDecided
from bestpractices.workshop.state import SessionState
from bestpractices.workshop.transfer_events import (
    AnswerGiven,
    BlockChosen,
    ExpectationSet,
    PracticeChosen,
)
from bestpractices.workshop.visit_events import VisitPartSet

_DAY = 24 * 60


@dataclass(frozen=True)
class VisitHost:
    """An organisation that a team may visit, and which of the team's practices it runs.

    Parameters
    ----------
    paired
        Whether the people decided that it is the team's counterpart.
    """

    organisation: str
    practices: tuple[str, ...] = ()
    paired: bool = False


@dataclass(frozen=True)
class OpenQuestion:
    """What stands in the way of a block, or what nobody of the team knows about it."""

    practice: str
    block: str
    judged: Judged
    blocking: bool

    @property
    def criterion(self) -> Criterion:
        """The criterion that asks."""
        return self.judged.criterion

    @property
    def address(self) -> str:
        """Practice, block and criterion in one word."""
        return f"{self.practice}/{self.block}/{self.criterion.id}"

    @property
    def settle(self) -> tuple[str, ...]:
        """What would settle it, in the words of the team."""
        return tuple(one.settle for one in self.judged.opinions if one.settle)


def hosts(state: SessionState, kb: KnowledgeBase, *, team: str) -> tuple[VisitHost, ...]:
    """Whom a team may visit: its counterparts, who runs its practices, whom it wrote of itself.

    Returns
    -------
    tuple of VisitHost
        In this order, each once; an organisation that the base does not know is left out, save
        where expectations or the programme name it. A team without practices has none.
    """
    chosen = [kb.practices[name] for name in _practices(state, team) if name in kb.practices]
    decided = [one for one in state.of(CounterpartDecided) if one.team == team]
    paired = [one.organisation for one in decided if one.decision == "paired"]
    names = [
        *paired,
        *(one.organisation for one in chosen if one.organisation in kb.organisations),
        *(one.host for one in state.of(ExpectationSet) if one.team == team),
        *(one.host for one in programme(state, team=team)),
    ]
    return tuple(
        VisitHost(name, tuple(one.id for one in chosen if one.organisation == name), name in paired)
        for name in dict.fromkeys(names)
        if name
    )


def programme(state: SessionState, *, team: str | None = None) -> tuple[VisitPartSet, ...]:
    """Parts of the programme by day and hour; of those at one time the one that came first.

    Parameters
    ----------
    team
        Only what this team takes part in: its own parts, and those of all; None: everything.
    """
    parts = [one for one in state.of(VisitPartSet) if team is None or one.team in (None, team)]
    return tuple(sorted(parts, key=lambda one: (one.day, one.starts)))


def overlaps(parts: Sequence[VisitPartSet]) -> dict[str, tuple[VisitPartSet, ...]]:
    """Which earlier parts each part runs into, by its name; parts that fit are left out.

    A part without an end takes no time, and two that begin at once are in each other's way. Parts
    of two different teams never are.
    """
    found = {
        one.part: tuple(other for other in parts[:at] if _collide(other, one))
        for at, one in enumerate(parts)
    }
    return {name: others for name, others in found.items() if others}


def exchanged(first: VisitPartSet, second: VisitPartSet) -> tuple[VisitPartSet, VisitPartSet]:
    """Two neighbours of a programme in the other order; each goes on taking its own time.

    On one day the pause between them stays; parts of two days change their days and beginnings.

    Raises
    ------
    ValueError
        If a part would then end after midnight.

    Examples
    --------
    >>> from datetime import date
    >>> talk = VisitPartSet(part="a", day=date(2027, 3, 1), starts=time(9), ends=time(10), what="x")
    >>> walk = VisitPartSet(part="b", day=date(2027, 3, 1), starts=time(11), what="y")
    >>> [(one.part, f"{one.starts:%H:%M}") for one in exchanged(talk, walk)]
    [('b', '09:00'), ('a', '10:00')]
    """
    if first.day != second.day:
        starts = _minutes(first.starts), _minutes(second.starts)
        return _moved(second, first, starts[0]), _moved(first, second, starts[1])
    pause = max(0, _minutes(second.starts) - _end(first))
    now = _moved(second, first, _minutes(first.starts))
    return now, _moved(first, second, _end(now) + pause)


def open_questions(state: SessionState, *, team: str) -> tuple[OpenQuestion, ...]:
    """What stands in the way of the chosen blocks of a team, then what nobody knows.

    Within both in the order in which the blocks were chosen, then in that of `judgement`. What was
    asked of nobody is not among them.
    """
    found = [one for block in state.of(BlockChosen) if block.team == team
             for one in _asked(state, block)]  # fmt: skip
    return tuple(sorted(found, key=lambda one: not one.blocking))


def _asked(state: SessionState, block: BlockChosen) -> Iterator[OpenQuestion]:
    about = (block.team, block.practice, block.block)
    said = [
        Opinion(one.criterion, one.answer, one.person, one.why, one.settle)
        for one in state.of(AnswerGiven)
        if (one.team, one.practice, one.block) == about
    ]
    found = judgement(said, criteria())
    for blocking, some in ((True, found.blocking), (False, found.unknown)):
        for one in some:
            yield OpenQuestion(block.practice, block.block, one, blocking)


def _practices(state: SessionState, team: str) -> list[str]:
    return [one.practice for one in state.of(PracticeChosen) if one.team == team]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _end(part: VisitPartSet) -> int:
    return _minutes(part.ends or part.starts)


def _collide(first: VisitPartSet, second: VisitPartSet) -> bool:
    """Whether the second, which begins no earlier, begins before the first is over."""
    apart = first.team and second.team and first.team != second.team
    if apart or first.day != second.day:
        return False
    begins = _minutes(second.starts)
    return begins < _end(first) or begins == _minutes(first.starts)


def _moved(part: VisitPartSet, to: VisitPartSet, starts: int) -> VisitPartSet:
    """A part on the day of another, beginning at this minute."""
    ends = starts + _end(part) - _minutes(part.starts)
    if ends >= _DAY:
        message = "the part would end after midnight; change the hours by hand"
        raise ValueError(message)
    told = {"day": to.day, "starts": _clock(starts), "ends": part.ends and _clock(ends)}
    return part.model_copy(update=told)


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
