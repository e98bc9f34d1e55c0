"""Records as cards: what a list shows, filters and compares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from bestpractices.analysis.folding import folded_words
from bestpractices.pages.edition import Edition
from bestpractices.pages.ties import ties
from bestpractices.records.languages import Passage
from bestpractices.records.models import Need, Organisation, Practice, Project
from bestpractices.texts import N_

EVIDENCE_STEPS: Final = 5
KINDS: Final = {
    "practice": N_("Practice"),
    "need": N_("Need"),
    "organisation": N_("Organisation"),
    "project": N_("Project"),
    "context": N_("Place"),
}
# Facets of each list: field of the card, heading, word list that names the options.
PRACTICE_FACETS: Final = (
    ("themes", N_("Theme"), "themes"),
    ("methods", N_("Method"), "methods"),
    ("target_groups", N_("Target group"), "target_groups"),
    ("regions", N_("Region"), "regions"),
    ("evidence", N_("Evidence"), "evidence_levels"),
    ("status", N_("Status"), "statuses"),
)
NEED_FACETS: Final = (
    ("themes", N_("Theme"), "themes"),
    ("target_groups", N_("Target group"), "target_groups"),
    ("constraints", N_("Constraint"), "constraint_kinds"),
    ("places", N_("Place"), "places"),
)
PARTNER_FACETS: Final = (
    ("kind", N_("Kind"), "kinds"),
    ("country", N_("Country"), "countries"),
    ("type", N_("Type"), "organisation_types"),
    ("themes", N_("Theme"), "themes"),
    ("ties", N_("Tie"), "ties"),
)
TIES: Final = {
    "runs": N_("runs a practice"),
    "partners_in": N_("partner in a practice"),
    "raised": N_("raised a need"),
    "coordinates": N_("coordinates a project"),
    "takes_part_in": N_("takes part in a project"),
}

# What goes to the browser is plain data: the same card is drawn here and there.
Card = dict[str, Any]


def practice_card(e: Edition, practice: Practice) -> Card:
    """Card of a practice."""
    regions = e.t.joined(e.label("regions", region) for region in practice.regions)
    blocks = [e.passage(block.name).text for block in practice.building_blocks]
    return {
        **_common(e, "practices", practice),
        "kicker": " · ".join(filter(None, (regions, period(e, practice.started, practice.ended)))),
        "foot": e.t.count("{number} building block", "{number} building blocks", len(blocks)),
        "evidence": evidence(e, practice.evidence),
        "facets": {
            "themes": practice.themes,
            "methods": practice.methods,
            "target_groups": practice.target_groups,
            "regions": practice.regions,
            "evidence": (practice.evidence,),
            "status": (practice.status,),
        },
        "compare": _comparison(e, practice, blocks),
        # Folded here once, so that the browser compares strings and nothing more.
        "words": folded_words(
            *_words(e, practice),
            *blocks,
            *(block.what for block in practice.building_blocks),
            practice.body,
        ),
        "year": practice.started or 0,
    }


def need_card(e: Edition, need: Need) -> Card:
    """Card of a need."""
    who = e.title("organisations", need.raised_by) if need.raised_by else None
    where = e.t.joined(e.place(place) for place in need.provinces)
    kinds = tuple(dict.fromkeys(constraint.kind for constraint in need.constraints))
    return {
        **_common(e, "needs", need),
        "kicker": " · ".join(filter(None, (who.text if who else "", where))),
        "foot": e.t.count("{number} constraint", "{number} constraints", len(need.constraints))
        + " · "
        + e.t.count("{number} asset", "{number} assets", len(need.assets)),
        "facets": {
            "themes": need.themes,
            "target_groups": need.target_groups,
            "constraints": kinds,
            "places": tuple(dict.fromkeys(_around(e, need.provinces))),
        },
        "words": folded_words(
            *_words(e, need), where, who.text if who else "", need.body,
            *(part.text for part in need.constraints), *(part.text for part in need.assets),
        ),
    }  # fmt: skip


def organisation_card(e: Edition, organisation: Organisation) -> Card:
    """Card of an organisation with the number of its ties."""
    address = f"organisations/{organisation.id}"
    told = {kind for _, _, kind in e.graph.out_edges(address, keys=True)}
    capacity = organisation.capacities[0].text if organisation.capacities else None
    where = e.place(organisation.place) if organisation.place else ""
    around = _around(e, [organisation.place] if organisation.place else [])
    return {
        **_common(e, "organisations", organisation),
        "summary": {"text": capacity, "lang": "en"} if capacity else None,
        "mark": _mark(e, set(), Passage(capacity, "en")) if capacity else "",
        "kicker": " · ".join(
            filter(None, (e.label("organisation_types", organisation.type), where))
        ),
        "foot": e.t.count("{number} tie", "{number} ties", len(ties(e, address))),
        "facets": {
            "kind": ("organisation",),
            "country": (organisation.country,),
            "type": (organisation.type,),
            "themes": organisation.themes,
            "ties": tuple(tie for tie in TIES if tie in told),
        },
        "words": folded_words(
            *_words(e, organisation), organisation.short_name or "", *map(e.place, around),
            *(part.text for part in organisation.capacities),
        ),
    }  # fmt: skip


def project_card(e: Edition, project: Project) -> Card:
    """Card of a project."""
    years = period(e, _year(project.start), _year(project.end))
    partners = {name for name in (project.coordinator, *project.partners) if name}
    bodies = [e.kb.organisations[name] for name in partners if name in e.kb.organisations]
    countries = {body.country for body in bodies}
    towns = _around(e, sorted({body.place for body in bodies if body.place}))
    return {
        **_common(e, "projects", project),
        "kicker": " · ".join(filter(None, (project.programme, years))),
        "foot": e.t.count("{number} organisation", "{number} organisations", len(bodies)),
        "facets": {
            "kind": ("project",),
            "country": tuple(sorted(countries)),
            "type": (),
            "themes": project.themes,
            "ties": (),
        },
        "words": folded_words(
            *_words(e, project), project.acronym or "", project.programme or "",
            *map(e.place, towns), *(part.text for part in project.results),
        ),
    }  # fmt: skip


def facets(e: Edition, chosen: Iterable[tuple[str, str, str]], cards: list[Card]) -> list[Card]:
    """Headings and options of a list, only options that occur, in the order of the vocabulary."""
    found = []
    for field, heading, words in chosen:
        used = {option for card in cards for option in card["facets"][field]}
        labels = {option: option_label(e, words, option) for option in used}
        known = list(e.kb.vocabulary.lists.get(words, {})) if words == "evidence_levels" else []
        order = known or sorted(used, key=lambda option: (e.t.order(labels[option]), option))
        options = [{"id": o, "label": labels[o]} for o in order if o in used]
        found.append({"id": field, "label": e.t(heading), "options": options})
    return found


def option_label(e: Edition, words: str, option: str) -> str:
    """How an option of a facet is called."""
    if words == "places":
        return e.place(option)
    if words == "countries":
        return e.t.territory_name(option)
    if words == "kinds":
        return e.t(KINDS[option])
    if words == "ties":
        return e.t(TIES[option])
    return e.label(words, option)


def evidence(e: Edition, level: str) -> Card:
    """Step on the ladder of evidence, 0 to 5, with its label."""
    # The list of the vocabulary is the ladder: its order says which level is surer.
    order = list(e.kb.vocabulary.lists["evidence_levels"])
    label = e.label("evidence_levels", level)
    return {
        "step": order.index(level),
        "label": label,
        "text": e.t("Evidence: {level}", level=label),
    }


def period(e: Edition, started: int | None, ended: int | None) -> str:
    """Years from start to end, one where they are the same; empty when neither is known."""
    if started and ended:
        return f"{started}–{ended}" if started != ended else str(started)
    if started:
        return e.t("since {year}", year=started)
    return e.t("until {year}", year=ended) if ended else ""


def _year(when: Any) -> int | None:
    return int(str(when)[:4]) if when else None


def _common(e: Edition, folder: str, record: Any) -> Card:
    title = e.passage(record.label)
    summary = e.passage(record.summary) if hasattr(record, "summary") else None
    states = {e.state(record, field) for field in ("title", "summary")}
    return {
        "id": record.id,
        "href": e.url(f"{folder}/{record.id}"),
        "title": {"text": title.text, "lang": title.lang},
        "summary": {"text": summary.text, "lang": summary.lang} if summary else None,
        "mark": _mark(e, states, *filter(None, (title, summary))),
        "chips": [e.label("themes", theme) for theme in record.themes],
    }


def _mark(e: Edition, states: set[str], *shown: Passage) -> str:
    """What a reader has to know of the words on the card; empty when they are as written."""
    if states & {"machine", "outdated"}:
        return e.t("machine translation")
    foreign = [e.t.language_name(text.lang) for text in shown if text.lang != e.lang]
    return e.t("in {language}", language=foreign[0]) if foreign else ""


def _words(e: Edition, record: Any) -> list[str]:
    texts = [getattr(record, name, None) for name in ("title", "summary", "name")]
    found = [e.passage(text).text for text in texts if text]
    found += [text.en or "" for text in texts if text]
    for words in ("themes", "methods", "target_groups"):
        found += [e.label(words, word) for word in getattr(record, words, ())]
    found += [e.place(place) for place in _around(e, getattr(record, "places", ()))]
    return sorted(found)


def _around(e: Edition, places: Iterable[str]) -> list[str]:
    """Places, each followed by the town of which it is a part."""
    towns = [e.kb.places[place] for place in places if place in e.kb.places]
    return [name for town in towns for name in (town.id, town.part_of) if name]


def _comparison(e: Edition, practice: Practice, blocks: list[str]) -> list[Card]:
    """Rows of the side-by-side view: a heading and one or several lines."""
    who = e.title("organisations", practice.organisation) if practice.organisation else None
    result = practice.results[0] if practice.results else None
    unknown = e.t("not known")
    rows = {
        e.t("Organisation"): [who.text if who else unknown],
        e.t("Period"): [period(e, practice.started, practice.ended) or unknown],
        e.t("Evidence"): [e.label("evidence_levels", practice.evidence)],
        e.t("First result"): [f"{e.figure(result)} – {result.what}" if result else unknown],
        e.t("Cost"): [practice.cost.text if practice.cost else unknown],
        e.t("Methods"): [e.label("methods", method) for method in practice.methods],
        e.t("Target groups"): [e.label("target_groups", group) for group in practice.target_groups],
        e.t("Building blocks"): blocks,
        e.t("Limits"): [barrier.text for barrier in practice.barriers],
    }
    return [{"label": label, "lines": lines or [unknown]} for label, lines in rows.items()]
