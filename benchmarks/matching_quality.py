"""Judged pairs of needs and practices, from a table of pairs."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from bestpractices.analysis.matching.quality import Judged
from bestpractices.records.knowledge_base import KnowledgeBase


def read(path: Path, kb: KnowledgeBase) -> Judged:
    """Judgements of a file; what is not in the base is left out."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["need"]][row["practice"]] = float(row["grade"])
    return Judged.of(found, {name for grades in found.values() for name in grades}, kb=kb)
