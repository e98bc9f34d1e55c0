"""Two Net-Maps beside each other: what changed, and what must not be read out of it."""

import pytest

from bestpractices.workshop import LinkType, NetMapActor, NetMapLink, NetMapSet
from bestpractices.workshop.net_map import NetMap
from bestpractices.workshop.net_map_changes import kinds_of, net_map_changes

MONEY, NEWS = LinkType(id="m", name="Money"), LinkType(id="n", name="Information")


def made(names, links, *, types=(MONEY,), question="", groups=None):
    """A map of actors 0, 1, …; links as ``(start, end)``, three of them are mutual, four typed."""
    cards = tuple(
        NetMapActor(actor=str(at), name=name, group=(groups or {}).get(name, ""))
        for at, name in enumerate(names)
    )
    ties = tuple(
        NetMapLink(start=str(names.index(start)), end=str(names.index(end)),
                   type=(kind or ["m"])[0], mutual="both" in kind)
        for start, end, *kind in links
    )  # fmt: skip
    return NetMap(NetMapSet(types=types, question=question), cards, ties)


def said(change):
    return " ".join(one.sentence() for one in change.notes)


def test_names_that_differ_by_case_and_accents_are_one_actor_and_the_later_name_stands():
    before = made(["İŞKUR", "Valilik"], [("İŞKUR", "Valilik")])
    after = made(
        ["valilik", "Işkur", "ASAM"], [("Işkur", "valilik"), ("valilik", "ASAM", "m", "both")]
    )
    change = net_map_changes(before, after, same_cards=False, permutations=0)
    named = {k: [tuple(change.labels[end] for end in tie[:2]) + tie[2:] for tie in ties]
             for k, ties in (("new", change.ties_new), ("kept", change.ties_kept))}  # fmt: skip
    assert named["kept"] == [("Işkur", "valilik", False)]
    assert len(named["new"]) == 1
    assert named["new"][0][2] is True
    assert change.ties_lost == ()
    assert change.found.change.loc["ties"].tolist() == [1, 3, 2]  # a mutual link is two


def test_on_one_map_a_card_that_was_renamed_stays_the_same_actor():
    before, after = made(["A", "B"], [("A", "B")]), made(["A", "Beta"], [("A", "Beta")])
    assert len(net_map_changes(before, after, same_cards=True, permutations=0).ties_kept) == 1
    assert len(net_map_changes(before, after, same_cards=False, permutations=0).ties_lost) == 1


def test_one_type_of_link_is_compared_by_its_name_whatever_its_id():
    before = made(["A", "B"], [("A", "B", "m"), ("B", "A", "n")], types=(MONEY, NEWS))
    other = LinkType(id="x", name="MONEY")
    after = made(["A", "B"], [("A", "B", "x")], types=(other,))
    change = net_map_changes(before, after, same_cards=False, kind="money", permutations=0)
    assert (len(change.ties_kept), change.ties_lost) == (1, ())
    assert kinds_of(before, after) == ["Money", "Information"]


def test_unlike_maps_are_warned_of_and_alike_ones_only_of_what_was_not_told():
    names = [f"actor {n}" for n in range(10)]
    ring = [(names[n], names[n - 1]) for n in range(10)]
    groups = {name: "ab"[at % 2] for at, name in enumerate(names)}
    one = made(names, ring, question="Who helps?", groups=groups)
    assert len(net_map_changes(one, one, same_cards=True).notes) == 1
    few = made(["Q", "actor 1"], [("Q", "actor 1")], types=(NEWS,), question="Who pays?")
    told = said(net_map_changes(one, few, same_cards=False))
    for words in ("different questions", "same types", "2 actors and the other 10",
                  "Only 1 actors", "Not every card has a group"):  # fmt: skip
        assert words in told


def test_a_map_kept_as_it_is_is_alike_and_no_change_is_far_from_chance():
    names = [f"actor {n}" for n in range(10)]
    groups = {name: "ab"[at // 5] for at, name in enumerate(names)}
    one = made(names, [(names[n], names[n - 1]) for n in range(10)], groups=groups)
    found = net_map_changes(one, one, same_cards=True).found
    assert found.qap.correlation == pytest.approx(1)
    assert found.qap.p_greater < 0.05
    assert found.cross_p == 1  # every shuffle changes as much as nothing


def test_empty_maps_have_no_figures_and_no_ties():
    change = net_map_changes(NetMap(NetMapSet()), NetMap(NetMapSet()), same_cards=False)
    assert (change.ties_new, change.ties_kept, change.found.qap.p) == ((), (), None)
    assert change.found.change["before"].dropna().tolist() == [0, 0]
