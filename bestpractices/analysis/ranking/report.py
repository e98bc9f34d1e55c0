"""A ranking as text for a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from bestpractices.analysis.ranking.ranked_options import RankedOption, Ranking
from bestpractices.analysis.ranking.way_to_win import Change, WayToWin

_WIDTH: Final = 100
# Signs with which a spreadsheet begins a formula, the full-width forms of East Asia included.
_FORMULA: Final = re.compile("[=+\\-@\uff1d\uff0b\uff0d\uff20]")
# Beyond these the advice is longer than the table.
_ADVISED: Final = 5


def as_json(ranking: Ranking) -> str:
    """One document: ``options`` in order, then the weights, draws and seed they came from."""
    document = {
        "options": [_as_fields(option) for option in ranking.options],
        "weights": ranking.weights,
        "samples": ranking.samples,
        "seed": ranking.seed,
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)


def _as_fields(option: RankedOption) -> dict[str, Any]:
    return {
        "id": option.id,
        "score": option.score,
        "score_interval": [option.score, option.score_high],
        "known": option.known,
        "rank": option.rank,
        "rank_acceptability": option.rank_acceptability,
        "central_weights": option.central_weights,
        "confidence": option.confidence,
        "score_range": option.score_range,
        "rank_range": option.rank_range,
        "dominated_by": option.dominated_by,
        "to_win": _way_fields(option.to_win),
    }


def _way_fields(way: WayToWin | None) -> dict[str, Any] | None:
    if way is None:
        return None
    return {
        "weight": _change_fields(way.weight),
        "value": _change_fields(way.value),
        "weights": way.weights,
        "distance": way.distance,
    }


def _change_fields(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {"criterion": change.criterion, "now": change.now, "needed": change.needed}


def as_csv(ranking: Ranking) -> str:
    """One row an option, in order; several in one cell are separated by " | "."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    names = list(ranking.weights)
    columns = ["id", "rank", "score", "score_high", "known", "best_rank", "worst_rank"]
    columns += ["confidence", "dominated_by"]
    columns += [f"rank_{place}" for place in range(1, len(ranking.options) + 1)]
    writer.writerow([*columns, *(f"central_weight_{name}" for name in names)])
    for option in ranking.options:
        writer.writerow(_cells(option))
    return buffer.getvalue()


def _harmless(name: str) -> str:
    return f"'{name}" if _FORMULA.match(name) else name


def _cells(option: RankedOption) -> list[object]:
    return [
        _harmless(option.id),
        option.rank,
        option.score,
        option.score_high,
        option.known,
        *(option.rank_range or (None, None)),
        option.confidence,
        _harmless(" | ".join(option.dominated_by)),
        *option.rank_acceptability,
        *option.central_weights.values(),
    ]


def as_text(ranking: Ranking, *, width: int = _WIDTH) -> str:
    """Table for reading, then what would bring the next options to the first place."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="")
    for heading in ("rank", "option", "score", "ranks", "first", "confidence", "dominated by"):
        table.add_column(heading, overflow="fold")
    for option in ranking.options:
        table.add_row(*_words(option))
    buffer = io.StringIO()
    # names are shown as they are: no markup, no emoji codes, no colours of numbers
    console = Console(file=buffer, width=width, markup=False, emoji=False, highlight=False)
    console.print(table)
    for line in _notes(ranking):
        console.print(line)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines())


def _words(option: RankedOption) -> tuple[str, ...]:
    first, last = option.rank_range or ("", "")
    return (
        str(option.rank),
        option.id,
        f"{option.score:.3f}" + (f" to {option.score_high:.3f}" if _is_open(option) else ""),
        f"{first} to {last}" if option.rank_range else "",
        f"{option.rank_acceptability[0]:.2f}",
        "" if option.confidence is None else f"{option.confidence:.2f}",
        ", ".join(option.dominated_by),
    )


def _is_open(option: RankedOption) -> bool:
    return option.score_high > option.score


def _notes(ranking: Ranking) -> Iterator[str]:
    yield ""
    shares = ", ".join(f"{name} {weight:.3f}" for name, weight in ranking.weights.items())
    yield f"score: with the weights {shares}"
    if any(_is_open(option) for option in ranking.options):
        yield "score a to b: a with what is known, b if all that is unknown turns out best"
    yield "ranks: best and worst that were found over all weights"
    yield (
        f"first: share of all weights that put it first; {ranking.samples} draws, "
        f"seed {ranking.seed}"
    )
    yield "confidence: how often it is first at the mean of those weights"
    ways = [(option.id, option.to_win) for option in ranking.options if option.to_win]
    if ways:
        yield ""
    for option, way in ways[:_ADVISED]:
        yield f"for {option} to win: {_way_words(way)}"
    if len(ways) > _ADVISED:
        yield f"for the other {len(ways) - _ADVISED}: see --format json"


def _way_words(way: WayToWin) -> str:
    if way.weights is None and way.value is None:
        return "neither other weights nor one better value would do"
    words = []
    if way.weight:
        words.append(_change_words("weight of", way.weight))
    elif way.weights:
        shares = ", ".join(f"{name} {weight:.3f}" for name, weight in way.weights.items())
        words.append(f"weights {shares}")
    if way.value:
        words.append(_change_words("value in", way.value))
    return ", or ".join(words)


def _change_words(what: str, change: Change) -> str:
    now = "unknown" if change.now is None else f"{change.now:.3f}"
    return f"{what} {change.criterion} {now} -> {change.needed:.3f}"
