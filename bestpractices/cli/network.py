"""The command that measures a network: network."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bestpractices.cli.program import KB, LANG, TABLE, content, main, stop, told_in_one_line
from bestpractices.records.knowledge_base import load
from bestpractices.texts import N_, Texts, language

if TYPE_CHECKING:
    import networkx as nx

    from bestpractices.analysis.stakeholders.report import Report

_OWN = "kb"
_OWN_GROUP = "country"
# A set of more is no answer to "whom first?", and the search grows with every member.
_PLAYERS = click.IntRange(1, 20)
_SHUFFLES = click.IntRange(0, 1_000_000)
_LONG = 2_000_000  # bytes of a file that takes so long that one wants to know how far it is


@main.command()
@click.argument("file", metavar="FILE|kb")
@click.option("--group", metavar="ATTRIBUTE", help="Of the nodes, such as country or sector.")
@click.option("--permutations", type=_SHUFFLES, default=1000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--key-players", type=_PLAYERS, default=3, show_default=True, help="In a set.")
@click.option("--directed/--undirected", default=None, help="Else as the file says.")
@click.option("--explain", is_flag=True, help="Say of each measure what it means.")
@LANG
@TABLE
@KB
def network(
    file: str, *, folder: str | None, directed: bool | None, form: str, **asked: Any
) -> None:
    """Measure a network: who is tied to whom, who stands between, what holds it together.

    FILE is .graphml, .gexf, .net (Pajek) or .csv with the columns source and target, and kind and
    weight if there are any. A list of nodes beside it, such as ties.nodes.csv for ties.csv, has
    the column id and all that is known of each. kb is the network of the knowledge base's own
    organisations, by country.
    """
    from bestpractices.analysis.stakeholders.group_attribute import (
        MissingGroupError,
        UnknownAttributeError,
    )

    explain, lang = asked.pop("explain"), asked.pop("lang")
    with told_in_one_line():
        language(lang)
        if file == _OWN:
            asked["group"] = asked["group"] or _OWN_GROUP
        with _telling(file, lang) as tell:
            tell(N_("Reading"))
            graph = _own(folder, directed) if file == _OWN else _read(Path(file), directed)
            try:
                found = _report(graph, tell, asked)
            except UnknownAttributeError as error:
                stop(f"{file}: {error}", 2)
            except MissingGroupError as error:
                stop(f"{file}: {error}")
        print(_shown(graph, found, form=form, lang=lang, explain=explain))


def _own(folder: str | None, directed: bool | None) -> nx.Graph[str]:
    from bestpractices.analysis.stakeholders.organisation_network import organisation_network

    if directed:
        stop("the network of the knowledge base has no directions; leave --directed out", 2)
    return organisation_network(load(folder))


def _read(path: Path, directed: bool | None) -> nx.Graph[str]:
    from bestpractices.analysis.stakeholders.network_file import (
        UnknownNetworkFileError,
        beside,
        network_in,
    )

    nodes = Path(beside(str(path)))
    told = content(nodes) if nodes.is_file() else None
    try:
        found = network_in(content(path), str(path), nodes=told, directed=directed)
    except UnknownNetworkFileError as error:
        stop(str(error), 2)
    for flaw in found.advice:
        print(flaw, file=sys.stderr)
    return found.graph


def _report(graph: nx.Graph[str], tell: Callable[[str], None], asked: dict[str, Any]) -> Report:
    from bestpractices.analysis.stakeholders.report import report

    return report(graph, tell=tell, **asked)


def _shown(graph: nx.Graph[str], found: Report, *, form: str, lang: str, explain: bool) -> str:
    from bestpractices.analysis.stakeholders.report_forms import as_csv, as_json
    from bestpractices.analysis.stakeholders.report_text import as_text

    if form == "text":
        labels = {node: str(label) for node, label in graph.nodes(data="label") if label}
        return as_text(found, labels=labels, explain=explain, lang=lang)
    # where nothing but data may stand, what it rests on is said beside
    for note in found.notes:
        if note.is_warning:
            print(f"bestpractices: {note.sentence(lang)}", file=sys.stderr)
    return (as_json if form == "json" else as_csv)(found).rstrip("\n")


@contextlib.contextmanager
def _telling(file: str, lang: str) -> Iterator[Callable[[str], None]]:
    """Says how far a network is: on a terminal always, else a line a part for a long file."""
    from rich.console import Console

    texts = Texts(lang)
    # a million ties are millions of small things, all of them needed: nobody has to look
    gc.disable()
    try:
        if sys.stderr.isatty():
            with Console(stderr=True).status("") as status:
                yield lambda part: status.update(f"{texts(part)}…")
        elif file != _OWN and Path(file).is_file() and Path(file).stat().st_size > _LONG:
            yield lambda part: print(f"bestpractices: {texts(part)}…", file=sys.stderr, flush=True)
        else:
            yield lambda _: None
    finally:
        gc.enable()
