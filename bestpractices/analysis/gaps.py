"""Where needs meet few practices, or none: themes of needs by methods of practices.

A gap map in the sense of evidence synthesis: a cell says how many records there are and how sure
they are, not what they found and not how big an effect is. The base is a catalogue: an empty cell
is a gap in what it holds, not a proof that nobody does this.

References
----------
Evidence and gap maps: rows and columns frame the question, a cell counts what was found by the
strength of its evidence (Campbell Collaboration, PMC11795909).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Practice
from bestpractices.records.vocabulary import Concept, Vocabulary

if TYPE_CHECKING:
    import pandas as pd

URGENT: Final = "high"  # word of the priorities


@dataclass(frozen=True)
class Cell:
    """Practices that work on a theme with a method.

    Parameters
    ----------
    method
        None for the whole theme, whatever the method. A practice has several methods or none, so
        the cells of a row do not add up to it.
    practices
        Ids, strongest evidence first, then by id.
    levels
        How many there are of each level of evidence that occurs, strongest first.
    nearby
        Practices that use the method on a neighbouring theme and not on this one, in the same
        order: from where to look when the cell is empty.
    """

    theme: str
    method: str | None
    practices: tuple[str, ...]
    levels: Mapping[str, int]
    nearby: tuple[str, ...]

    @property
    def strongest(self) -> str | None:
        """Strongest level of evidence; None where no practice is."""
        return next(iter(self.levels), None)


@dataclass(frozen=True)
class Row:
    """A theme that a need names.

    Parameters
    ----------
    needs
        Ids of the needs that name it, the urgent ones first, then by id.
    urgent
        Those that the people concerned count among their most urgent. A priority that nobody
        stated is unknown, and never taken for urgent, middling or low.
    neighbours
        Themes that the vocabulary ties to this one: broader, narrower or related.
    whole
        All practices on the theme.
    cells
        One a method, in the order of the map.
    """

    theme: str
    needs: tuple[str, ...]
    urgent: tuple[str, ...]
    neighbours: tuple[str, ...]
    whole: Cell
    cells: tuple[Cell, ...]

    def cell(self, method: str) -> Cell:
        """Cell of a method.

        Raises
        ------
        KeyError
            If no practice of the base has the method.
        """
        return {cell.method: cell for cell in self.cells}[method]


@dataclass(frozen=True)
class GapMap:
    """The whole map, and what stands outside of it.

    Parameters
    ----------
    levels
        Levels of evidence, weakest first.
    methods
        Columns: methods that a practice of the base has, most used first, then in the order of
        the vocabulary. A filter takes none away.
    rows
        Themes that a need names; most needs first, then most urgent needs, then in the order of
        the vocabulary.
    unused_methods
        Methods of the vocabulary that no practice has.
    needs_without_theme
        Needs that stand in no row.
    themes_without_need
        Themes with practices that no need names.
    """

    levels: tuple[str, ...]
    methods: tuple[str, ...]
    rows: tuple[Row, ...]
    unused_methods: tuple[str, ...]
    needs_without_theme: tuple[str, ...]
    themes_without_need: tuple[str, ...]


def gap_map(
    kb: KnowledgeBase, *, target_group: str | None = None, evidence: str | None = None
) -> GapMap:
    """Themes of needs by methods of practices, each cell with its practices by evidence.

    Parameters
    ----------
    kb
        What is counted; for readers ``kb.public()``, so that drafts fill no gap.
    target_group
        Only needs and practices that name this group, or one that the vocabulary says is
        broader or narrower.
    evidence
        Only practices whose level of evidence is at least this one.

    Returns
    -------
    GapMap
        No needs: no rows. No practices: rows of no cells.

    Raises
    ------
    ValueError
        If the group or the level is no word of the vocabulary; the message lists the words.

    Examples
    --------
    >>> from bestpractices.records.knowledge_base import load
    >>> found = gap_map(load().public())
    >>> housing = {row.theme: row for row in found.rows}["housing"]
    >>> housing.cell("cohousing").strongest
    'external-evaluation'
    """
    words = kb.vocabulary
    levels = tuple(words.lists["evidence_levels"])
    least = levels.index(_word(words, "evidence_levels", evidence)) if evidence else 0
    fits = _fits(words, target_group)
    practices = _strongest_first(
        (p for p in kb.practices.values() if fits(p) and levels.index(p.evidence) >= least), levels
    )
    methods = _by_use(kb)
    named = {theme for need in kb.needs.values() for theme in need.themes}
    worked_on = {theme for practice in kb.practices.values() for theme in practice.themes}
    rows = _rows(words, [need for need in kb.needs.values() if fits(need)], practices, methods)
    return GapMap(
        levels=levels,
        methods=methods,
        rows=tuple(sorted(rows, key=lambda row: (-len(row.needs), -len(row.urgent)))),
        unused_methods=tuple(m for m in words.lists["methods"] if m not in methods),
        needs_without_theme=tuple(need.id for need in kb.needs.values() if not need.themes),
        themes_without_need=tuple(
            theme for theme in words.lists["themes"] if theme in worked_on - named
        ),
    )


def cells_table(found: GapMap) -> pd.DataFrame:
    """The map as a table, for counting and plotting.

    Returns
    -------
    pandas.DataFrame
        One row a cell, in the order of the map; columns ``theme``, ``method``, ``needs`` and
        ``practices`` (counts), ``strongest`` (level, None where the cell is empty) and one column
        a level with its count. No needs or no practices: no rows.
    """
    import pandas as pd

    columns = ["theme", "method", "needs", "practices", "strongest", *found.levels]
    rows = [
        (cell.theme, cell.method, len(row.needs), len(cell.practices), cell.strongest,
         *(cell.levels.get(level, 0) for level in found.levels))
        for row in found.rows
        for cell in row.cells
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def groups_of(words: Vocabulary, record: Need | Practice) -> tuple[str, ...]:
    """Target groups under which a record is found: its own, and broader and narrower ones.

    A practice for newcomers is open to refugees, and one for refugees says something about
    newcomers; one for asylum seekers says nothing of refugees, who stand beside them.
    """
    known = words.lists["target_groups"]
    found = set(record.target_groups)
    for group in record.target_groups:
        found |= _broader(known, group)
        found |= {other for other in known if group in _broader(known, other)}
    return tuple(group for group in known if group in found)


def _word(words: Vocabulary, vocabulary: str, word: str) -> str:
    known = words.lists[vocabulary]
    if word not in known:
        message = f'"{word}" is no word of {vocabulary}; choose one of {", ".join(known)}'
        raise ValueError(message)
    return word


def _fits(words: Vocabulary, group: str | None) -> Callable[[Need | Practice], bool]:
    """Whether a record is for a target group; without a group every record is."""
    if group is None:
        return lambda _: True
    wanted = _word(words, "target_groups", group)
    return lambda record: wanted in groups_of(words, record)


def _broader(known: Mapping[str, Concept], word: str) -> set[str]:
    """All words above a word, however far."""
    above: set[str] = set()
    waiting = [word]
    while waiting:
        concept = known.get(waiting.pop())
        new = set(concept.broader) - above if concept else set()
        above |= new
        waiting += new
    return above


def _strongest_first(practices: Iterable[Practice], levels: tuple[str, ...]) -> list[Practice]:
    return sorted(practices, key=lambda p: (-levels.index(p.evidence), p.id))


def _by_use(kb: KnowledgeBase) -> tuple[str, ...]:
    used = [method for practice in kb.practices.values() for method in practice.methods]
    known = kb.vocabulary.lists["methods"]
    # sorted keeps the order of the vocabulary among equals
    return tuple(sorted((m for m in known if m in used), key=lambda m: -used.count(m)))


def _rows(
    words: Vocabulary, needs: list[Need], practices: list[Practice], methods: tuple[str, ...]
) -> Iterator[Row]:
    for theme in words.lists["themes"]:
        naming = sorted((need for need in needs if theme in need.themes), key=_urgent_first)
        if naming:
            neighbours = _neighbours(words.lists["themes"], theme)
            here = [p for p in practices if theme in p.themes]
            near = [p for p in practices if theme not in p.themes and {*neighbours} & {*p.themes}]
            yield Row(
                theme=theme,
                needs=tuple(need.id for need in naming),
                urgent=tuple(need.id for need in naming if need.priority == URGENT),
                neighbours=neighbours,
                whole=_cell(theme, None, here, near),
                cells=tuple(_cell(theme, method, here, near) for method in methods),
            )


def _urgent_first(need: Need) -> tuple[bool, str]:
    return need.priority != URGENT, need.id


def _cell(theme: str, method: str | None, here: list[Practice], near: list[Practice]) -> Cell:
    found = [p for p in here if method is None or method in p.methods]
    nearby = [p for p in near if method is None or method in p.methods]
    # counted in the order of the practices, so the strongest level comes first
    levels = Counter(practice.evidence for practice in found)
    return Cell(theme, method, _ids(found), MappingProxyType(levels), _ids(nearby))


def _ids(practices: list[Practice]) -> tuple[str, ...]:
    return tuple(practice.id for practice in practices)


def _neighbours(themes: Mapping[str, Concept], theme: str) -> tuple[str, ...]:
    near = {*themes[theme].broader, *themes[theme].related}
    near |= {other for other, concept in themes.items() if theme in concept.broader}
    # a related word may be one of another list, which is no theme
    return tuple(other for other in themes if other in near)
