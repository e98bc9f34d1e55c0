from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import networkx as nx
import pytest

from bestpractices.analysis.graph import EDGE_KINDS, NODE_KINDS, EdgeKind, graph, join, table
from bestpractices.records.knowledge_base import KnowledgeBase, load
from bestpractices.records.languages import LocalText
from bestpractices.records.models import (
    BuildingBlock,
    Need,
    Organisation,
    Practice,
    Project,
    Relation,
    Review,
    ReviewState,
    Source,
)
from bestpractices.records.registers import Places, Town
from bestpractices.records.vocabulary import Concept, Indicators, Vocabulary

DOCS = Path(__file__).parents[2] / "docs" / "graph.md"
BEGIN = "<!-- edge kinds: made by bestpractices.analysis.graph.table() -->\n"
END = "<!-- end of edge kinds -->"


def text(en: str) -> LocalText:
    return LocalText(en=en)


def record(name: str, kind: str, /, **fields: Any) -> dict[str, Any]:
    source = Source(
        id="s1",
        title="T",
        publisher="P",
        year=None,
        url=None,
        language="en",
        accessed=date(2026, 1, 2),
    )
    review = Review(state=fields.pop("state", ReviewState.PUBLIC))
    return {
        "id": name,
        "kind": kind,
        "sources": (source,),
        "review": review,
        "checked": None,
        **fields,
    }


def practice(name: str, /, **fields: Any) -> Practice:
    given: dict[str, Any] = {
        "title": text(name), "summary": text("x"), "organisation": None, "country": "BE",
        "level": "local", "themes": (), "methods": (), "target_groups": (), "started": None,
        "ended": None, "status": "running", "evidence": "none",
    }  # fmt: skip
    return Practice(**record(name, "practice", **given | fields))


def need(name: str, /, **fields: Any) -> Need:
    given: dict[str, Any] = {
        "title": text(name), "summary": text("x"), "raised_by": None, "country": "TR",
        "themes": (), "target_groups": (),
    }  # fmt: skip
    return Need(**record(name, "need", **given | fields))


def organisation(name: str, /, **fields: Any) -> Organisation:
    given: dict[str, Any] = {"name": text(name), "type": "cso", "country": "BE"}
    return Organisation(**record(name, "organisation", **given | fields))


def project(name: str, /, **fields: Any) -> Project:
    given: dict[str, Any] = {"title": text(name), "summary": text("x")}
    return Project(**record(name, "project", **given | fields))


def town(name: str, /, **fields: Any) -> Town:
    given: dict[str, Any] = {"country": "TR", "latitude": None, "longitude": None}
    return Town(**{"id": name, "name": text(name), **given, **fields})


def block(name: str) -> BuildingBlock:
    return BuildingBlock(id=name, name=text("Block"), what="w", requires=(), source="s1")


def tie(other: str, relation: str) -> Relation:
    return Relation(organisation=other, relation=relation, source="s1")


def word(name: str, *broader: str) -> Concept:
    return Concept(id=name, label=text(name.title()), broader=broader)


def base(
    *records: Any, towns: tuple[Town, ...] = (), **words: tuple[Concept, ...]
) -> KnowledgeBase:
    """Knowledge base of these records, towns and word lists, and nothing else."""
    kinds = {
        "practices": Practice,
        "needs": Need,
        "organisations": Organisation,
        "projects": Project,
    }
    lists = {
        name: words.get(name, ())
        for name in Vocabulary.model_fields
        if name not in ("kind", "translation")
    }
    return KnowledgeBase(
        folder=Path(),
        version="test",
        contexts=MappingProxyType({}),
        vocabulary=Vocabulary(kind="vocabulary", translation={}, **lists),
        places=MappingProxyType({place.id: place for place in towns}),
        place_register=Places(kind="places", translation={}, places=towns, sources=()),
        indicators=Indicators(kind="indicators", indicators=(), features=(), sources=()),
        **{
            folder: MappingProxyType({r.id: r for r in records if isinstance(r, model)})
            for folder, model in kinds.items()
        },
    )


