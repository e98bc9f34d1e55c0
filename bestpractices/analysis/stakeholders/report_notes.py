"""What must be said beside the figures of a network: how they came about, and where to beware."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from bestpractices.analysis.stakeholders.cohesion import isolates
from bestpractices.analysis.stakeholders.key_players import KeyPlayers
from bestpractices.analysis.stakeholders.ties import Ties
from bestpractices.texts import N_, Texts

# Below this a group is hardly more than its single members, and they could be told from it.
SMALL_GROUP: Final = 5


@dataclass(frozen=True)
class Note:
    """One sentence, in English, to be translated where it is shown.

    Parameters
    ----------
    message, values
        The sentence, and what stands for its ``{names}``.
    is_warning
        Whether figures are less than they seem, so that it is said even where only data may stand.
    """

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_warning: bool = False

    def sentence(self, lang: str = "en") -> str:
        """The sentence in a language, with its numbers as that language writes them."""
        texts = Texts(lang)
        shown = {
            name: texts.number(value) if isinstance(value, int | float) else value
            for name, value in self.values.items()
        }
        return texts(self.message, **shown)


def notes_on(
    found: Ties, *, group: Mapping[Any, str] | None, loops: int, joined: int
) -> tuple[Note, ...]:
    """Notes that follow from the network itself, in a fixed order."""
    return (
        *_on_ties(found, loops, joined),
        *_on_answers(found),
        *_on_groups(group),
    )


def _on_ties(found: Ties, loops: int, joined: int) -> Iterator[Note]:
    if found.directed:
        yield Note(N_("Ties have a direction: who names whom. Nearness counts the ways to a node."))
    else:
        yield Note(
            N_("Ties have no direction: there is no reciprocity, and each pair of a broker counts "
               "twice.")
        )  # fmt: skip
    if loops:
        yield Note(N_("Ties of a node to itself were left out: {number}."), {"number": loops}, True)
    if joined:
        yield Note(
            N_("Ties that stood more than once were joined, and their strengths added: {number}."),
            {"number": joined},
            is_warning=True,
        )
    if not found.strengths.nnz:
        yield Note(N_("There are no ties: most measures are not defined."))
    yield Note(N_("Compare networks only if they have about the same size and the same question."))


def _on_answers(found: Ties) -> Iterator[Note]:
    alone = len(isolates(found))
    if alone:
        yield Note(
            N_("Without any tie here: {number}. They are counted and not named; ask why before "
               "anything is concluded."),
            {"number": alone},
        )  # fmt: skip
    if found.directed:
        names = (found.strengths.sum(axis=1) > 0).ravel()
        named = (found.strengths.sum(axis=0) > 0).ravel()
        silent = int((named & ~names).sum())
        if silent:
            yield Note(
                N_("Named by others and naming nobody: {number}. If they did not answer, their "
                   "ties are missing, and all measures suffer from it."),
                {"number": silent},
            )  # fmt: skip


def _on_groups(group: Mapping[Any, str] | None) -> Iterator[Note]:
    if group is None:
        return
    sizes = Counter(group.values())
    small = sorted(name for name, size in sizes.items() if size < SMALL_GROUP)
    if len(sizes) == 1:
        yield Note(N_("All are in one group, so nothing can be said of ties between groups."))
    elif len(sizes) == len(group):
        yield Note(N_("Each group has one member: choose a coarser division."))
    elif small:
        yield Note(
            N_("Groups of fewer than {number}: {groups}. Do not conclude anything of them."),
            {"number": SMALL_GROUP, "groups": ", ".join(small)},
        )


def note_on_sample(sample: int, of: int, errors: pd.DataFrame) -> Note:
    """What was estimated from some of the nodes, and the largest standard error."""
    return Note(
        N_("Estimated from {sample} of {all} nodes: betweenness (standard error up to "
           "{betweenness}), closeness ({closeness}) and harmonic closeness ({harmonic})."),
        {
            "sample": sample,
            "all": of,
            **{str(name): float(f"{errors[name].max():.2g}") for name in errors},
        },
        is_warning=True,
    )  # fmt: skip


def notes_on_sets(found: Mapping[str, KeyPlayers]) -> Iterator[Note]:
    """Whether better sets of key players may have been missed."""
    if not all(one.exact for one in found.values()):
        yield Note(
            N_("The key players were sought step by step, not among all sets: a better set may "
               "exist."),
            is_warning=True,
        )  # fmt: skip
    for one in found.values():
        if one.error:
            yield Note(
                N_("Fragmentation is an estimate with a standard error of {number}."),
                {"number": float(f"{one.error:.2g}")},
                is_warning=True,
            )


def notes_on_runs(runs: int, usual: int) -> Iterator[Note]:
    """Whether communities were sought less often than usual, because the network is large."""
    if runs < usual:
        yield Note(
            N_("Communities were sought fewer times than usual ({runs} in place of {usual}): "
               "others may be as good."),
            {"runs": runs, "usual": usual},
            is_warning=True,
        )  # fmt: skip
