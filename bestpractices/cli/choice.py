"""Commands that find and order: search, match, rank."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from bestpractices.cli.program import KB, LANG, TABLE, content, main, told_in_one_line
from bestpractices.records.kinds import KINDS
from bestpractices.records.knowledge_base import load
from bestpractices.texts import language

# A million takes a few seconds for fifty options; more digits than that are noise of the weights.
_DRAWS = click.IntRange(1, 1_000_000)


@main.command()
@click.argument("words", nargs=-1, required=True)
@LANG
@click.option("--kind", type=click.Choice(list(KINDS)), multiple=True, help="Only of this kind.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@TABLE
@KB
def search(
    words: tuple[str, ...], form: str, folder: str | None, *, kind: tuple[str, ...], **asked: Any
) -> None:
    """Find records by WORDS in any of the four languages, with the reasons for every hit."""
    from bestpractices.analysis.search import answer
    from bestpractices.analysis.search.report import report

    with told_in_one_line():
        where = {"kind": kind} if kind else {}
        found = answer(load(folder), " ".join(words), where=where, **asked)
        if found.hits or form != "text":
            print(report(found.hits, form=form))
        if found.advice:
            print(f"bestpractices: {found.advice}", file=sys.stderr)


@main.command()
@click.argument("need", metavar="NEED")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@click.option("--weights", metavar="FILE", type=click.Path(path_type=Path), help="Else balanced.")
@LANG
@TABLE
@KB
def match(need: str, *, limit: int, weights: Path | None, folder: str | None, **shown: str) -> None:
    """Rank the practices for a NEED by criteria, with the reasons for and against each.

    NEED is the id of a need. The weights are lines of a criterion and a number (CSV), or YAML or
    JSON, in any unit; without them the subject counts most.
    """
    from bestpractices.analysis.matching import NAMES as CRITERIA
    from bestpractices.analysis.matching import matching
    from bestpractices.analysis.matching.report import report
    from bestpractices.analysis.ranking.weight_file import weights_in

    with told_in_one_line():
        language(shown["lang"])
        shares = weights_in(content(weights), str(weights), criteria=CRITERIA) if weights else None
        kb = load(folder)
        found = matching(kb, need, limit=limit, weights=shares)
        print(report(kb, found, **shown))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--weights", metavar="FILE", type=click.Path(path_type=Path), help="Else all equal.")
@click.option("--samples", type=_DRAWS, default=10_000, show_default=True, help="Drawn weights.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@TABLE
def rank(file: Path, *, weights: Path | None, samples: int, seed: int, form: str) -> None:
    """Rank options by several criteria, and show how firm each place is.

    FILE is a CSV table: one line an option, one column a criterion, values from 0 (worst) to 1
    (best), nothing where a value is not known. The weights are lines of a name and a number (CSV),
    or YAML or JSON.
    """
    from bestpractices.analysis.ranking import report
    from bestpractices.analysis.ranking.criteria_file import criteria_table
    from bestpractices.analysis.ranking.ranked_options import rank as ranking
    from bestpractices.analysis.ranking.weight_file import weights_in

    with told_in_one_line():
        table, advice = criteria_table(content(file), str(file))
        shares = None
        if weights:
            shares = weights_in(content(weights), str(weights), criteria=table.criteria)
        found = ranking(table, shares, samples=samples, seed=seed)
        for flaw in advice:
            print(flaw, file=sys.stderr)
        shown = {"text": report.as_text, "json": report.as_json, "csv": report.as_csv}[form](found)
        print(shown.rstrip("\n"))
