"""Measures of a network: ours beside plain networkx and python-igraph, in one run.

``python benchmarks/network.py [--nodes 100 1000 10000]``; random (``G(n, m)``) and scale-free
(Barabasi-Albert) networks with four ties a node. All begin with the graph in their own form; what
it takes to read a graph of networkx into ours is a row of its own and part of the sum. In large
networks the paths of networkx, which take minutes, are timed from some of the nodes and scaled up.
Constraint is compared with igraph's before anything is timed.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Final, TypeAlias

import networkx as nx
import numpy as np

from bestpractices.analysis.stakeholders import shortest_paths
from bestpractices.analysis.stakeholders.cohesion import components, density
from bestpractices.analysis.stakeholders.degree import degrees
from bestpractices.analysis.stakeholders.eigenvector import eigenvector
from bestpractices.analysis.stakeholders.fragile_ties import articulation_points, bridges
from bestpractices.analysis.stakeholders.structural_holes import structural_holes
from bestpractices.analysis.stakeholders.ties import ties

TIES_A_NODE: Final = 4
SAMPLE: Final = 500
# More nodes than this are a part of the paths of networkx.
PART: Final = 200
PART_FROM: Final = 2000
# In smaller networks all is done within a few milliseconds, and calls are most of them.
AIM_FROM: Final = 1000
# Beyond this, exact betweenness takes too long for all three, and ours is sampled.
EXACT_UP_TO: Final = 20_000
LINE: Final = "{:<36}{:>11}{:>11}{:>11}{:>15}{:>13}"
Ways: TypeAlias = "tuple[Callable[[], Any], Callable[[], Any] | None, Callable[[], Any] | None]"
MADE: Final[dict[str, Callable[[int], Any]]] = {
    "random": lambda nodes: nx.gnm_random_graph(nodes, TIES_A_NODE * nodes, seed=1),
    "scale-free": lambda nodes: nx.barabasi_albert_graph(nodes, TIES_A_NODE, seed=1),
}


@dataclass(frozen=True)
class Part:
    """A run that does a part of the work."""

    run: Callable[[], Any]
    part: float

    def __call__(self) -> None:
        """Do it."""
        self.run()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[100, 1000, 10_000])
    wanted = parser.parse_args()
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, python "
        f"{platform.python_version()}, numpy {np.__version__}, networkx {nx.__version__}"
    )
    missed = []
    for nodes in wanted.nodes:
        for kind, made in MADE.items():
            print(f"\n{kind}, {nodes} nodes, about {TIES_A_NODE * nodes} ties; milliseconds")
            print(LINE.format("", "ours", "networkx", "igraph", "networkx/ours", "ours/igraph"))
            sums = _table(made(nodes))
            missed += [f"{kind}, {nodes}: {words}" for words in _missed(sums, nodes)]
    print(
        "\n"
        + (
            "\n".join(missed)
            or "met    all in all never slower than networkx, within 2 times igraph"
        )
    )
    raise SystemExit(bool(missed))


def _table(graph: Any) -> list[float]:
    """Sums in the columns ours, networkx and igraph, and ours over what igraph has."""
    sums = [0.0, 0.0, 0.0, 0.0]
    for words, (ours, theirs, third) in _measures(graph):
        found = [_timed(ours), _timed(theirs), _timed(third)]
        _print(words, found)
        sums[0] += found[0] or 0
        sums[1] += found[1] or 0
        sums[2] += found[2] or 0
        sums[3] += (found[0] or 0) if third is not None else 0
    _print("sum", [sums[0], sums[1] or None, None])
    _print("sum of what igraph has", [sums[3], None, sums[2] or None])
    return sums


def _measures(graph: Any) -> Iterator[tuple[str, Ways]]:
    found, other = ties(graph), _igraph(graph)
    yield "reading a graph of networkx", (lambda: ties(graph), None, None)
    yield "degree", (lambda: degrees(found), lambda: dict(graph.degree()), _of(other, "degree"))
    yield from _paths(graph, found, other)
    yield (
        "eigenvector",
        (
            lambda: eigenvector(found),
            lambda: nx.eigenvector_centrality(graph, max_iter=10_000),
            _of(other, "eigenvector_centrality"),
        ),
    )
    yield (
        "constraint, size, efficiency",
        (
            lambda: structural_holes(found),
            lambda: (nx.constraint(graph), nx.effective_size(graph)),
            _of(other, "constraint"),
        ),
    )
    yield (
        "density, components",
        (
            lambda: (density(found), components(found)),
            lambda: (nx.density(graph), list(nx.connected_components(graph))),
            other and (lambda: (other.density(), other.connected_components())),
        ),
    )
    yield (
        "bridges, articulation points",
        (
            lambda: (bridges(found), articulation_points(found)),
            lambda: (list(nx.bridges(graph)), list(nx.articulation_points(graph))),
            other and (lambda: (other.bridges(), other.articulation_points())),
        ),
    )


def _paths(graph: Any, found: Any, other: Any) -> Iterator[tuple[str, Ways]]:
    some = list(graph)[: _part_of(len(graph))]
    part = len(some) / len(graph)
    exact = len(graph) <= EXACT_UP_TO
    starts = None if exact else SAMPLE
    words = "" if exact else f", ours from {SAMPLE} starts"
    yield (
        f"betweenness{words}",
        (
            lambda: shortest_paths.betweenness(found, sample=starts),
            Part(lambda: nx.betweenness_centrality(graph, k=len(some), seed=1), part),
            _of(other if exact else None, "betweenness"),
        ),
    )
    yield (
        f"closeness, harmonic{words}",
        (
            lambda: shortest_paths.nearness(found, sample=starts),
            Part(lambda: _near_by_networkx(graph, some), part),
            (lambda: (other.closeness(), other.harmonic_centrality()))
            if other is not None and exact
            else None,
        ),
    )


def _part_of(nodes: int) -> int:
    """From how many nodes the paths of networkx are timed."""
    if nodes < PART_FROM:
        return nodes
    return PART if nodes <= EXACT_UP_TO else PART // 10


def _near_by_networkx(graph: Any, some: list[Any]) -> None:
    for node in some:
        nx.closeness_centrality(graph, node)
    nx.harmonic_centrality(graph, sources=some)


def _igraph(graph: Any) -> Any:
    if not find_spec("igraph"):
        return None
    import igraph

    made = igraph.Graph(len(graph), list(graph.edges()))
    ours, theirs = structural_holes(graph)["constraint"], made.constraint()
    if not np.allclose(ours, theirs, equal_nan=True):
        message = "igraph does not count what ours counts"
        raise SystemExit(message)
    return made


def _of(other: Any, measure: str) -> Callable[[], Any] | None:
    return getattr(other, measure) if other is not None else None


def _timed(run: Callable[[], Any] | None) -> float | None:
    """Milliseconds, the least of three rounds where a round is short.

    None: it asks for more memory than there is, as the effective size of networkx does, which
    takes a number for every pair of nodes.
    """
    if run is None:
        return None
    least = np.inf
    for _ in range(3):
        begun = time.perf_counter()
        try:
            run()
        except MemoryError:
            return None
        least = min(least, (time.perf_counter() - begun) * 1000)
        if least > 1000:
            break
    return float(least) / (run.part if isinstance(run, Part) else 1)


def _print(words: str, found: list[float | None]) -> None:
    ours, theirs, third = found
    cells = ["-" if each is None else f"{each:.1f}" for each in found]
    faster = f"{theirs / ours:.1f}" if ours and theirs else "-"
    slower = f"{ours / third:.1f}" if ours and third else "-"
    print(LINE.format(words, *cells, faster, slower), flush=True)


def _missed(sums: list[float], nodes: int) -> Iterator[str]:
    ours, theirs, third, shared = sums
    if theirs and ours > theirs:
        yield "missed: slower than networkx"
    if third and nodes >= AIM_FROM and shared > 2 * third:
        yield "missed: more than 2 times igraph"


if __name__ == "__main__":
    main()
