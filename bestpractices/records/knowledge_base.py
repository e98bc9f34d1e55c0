"""All records of a folder, by id, with look-ups: what a notebook starts from."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from bestpractices.errors import (
    BestPracticesError,
    BrokenRecordsError,
    Finding,
    NotAKnowledgeBaseError,
    Severity,
    UnknownIdError,
)
from bestpractices.records.checks import Surroundings, check
from bestpractices.records.kept import FilesState, Kept, digest, files_state
from bestpractices.records.kinds import FOLDERS, KINDS, REGISTERS
from bestpractices.records.models import (
    Context,
    Need,
    Organisation,
    Practice,
    Project,
    Record,
    ReviewState,
)
from bestpractices.records.reading import Reading, read
from bestpractices.records.registers import Glossary, Places, Programme, Town
from bestpractices.records.vocabulary import Indicators, Vocabulary
from bestpractices.shipped import shipped


@dataclass(frozen=True)
class KnowledgeBase:
    """Practices, needs, organisations, projects and contexts by id, in the order of their ids.

    ``version`` is a digest of all files: equal folders have equal versions.
    """

    folder: Path
    version: str
    practices: Mapping[str, Practice]
    needs: Mapping[str, Need]
    organisations: Mapping[str, Organisation]
    projects: Mapping[str, Project]
    contexts: Mapping[str, Context]
    vocabulary: Vocabulary
    places: Mapping[str, Town]
    place_register: Places = field(repr=False)
    indicators: Indicators = field(repr=False)
    glossary: Glossary | None = field(default=None, repr=False)
    programme: Programme | None = field(default=None, repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with its address, such as ``practices/duo-for-a-job``."""
        for folder in FOLDERS:
            for name, record in getattr(self, folder).items():
                yield f"{folder}/{name}", record

    def find(self, name: str) -> tuple[str, Record]:
        """Address and record of an id or an address.

        Raises
        ------
        UnknownIdError
            If there is none, or if the id is in two kinds; the message says what would be right.
        """
        folder, _, stem = name.rpartition("/")
        found = [
            (address, record)
            for address, record in self.records()
            if address == name or (not folder and record.id == stem)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            addresses = " or ".join(address for address, _ in found)
            message = f'"{name}" is in two kinds; say {addresses}'
            raise UnknownIdError(message)
        known = [address for address, _ in self.records()]
        near = difflib.get_close_matches(name, [*known, *(a.split("/")[1] for a in known)], n=1)
        mend = (
            f'did you mean "{near[0]}"?'
            if near
            else "the lists of bestpractices serve show all ids"
        )
        message = f'no record "{name}"; {mend}'
        raise UnknownIdError(message)

    def public(self) -> KnowledgeBase:
        """The same with only those records that a participant may see."""
        kept = {
            folder: MappingProxyType(
                {
                    name: record
                    for name, record in getattr(self, folder).items()
                    if record.review.state is ReviewState.PUBLIC
                }
            )
            for folder in FOLDERS
        }
        return replace(self, **kept)  # type: ignore[arg-type]

    def checked(self) -> date | None:
        """Newest day on which a record was checked."""
        days = [record.checked for _, record in self.records() if record.checked]
        return max(days, default=None)


_KEPT: Final[Kept[KnowledgeBase]] = Kept()


def load(folder: str | Path | None = None) -> KnowledgeBase:
    """Knowledge base of a folder, or the shipped one.

    Raises
    ------
    NotAKnowledgeBaseError
        If the folder is missing or has no ``vocabulary.yaml``.
    BrokenRecordsError
        If any record has an error; nothing is half loaded, all findings are in ``findings``.

    Examples
    --------
    >>> load().practices["duo-for-a-job"].started
    2013
    """
    root = knowledge_base_folder(folder)
    if _KEPT.thing is not None and _KEPT.state == _state(root):
        return replace(_KEPT.thing, folder=root)
    readings = _read_all(root)
    findings = _check_all(readings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise BrokenRecordsError(findings)
    return _build(root, readings, findings)


def keep(folder: str | Path | None = None) -> None:
    """Read a base ahead: `load` gives it out at once while its files and the day are the same.

    Meant for a process from which others are forked. Only the newest is kept.
    """
    root = knowledge_base_folder(folder)
    state = _state(root)
    if state is None or state == _KEPT.state:
        return
    kb = None
    with contextlib.suppress(BrokenRecordsError):  # whoever loads it will say so
        kb = load(root)
    if kb and not state.digest.startswith(kb.version):
        return  # a file changed while it was read
    _KEPT.put(state, kb)


def load_or_kept(folder: str | Path) -> KnowledgeBase:
    """As `load`; of a served base that is broken just now, the newest version that was kept."""
    try:
        return load(folder)
    except (BestPracticesError, OSError):
        if kept := _KEPT.newest(Path(folder)):
            return kept
        raise


def check_folder(folder: str | Path | None = None, *, today: date | None = None) -> list[Finding]:
    """All findings of all files of a knowledge base, sorted by file and line.

    Raises
    ------
    NotAKnowledgeBaseError
        If the folder is missing or has no ``vocabulary.yaml``.
    """
    return _check_all(_read_all(knowledge_base_folder(folder)), today=today)


def knowledge_base_folder(folder: str | Path | None) -> Path:
    """Folder of a knowledge base; None: the shipped one.

    Raises
    ------
    NotAKnowledgeBaseError
        If the folder is missing or has no ``vocabulary.yaml``.
    """
    root = Path(folder) if folder is not None else shipped("kb")
    if not root.is_dir():
        message = f'"{root}" is no folder; give the folder of a knowledge base'
        raise NotAKnowledgeBaseError(message)
    if not (root / "vocabulary.yaml").is_file():
        message = f'"{root}" is no knowledge base: vocabulary.yaml is missing there'
        raise NotAKnowledgeBaseError(message)
    return root


def record_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the records with the name of its kind, in order."""
    for name in REGISTERS:
        if (root / f"{name}.yaml").exists():
            yield name, root / f"{name}.yaml"
    for kind in KINDS.values():
        for path in sorted((root / kind.folder).rglob("*")):
            if path.suffix in (".md", ".yaml") and not path.name.startswith("."):
                yield kind.name, path


def _state(root: Path) -> FilesState | None:
    return files_state(root, (path for _, path in record_files(root)))


def _read_all(root: Path) -> dict[str, list[Reading]]:
    readings: dict[str, list[Reading]] = {name: [] for name in (*REGISTERS, *KINDS)}
    for name, path in record_files(root):
        model = REGISTERS[name] if name in REGISTERS else KINDS[name].model
        readings[name].append(read(path, model, root=root))
    return readings


def _check_all(readings: dict[str, list[Reading]], *, today: date | None = None) -> list[Finding]:
    around = _surroundings(readings, today or datetime.now(tz=UTC).date())
    findings = [
        finding for group in readings.values() for r in group for finding in check(r, around)
    ]
    for group in readings.values():
        findings += _ids_are_unique(group)
    return sorted(findings)


def _ids_are_unique(group: list[Reading]) -> Iterator[Finding]:
    """KB014: two files with one id in a kind."""
    first: dict[str, str] = {}
    for reading in group:
        found = reading.raw.get("id") if isinstance(reading.raw, dict) else None
        if not isinstance(found, str):
            continue
        if found in first:
            message = f'id "{found}" is also in {first[found]}'
            yield reading.find("KB014", ("id",), message, "give one of the two another id")
        first.setdefault(found, reading.file)


def _surroundings(readings: dict[str, list[Reading]], today: date) -> Surroundings:
    def register(name: str) -> Any:
        return next((reading.record for reading in readings[name] if reading.record), None)

    vocabulary, indicators, places = map(register, ("vocabulary", "indicators", "places"))
    # A list whose file is broken is unknown: its own finding is enough, one a word would bury it.
    words = {name: frozenset(ids) for name, ids in vocabulary.lists.items()} if vocabulary else {}
    for name in ("indicators", "features"):
        if indicators or not readings["indicators"]:
            words[name] = frozenset(part.id for part in getattr(indicators, name, ()))
    ids = {
        kind.folder: frozenset(Path(reading.file).stem for reading in readings[name])
        for name, kind in KINDS.items()
    }
    if places or not readings["places"]:
        ids["places"] = frozenset(town.id for town in getattr(places, "places", ()))
    organisations = {r.record.id: r for r in readings["organisation"] if r.record}
    return Surroundings(words, ids, organisations, today)


def _build(
    root: Path, readings: dict[str, list[Reading]], findings: list[Finding]
) -> KnowledgeBase:
    texts = ((reading.file, reading.text) for group in readings.values() for reading in group)
    registers: dict[str, Any] = {
        name: next((r.record for r in readings[name]), None) for name in REGISTERS
    }
    records = {
        kind.folder: MappingProxyType({r.record.id: r.record for r in _by_id(readings[name])})
        for name, kind in KINDS.items()
    }
    places = registers["places"] or Places(kind="places", translation={}, places=(), sources=())
    indicators = registers["indicators"] or Indicators(
        kind="indicators", indicators=(), features=(), sources=()
    )
    return KnowledgeBase(
        folder=root,
        version=digest(texts)[:12],
        vocabulary=registers["vocabulary"],
        places=MappingProxyType({town.id: town for town in places.places}),
        place_register=places,
        indicators=indicators,
        glossary=registers["glossary"],
        programme=registers["programme"],
        findings=tuple(findings),
        **records,
    )


def _by_id(readings: list[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.record.id)
