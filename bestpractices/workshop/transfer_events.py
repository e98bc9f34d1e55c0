"""Events along the thread: need, practice, block, transferability, adaptation, visit, reuse."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bestpractices.workshop.event import Event, Kind, Refers
from bestpractices.workshop.fields import FullText, Key, Text
from bestpractices.workshop.session_events import PERSON, TEAM

NEED: Final = Refers("need_chosen", ("team", "need"))
PRACTICE: Final = Refers("practice_chosen", ("team", "practice"))
BLOCK: Final = Refers("block_chosen", ("team", "practice", "block"))
# A judgement is never a number: unknown is not the middle (field guide, section 4).
Answer: TypeAlias = Literal["helps", "neutral", "hinders", "unknown"]


class NeedChosen(Event):
    """A team works on this need."""

    kind: ClassVar[Kind] = Kind("need_chosen", key=("team", "need"), refers=(TEAM,))
    team: Key
    need: Key
    why: Text = ""


class PracticeChosen(Event):
    """A team takes up a practice for one of its needs."""

    kind: ClassVar[Kind] = Kind("practice_chosen", key=("team", "practice"), refers=(TEAM, NEED))
    team: Key
    need: Key
    practice: Key
    why: Text = ""


class BlockChosen(Event):
    """A team takes up a building block of a practice it has chosen."""

    kind: ClassVar[Kind] = Kind(
        "block_chosen", key=("team", "practice", "block"), refers=(PRACTICE,)
    )
    team: Key
    practice: Key
    block: Key
    why: Text = ""


class AnswerGiven(Event):
    """What a person, or the team (person None), thinks of one criterion of transferability.

    Every person's answer is kept; block None: of the practice as a whole.
    """

    kind: ClassVar[Kind] = Kind(
        "answer_given", key=("team", "practice", "block", "criterion", "person"),
        refers=(PRACTICE, BLOCK, PERSON), persons=("person",), words=("why", "settle", "source"),
    )  # fmt: skip
    team: Key
    practice: Key
    block: Key | None = None
    criterion: Key
    person: Key | None = None
    answer: Answer
    why: Text = ""
    settle: Text = ""
    source: Text = ""


class AdaptationDecided(Event):
    """What becomes of a building block, and why (ADAPT: what, why, who, core or not)."""

    kind: ClassVar[Kind] = Kind(
        "adaptation_decided", key=("team", "practice", "block"), refers=(BLOCK, PERSON),
        persons=("person",), words=("why",),
    )  # fmt: skip
    team: Key
    practice: Key
    block: Key
    decision: Literal["keep", "adapt", "drop"]
    core: bool = False
    what: Text = ""
    why: Text = ""
    person: Key | None = None

    @model_validator(mode="after")
    def _is_told(self) -> Self:
        if self.decision == "adapt" and not self.what:
            message = "an adaptation needs what changes; fill in what"
            raise ValueError(message)
        if self.core and self.decision != "keep" and not self.why:
            message = f"a core element to {self.decision} needs a reason; fill in why"
            raise ValueError(message)
        return self


class Asked(BaseModel):
    """A criterion of transferability as a question to the hosts about a block of theirs."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    practice: Key
    block: Key
    criterion: Key


class ExpectationSet(Event):
    """What a team hopes to see at its hosts, what it asks them, and when it was sent to them."""

    kind: ClassVar[Kind] = Kind("expectation_set", key=("team", "host"), refers=(TEAM,), version=2)
    team: Key
    host: Key
    text: FullText
    asked: tuple[Asked, ...] = ()
    questions: Text = ""
    sent_on: date | None = None


class ObservationMade(Event):
    """An observation card on one block (field guide, section 5)."""

    kind: ClassVar[Kind] = Kind(
        "observation_made", refers=(TEAM, PERSON), persons=("person",),
        words=("saw", "worked", "needs", "change", "question", "who_answers"),
    )  # fmt: skip
    team: Key
    practice: Key
    block: Key
    person: Key | None = None
    saw: FullText
    worked: Text = ""
    needs: Text = ""
    change: Text = ""
    question: Text = ""
    who_answers: Text = ""


class VisitAnalysed(Event):
    """Answer of a team to one of the eight questions of the last day."""

    kind: ClassVar[Kind] = Kind("visit_analysed", key=("team", "question"), refers=(TEAM,))
    team: Key
    question: Annotated[int, Field(ge=1, le=8)]
    text: FullText


class ReuseRecorded(Event):
    """What became of it after 3, 12 or 24 months (reuse record of the field guide, section 2).

    A practice that was never begun, or stopped, is worth as much to others as one in use. Only what
    a team lets be shown leaves its session.
    """

    kind: ClassVar[Kind] = Kind(
        "reuse_recorded", key=("team", "practice", "block", "months"), refers=(TEAM,), version=2
    )
    team: Key
    practice: Key
    block: Key | None = None
    months: Literal[3, 12, 24]
    on: date | None = None
    use: Literal["in_use", "stopped", "not_begun"] | None = None
    kept: Text = ""
    changed: Text = ""
    dropped: Text = ""
    obstacles: Text = ""
    results: Text = ""
    may_be_shown: bool = False
