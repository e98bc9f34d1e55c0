"""Options ranked for a need, with reasons; the reader weighs, compares and chooses blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import traitlets

from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.weighted_sum import weighted_sum
from bestpractices.widgets.parts.module_text import module_text
from bestpractices.widgets.parts.sent_first import SentFirst

_HERE = Path(__file__)
MOST_COMPARED: Final = 3


class MatchBoard(SentFirst):
    """A ranked board; weights are moved and everything is ranked again in the browser.

    Parameters
    ----------
    need
        ``title``, its ``lang`` and ``href``; empty where no need is chosen yet.
    criteria
        ``id``, ``label``, ``worst`` and ``best`` (what 0 and 1 mean, in words), ``explain`` (why it
        counts) and ``weight`` (swing points, 0 to 100, of whoever has not been asked).
    presets
        ``id``, ``label``, ``explain`` and ``weights`` (points by criterion).
    options
        ``id``, ``href``, ``title`` and ``summary`` (``text`` and ``lang``), ``kicker``; ``values``
        (0 to 1 by criterion, ``None`` or missing: unknown); ``blocking``, ``for_``, ``against`` and
        ``unknown`` (reasons: ``text``, ``href`` and ``source``, the words of the source; the last
        three also ``criterion``); ``blocks`` (``id``, ``name`` with ``text`` and ``lang``,
        ``what``, ``requires``); ``share`` of all weights that put it first, and ``ranks``
        (``best`` and ``worst`` over all weights), both ``None`` where not counted.
    blocks
        The same board for single building blocks: ``criteria``, ``presets`` and ``options``, with
        ``practice`` (``id``, ``title``) of which each is a part; empty where it is not offered.
    unit
        Which of the two is ranked now: ``practices`` or ``blocks``.
    named
        Blocks that are chosen, by "option/block": ``name`` of the block and of its ``practice``,
        for those that no option here holds.
    texts
        Interface texts by key, see ``bestpractices.pages.board_texts``; ``lang`` is their language.
    stored
        Traits that a store keeps: a page that is opened again takes them from there, and not from
        what the window remembers.
    fallback
        HTML that a page without JavaScript shows in its place.
    """

    # The participants' host serves the very same text.
    _esm = module_text(_HERE.with_suffix(".js"))
    _css = _HERE.with_suffix(".css")

    need = traitlets.Dict().tag(sync=True)
    criteria = traitlets.List(traitlets.Dict()).tag(sync=True)
    presets = traitlets.List(traitlets.Dict()).tag(sync=True)
    options = traitlets.List(traitlets.Dict()).tag(sync=True)
    blocks = traitlets.Dict().tag(sync=True)
    named = traitlets.Dict().tag(sync=True)
    unit = traitlets.Enum(["practices", "blocks"], "practices").tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    weights = traitlets.Dict(help="Points by criterion; empty: nobody was asked").tag(sync=True)
    blind = traitlets.Bool(False, help="Whether names are hidden").tag(sync=True)
    compared = traitlets.List(traitlets.Unicode(), maxlen=MOST_COMPARED).tag(sync=True)
    chosen = traitlets.List(traitlets.Unicode(), help='Blocks as "option/block"').tag(sync=True)
    stored = traitlets.List(traitlets.Unicode()).tag(sync=True)
    opened = traitlets.Unicode("", help="Option whose reasons are shown").tag(sync=True)

    def __init__(
        self,
        criteria: Sequence[Mapping[str, Any]] = (),
        options: Sequence[Mapping[str, Any]] = (),
        *,
        fallback: str = "",
        **traits: Any,
    ) -> None:
        super().__init__(criteria=list(criteria), options=list(options), **traits)
        self._fallback = fallback

    def shown(self) -> Mapping[str, Any]:
        """Criteria, presets and options of what is ranked now: practices, or single blocks."""
        if self.unit == "blocks" and self.blocks:
            return self.blocks
        return {"criteria": self.criteria, "presets": self.presets, "options": self.options}

    def points(self) -> dict[str, float]:
        """Points of every criterion: those that were given, else those it came with."""
        given = self.shown()["criteria"]
        return {one["id"]: self.weights.get(one["id"], one["weight"]) for one in given}

    def summary(self) -> str:
        """What the view shows, in one sentence."""
        return ", ".join(self._summary())

    def _summary(self) -> Iterator[str]:
        title, shown = self.need.get("title"), self.shown()
        options = shown["options"]
        what = "blocks" if shown is self.blocks else "options"
        yield f"{len(options)} {what} for “{title}”" if title else "no need chosen"
        if options and shown["criteria"]:
            yield f"first {', '.join(self._first())}"
        if blocked := sum(bool(option["blocking"]) for option in options):
            yield f"{blocked} with a blocking point"
        if self.blind:
            yield "names hidden"
        yield f"{len(self.chosen)} blocks chosen"

    def _first(self) -> list[str]:
        shown = self.shown()
        names = [one["id"] for one in shown["criteria"]]
        rows = {option["id"]: [option["values"].get(name) for name in names]
                for option in self._ranked_first(shown["options"])}  # fmt: skip
        points = self.points()
        scores = weighted_sum(
            CriteriaTable.of(rows, names), points if any(points.values()) else None
        )
        return [name for name, rank in zip(rows, scores.ranks, strict=True) if rank == 1]

    def _ranked_first(self, options: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Those that may be first: among blocks the blocked ones stand behind all others."""
        free = [one for one in options if not (one.get("practice") and one["blocking"])]
        return free or options
