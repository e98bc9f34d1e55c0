"""The rules of the knowledge base: one function a rule, each yields findings.

What a single file must be by itself (its YAML, its fields and their types) is found while reading;
here is what needs the vocabulary, the other records or the calendar. ``kb/README.md`` lists the
codes, ``tests/data/broken/`` has a file for each.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from bestpractices.errors import Finding, Severity
from bestpractices.records.citations import cited, sources
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.marks import Reference, WebAddress, Word, parts
from bestpractices.records.models import Figure, Funding, IndicatorValue, Record
from bestpractices.records.reading import Reading
from bestpractices.records.yaml_text import Path

# Laws, prices and web addresses of this field rarely stand still for longer.
MONTHS_UNTIL_STALE: Final = 24


@dataclass(frozen=True)
class Surroundings:
    """What a rule may look at beside the file itself.

    Parameters
    ----------
    words
        Ids of every word list, by the list's name; without the lists of a file that is broken.
    ids
        Ids of every kind of record, by folder; without the places if their file is broken.
    organisations
        Readings of the organisations by id, for links that have two sides.
    today
        The day of the check.
    """

    words: Mapping[str, frozenset[str]]
    ids: Mapping[str, frozenset[str]]
    organisations: Mapping[str, Reading]
    today: date


Rule = Callable[[Reading, Surroundings], Iterator[Finding]]


def check(reading: Reading, around: Surroundings) -> list[Finding]:
    """All findings of one file, those of reading it included, sorted by place."""
    findings = list(reading.findings)
    findings += nfc(reading, around)
    if reading.record is not None:
        for rule in RULES:
            findings += rule(reading, around)
    return sorted(findings)


def nfc(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB023: text that is not in Unicode normal form C (İ and ş as one sign each)."""
    if unicodedata.is_normalized("NFC", reading.text):
        return
    for number, line in enumerate(reading.text.split("\n"), 1):
        normal = unicodedata.normalize("NFC", line)
        if line != normal:
            pairs = zip(line, normal, strict=False)
            column = next((i for i, (a, b) in enumerate(pairs) if a != b), len(normal))
            mend = (
                "let the editor save in Unicode NFC; accents and dots are then part of the letter"
            )
            yield Finding(reading.file, number, column + 1, "KB023", "text is not NFC", mend)