def edges(kb: KnowledgeBase) -> list[tuple[str, str, str]]:
    return [(start, kind, end) for start, end, kind in graph(kb).edges(keys=True)]


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load()


THEME = {"themes": (word("housing"),)}
GROUP = {"target_groups": (word("refugees"),)}

EVERY_KIND = {
    "runs": (
        base(organisation("a"), practice("p", organisation="a")),
        [("organisations/a", "practices/p")],
    ),
    "partners_in": (
        base(organisation("a"), organisation("b"), practice("p", partners=("b", "a"))),
        [("organisations/a", "practices/p"), ("organisations/b", "practices/p")],
    ),
    "raised": (
        base(organisation("a"), need("n", raised_by="a")),
        [("organisations/a", "needs/n")],
    ),
    "addresses": (
        base(
            practice("x", themes=("housing",)),
            need("x", themes=("housing",)),
            organisation("x", themes=("housing",)),
            project("x", themes=("housing",)),
            **THEME,
        ),
        [
            (f"{folder}/x", "themes/housing")
            for folder in ("practices", "needs", "organisations", "projects")
        ],
    ),
    "uses_method": (
        base(practice("p", methods=("mentoring",)), methods=(word("mentoring"),)),
        [("practices/p", "methods/mentoring")],
    ),
    "serves": (
        base(
            practice("x", target_groups=("refugees",)),
            need("x", target_groups=("refugees",)),
            organisation("x", target_groups=("refugees",)),
            project("x", target_groups=("refugees",)),
            **GROUP,
        ),
        [
            (f"{folder}/x", "target_groups/refugees")
            for folder in ("practices", "needs", "organisations", "projects")
        ],
    ),
    "has_block": (
        base(practice("p", building_blocks=(block("training"),))),
        [("practices/p", "practices/p/blocks/training")],
    ),
    "coordinates": (
        base(organisation("a"), project("j", coordinator="a")),
        [("organisations/a", "projects/j")],
    ),
    "takes_part_in": (
        base(organisation("a"), project("j", partners=("a",))),
        [("organisations/a", "projects/j")],
    ),
    "uses_practice": (
        base(practice("p"), project("j", practices=("p",))),
        [("projects/j", "practices/p")],
    ),
    "answers_need": (base(need("n"), project("j", needs=("n",))), [("projects/j", "needs/n")]),
    "located_in": (
        base(
            practice("p", places=("sisli",)),
            need("n", provinces=("istanbul",)),
            organisation("a", place="sisli"),
            towns=(town("istanbul"), town("sisli", part_of="istanbul")),
        ),
        [
            ("practices/p", "places/sisli"),
            ("needs/n", "places/istanbul"),
            ("organisations/a", "places/sisli"),
            ("places/sisli", "places/istanbul"),
        ],
    ),
    "broader": (
        base(
            themes=(word("work"), word("jobs", "work")),
            methods=(word("course"), word("evening", "course")),
            target_groups=(word("people"), word("women", "people")),
        ),
        [
            ("themes/jobs", "themes/work"),
            ("methods/evening", "methods/course"),
            ("target_groups/women", "target_groups/people"),
        ],
    ),
    **{
        kind: (
            base(organisation("a", related=(tie("b", relation),)), organisation("b")),
            [("organisations/a", "organisations/b")],
        )
        for kind, relation in (
            ("part_of", "part-of"),
            ("member_of", "member-of"),
            ("works_with", "works-with"),
            ("funds", "funds"),
            ("supervises", "supervises"),
        )
    },
}


@pytest.mark.parametrize("kind", EDGE_KINDS)
def test_each_kind_of_edge_joins_what_the_records_say_in_the_right_direction(kind: str) -> None:
    kb, expected = EVERY_KIND[kind]
    assert sorted(edges(kb)) == sorted((start, kind, end) for start, end in expected)


def test_every_kind_of_the_table_has_a_case_here() -> None:
    assert set(EVERY_KIND) == set(EDGE_KINDS)


