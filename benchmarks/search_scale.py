"""How fast the search is on a large base, beside SQLite FTS5 and tantivy with the same texts.

Ours does more in its time: four languages through stems, translations and typing errors, counts of
all facets, and the reasons for every hit. The other two look words up and give ids.
"""

from __future__ import annotations

import importlib.util
import random
import re
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from percentile import percentile
from resampled import resampled
from search_quality import judged

from bestpractices.analysis.search.building import build, stamp
from bestpractices.analysis.search.finder import Finder
from bestpractices.analysis.search.passages import FIELDS, Passages
from bestpractices.analysis.search.saved import save, saved
from bestpractices.records.knowledge_base import KnowledgeBase

LINE: Final = "{:<30}{:>12}{:>14}{:>12}{:>14}{:>14}"
ROWS: Final = {
    "build": "index built, s",
    "save": "written, s",
    "size": "file, MB",
    "reload": "read again, s",
    "p50": "search, p50, ms",
    "p95": "search, p95, ms",
    "work50": "its processor time, p50, ms",
    "work95": "its processor time, p95, ms",
}
_ROUNDS: Final = 4
_HITS: Final = 10
_WARM: Final = 20
AIMS: Final = {"p95": 30, "reload": 2}
_WORD: Final = re.compile(r"\w+")
Ask = Callable[[str, str], Any]


def scale(kb: KnowledgeBase, practices: int, *, seed: int) -> Iterator[str]:
    """Lines of the table: ours, the other two, and their figures divided by ours."""
    base = resampled(kb, practices, seed=seed)
    asked = _questions(seed)
    with tempfile.TemporaryDirectory() as folder:
        measured = {
            name: measure(base, Path(folder), asked)
            for name, measure in (("ours", _ours), ("FTS5", _sqlite), ("tantivy", _tantivy))
        }
    yield f"{practices:,} practices, {len(asked)} searches, the best {_HITS} of each"
    yield LINE.format("", "ours", "SQLite FTS5", "tantivy", "FTS5/ours", "tantivy/ours")
    for row, words in ROWS.items():
        values = [measured[name].get(row) for name in ("ours", "FTS5", "tantivy")]
        ratios = [value / values[0] if value and values[0] else None for value in values[1:]]
        yield LINE.format(words, *map(_shown, values), *map(_shown, ratios))
    yield ""
    for row, most in AIMS.items():
        word = "met   " if measured["ours"][row] < most else "MISSED"
        yield f"{word}  {ROWS[row]}: under {most}"


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _questions(seed: int) -> list[tuple[str, str]]:
    """All judged questions several times in mixed order, some of them while they are typed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    asked = []
    for turn in range(_ROUNDS):
        for one in judged()["questions"]:
            end = len(one["question"]) - turn if turn % 2 else None
            asked.append((one["question"][:end], one["lang"]))
    chance.shuffle(asked)
    return asked


def _clocked(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def _searches(ask: Ask, asked: list[tuple[str, str]]) -> dict[str, float]:
    for question, lang in asked[:_WARM]:  # what is read once only is no part of a search
        ask(question, lang)
    times, work = [], []
    for question, lang in asked:
        start, began = time.perf_counter(), time.process_time()
        ask(question, lang)
        work.append((time.process_time() - began) * 1000)
        times.append((time.perf_counter() - start) * 1000)
    return {
        "p50": percentile(times, 0.5),
        "p95": percentile(times, 0.95),
        "work50": percentile(work, 0.5),
        "work95": percentile(work, 0.95),
    }


def _ours(base: KnowledgeBase, folder: Path, asked: list[tuple[str, str]]) -> dict[str, float]:
    path = folder / "ours.index"
    found: dict[str, float] = {}
    found["build"], index = _clocked(lambda: build(base))
    found["save"], _ = _clocked(lambda: save(index, path))
    found["size"] = path.stat().st_size / 1e6
    del index
    stamped = stamp(base)
    found["reload"], index = _clocked(lambda: saved(path, stamped))
    finder = Finder(base, index)
    return found | _searches(
        lambda text, lang: finder.answer(text, lang=lang, limit=_HITS, facets=()), asked
    )


def _texts(base: KnowledgeBase) -> Iterator[tuple[str, list[str]]]:
    passages = Passages(base)
    for address, _ in base.records():
        columns = defaultdict(list)
        for passage in passages.of(address):
            columns[passage.field].append(passage.text)
        yield address, ["\n".join(columns[field]) for field in range(len(FIELDS))]


def _sqlite(base: KnowledgeBase, folder: Path, asked: list[tuple[str, str]]) -> dict[str, float]:
    path = folder / "fts5.db"
    names = ", ".join(field.name for field in FIELDS)
    weights = ", ".join(["0", *(str(field.weight) for field in FIELDS)])
    holes = ", ".join("?" * (len(FIELDS) + 1))

    def fill() -> None:
        with sqlite3.connect(path) as file:
            file.execute(
                f"create virtual table records using fts5(address unindexed, {names}, "
                "tokenize='unicode61 remove_diacritics 2')"
            )
            rows = ((address, *columns) for address, columns in _texts(base))
            file.executemany(f"insert into records values ({holes})", rows)  # noqa: S608
        file.close()

    found = {"build": _clocked(fill)[0], "size": path.stat().st_size / 1e6}
    found["reload"], file = _clocked(lambda: sqlite3.connect(path))
    select = (
        f"select address from records where records match ? "  # noqa: S608 - our own names
        f"order by bm25(records, {weights}) limit {_HITS}"
    )

    def ask(question: str, _: str) -> Any:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        return file.execute(select, [words]).fetchall()

    found |= _searches(ask, asked)
    file.close()
    return found


def _tantivy(base: KnowledgeBase, folder: Path, asked: list[tuple[str, str]]) -> dict[str, float]:
    if importlib.util.find_spec("tantivy") is None:
        return {}
    import tantivy

    path = folder / "tantivy"
    path.mkdir()
    names = [field.name for field in FIELDS]

    def fill() -> None:
        schema = tantivy.SchemaBuilder().add_text_field(
            "address", stored=True, tokenizer_name="raw"
        )
        for name in names:
            schema = schema.add_text_field(name)
        index = tantivy.Index(schema.build(), path=str(path))
        writer = index.writer()
        for address, columns in _texts(base):
            record = tantivy.Document(address=address)
            for name, text in zip(names, columns, strict=True):
                record.add_text(name, text)
            writer.add_document(record)
        writer.commit()
        writer.wait_merging_threads()

    found = {"build": _clocked(fill)[0]}
    found["size"] = sum(file.stat().st_size for file in path.iterdir()) / 1e6
    found["reload"], index = _clocked(lambda: tantivy.Index.open(str(path)))
    searcher = index.searcher()
    boosts = {field.name: field.weight for field in FIELDS}

    def ask(question: str, _: str) -> Any:
        words = " ".join(_WORD.findall(question)).lower()
        query = index.parse_query(words, names, field_boosts=boosts)
        return [searcher.doc(place)["address"] for _, place in searcher.search(query, _HITS).hits]

    return found | _searches(ask, asked)
