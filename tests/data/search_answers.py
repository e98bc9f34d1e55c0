"""Makes ``search_answers.json``: a small base as the browser gets it, and what Python answers.

Run it after a change of the search or of the word lists, and read what changed before it is kept:

    python tests/data/search_answers.py
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import bestpractices as bp
from bestpractices.analysis.search.browser import BROWSER_FACETS, browser_index
from bestpractices.analysis.search.building import build
from bestpractices.analysis.search.finder import Finder
from bestpractices.analysis.search.question import QuestionError
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Need, Organisation, Practice
from bestpractices.records.registers import Glossary, Term, Town
from bestpractices.records.vocabulary import Vocabulary

FILE = Path(__file__).with_suffix(".json")

# Made up for the tests: title and summary in en, tr, fr, nl; themes, methods, groups; town; text.
PRACTICES = {
    "women-at-work": (
        ("Jobs for migrant women", "Göçmen kadınlar için iş", "Emplois pour femmes migrantes",
         "Banen voor migrantenvrouwen"),
        ("Women learn a trade and meet employers.", "Kadınlar meslek öğrenir, işverenle tanışır.",
         "Des femmes apprennent un métier.", "Vrouwen leren een vak en ontmoeten werkgevers."),
        ("employment",), ("mentoring",), ("women",), "brussels",
        "A buddy from the firm helps for six months. Childcare is paid.",
    ),
    "women-and-language": (
        ("Language course for women", "Kadınlar için dil kursu", "Cours de langue pour femmes",
         "Taalcursus voor vrouwen"),
        ("Mothers learn the language at school.", "Anneler dili okulda öğrenir.",
         "Des mères apprennent la langue à l'école.", "Moeders leren de taal op school."),
        ("language-learning",), ("training",), ("women",), "ghent",
        "Good practice in the classroom: conversation first, grammar later.",
    ),
    "women-and-health": (
        ("Health evenings for women", "Kadınlar için sağlık akşamları",
         "Soirées santé pour femmes", "Gezondheidsavonden voor vrouwen"),
        ("A midwife answers questions.", "Bir ebe soruları yanıtlar.",
         "Une sage-femme répond.", "Een vroedvrouw antwoordt."),
        ("health",), ("training",), ("women",), "brussels", "An interpreter is there.",
    ),
    "interpreters": (
        ("Interpreters in hospitals", "Hastanelerde tercüman", "Interprètes dans les hôpitaux",
         "Tolken in ziekenhuizen"),
        ("A public service sends interpreters.", "Kamu hizmeti tercüman gönderir.",
         "Un service public envoie des interprètes.", "Een openbare dienst stuurt tolken."),
        ("health",), ("interpreting",), ("refugees",), "ghent",
        "Intercultural mediation costs less than a mistake. The word mediator is protected.",
    ),
    "housing-first": (
        ("A home for newcomers", "Yeni gelenler için ev", "Un logement pour primo-arrivants",
         "Een woning voor nieuwkomers"),
        ("Owners rent to refugees with a guarantee.",
         "Ev sahipleri mültecilere güvenceyle kiralar.",
         "Des propriétaires louent à des réfugiés.", "Eigenaars verhuren aan vluchtelingen."),
        ("housing",), ("mentoring",), ("refugees",), "ghent", "Rent is paid in advance.",
    ),
    "microcredit": (
        ("Microcredit for starters", "Girişimciler için mikrokredi", "Microcrédit pour débuter",
         "Microkrediet voor starters"),
        ("Small loans and advice.", "Küçük krediler ve danışmanlık.",
         "De petits prêts et des conseils.", "Kleine leningen en advies."),
        ("employment",), ("mentoring",), ("refugees",), "brussels", "Ninety per cent pay back.",
    ),
    "same-a": (("Same words", None, None, None), ("Equal.", None, None, None),
               (), (), (), None, "Twins stand by their address."),
    "same-b": (("Same words", None, None, None), ("Equal.", None, None, None),
               (), (), (), None, "Twins stand by their address."),
}  # fmt: skip
NEEDS = {
    "turkish-courses": (
        ("Turkish courses near home", "Eve yakın Türkçe kursları", "Cours de turc près de chez soi",
         "Turkse les dicht bij huis"),
        ("Women cannot reach the courses in İzmir.", "Kadınlar İzmir'deki kurslara ulaşamıyor.",
         "Les femmes n'atteignent pas les cours.", "Vrouwen bereiken de lessen niet."),
        ("language-learning",), ("women",), "izmir",
    ),
    "school-places": (
        ("School places", "Okul kontenjanı", "Places à l'école", "Plaatsen op school"),
        ("Children of İSMEK learners wait.", "İSMEK kursiyerlerinin çocukları bekliyor.",
         "Des enfants attendent.", "Kinderen wachten."),
        ("language-learning",), ("refugees",), "izmir",
    ),
}  # fmt: skip
TOWNS = {
    "brussels": ("Brussels", "Brüksel", "Bruxelles", "Brussel", "BE"),
    "ghent": ("Ghent", "Gent", "Gand", "Gent", "BE"),
    "izmir": ("İzmir", "İzmir", "Izmir", "Izmir", "TR"),
}
TERMS = {
    "newcomer": ("newcomer", "yeni gelen", "primo-arrivant", "nieuwkomer"),
    "adaptation": ("social cohesion (harmonisation)", "uyum; sosyal uyum", "cohésion sociale",
                   "sociale samenhang"),
}  # fmt: skip
KEPT_WORDS = {
    "themes": ("employment", "language-learning", "health", "housing"),
    "methods": ("mentoring", "training", "interpreting"),
    "target_groups": ("women", "refugees", "children"),
    "organisation_types": ("cso", "municipality"),
    "regions": ("brussels", "flanders"),
}

# Question, or question and reader's language, or these and what the hits are narrowed to.
QUESTIONS: tuple[Any, ...] = (
    # English, with forms, parts and beginnings
    "women employment", "jobs for women", "interpreter", "interpreters in hospitals", "mentoring ",
    "ment", "refugee housing", "the language", "good practice", "classroom", "class room",
    "health care for women ", "newcomers", "social cohesion ", "harmonisation", "Brussels",
    "midwives", "internationalisation", "internationals ",
    # Turkish in five ways of typing: as written, no diacritics, capitals, capitals without
    # dots, suffixes and mixed signs
    *((text, "tr") for text in (
        "kadın istihdam", "kadin istihdam", "KADIN İSTİHDAM", "KADIN ISTIHDAM",
        "kadınların istihdamı", "göçmen kadınlar", "gocmen kadinlar", "GÖÇMEN KADINLAR",
        "GOCMEN KADINLAR", "göçmenlerin kadınlarına", "kadi\u0307n", "sağlık ", "SAGLIK ",
        "sağlıklı", "izmir", "İZMİR", "IZMIR", "ızmır", "İzmir'deki kurslara", "izmirdeki",
        "mülteci", "MÜLTECİLERİN", "kiralama", "kiracılar", "mikro kredi", "tercuman", "uyum",
        "yeni gelen", "dil kurs", "dil kursları",
    )),
    # French and Dutch
    *((text, "fr") for text in (
        "femmes migrantes", "l'emploi des femmes", "santé", "SANTE", "primo-arrivants",
        "sages-femmes", "cours de l’école", "logements", "interprete",
    )),
    *((text, "nl") for text in (
        "vrouwen", "vrouwentaal", "tolken ziekenhuis", "nieuwkomers", "klaskinderen", "gezondheid",
        "taalcursussen", "vluchtelingen ", "woningen",
    )),
    # in the language of another reader
    ("kadın", "en"), ("femmes", "nl"), ("women", "tr"), ("tolk", "fr"),
    # typing errors
    "mediaton", "tecruman", "tercümman ", "hosptial", "womne", "nieuwkomerz", "laguage corse",
    # phrases
    '"language course"', '"course language"', '"good practice" women', "«cours de langue»",
    '"interpreters in hospitals"', '"', '"women"', "“dil kursu”",
    # nothing, or nearly
    "", "   ", "the of and", "için ve ile", ("de la les", "fr"), "?!…", "😀", "😀 women 😀",
    "مرحبا", "النساء women", "عمل", "women\u0000\u0007jobs", "\u202ewomen", "x", "qqqzzz",
    "zzzz women", "a " * 10_000, "a" * 2_100, "\U0001d430\U0001d428\U0001d426", "kadınlar" * 20,
    "__proto__ constructor", "<b>women</b>", "%_\\",
    # ties and narrowing
    "twins", "same words",
    ("women", "en", {"kind": ["need"]}),
    ("women", "en", {"themes": ["health", "housing"], "country": ["BE"]}),
    ("kadın", "tr", {"kind": ["practice"], "themes": ["language-learning"]}),
    ("women", "en", {"kind": ["project"]}),
)  # fmt: skip


def base() -> bp.KnowledgeBase:
    """The made-up records with the few words that they use."""
    shipped = bp.load()
    words = {name: getattr(shipped.vocabulary, name) for name in Vocabulary.model_fields}
    for name, kept in KEPT_WORDS.items():
        # Only their names: what else the lists say of them may change without a word here.
        words[name] = tuple(
            type(word)(id=word.id, label=word.label) for word in words[name] if word.id in kept
        )
    terms = [
        Term(id=name, **_spoken(names), note="", source=None, checked="general")
        for name, names in TERMS.items()
    ]
    return replace(
        shipped,
        version="made",
        vocabulary=Vocabulary(**words),
        places={name: _town(name, *names) for name, names in TOWNS.items()},
        glossary=Glossary(kind="glossary", terms=tuple(terms), sources=()),
        practices={name: _practice(name, fields) for name, fields in PRACTICES.items()},
        needs={name: _need(name, fields) for name, fields in NEEDS.items()},
        organisations={"ebe": _organisation()},
        projects={},
        contexts={},
    )


def made() -> dict[str, Any]:
    """What the file holds."""
    kb = base()
    finder = Finder(kb, build(kb))
    about = "Made by search_answers.py, not by hand: the index for a browser, and Python's answers."
    index = json.loads(browser_index(kb))
    return {"about": about, "index": index, "answers": [_answer(finder, q) for q in QUESTIONS]}


def _answer(finder: Finder, question: Any) -> dict[str, Any]:
    text, *others = (question,) if isinstance(question, str) else question
    lang, where = [*others, *("en", {})[len(others) :]]
    asked = {"question": text, "lang": lang, "where": where}
    try:
        found = finder.answer(text, lang=lang, where=where, limit=50, facets=BROWSER_FACETS)
    except QuestionError:
        return {**asked, "long": True}
    hits = [
        [hit.address, hit.score, [[r.field, r.word, r.asked, r.how, r.through] for r in hit.why]]
        for hit in found.hits
    ]
    facets = {
        name: [list(pair) for pair in counts.items()] for name, counts in found.facets.items()
    }
    return {**asked, "spoken": found.lang, "advice": bool(found.advice), "facets": facets,
            "hits": hits}  # fmt: skip


def _spoken(texts: tuple[str | None, ...]) -> dict[str, Any]:
    return dict(zip(("en", "tr", "fr", "nl"), texts, strict=True))


def _common(kind: str, name: str, title: Any, summary: Any) -> dict[str, Any]:
    return {
        "id": name,
        "kind": kind,
        "checked": None,
        "review": {"state": "public"},
        "title": LocalText(**_spoken(title)),
        "summary": LocalText(**_spoken(summary)),
    }


def _practice(name: str, fields: Any) -> Practice:
    title, summary, themes, methods, groups, town, text = fields
    blank = {"organisation": None, "country": "BE", "level": "local", "started": None}
    state = {"ended": None, "status": "running", "evidence": "monitored" if town else "none"}
    places = {"places": (town,), "regions": ("brussels",), "languages": ("fr",)} if town else {}
    told = {"themes": themes, "methods": methods, "target_groups": groups, "body": text}
    record = {**_common("practice", name, title, summary), **blank, **state, **places, **told}
    return Practice.model_validate(record, strict=False)


def _need(name: str, fields: Any) -> Need:
    title, summary, themes, groups, town = fields
    told = {"themes": themes, "target_groups": groups, "provinces": (town,)}
    record = {**_common("need", name, title, summary), **told, "raised_by": None, "country": "TR"}
    return Need.model_validate(record, strict=False)


def _organisation() -> Organisation:
    record = {"id": "ebe", "kind": "organisation", "checked": None, "review": {"state": "public"},
              "name": LocalText(en="Ebe", de="Haus der Hebammen"), "type": "cso", "country": "BE",
              "place": "brussels", "themes": ("health",)}  # fmt: skip
    return Organisation.model_validate(record, strict=False)


def _town(name: str, *names: str) -> Town:
    label = LocalText(**_spoken(names[:4]))
    return Town(id=name, name=label, country=names[4], latitude=None, longitude=None)


def written() -> str:
    """Text of the file: one answer a line, so that a change can be read."""
    found = made()
    answers = ",\n".join(json.dumps(answer, ensure_ascii=False) for answer in found["answers"])
    head = {name: found[name] for name in ("about", "index")}
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "answers": [\n{answers}\n]}}\n'


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
