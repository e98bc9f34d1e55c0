"""The command line: every command is thin, errors are one line and never a traceback."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bestpractices import __version__
from bestpractices.analysis.ranking.flaws import FlawedFileError
from bestpractices.errors import BestPracticesError, BrokenRecordsError, Finding, Severity
from bestpractices.records.kinds import KINDS
from bestpractices.records.knowledge_base import check_folder, load
from bestpractices.texts import NAMES, language

if TYPE_CHECKING:
    from bestpractices.records.knowledge_base import KnowledgeBase

_KB = click.option("--kb", "folder", help="Folder of a knowledge base, else the shipped one.")
_PORT = click.IntRange(0, 65535)
# A million takes a few seconds for fifty options; more digits than that are noise of the weights.
_DRAWS = click.IntRange(1, 1_000_000)
# More would push the first one off the screen.
_SHOWN_FINDINGS = 20


@contextlib.contextmanager
def _told_in_one_line() -> Iterator[None]:
    try:
        yield
    except BrokenRecordsError as error:
        errors = [f for f in error.findings if f.severity is Severity.ERROR]
        for finding in errors[:_SHOWN_FINDINGS]:
            print(finding, file=sys.stderr)
        _stop(f"{len(errors)} errors in the knowledge base; bestpractices check shows all of them")
    except FlawedFileError as error:
        print(error, file=sys.stderr)  # each line begins with its place, for an editor to open
        raise SystemExit(1) from None
    except (BestPracticesError, OSError) as error:
        _stop(str(error))


def _stop(message: str, code: int = 1) -> NoReturn:
    print(f"bestpractices: {message}", file=sys.stderr)
    raise SystemExit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bestpractices")
def main() -> None:
    """Belgian practices for the integration of migrants, linked to needs in Türkiye."""
    for stream in (sys.stdout, sys.stderr):
        _write_all_letters(stream)


def _write_all_letters(stream: Any) -> None:
    """Let no letter stop a command: a file or a pipe gets UTF-8, a terminal what it can show."""
    if isinstance(stream, io.TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@_KB
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets phones in.")
@click.option("--port", type=_PORT, default=8866, show_default=True, help="0: the system chooses.")
@click.option("--room", default="", help="Address for phones, if it is not the laptop's own.")
@click.option("--base-url", default="/", show_default=True, help="Path of both doors.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--with-parent", is_flag=True, help="End with the program that starts this.")
def serve(folder: str | None, *, base_url: str, no_browser: bool, **where: Any) -> None:
    """Serve the pages: participants at /, the coach behind a token at /coach/."""
    with _told_in_one_line():
        kb = load(folder)
        # The heavy half of Jupyter is imported only here.
        from bestpractices.serving.doors import Server

        # Taken out: the kernels inherit the environment, and the key is none of their business.
        token = os.environ.pop("BESTPRACTICES_TOKEN", "")
        server = Server(kb, token=token, base=base_url, **where)
        addresses = server.addresses

        def ready() -> None:
            print(f"Participants: {addresses.participants}")
            print(f"Coach:        {addresses.coach}")
            print(f"Room:         {addresses.room}")
            print("Stop with Ctrl+C.", flush=True)

        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(server.run(ready=ready, open_browser=not no_browser))


@main.command()
@click.argument("out", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--base-url", help="Where the site will stand, such as https://example.org/kb/.")
@_KB
def publish(out: Path, base_url: str | None, folder: str | None) -> None:
    """Write the participants' pages into DIR as plain files, for any web server."""
    from bestpractices.serving.library import Library
    from bestpractices.serving.site import Site
    from bestpractices.serving.site_address import SiteAddress

    with _told_in_one_line():
        address = SiteAddress.of(base_url)
        site = Site(Library(load(folder), base=address.base), address)
        if base_url is None:
            note = "no sitemap and no feeds, because they need whole addresses: give --base-url"
            print(note, file=sys.stderr)
        try:
            with _bar(len(site.names)) as step:
                tally = asyncio.run(site.publish(out, told=step))
        except KeyboardInterrupt:
            _stop("stopped; the files in place are whole, run the same command again for the rest")
        print(f"{len(site.pages)} pages, {tally}")


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    """Progress on the terminal; a file or a pipe gets none."""
    from rich.console import Console
    from rich.progress import Progress

    quiet = not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as progress:
        task = progress.add_task("Writing", total=total)
        yield lambda: progress.advance(task)


