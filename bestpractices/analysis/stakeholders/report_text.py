"""The report of a network as a page for the terminal, with what must be known to read it."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from bestpractices.analysis.stakeholders.explanations import (
    KEY_PLAYERS,
    NETWORK,
    NODES,
    Explanation,
)
from bestpractices.analysis.stakeholders.report import Report
from bestpractices.texts import N_, Texts

if TYPE_CHECKING:
    from rich.table import Table

_WIDTH: Final = 100
# Further rows and sets are in the CSV and JSON.
_SHOWN_NODES: Final = 25
_SHOWN_SETS: Final = 10
_LONGEST_NAME: Final = 32
_LONGEST_FIGURE: Final = 7
_COLUMNS: Final = ("degree", "betweenness", "harmonic", "constraint", "e_i", "brokerage_total")
_DIRECTED_COLUMNS: Final = ("in_degree", "out_degree", *_COLUMNS[1:])
_PARTS: Final = (
    ("high", N_("high")),
    ("low", N_("low")),
    ("limit", N_("beware")),
)


def as_text(
    report: Report,
    *,
    labels: Mapping[Any, str] | None = None,
    explain: bool = False,
    lang: str = "en",
    width: int = _WIDTH,
) -> str:
    """The network in figures, its nodes by betweenness, key players, and notes.

    Parameters
    ----------
    labels
        What is shown in place of an id. Those without ties are counted and not named.
    explain
        Whether each measure is explained.
    lang
        Language of the words.
    width
        Signs in a line.
    """
    from rich.console import Console

    texts = Texts(lang)
    names = labels or {}
    buffer = io.StringIO()
    # names are shown as they are: no markup, no emoji codes, no colours of numbers
    console = Console(file=buffer, width=width, markup=False, emoji=False, highlight=False)
    console.print(_network(report, texts))
    console.print()
    console.print(_nodes(report, names, texts))
    for line in _below(report, names, texts):
        console.print(line)
    for line in _explained(report, texts) if explain else ():
        console.print(line)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines())


def _table(headings: Iterable[str]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="")
    for place, heading in enumerate(headings):
        # names may be long and are cut; figures are whole and end at the right
        if place:
            least = max(_LONGEST_FIGURE, *map(len, heading.split()), 0)
            table.add_column(heading, overflow="fold", justify="right", min_width=least)
        else:
            table.add_column(heading, overflow="ellipsis", no_wrap=True, max_width=_LONGEST_NAME)
    return table


def _network(report: Report, texts: Texts) -> Table:
    table = _table(("", ""))
    table.show_header = False
    table.add_row(texts("Nodes"), texts.number(report.network["nodes"]))
    table.add_row(texts("Ties between them"), texts.number(report.network["ties"]))
    for name, explanation in NETWORK.items():
        value = report.network[name]
        if value is not None:
            table.add_row(texts(explanation.label), _figure(value, texts))
    return table


def _nodes(report: Report, labels: Mapping[Any, str], texts: Texts) -> Table:
    shown: tuple[str, ...] = _DIRECTED_COLUMNS if report.network["directed"] else _COLUMNS
    if report.group is None:
        shown = tuple(name for name in shown if name not in ("e_i", "brokerage_total"))
    tied = report.nodes[report.nodes["degree"] > 0]
    first = tied.sort_values("betweenness", ascending=False, kind="stable")[:_SHOWN_NODES]
    table = _table(("", *(texts(NODES[name].label) for name in shown)))
    for node, row in zip(first.index.tolist(), first.to_dict("records"), strict=True):
        table.add_row(labels.get(node, str(node)), *(_figure(row[name], texts) for name in shown))
    return table


def _figure(value: Any, texts: Texts) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if not isinstance(value, float):
        return texts.number(value)
    # all with as many decimals, so that they stand under each other
    point = texts.number(0.5)[1]
    return f"{value:.3f}".replace(".", point)


def _below(report: Report, labels: Mapping[Any, str], texts: Texts) -> Iterator[str]:
    alone = report.nodes.index[report.nodes["degree"] == 0].tolist()
    shown = {**labels, **dict.fromkeys(alone, texts("one without ties"))}
    hidden = int((report.nodes["degree"] > 0).sum()) - _SHOWN_NODES
    if hidden > 0:
        yield texts("… and {number} more: see --format csv", number=texts.number(hidden))
    for aim, found in report.key_players.items():
        if found["value"] is not None and report.network["ties"]:
            yield ""
            yield f"{texts(KEY_PLAYERS[aim].label)}: {_figure(found['value'], texts)}"
            yield from _sets(found["sets"], shown, texts)
    yield ""
    for note in report.notes:
        yield f"- {note.sentence(texts.lang)}"


def _sets(sets: list[Any], labels: Mapping[Any, str], texts: Texts) -> Iterator[str]:
    for one in sets[:_SHOWN_SETS]:
        # names may have commas of their own
        yield f"  {' + '.join(labels.get(node, str(node)) for node in one)}"
    if len(sets) > _SHOWN_SETS:
        more = texts.number(len(sets) - _SHOWN_SETS)
        yield texts("  … and {number} more sets that are as good", number=more)


def _explained(report: Report, texts: Texts) -> Iterator[str]:
    for title, measures in (
        (N_("The network"), NETWORK),
        (N_("Each node"), NODES),
        (N_("Sets of nodes"), KEY_PLAYERS),
    ):
        yield ""
        yield texts(title)
        for name, explanation in measures.items():
            if report.network.get(name, 0) is not None:
                yield from _sentences(explanation, texts)


def _sentences(explanation: Explanation, texts: Texts) -> Iterator[str]:
    yield f"- {texts(explanation.label)}: {texts(explanation.sentence)}"
    for part, label in _PARTS:
        yield f"    {texts(label)}: {texts(getattr(explanation, part))}"
