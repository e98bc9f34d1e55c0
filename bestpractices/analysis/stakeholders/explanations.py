"""What each measure says in plain words: what it is, what high and low mean, what it does not say.

English is the key; ``bestpractices.texts`` holds the other languages. A high figure is never a
merit and a low one never a fault: they describe who is tied to whom in what people told, no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bestpractices.texts import N_


@dataclass(frozen=True)
class Explanation:
    """A measure for people who do not know it; all texts in English, to be translated.

    Parameters
    ----------
    label
        Name of the measure.
    sentence
        What it is, in one sentence.
    high, low
        What a high and a low figure mean in a network of organisations.
    limit
        What it does not say.
    """

    label: str
    sentence: str
    high: str
    low: str
    limit: str


# Said of several measures, so that it is said in the same words.
_UNDEFINED_ALONE: Final = N_("It is not defined for those without ties.")
_SAME_SIZE: Final = N_("Compare it only between networks of about the same size.")
_GROUPS_GIVEN: Final = N_("It depends on the groups that were chosen beforehand.")
_ROLE_HIGH: Final = N_("Many pairs that are not tied themselves can meet in this way.")
_ROLE_LOW: Final = N_("The pairs around have direct ties, or there are few ties at all.")
_ROLE_LIMIT: Final = N_("It says who could pass something on, not who does.")

NETWORK: Final[Mapping[str, Explanation]] = {
    "density": Explanation(
        N_("Density"),
        N_("The share of all possible ties that are there."),
        N_("Most know most others: news travels fast, and new ideas may be rare."),
        N_("Many ties could still be made."),
        _SAME_SIZE,
    ),
    "reciprocity_edgewise": Explanation(
        N_("Answered ties"),
        N_("The share of directed ties that are answered by one in return."),
        N_("Those who are named name the others too."),
        N_("Ties lead one way, as with advice or money."),
        N_("An unanswered tie may be a question that one side was not asked."),
    ),
    "reciprocity_dyadic": Explanation(
        N_("Pairs in agreement"),
        N_("The share of all pairs of which both or neither names the other."),
        N_("Both sides see their relation alike."),
        N_("Many see a tie that the other side does not see."),
        N_("In a network of few ties it is high because most pairs are not tied at all."),
    ),
    "components": Explanation(
        N_("Parts"),
        N_("How many parts there are between which no tie leads."),
        N_("The network falls apart: what one part knows does not reach the others."),
        N_("With one part, everyone can be reached over others."),
        N_("Whoever was not asked or did not answer may be the missing link."),
    ),
    "centralization_degree": Explanation(
        N_("Centralisation of ties"),
        N_("How far the ties gather around one node: 0 if all have as many, 1 in a star."),
        N_("Much hangs on one: quick to steer, easy to break."),
        N_("Ties are spread over many."),
        _SAME_SIZE,
    ),
    "centralization_betweenness": Explanation(
        N_("Centralisation of go-betweens"),
        N_("How far all ways lead through one node: 0 if through all alike, 1 in a star."),
        N_("If one is away, many can no longer reach each other."),
        N_("There is more than one way for most things."),
        _SAME_SIZE,
    ),
    "e_i": Explanation(
        N_("E-I index"),
        N_("Ties between groups less ties within groups, divided by all ties: from -1 to +1."),
        N_("Ties lead out of the groups."),
        N_("Ties stay within the groups."),
        N_("The sizes of the groups push it up or down: read it beside the expected value."),
    ),
    "e_i_expected": Explanation(
        N_("E-I index by chance"),
        N_("The E-I index if ties were spread over all pairs without regard to groups."),
        N_("There are more pairs between groups than within them."),
        N_("One group holds most of the network."),
        N_("It knows the sizes of the groups and nothing else of them."),
    ),
    "e_i_p": Explanation(
        N_("Chance of such an E-I index"),
        N_("How often groups that are dealt out at random are at least as far from chance."),
        N_("The groups may have nothing to do with who is tied to whom."),
        N_("Chance alone hardly gives such a pattern."),
        N_("It says nothing of how strong the pattern is, nor of its cause."),
    ),
    "core_periphery_fit": Explanation(
        N_("Fit of a core"),
        N_("How well the network looks like a dense core with others tied to it: at most 1."),
        N_("A core that is tied closely, and others who are hardly tied to each other."),
        N_("There is no one core."),
        N_("To be outside of the core is no judgement of worth."),
    ),
}
"""Measures of the whole network, in the order of the report."""

NODES: Final[Mapping[str, Explanation]] = {
    "degree": Explanation(
        N_("Ties"),
        N_("How many ties someone has."),
        N_("Well connected: much to hear, and much to keep up."),
        N_("Few ties in this network; there may be many elsewhere."),
        N_("Many ties are no merit; they cost time."),
    ),
    "in_degree": Explanation(
        N_("Named by"),
        N_("How many name them."),
        N_("Many turn to them."),
        N_("Few turn to them, or few were asked about them."),
        N_("Only those who answered could name anyone."),
    ),
    "out_degree": Explanation(
        N_("Names"),
        N_("How many they name."),
        N_("They turn to many."),
        N_("They turn to few, or did not answer."),
        N_("People differ in whom they count as a contact."),
    ),
    "betweenness": Explanation(
        N_("Go-between"),
        N_("The share of the shortest ways between two others that lead through them."),
        N_("Others meet through them: they can link, and be overburdened."),
        N_("Others reach each other without them."),
        N_("It counts shortest ways only; what people know often takes another."),
    ),
    "closeness": Explanation(
        N_("Closeness"),
        N_("How short the ways are to those who can be reached: 1 if all are direct contacts."),
        N_("News takes few steps."),
        N_("News takes many steps."),
        N_("Where a network falls into parts, use harmonic closeness instead."),
    ),
    "harmonic": Explanation(
        N_("Harmonic closeness"),
        N_("The sum of 1 divided by the number of steps, over all others."),
        N_("Many others are few steps away."),
        N_("Others are far away or cannot be reached."),
        _SAME_SIZE,
    ),
    "eigenvector": Explanation(
        N_("Well connected contacts"),
        N_("Whether the contacts have many contacts themselves."),
        N_("In the midst of those who are tied closely."),
        N_("Away from the densest part."),
        N_("In other parts than the largest one it is 0 or says little."),
    ),
    "constraint": Explanation(
        N_("Constraint"),
        N_("How far the contacts are tied to each other or to one who counts most."),
        N_("Little room to go between, but a group that can rely on each other."),
        N_("Contacts in different circles: room to bring them together."),
        _UNDEFINED_ALONE,
    ),
    "effective_size": Explanation(
        N_("Effective size"),
        N_("The number of contacts, less what they are tied among each other."),
        N_("Contacts lead to different others."),
        N_("Contacts know each other already."),
        _UNDEFINED_ALONE,
    ),
    "efficiency": Explanation(
        N_("Efficiency"),
        N_("Effective size divided by the number of contacts."),
        N_("Hardly any contact doubles another one."),
        N_("Contacts overlap, which is also a safeguard."),
        _UNDEFINED_ALONE,
    ),
    "e_i": Explanation(
        N_("E-I index of one"),
        N_("Their ties to other groups less those to their own, divided by all: -1 to +1."),
        N_("They look outward."),
        N_("They look inward."),
        _GROUPS_GIVEN,
    ),
    "coordinator": Explanation(
        N_("Coordinator"),
        N_("How often they stand between two of their own group who have no tie."),
        _ROLE_HIGH,
        _ROLE_LOW,
        _ROLE_LIMIT,
    ),
    "itinerant": Explanation(
        N_("Itinerant broker"),
        N_("How often they stand between two of one other group who have no tie."),
        _ROLE_HIGH,
        _ROLE_LOW,
        _ROLE_LIMIT,
    ),
    "gatekeeper": Explanation(
        N_("Gatekeeper"),
        N_("How often they let something from another group into their own."),
        _ROLE_HIGH,
        _ROLE_LOW,
        _ROLE_LIMIT,
    ),
    "representative": Explanation(
        N_("Representative"),
        N_("How often they carry something from their own group to another."),
        _ROLE_HIGH,
        _ROLE_LOW,
        _ROLE_LIMIT,
    ),
    "liaison": Explanation(
        N_("Liaison"),
        N_("How often they stand between two of two other groups who have no tie."),
        _ROLE_HIGH,
        _ROLE_LOW,
        _ROLE_LIMIT,
    ),
    "brokerage_total": Explanation(
        N_("Brokerage"),
        N_("How often they stand between two who have no tie, in any of the five roles."),
        _ROLE_HIGH,
        _ROLE_LOW,
        _ROLE_LIMIT,
    ),
    "core": Explanation(
        N_("Core"),
        N_("Whether they belong to the core that fits the network best."),
        N_("Tied to most others of the core."),
        N_("Tied to the core rather than to each other, or to few."),
        N_("Other cores may fit nearly as well, and being outside is no judgement of worth."),
    ),
    "community": Explanation(
        N_("Community"),
        N_("The number of a circle that is tied more closely within than to others."),
        N_("The number has no order of merit: 1 is the largest circle."),
        N_("A circle of one has no ties."),
        N_("Other divisions are nearly as good; do not give circles names or use them as groups."),
    ),
}
"""Measures of each node, in the order of the report."""

KEY_PLAYERS: Final[Mapping[str, Explanation]] = {
    "reach": Explanation(
        N_("Who together reach most"),
        N_("Those who together are the fewest steps away from all others: 1 if one step."),
        N_("A message given to these spreads quickly."),
        N_("Large parts are far away from any so few."),
        N_("The best set is not made of those who come first alone: they reach the same others."),
    ),
    "fragmentation": Explanation(
        N_("Where the network is fragile"),
        N_(
            "On whom together most ways between the others depend: 1 if nobody could reach anybody."
        ),
        N_("These ways hang on few: strengthen other ways, and lighten their load."),
        N_("The others reach each other by other ways."),
        N_("It is a question to the network, not a judgement of anyone in it."),
    ),
}
"""Sets of nodes, in the order of the report."""