@pytest.mark.parametrize("kind", EDGE_KINDS)
def test_the_cases_use_every_kind_of_node_that_the_table_allows(kind: str) -> None:
    links = graph(EVERY_KIND[kind][0])
    starts = {links.nodes[start]["kind"] for start, _ in links.edges()}
    ends = {links.nodes[end]["kind"] for _, end in links.edges()}
    assert (starts, ends) == (set(EDGE_KINDS[kind].sources), set(EDGE_KINDS[kind].targets))


def test_an_empty_knowledge_base_gives_an_empty_graph() -> None:
    links = graph(base())
    assert (links.number_of_nodes(), links.number_of_edges()) == (0, 0)
    assert isinstance(links, nx.MultiDiGraph)


def test_a_record_without_links_is_an_isolated_node() -> None:
    links = graph(base(practice("alone")))
    assert list(nx.isolates(links)) == ["practices/alone"]


def test_a_node_says_its_kind_its_english_label_and_its_country() -> None:
    title = LocalText(en="Training in Izmir", tr="İzmir'de eğitim")
    links = graph(base(practice("p", title=title), towns=(town("izmir"),), **THEME))
    assert dict(links.nodes(data=True)) == {
        "practices/p": {"kind": "practice", "label": "Training in Izmir", "country": "BE"},
        "themes/housing": {"kind": "theme", "label": "Housing", "country": ""},
        "places/izmir": {"kind": "place", "label": "izmir", "country": "TR"},
    }


def test_a_name_without_english_is_shown_in_the_language_that_there_is() -> None:
    links = graph(base(organisation("a", name=LocalText(tr="Şişli Belediyesi"))))
    assert links.nodes["organisations/a"]["label"] == "Şişli Belediyesi"


def test_projects_and_blocks_have_no_country() -> None:
    links = graph(base(project("j"), practice("p", building_blocks=(block("b"),))))
    assert links.nodes["projects/j"]["country"] == ""
    assert links.nodes["practices/p/blocks/b"]["country"] == ""


def test_one_id_in_several_kinds_gives_several_nodes() -> None:
    links = graph(
        base(
            practice("duo", organisation="duo", building_blocks=(block("duo"),)),
            need("duo"),
            organisation("duo"),
            project("duo"),
            towns=(town("duo"),),
            **dict.fromkeys(("themes", "methods", "target_groups"), (word("duo"),)),
        )
    )
    assert {data["kind"] for _, data in links.nodes(data=True)} == set(NODE_KINDS)
    assert list(links.edges(keys=True)) == [
        ("practices/duo", "practices/duo/blocks/duo", "has_block"),
        ("organisations/duo", "practices/duo", "runs"),
    ]


def test_equal_block_ids_in_two_practices_do_not_collide() -> None:
    blocks = (block("training"),)
    kb = base(practice("p", building_blocks=blocks), practice("q", building_blocks=blocks))
    assert [end for _, _, end in edges(kb)] == [
        "practices/p/blocks/training",
        "practices/q/blocks/training",
    ]


def test_a_block_and_a_tie_carry_the_address_of_their_source() -> None:
    links = graph(
        base(
            practice("p", building_blocks=(block("b"),)),
            organisation("a", related=(tie("b", "funds"),)),
            organisation("b"),
        )
    )
    sources = {kind: source for *_, kind, source in links.edges(keys=True, data="source_ref")}
    assert sources == {"has_block": "practices/p#s1", "funds": "organisations/a#s1"}


def test_the_source_of_a_place_is_one_of_the_register_of_places() -> None:
    kb = base(towns=(town("fatih", part_of="istanbul", source="s2"), town("istanbul")))
    links = graph(kb)
    assert links.edges["places/fatih", "places/istanbul", "located_in"]["source_ref"] == "places#s2"


def test_an_edge_whose_record_names_no_source_has_an_empty_one() -> None:
    links = graph(base(practice("p", organisation="a"), organisation("a")))
    runs = links.edges["organisations/a", "practices/p", "runs"]
    assert runs == {"kind": "runs", "source_ref": ""}


