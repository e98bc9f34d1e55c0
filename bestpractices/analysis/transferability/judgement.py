"""What many answers say together: what stands in the way, what nobody knows, and last a span.

Every person's answer is kept. An unknown is no middle value: it makes the span wide (field guide,
section 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bestpractices.analysis.transferability.criteria import Criterion

ANSWERS: Final = ("helps", "neutral", "hinders", "unknown")
_WORTH: Final = {"helps": 1.0, "neutral": 0.5, "hinders": 0.0}


@dataclass(frozen=True)
class Opinion:
    """What one person, or the whole team (person None), answered to one criterion."""

    criterion: str
    answer: str
    person: str | None = None
    why: str = ""
    settle: str = ""
    source: str = ""


@dataclass(frozen=True)
class Judged:
    """A criterion with all that was answered to it, in the order of the persons' pseudonyms."""

    criterion: Criterion
    opinions: tuple[Opinion, ...] = ()

    def count(self, answer: str) -> int:
        """How many gave this answer."""
        return sum(one.answer == answer for one in self.opinions)

    @property
    def counts(self) -> dict[str, int]:
        """How many gave each answer; the spread that a mean would hide."""
        return {answer: self.count(answer) for answer in ANSWERS}

    @property
    def known(self) -> bool:
        """Whether anybody knows more than that it is not known."""
        return any(one.answer != "unknown" for one in self.opinions)

    @property
    def disputed(self) -> bool:
        """Whether one says that it helps and another that it hinders."""
        return bool(self.count("helps") and self.count("hinders"))


@dataclass(frozen=True)
class Judgement:
    """A practice or block at a receiver.

    Parameters
    ----------
    blocking
        Criteria of which anybody says that they hinder; those of which most say so first, then in
        the order of asking. One voice is enough to stand here.
    unknown
        Criteria that nobody can answer yet, in the order of asking; the ones that nobody was asked
        stand in ``open`` instead.
    open
        Criteria without any answer.
    carried
        The rest: helping or neutral.
    low, high
        Share of the best that could be, 0 to 1, if all that is unknown turned out worst, and best.
        Each criterion counts the same, and within it each person who knows. 0 and 1 without
        answers; None without criteria.
    """

    blocking: tuple[Judged, ...] = ()
    unknown: tuple[Judged, ...] = ()
    open: tuple[Judged, ...] = ()
    carried: tuple[Judged, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def disputed(self) -> tuple[Judged, ...]:
        """Criteria on which people are of opposite minds."""
        return tuple(one for one in self.blocking if one.disputed)

    @property
    def answered(self) -> int:
        """Criteria with any answer, unknown included."""
        return len(self.blocking) + len(self.unknown) + len(self.carried)


def judgement(opinions: Iterable[Opinion], criteria: Sequence[Criterion]) -> Judgement:
    """What the answers to these criteria say together.

    Parameters
    ----------
    opinions
        Of a person on a criterion the last one counts; answers to other criteria are passed over.
    criteria
        In the order of asking.

    Raises
    ------
    ValueError
        If an answer is none of `ANSWERS`.

    Examples
    --------
    >>> from bestpractices.analysis.transferability.criteria import criteria
    >>> found = judgement([Opinion("law", "hinders"), Opinion("staff", "helps")], criteria("quick"))
    >>> [one.criterion.id for one in found.blocking], found.low, found.high
    (['law'], 0.125, 0.875)
    """
    given: dict[str, dict[str, Opinion]] = {}
    for one in opinions:
        if one.answer not in ANSWERS:
            message = f'"{one.answer}" is no answer; give one of {", ".join(ANSWERS)}'
            raise ValueError(message)
        given.setdefault(one.criterion, {})[one.person or ""] = one
    judged = [Judged(c, tuple(o for _, o in sorted(given.get(c.id, {}).items()))) for c in criteria]
    return Judgement(
        blocking=tuple(sorted(filter(_hinders, judged), key=lambda one: -one.count("hinders"))),
        unknown=tuple(one for one in judged if one.opinions and not one.known),
        open=tuple(one for one in judged if not one.opinions),
        carried=tuple(one for one in judged if one.known and not _hinders(one)),
        low=_mean([_worth(one, unknown=0.0) for one in judged]),
        high=_mean([_worth(one, unknown=1.0) for one in judged]),
    )


def _hinders(one: Judged) -> bool:
    return bool(one.count("hinders"))


def _worth(one: Judged, *, unknown: float) -> float:
    """Mean of those who know; nobody knows: the value of an unknown."""
    known = [_WORTH[opinion.answer] for opinion in one.opinions if opinion.answer in _WORTH]
    return sum(known) / len(known) if known else unknown


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
