"""What speaks for and against a pair of team and organisation, criterion by criterion."""

from __future__ import annotations

from typing import Final, TypeAlias

from bestpractices.analysis.counterparts.contacts import between, contacts
from bestpractices.analysis.counterparts.teams import Team
from bestpractices.analysis.matching import matcher
from bestpractices.analysis.matching.closeness import closeness
from bestpractices.analysis.matching.criteria import BALANCED, NAMES
from bestpractices.analysis.matching.reason import Reason, Side, Value
from bestpractices.analysis.matching.receiver import is_public, receiver
from bestpractices.analysis.matching.scores import scored
from bestpractices.analysis.ranking.weights import weights_for
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Need, Organisation
from bestpractices.texts import N_, Texts
from bestpractices.texts import NAMES as LANGUAGES

Ground: TypeAlias = tuple[float | None, list[Reason]]
"""Value of a criterion, 0 to 1 or unknown, and its reasons."""

_WORDS: Final = ("themes", "target_groups")
_NEXT: Final = 0.5  # somebody between can introduce them
_SHOWN: Final = 3  # names of those who can introduce: more is a list, not a reason

_PRACTICE: Final = N_("Runs “{title}”, place {rank} of {all} for this need.")
_FAR: Final = N_("Its best practice for this need, “{title}”, is at place {rank} of {all}.")
_NO_PRACTICE: Final = N_("The base holds no practice of it.")
_SHARED: Final = {
    "themes": N_("Both work on: {words}."),
    "target_groups": N_("Both work for: {words}."),
}
_MISSING: Final = {
    "themes": N_("Theme of the need on which it does not work: {words}."),
    "target_groups": N_("People concerned for whom it does not work: {words}."),
}
_UNKNOWN: Final = {
    "themes": N_("Its themes or those of the need are not known."),
    "target_groups": N_("Its target groups or those of the need are not known."),
    "languages": N_("The languages of one side are not known."),
    "type": N_("Which organisation stands behind the team is not known."),
    "contacts": N_("Which organisation stands behind the team is not known."),
}
_TALK: Final = N_("Languages in common: {words}.")
_NO_TALK: Final = N_("No language in common: it works in {words}; plan an interpreter.")
_SAME_TYPE: Final = N_("Organisations of the same type: {word}.")
_OTHER_TYPE: Final = N_("Organisations of different types: {ours} and {theirs}.")
_MET: Final = N_("They have worked together before.")
_INTRODUCED: Final = N_("Who knows both and can introduce them: {words}.")
_STRANGERS: Final = N_("They have not met, and the base knows nobody who knows both.")