def test_two_kinds_between_the_same_two_records_are_two_edges() -> None:
    kb = base(organisation("a"), project("j", coordinator="a", partners=("a",)))
    assert [kind for _, kind, _ in edges(kb)] == ["coordinates", "takes_part_in"]


def test_a_tie_told_twice_is_one_edge_with_both_sources() -> None:
    second = Relation(organisation="b", relation="funds", source="s2")
    ties = (tie("b", "funds"), second, tie("b", "funds"))
    links = graph(base(organisation("a", related=ties), organisation("b")))
    assert links.number_of_edges() == 1
    both = links.edges["organisations/a", "organisations/b", "funds"]["source_ref"]
    assert both == "organisations/a#s1 organisations/a#s2"


def test_a_tie_that_both_sides_tell_is_an_edge_each_way() -> None:
    kb = base(
        organisation("a", related=(tie("b", "works-with"),)),
        organisation("b", related=(tie("a", "works-with"),)),
    )
    assert edges(kb) == [
        ("organisations/a", "works_with", "organisations/b"),
        ("organisations/b", "works_with", "organisations/a"),
    ]


def test_references_to_absent_records_words_and_places_give_no_edge_and_no_node() -> None:
    kb = base(
        practice(
            "p", organisation="x", partners=("x",), themes=("x",), methods=("x",), places=("x",)
        ),
        project("j", practices=("x",), needs=("x",), coordinator="x"),
        towns=(town("t", part_of="x"),),
        themes=(word("housing", "x"),),
    )
    links = graph(kb)
    assert links.number_of_edges() == 0
    assert set(links) == {"practices/p", "projects/j", "places/t", "themes/housing"}


def test_records_that_are_not_public_leave_with_their_edges() -> None:
    kb = base(
        organisation("a", state=ReviewState.DRAFT),
        practice("p", organisation="a"),
        practice("q", state=ReviewState.DRAFT, organisation="a", building_blocks=(block("b"),)),
    )
    assert len(graph(kb)) == 4
    assert list(graph(kb.public())) == ["practices/p"]
    assert edges(kb.public()) == []


def test_the_order_does_not_depend_on_the_order_of_the_records() -> None:
    records = [
        practice("p", partners=("b", "a")),
        organisation("a"),
        organisation("b"),
        practice("o"),
    ]
    forth, back = graph(base(*records)), graph(base(*reversed(records)))
    assert list(forth.nodes(data=True)) == list(back.nodes(data=True))
    assert list(forth.edges(keys=True, data=True)) == list(back.edges(keys=True, data=True))
    assert list(forth) == ["practices/o", "practices/p", "organisations/a", "organisations/b"]


def test_a_relation_that_is_no_kind_of_edge_is_refused_by_name() -> None:
    kb = base(organisation("a", related=(tie("b", "admires"),)), organisation("b"))
    with pytest.raises(ValueError, match='relation "admires" is no kind of edge'):
        graph(kb)


@pytest.mark.parametrize(
    ("start", "kind", "end"),
    [
        ("practices/p", "runs", "organisations/a"),
        ("needs/n", "uses_method", "methods/m"),
        ("practices/p", "broader", "practices/p"),
        ("themes/housing", "broader", "methods/m"),
    ],
)
def test_an_edge_that_the_table_does_not_allow_is_refused(start: str, kind: str, end: str) -> None:
    links = graph(base(practice("p"), need("n"), organisation("a"), methods=(word("m"),), **THEME))
    with pytest.raises(ValueError, match=f"{kind} cannot join .* {start} to .* {end}"):
        join(links, start, kind=kind, end=end)
    assert links.number_of_edges() == 0


def test_an_unknown_kind_of_edge_is_refused_with_the_known_ones() -> None:
    links = graph(base(practice("p"), organisation("a")))
    with pytest.raises(ValueError, match='"likes" is no kind of edge; kinds are runs, partners_in'):
        join(links, "organisations/a", kind="likes", end="practices/p")


