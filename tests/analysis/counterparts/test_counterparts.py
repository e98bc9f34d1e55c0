"""Fit of teams and organisations, the ways to pair them, and the command."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

import bestpractices as bp
from bestpractices.analysis.counterparts.contacts import between, contacts
from bestpractices.analysis.counterparts.fit import CRITERIA, Fits
from bestpractices.analysis.counterparts.pairing import WAYS, Counterparts
from bestpractices.analysis.counterparts.report import as_fields, report
from bestpractices.analysis.counterparts.teams import (
    Host,
    Team,
    hosts_of_practices,
    teams_of_needs,
)
from bestpractices.analysis.counterparts.wishes import WishError
from bestpractices.analysis.matching import Side
from bestpractices.cli import main

LITERACY = "ismek-reach-low-literate"
HEALTH = "ddd-mental-health-access"


@pytest.fixture(scope="module")
def kb():
    return bp.load()


@pytest.fixture(scope="module")
def found(kb):
    return Counterparts(kb, teams_of_needs(kb), hosts=hosts_of_practices(kb))


def team(kb, need, **more):
    return Team(need, kb.needs[need], **more)


def reasons(fit, side):
    return [(reason.criterion, reason.sentence()) for reason in fit.on(side)]


def test_a_fit_says_what_speaks_for_and_against_with_addresses_that_exist(kb):
    fit = Fits(kb).fit(team(kb, LITERACY), "lire-et-ecrire")
    assert list(fit.values) == list(CRITERIA)
    assert dict(reasons(fit, Side.FOR))["themes"] == (
        "Both work on: Adult education, Language learning."
    )
    assert "plan an interpreter" in dict(reasons(fit, Side.AGAINST))["languages"]
    folders = {"practices", "needs", "organisations", "projects"}
    for reason in fit.reasons:
        for source in reason.sources:
            folder, name = source.split("/")
            assert folder in folders
            assert name in getattr(kb, folder)


def test_languages_of_the_members_count_before_those_of_their_organisation(kb):
    fits = Fits(kb)
    alone = fits.fit(team(kb, LITERACY), "lire-et-ecrire")
    speaking = fits.fit(team(kb, LITERACY, languages=("fr",)), "lire-et-ecrire")
    assert (alone.values["languages"], speaking.values["languages"]) == (0.0, 1.0)
    assert speaking.for_team > alone.for_team
    assert speaking.for_host > alone.for_host


def test_what_is_not_known_gives_nothing_and_is_said(kb):
    nobody = kb.needs[LITERACY].model_copy(update={"raised_by": None, "themes": ()})
    fit = Fits(kb).fit(Team("own", nobody), "lire-et-ecrire")
    unknown = {"themes", "languages", "type", "contacts"}
    assert {name for name, value in fit.values.items() if value is None} == unknown
    assert {name for name, _ in reasons(fit, Side.UNKNOWN)} == unknown


def test_two_needs_of_one_id_are_not_mixed_up(kb):
    fits = Fits(kb)
    fits.fit(team(kb, LITERACY), "ulysse-ssm")
    other = Team(LITERACY, kb.needs[HEALTH].model_copy(update={"id": LITERACY}))
    assert fits.fit(other, "ulysse-ssm").values["practice"] == pytest.approx(1)


def test_who_is_in_one_project_knows_the_other_and_can_introduce(kb):
    graph = contacts(kb)
    one, other, through = next(
        (a, b, t) for a, b, t in graph.edges(data="through") if t[0].startswith("projects/")
    )
    project = kb.projects[through[0].removeprefix("projects/")]
    assert {one, other} <= {project.coordinator, *project.partners}
    assert set(graph) == set(kb.organisations)
    for name in graph:
        for friend in between(graph, one, name):
            assert graph.has_edge(one, friend)
            assert graph.has_edge(friend, name)
    assert between(graph, one, "nobody") == []


def test_stable_ways_upset_nobody_and_the_total_is_the_largest(found):
    pairings = {way: found.pairing(way) for way in WAYS}
    assert pairings["teams"].blocking == pairings["organisations"].blocking == ()
    assert pairings["total"].total >= max(one.total for one in pairings.values()) - 1e-9
    for one in pairings.values():
        assert {fit.team for fit in one.pairs} | set(one.alone) == set(found.teams)


def test_a_wish_comes_before_every_score_and_a_refusal_is_never_overruled(kb):
    best = Counterparts(
        kb, [team(kb, LITERACY)], hosts=[Host("lire-et-ecrire"), Host("ulysse-ssm")]
    )
    assert [fit.host for fit in best.pairing().pairs] == ["lire-et-ecrire"]
    wished = team(kb, LITERACY, wishes=("ulysse-ssm",))
    hosts = [Host("lire-et-ecrire"), Host("ulysse-ssm")]
    assert [f.host for f in Counterparts(kb, [wished], hosts=hosts).pairing().pairs] == [
        "ulysse-ssm"
    ]
    refusing = [Host("ulysse-ssm", refuses=(LITERACY,))]
    for way in WAYS:
        alone = Counterparts(kb, [wished], hosts=refusing).pairing(way)
        assert (alone.pairs, alone.alone) == ((), (LITERACY,))


def test_an_organisation_with_two_places_takes_two_teams_and_with_none_nobody(kb):
    both = [team(kb, LITERACY), team(kb, HEALTH)]
    two = Counterparts(kb, both, hosts=[Host("ulysse-ssm", places=2)])
    assert {fit.team for fit in two.pairing().pairs} == {LITERACY, HEALTH}
    none = Counterparts(kb, both, hosts=[Host("ulysse-ssm", places=0)])
    assert none.pairing().pairs == ()


def test_no_teams_and_no_organisations_give_no_pairs(kb):
    for way in WAYS:
        nobody = Counterparts(kb, [], hosts=[]).pairing(way)
        assert (nobody.pairs, nobody.blocking, nobody.alone) == ((), (), ())


@pytest.mark.parametrize(
    ("more", "hosts", "told"),
    [
        ({"wishes": ("nobody",)}, [Host("ulysse-ssm")], 'wishes "nobody", which is not there'),
        ({"wishes": ("ulysse-ssm",) * 2}, [Host("ulysse-ssm")], 'names "ulysse-ssm" twice'),
        ({"places": -1}, [Host("ulysse-ssm")], "has -1 places"),
        ({}, [Host("ulysse-ssm"), Host("ulysse-ssm")], '"ulysse-ssm" is there twice'),
        ({}, [Host("nobody")], 'organisation "nobody" is not in the knowledge base'),
        (
            {"wishes": ("ulysse-ssm",), "refuses": ("ulysse-ssm",)},
            [Host("ulysse-ssm")],
            'both wishes and refuses "ulysse-ssm"',
        ),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_line(kb, more, hosts, told):
    with pytest.raises(WishError, match=told):
        Counterparts(kb, [team(kb, LITERACY, **more)], hosts=hosts)


def test_the_forms_hold_the_same_pairs(kb, found):
    pairing = found.pairing()
    fields = as_fields(pairing)
    assert list(fields) == ["pairs", "blocking_pairs"]
    assert {"team", "counterpart", "score", "for", "against"} <= set(fields["pairs"][0])
    rows = list(csv.DictReader(io.StringIO(report(kb, pairing, form="csv"))))
    pairs = [(one["team"], one["counterpart"]) for one in fields["pairs"]]
    assert [(row["team"], row["counterpart"]) for row in rows] == pairs
    text = report(kb, found.pairing("total"), form="text", lang="tr")
    assert all(f"organisations/{fit.host}" in text for fit in found.pairing("total").pairs)


def test_the_command_gives_one_document_and_names_who_would_rather_have_each_other(kb, found):
    told = CliRunner().invoke(main, ["counterparts", "--way", "total", "--format", "json"])
    assert told.exit_code == 0
    document = json.loads(told.output)
    upset = found.pairing("total").blocking
    assert [(b["team"], b["counterpart"]) for b in document["blocking_pairs"]] == list(upset)
    assert CliRunner().invoke(main, ["counterparts", "--lang", "xx"]).exit_code == 1
