"""Commands for those who write records: check, new, show, export."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import click

from bestpractices.cli.program import KB, LANG, main, told_in_one_line
from bestpractices.errors import Finding, Severity
from bestpractices.records.kinds import KINDS
from bestpractices.records.knowledge_base import check_folder, load


@main.command()
@click.argument("folder", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--errors-only", is_flag=True, help="Leave the advice away.")
def check(folder: str | None, form: str, errors_only: bool) -> None:
    """Check every record of a folder and show all findings; exit 1 if there is an error."""
    with told_in_one_line():
        findings = check_folder(folder)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    shown = [f for f in findings if f.severity is Severity.ERROR or not errors_only]
    if form == "json":
        print(json.dumps([_as_json(f) for f in shown], ensure_ascii=False, indent=2))
    else:
        for finding in shown:
            print(finding)
        print(f"{errors} errors, {len(findings) - errors} pieces of advice")
    raise SystemExit(1 if errors else 0)


def _as_json(finding: Finding) -> dict[str, Any]:
    return dataclasses.asdict(finding)


@main.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("name", metavar="ID")
@KB
def new(kind: str, name: str, folder: str | None) -> None:
    """Write a new record of a KIND from its template, ready to be filled in."""
    from bestpractices.records.templates import new_record
    from bestpractices.shipped import shipped

    with told_in_one_line():
        path = new_record(kind, name, Path(folder) if folder else shipped("kb"))
        print(path)


@main.command()
@click.argument("name", metavar="ID")
@LANG
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@KB
def show(name: str, lang: str, form: str, folder: str | None) -> None:
    """Print a record for reading; ID may be an address such as practices/duo-for-a-job."""
    from bestpractices.pages.plain_text import plain_text

    with told_in_one_line():
        kb = load(folder)
        _, record = kb.find(name)
        text = plain_text(kb, record, lang=lang)
        print(record.model_dump_json(indent=2) if form == "json" else text)


@main.command()
@click.argument("form", metavar="graphml|gexf|csv", type=click.Choice(["graphml", "gexf", "csv"]))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@KB
def export(form: str, out: Path, folder: str | None) -> None:
    """Write the knowledge base as a graph to the file OUT."""
    from bestpractices.analysis.graph import graph
    from bestpractices.exports import open_formats

    with told_in_one_line():
        kb = load(folder)
        write = getattr(open_formats, f"write_{form}")
        write(graph(kb), out)
        print(out)