def test_an_edge_to_a_node_that_is_not_there_is_refused() -> None:
    links = graph(base(organisation("a")))
    with pytest.raises(ValueError, match='"practices/p" is not in the graph'):
        join(links, "organisations/a", kind="runs", end="practices/p")
    assert list(links) == ["organisations/a"]


def test_building_goes_through_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EdgeKind, "allows", lambda *_: False)
    with pytest.raises(ValueError, match="located_in cannot join practice"):
        graph(EVERY_KIND["located_in"][0])


def test_the_table_in_the_docs_is_the_one_in_the_code() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0] == table()


def test_the_docs_name_every_kind_of_node_with_an_address_that_exists(real: KnowledgeBase) -> None:
    page = DOCS.read_text(encoding="utf-8").partition("## Edges")[0]
    named = dict(re.findall(r"^\| `(\w+)` \| `([\w/-]+)`", page, flags=re.MULTILINE))
    kinds = graph(real).nodes(data="kind")
    assert list(named) == list(NODE_KINDS)
    assert {kind: dict(kinds).get(address) for kind, address in named.items()} == {
        kind: kind for kind in NODE_KINDS
    }


def test_the_real_base_is_in_the_graph_with_all_its_records_blocks_words_and_places(
    real: KnowledgeBase,
) -> None:
    found = {address for address, _ in real.records() if not address.startswith("contexts/")}
    for name in ("themes", "methods", "target_groups"):
        found |= {f"{name}/{word.id}" for word in getattr(real.vocabulary, name)}
    found |= {f"places/{name}" for name in real.places}
    found |= {
        f"practices/{p.id}/blocks/{b.id}"
        for p in real.practices.values()
        for b in p.building_blocks
    }
    assert set(graph(real)) == found


def test_every_edge_of_the_real_base_is_one_that_the_table_allows(real: KnowledgeBase) -> None:
    links = graph(real)
    wrong = [
        (start, key, end)
        for start, end, key, data in links.edges(keys=True, data=True)
        if key != data["kind"]
        or not EDGE_KINDS[key].allows(links.nodes[start]["kind"], links.nodes[end]["kind"])
    ]
    assert links.number_of_edges() > 0
    assert wrong == []


def test_every_source_in_the_graph_of_the_real_base_exists(real: KnowledgeBase) -> None:
    known = {f"{address}#{s.id}" for address, record in real.records() for s in record.sources}
    known |= {f"places#{source.id}" for source in real.place_register.sources}
    links = graph(real)
    named = {part for *_, source in links.edges(data="source_ref") for part in source.split()}
    assert named
    assert named - known == set()


def test_blocks_and_ties_of_the_real_base_all_carry_a_source(real: KnowledgeBase) -> None:
    sourced = {"has_block", "part_of", "member_of", "works_with", "funds", "supervises"}
    told = [edge for edge in graph(real).edges(keys=True, data="source_ref") if edge[2] in sourced]
    assert {kind for _, _, kind, _ in told} == sourced
    assert [edge for edge in told if not edge[3]] == []


def test_no_record_of_the_real_base_links_into_nothing(real: KnowledgeBase) -> None:
    told = sum(len(p.themes) for p in real.practices.values())
    links = graph(real)
    drawn = [
        s for s, _, k in links.edges(keys=True) if k == "addresses" and s.startswith("practices/")
    ]
    assert len(drawn) == told
    runs = [end for _, end, kind in links.edges(keys=True) if kind == "runs"]
    assert sorted(runs) == sorted(
        f"practices/{p.id}" for p in real.practices.values() if p.organisation
    )


def test_the_vocabulary_labels_exactly_the_kinds_of_edge_in_the_table(real: KnowledgeBase) -> None:
    assert {word.id for word in real.vocabulary.edge_kinds} == set(EDGE_KINDS)


def test_every_relation_of_the_vocabulary_is_a_kind_of_edge(real: KnowledgeBase) -> None:
    relations = {word.id.replace("-", "_") for word in real.vocabulary.relations}
    assert relations - set(EDGE_KINDS) == set()