@main.command()
def lab() -> None:
    """Open JupyterLab on the research notebooks."""
    from jupyterlab.labapp import main as jupyterlab

    from bestpractices.shipped import shipped

    with _told_in_one_line():
        research = shipped("notebooks") / "research"
    sys.argv = ["jupyter-lab", f"--ServerApp.root_dir={research}"]
    jupyterlab()


@main.command()
@click.argument("folder", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--errors-only", is_flag=True, help="Leave the advice away.")
def check(folder: str | None, form: str, errors_only: bool) -> None:
    """Check every record of a folder and show all findings; exit 1 if there is an error."""
    with _told_in_one_line():
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
@_KB
def new(kind: str, name: str, folder: str | None) -> None:
    """Write a new record of a KIND from its template, ready to be filled in."""
    from bestpractices.records.templates import new_record
    from bestpractices.shipped import shipped

    with _told_in_one_line():
        path = new_record(kind, name, Path(folder) if folder else shipped("kb"))
        print(path)


@main.command()
@click.argument("name", metavar="ID")
@click.option("--lang", default="en", show_default=True, metavar="|".join(NAMES))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_KB
def show(name: str, lang: str, form: str, folder: str | None) -> None:
    """Print a record for reading; ID may be an address such as practices/duo-for-a-job."""
    from bestpractices.pages.plain_text import plain_text

    with _told_in_one_line():
        kb = load(folder)
        _, record = kb.find(name)
        text = plain_text(kb, record, lang=lang)
        print(record.model_dump_json(indent=2) if form == "json" else text)


@main.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--lang", default="en", show_default=True, metavar="|".join(NAMES))
@click.option("--kind", type=click.Choice(list(KINDS)), multiple=True, help="Only of this kind.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@_KB
def search(
    words: tuple[str, ...], form: str, folder: str | None, *, kind: tuple[str, ...], **asked: Any
) -> None:
    """Find records by WORDS in any of the four languages, with the reasons for every hit."""
    from bestpractices.analysis.search import answer
    from bestpractices.analysis.search.report import report

    with _told_in_one_line():
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
@click.option("--lang", default="en", show_default=True, metavar="|".join(NAMES))
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@_KB
def match(need: str, *, limit: int, weights: Path | None, folder: str | None, **shown: str) -> None:
    """Rank the practices for a NEED by criteria, with the reasons for and against each.

    NEED is the id of a need. The weights are lines of a criterion and a number (CSV), or YAML or
    JSON, in any unit; without them the subject counts most.
    """
    from bestpractices.analysis.matching import NAMES as CRITERIA
    from bestpractices.analysis.matching import matching
    from bestpractices.analysis.matching.report import report
    from bestpractices.analysis.ranking.weight_file import weights_in

    with _told_in_one_line():
        language(shown["lang"])
        shares = weights_in(_content(weights), str(weights), criteria=CRITERIA) if weights else None
        kb = load(folder)
        found = matching(kb, need, limit=limit, weights=shares)
        print(report(kb, found, **shown))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--weights", metavar="FILE", type=click.Path(path_type=Path), help="Else all equal.")
@click.option("--samples", type=_DRAWS, default=10_000, show_default=True, help="Drawn weights.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
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

    with _told_in_one_line():
        table, advice = criteria_table(_content(file), str(file))
        shares = None
        if weights:
            shares = weights_in(_content(weights), str(weights), criteria=table.criteria)
        found = ranking(table, shares, samples=samples, seed=seed)
        for flaw in advice:
            print(flaw, file=sys.stderr)
        shown = {"text": report.as_text, "json": report.as_json, "csv": report.as_csv}[form](found)
        print(shown.rstrip("\n"))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        _stop(f"{path} cannot be read ({error.strerror}); give the path of a file", 2)


@main.command()
@click.argument("form", metavar="graphml|gexf|csv", type=click.Choice(["graphml", "gexf", "csv"]))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@_KB
def export(form: str, out: Path, folder: str | None) -> None:
    """Write the knowledge base as a graph to the file OUT."""
    from bestpractices.analysis.graph import graph
    from bestpractices.exports import open_formats

    with _told_in_one_line():
        kb: KnowledgeBase = load(folder)
        write = getattr(open_formats, f"write_{form}")
        write(graph(kb), out)
        print(out)