class Grounds:
    """What is prepared once for all pairs of a knowledge base; a method for each criterion."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.graph = contacts(kb)
        self.lists = {name: list(kb.vocabulary.lists[name]) for name in _WORDS}
        self.close = {name: closeness(kb.vocabulary.lists[name]) for name in _WORDS}
        self.orders: dict[str, tuple[Need, list[tuple[str, float, int]]]] = {}

    def _order(self, need: Need) -> list[tuple[str, float, int]]:
        """Every practice with score and place for a need, the best first."""
        if need.id not in self.orders or self.orders[need.id][0] is not need:
            made = matcher(self.kb)
            scores = scored(made.values(need), weights_for(NAMES, BALANCED))
            order = [
                (made.practices[place].id, float(scores.low[place]), int(scores.ranks[place]))
                for place in scores.order()
            ]
            self.orders[need.id] = need, order
        return self.orders[need.id][1]

    def practice(self, need: Need, body: Organisation) -> Ground:
        """Its best practice for the need, beside the best one that the base has for it."""
        order = self._order(need)
        runs = [one for one in order if self.kb.practices[one[0]].organisation == body.id]
        if not runs:
            said = Reason("practice", Side.UNKNOWN, _NO_PRACTICE, {}, (f"organisations/{body.id}",))
            return None, [said]
        name, score, rank = runs[0]
        best = max(order[0][1], 1e-9)
        near = rank <= max(1, len(order) / 4)  # the best of few speaks for it too
        title = self.kb.practices[name].title
        values: dict[str, Value] = {"title": title, "rank": rank, "all": len(order)}
        where = (f"practices/{name}", f"needs/{need.id}")
        side, message = (Side.FOR, _PRACTICE) if near else (Side.AGAINST, _FAR)
        return score / best, [Reason("practice", side, message, values, where)]

    def words(self, name: str, need: Need, body: Organisation) -> Ground:
        """Words of the need that the organisation has as well, or near ones."""
        asked, has = getattr(need, name), getattr(body, name)
        where = (f"organisations/{body.id}", f"needs/{need.id}")
        if not asked or not has:
            return None, [Reason(name, Side.UNKNOWN, _UNKNOWN[name], {}, where)]
        words, close = self.lists[name], self.close[name]
        columns = [words.index(one) for one in has]
        worths = [float(close[words.index(one), columns].max()) for one in asked]
        reasons = []
        for side, message, wanted in (
            (Side.FOR, _SHARED[name], [one for one in asked if one in has]),
            (
                Side.AGAINST,
                _MISSING[name],
                [o for o, w in zip(asked, worths, strict=True) if not w],
            ),
        ):
            if wanted:
                labels = tuple(self.kb.vocabulary.lists[name][one].label for one in wanted)
                reasons.append(Reason(name, side, message, {"words": labels}, where))
        return sum(worths) / len(worths), reasons

    def languages(self, team: Team, body: Organisation) -> Ground:
        """Whether they have a language in common."""
        raised = receiver(self.kb, team.need)
        spoken = team.languages or (raised.languages if raised else ())
        where = (f"organisations/{body.id}",)
        if not spoken or not body.languages:
            return None, [Reason("languages", Side.UNKNOWN, _UNKNOWN["languages"], {}, where)]
        shared = [lang for lang in body.languages if lang in spoken]
        side, message = (Side.FOR, _TALK) if shared else (Side.AGAINST, _NO_TALK)
        names = tuple(_language(code) for code in shared or body.languages)
        return float(bool(shared)), [Reason("languages", side, message, {"words": names}, where)]

    def type(self, need: Need, body: Organisation) -> Ground:
        """Whether both are of one type, or at least both public or both not."""
        raised = receiver(self.kb, need)
        if raised is None:
            return None, [Reason("type", Side.UNKNOWN, _UNKNOWN["type"], {}, (f"needs/{need.id}",))]
        labels = self.kb.vocabulary.lists["organisation_types"]
        where = (f"organisations/{raised.id}", f"organisations/{body.id}")
        if raised.type == body.type:
            values = {"word": labels[body.type].label}
            return 1.0, [Reason("type", Side.FOR, _SAME_TYPE, values, where)]
        both = {"ours": labels[raised.type].label, "theirs": labels[body.type].label}
        value = 0.5 if is_public(raised) == is_public(body) else 0.0
        return value, [Reason("type", Side.AGAINST, _OTHER_TYPE, both, where)]

    def contacts(self, need: Need, body: Organisation) -> Ground:
        """Whether they have worked together, or somebody knows both."""
        raised = receiver(self.kb, need)
        where: tuple[str, ...] = (f"needs/{need.id}",)
        if raised is None:
            return None, [Reason("contacts", Side.UNKNOWN, _UNKNOWN["contacts"], {}, where)]
        if self.graph.has_edge(raised.id, body.id):
            through = self.graph.edges[raised.id, body.id]["through"]
            return 1.0, [Reason("contacts", Side.FOR, _MET, {}, tuple(through))]
        friends = between(self.graph, raised.id, body.id)
        if friends:
            names = tuple(self.kb.organisations[one].name for one in friends[:_SHOWN])
            sources = tuple(f"organisations/{one}" for one in friends[:_SHOWN])
            return _NEXT, [Reason("contacts", Side.FOR, _INTRODUCED, {"words": names}, sources)]
        where = (f"organisations/{raised.id}", f"organisations/{body.id}")
        return 0.0, [Reason("contacts", Side.AGAINST, _STRANGERS, {}, where)]


def _language(code: str) -> LocalText:
    return LocalText(**{lang: Texts(lang).language_name(code) for lang in LANGUAGES})
