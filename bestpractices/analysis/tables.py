"""Records as tables: what a researcher counts and plots with pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bestpractices.records.models import Figure

if TYPE_CHECKING:
    import pandas as pd

    from bestpractices.records.knowledge_base import KnowledgeBase


def practices_table(kb: KnowledgeBase) -> pd.DataFrame:
    """Practices with their themes, regions, level of evidence and how much they hold.

    Returns
    -------
    pandas.DataFrame
        One row a practice, indexed by ``id``, in id order; columns ``theme``, ``method`` and
        ``region`` (tuples of words: ``explode`` them to count), ``evidence``, ``started`` (year),
        ``blocks`` and ``sources`` (counts). No practices: no rows.
    """
    import pandas as pd

    columns = ["id", "theme", "method", "region", "evidence", "started", "blocks", "sources"]
    rows = [
        (p.id, p.themes, p.methods, p.regions, p.evidence, p.started,
         len(p.building_blocks), len(p.sources))
        for p in kb.practices.values()
    ]  # fmt: skip
    # A year that is not known must not turn all years into fractions.
    return pd.DataFrame(rows, columns=columns).set_index("id").astype({"started": "Int64"})


def figures_table(kb: KnowledgeBase) -> pd.DataFrame:
    """Every figure of scale and results with its unit, year and source.

    Returns
    -------
    pandas.DataFrame
        One row a figure, in the order of practices, needs and organisations; columns ``record``
        (address), ``part`` (``scale``, ``results`` or ``size``), ``what``, ``value``, ``unit``,
        ``year``, ``source`` (``None`` when unknown).
    """
    import pandas as pd

    rows = [
        (address, part, f.what, f.value, f.unit, f.year, f.source)
        for address, record in kb.records()
        for part in ("scale", "results", "size")
        for f in getattr(record, part, ())
        if isinstance(f, Figure)  # a project's results are sentences
    ]
    columns = ["record", "part", "what", "value", "unit", "year", "source"]
    return pd.DataFrame(rows, columns=columns).astype({"year": "Int64"})


def edges_table(kb: KnowledgeBase) -> pd.DataFrame:
    """Every edge of the graph with the labels of its ends.

    Returns
    -------
    pandas.DataFrame
        One row an edge; columns ``start`` and ``end`` (addresses), ``kind``, ``start_label``,
        ``end_label`` and ``source_ref`` (address of the source, empty when none is named).
    """
    import pandas as pd

    from bestpractices.analysis.graph import graph

    links = graph(kb)
    label = links.nodes(data="label")
    rows = [
        (start, end, kind, label[start], label[end], found["source_ref"])
        for start, end, kind, found in links.edges(keys=True, data=True)
    ]
    columns = ["start", "end", "kind", "start_label", "end_label", "source_ref"]
    return pd.DataFrame(rows, columns=columns)
