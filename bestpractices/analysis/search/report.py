"""Hits as text for a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from bestpractices.analysis.search.hits import Hit


def report(hits: Iterable[Hit], *, form: str) -> str:
    """Hits in one of the forms ``text``, ``json`` and ``csv``."""
    if form == "json":
        return json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2)
    if form == "csv":
        return _csv(hits).rstrip("\n")
    return "\n".join(_text(hits))


def _text(hits: Iterable[Hit]) -> Iterator[str]:
    for place, hit in enumerate(hits, start=1):
        yield f"{place}. {hit.title}"
        yield f"   {hit.address}  {hit.score:.2f}"
        yield from (f"   - {reason.sentence}" for reason in hit.why)


def _csv(hits: Iterable[Hit]) -> str:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([field.name for field in fields(Hit)])
    for hit in hits:
        why = "; ".join(reason.sentence for reason in hit.why)
        lines.writerow([hit.id, hit.kind, hit.address, hit.title, hit.score, why])
    return out.getvalue()
