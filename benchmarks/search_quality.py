"""How good the hits are: judged questions, and Turkish as people type it."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bestpractices.analysis.folding import fold
from bestpractices.analysis.search import Finder

QUESTIONS: Final = Path(__file__).parents[1] / "tests" / "data" / "search_questions.json"
LINE: Final = "{:<24}{:>10}{:>9}{:>9}{:>9}{:>9}"
TYPED_LINE: Final = "{:<54}{:>9}{:>9}{:>9}{:>9}{:>9}"
FIRST: Final = 5
DEEP: Final = 50
_CAPITALS: Final = str.maketrans({"i": "İ", "ı": "I"})
_VOWELS: Final = "aeıioöuü"
Grades = Mapping[str, int]


def judged() -> dict[str, Any]:
    """The judged questions and the practices that were judged."""
    found: dict[str, Any] = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    return found


def ranking(finder: Finder, question: str, lang: str, practices: Sequence[str]) -> list[str]:
    """Ids of the hits in order, each once; practices that nobody judged are left out."""
    hits = finder.answer(question, lang=lang, limit=DEEP).hits
    kept = (hit for hit in hits if hit.kind != "practice" or hit.id in practices)
    return list(dict.fromkeys(hit.id for hit in kept))


def ndcg(ranked: Sequence[str], grades: Grades, k: int) -> float:
    """NDCG at k with gain 2^grade - 1."""
    ideal = sorted(grades.values(), reverse=True)
    return _dcg([grades.get(name, 0) for name in ranked[:k]]) / _dcg(ideal[:k])


def _dcg(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def first_place(ranked: Sequence[str], grades: Grades, least: int = 1) -> int | None:
    """Place of the first record with at least this grade; None if there is none."""
    places = (n for n, name in enumerate(ranked, start=1) if grades.get(name, 0) >= least)
    return next(places, None)


def figures(ranked: Sequence[str], grades: Grades) -> tuple[float, float, float, float]:
    """NDCG@5, nDCG@10, reciprocal rank and precision@3 of one question."""
    place = first_place(ranked, grades)
    top = sum(grades.get(name, 0) > 0 for name in ranked[:3]) / 3
    return ndcg(ranked, grades, 5), ndcg(ranked, grades, 10), 1 / place if place else 0.0, top


def quality(finder: Finder) -> Iterator[str]:
    """Lines of the table: means by language and by type; questions without answer are left out."""
    data = judged()
    groups: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for one in data["questions"]:
        if one["relevant"]:
            ranked = ranking(finder, one["question"], one["lang"], data["judged_practices"])
            found = figures(ranked, one["relevant"])
            for group in ("all", f"language {one['lang']}", f"type {one['type']}"):
                groups[group].append(found)
    yield LINE.format("", "questions", "nDCG@5", "nDCG@10", "MRR", "P@3")
    for group in sorted(groups):
        means = (sum(column) / len(column) for column in zip(*groups[group], strict=True))
        yield LINE.format(group, len(groups[group]), *(f"{mean:.3f}" for mean in means))


def capitals(text: str) -> str:
    """A text in Turkish capitals."""
    return text.translate(_CAPITALS).upper()


def suffixed(text: str) -> str:
    """A text whose longer words carry one more Turkish suffix, -lerde or -lardan by harmony."""
    return " ".join(_suffixed(word) for word in text.split())


def _suffixed(word: str) -> str:
    lowered = word.replace("İ", "i").replace("I", "ı").lower()
    vowels = [letter for letter in lowered if letter in _VOWELS]
    if not vowels or len(word) <= 3:
        return word
    vowel = "a" if vowels[-1] in "aıou" else "e"
    return f"{lowered}l{vowel}rd{vowel}" + ("" if lowered[-1] in _VOWELS else "n")


TYPED: Final[Mapping[str, Callable[[str], str]]] = {
    "as asked": str,
    "no dots": fold,
    "capitals": capitals,
    "no dots, capitals": lambda text: fold(text).upper(),
    "suffixes": suffixed,
}


def turkish(finder: Finder) -> Iterator[str]:
    """Place of the first relevant record and of the first wanted one, for every way of typing."""
    data = judged()
    yield TYPED_LINE.format("first relevant / first wanted", *(_short(name) for name in TYPED))
    for one in data["questions"]:
        if one["lang"] == "tr" and one["relevant"]:
            places = []
            for typed in TYPED.values():
                question = typed(one["question"])
                ranked = ranking(finder, question, "tr", data["judged_practices"])
                found = (first_place(ranked, one["relevant"], least) for least in (1, 2))
                places.append("/".join(str(place or "-") for place in found))
            yield TYPED_LINE.format(one["question"], *places)


def _short(name: str) -> str:
    return name.replace("no dots, capitals", "both").replace("as asked", "asked")