def id_is_file_name(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB013: the id differs from the file name."""
    stem = reading.file.rpartition("/")[2].rpartition(".")[0]
    found = getattr(reading.record, "id", stem)
    if found != stem:
        yield reading.find(
            "KB013", ("id",), f'id "{found}" in a file named "{stem}"', f"id: {stem}"
        )


def words_are_known(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """KB012: a word that is not in its list of the vocabulary."""
    for path, word, mark in reading.marks:
        if not isinstance(mark, Word):
            continue
        known = around.words.get(mark.vocabulary)
        if known is not None and word not in known:
            message = f'"{word}" is not in the list {mark.vocabulary}'
            yield reading.find("KB012", path, message, _nearest(word, known, around.words))


def _nearest(word: str, known: frozenset[str], words: Mapping[str, frozenset[str]]) -> str:
    elsewhere = sorted(name for name, ids in words.items() if word in ids)
    if elsewhere:
        return f'"{word}" is in the list {elsewhere[0]}: move it there'
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    return f'did you mean "{near[0]}"?' if near else "pick a word from kb/vocabulary.yaml"


def references_exist(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """KB015: a reference to a record that does not exist."""
    for path, target, mark in reading.marks:
        if not isinstance(mark, Reference):
            continue
        known = around.ids.get(mark.folder)
        if known is not None and target not in known:
            near = difflib.get_close_matches(target, sorted(known), n=1)
            mend = f'did you mean "{near[0]}"?' if near else f"write {mark.folder}/{target} first"
            yield reading.find("KB015", path, f"{mark.folder}/{target} does not exist", mend)


def sources_exist(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB016: a source that is cited and not listed."""
    known = {source.id for source in sources(reading)}
    for path, key in cited(reading):
        if key not in known:
            mend = f"add {key} to sources, or cite one of {', '.join(sorted(known)) or 'them'}"
            yield _at(reading, path, "KB016", message=f"source {key} is not listed", mend=mend)


def source_ids_are_unique(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB017: two parts of one list with one id, such as sources, building blocks, places."""
    for name in type(reading.record).model_fields:
        value = getattr(reading.record, name)
        seen: set[str] = set()
        for number, part in enumerate(value if isinstance(value, tuple) else ()):
            if not hasattr(part, "id"):
                break
            if part.id in seen:
                message = f'id "{part.id}" stands twice in {name}'
                yield reading.find("KB017", (name, number, "id"), message, "give it a new id")
            seen.add(part.id)


def sources_are_used(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB018: a source that nothing cites."""
    used = {key for _, key in cited(reading)}
    for number, source in enumerate(sources(reading)):
        if source.id not in used:
            mend = "cite it where it supports a claim, or remove it"
            finding = reading.find(
                "KB018", ("sources", number, "id"), f"source {source.id} is not used", mend
            )
            yield _advice(finding)


def figures_are_dated(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB021: a figure whose year or source is unknown."""
    for path, figure in parts(reading.record, (Figure, Funding, IndicatorValue)):  # type: ignore[arg-type]
        for name in ("year", "source"):
            if getattr(figure, name) is None:
                message = f"the {name} of this figure is unknown"
                mend = f"look it up; until then the page says that the {name} is not known"
                yield _advice(reading.find("KB021", (*path, name), message, mend))


def translations_are_there(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB022: a title, summary or block name that lacks one of the four languages."""
    if not isinstance(reading.record, Record) or not hasattr(reading.record, "title"):
        return
    for path, text in parts(reading.record, LocalText):
        for lang in LANGUAGES:
            if getattr(text, lang) is None:
                message = f"{'.'.join(map(str, path))} has no {lang}"
                mend = f"add {lang}; until then readers see the original, marked"
                yield _advice(reading.find("KB022", path, message, mend))


def translation_states_fit(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB028: the translation state of a text is missing, or belongs to no text."""
    if not isinstance(reading.record, Record) or not hasattr(reading.record, "title"):
        return
    texts = {
        _field_name(reading, path): (path, text) for path, text in parts(reading.record, LocalText)
    }
    states = reading.record.translation
    for name, (path, text) in texts.items():
        for lang in text.languages():
            if lang not in states.get(name, {}):
                mend = f"under translation write {name}: {{{lang}: original|human|machine}}"
                yield reading.find("KB028", path, f"{name} has no state for {lang}", mend)
    for name in sorted(states.keys() - texts.keys()):
        message = f'translation names "{name}", which is no text of this record'
        yield reading.find("KB028", ("translation", name), message, "remove the line")


def _field_name(reading: Reading, path: Path) -> str:
    record: Any = reading.record
    if path[0] == "building_blocks" and isinstance(path[1], int):
        return f"building_blocks.{record.building_blocks[path[1]].id}.name"
    return ".".join(map(str, path))


def addresses_are_addresses(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB024: a URL that is no URL."""
    for path, url, mark in reading.marks:
        if isinstance(mark, WebAddress) and not _is_address(url):
            mend = "write the whole address, from http:// or https:// on, without spaces"
            yield reading.find("KB024", path, f'"{url}" is no web address', mend)


def _is_address(url: str) -> bool:
    try:
        split = urlsplit(url)
        return (
            split.scheme in ("http", "https") and bool(split.hostname) and not re.search(r"\s", url)
        )
    except ValueError:
        return False


def ends_after_start(reading: Reading, _: Surroundings) -> Iterator[Finding]:
    """KB025: an end before its start."""
    for first, last in (("started", "ended"), ("start", "end")):
        begin, end = getattr(reading.record, first, None), getattr(reading.record, last, None)
        if begin is None or end is None:
            continue
        shortest = min(len(str(begin)), len(str(end)))
        if str(end)[:shortest] < str(begin)[:shortest]:
            message = f"{last} {end} lies before {first} {begin}"
            yield reading.find("KB025", (last,), message, f"exchange or mend {first} and {last}")


def checked_lately(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """KB026: a record that nobody checked for 24 months."""
    if not isinstance(reading.record, Record):
        return
    day = reading.record.checked
    months = (
        None
        if day is None
        else (around.today.year - day.year) * 12 + around.today.month - day.month
    )
    if months is None or months >= MONTHS_UNTIL_STALE:
        message = "never checked" if day is None else f"last checked on {day}"
        mend = "compare it with its sources and set checked to today"
        yield _advice(reading.find("KB026", ("checked",), message, mend))


def links_have_two_sides(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """KB027: two organisations work together and only one record says so."""
    for number, tie in enumerate(getattr(reading.record, "related", ())):
        other = around.organisations.get(tie.organisation)
        if tie.relation != "works-with" or other is None or other.record is None:
            continue
        back = {t.organisation for t in other.record.related if t.relation == "works-with"}
        if reading.record.id not in back:
            message = f"{tie.organisation} does not name {reading.record.id} in return"
            mend = f"add works-with {reading.record.id} to {other.file}, with its source"
            yield _advice(reading.find("KB027", ("related", number, "organisation"), message, mend))


# The order decides nothing: findings are sorted by their place.
RULES: Final[tuple[Rule, ...]] = (
    id_is_file_name,
    words_are_known,
    references_exist,
    sources_exist,
    source_ids_are_unique,
    sources_are_used,
    figures_are_dated,
    translations_are_there,
    translation_states_fit,
    addresses_are_addresses,
    ends_after_start,
    checked_lately,
    links_have_two_sides,
)


def _advice(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.ADVICE)


def _at(reading: Reading, path: Path | int, code: str, *, message: str, mend: str) -> Finding:
    if isinstance(path, tuple):
        return reading.find(code, path, message, mend)
    before = reading.text[:path]
    line = before.count("\n") + 1
    return Finding(reading.file, line, path - before.rfind("\n"), code, message, mend)
