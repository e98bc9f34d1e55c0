"""How far each team is along the thread, from what the store holds and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from bestpractices.analysis.transferability.criteria import criteria
from bestpractices.texts import N_
from bestpractices.workshop import (
    ActionSet,
    AdaptationDecided,
    AnswerGiven,
    BlockChosen,
    CounterpartDecided,
    Event,
    NeedChosen,
    PracticeChosen,
    SessionState,
    StepReached,
    TeamAdded,
)

THREAD: Final = {
    "need": N_("Need"),
    "practices": N_("Practices"),
    "blocks": N_("Building blocks"),
    "transferability": N_("Could it work here?"),
    "adaptation": N_("Adaptation"),
    "counterpart": N_("Counterpart"),
    "plan": N_("Plan"),
    "next_steps": N_("Next steps"),
}
MARKS: Final = {"open": N_("not begun"), "started": N_("begun"), "done": N_("done")}
_PLAN: Final = ("problem_tree", "logframe", "work_plan", "concept")


@dataclass(frozen=True)
class Progress:
    """One step of a team: how many things are there, of how many, and what that means."""

    step: str
    done: int
    of: int | None = None

    @property
    def mark(self) -> Literal["open", "started", "done"]:
        """Where the step stands."""
        if not self.done:
            return "open"
        return "done" if self.of is None or self.done >= self.of else "started"


def progress(state: SessionState, team: str) -> tuple[Progress, ...]:
    """Steps of a team in the order of the thread; of a team that is not there all are open."""
    blocks = [(one.practice, one.block) for one in _of(state, BlockChosen, team)]
    decided = {(one.practice, one.block) for one in _of(state, AdaptationDecided, team)}
    answered = [pair for pair in blocks if is_answered(state, team, *pair)]
    begun = {(one.practice, one.block) for one in _of(state, AnswerGiven, team)} & set(blocks)
    steps = {one.step: one.progress for one in _of(state, StepReached, team)}
    plan = sum(steps.get(step) == "done" for step in _PLAN)
    paired = [one for one in _of(state, CounterpartDecided, team) if one.decision == "paired"]
    return (
        Progress("need", len(_of(state, NeedChosen, team))),
        Progress("practices", len(_of(state, PracticeChosen, team))),
        Progress("blocks", len(blocks)),
        # A block that is half answered is begun, though none is done.
        Progress("transferability", len(answered) or int(bool(begun)),
                 len(blocks) if answered else len(blocks) + 1),
        Progress("adaptation", len(decided & set(blocks)), len(blocks)),
        Progress("counterpart", len(paired)),
        Progress("plan", plan, len(_PLAN)),
        Progress("next_steps", len(_of(state, ActionSet, team))),
    )  # fmt: skip


def is_answered(state: SessionState, team: str, practice: str, block: str | None) -> bool:
    """Whether every quick question has an answer, *unknown* included."""
    given = {
        one.criterion
        for one in _of(state, AnswerGiven, team)
        if (one.practice, one.block) == (practice, block)
    }
    return given >= {one.id for one in criteria("quick")}


def next_step(steps: tuple[Progress, ...]) -> str:
    """The first step that is not done; the last one where all are."""
    return next((one.step for one in steps if one.mark != "done"), steps[-1].step)


def teams(state: SessionState) -> tuple[TeamAdded, ...]:
    """Teams in the order in which they joined."""
    return state.of(TeamAdded)


def _of(state: SessionState, kind: type[Event], team: str) -> list[Any]:
    return [one for one in state.of(kind) if getattr(one, "team", None) == team]
