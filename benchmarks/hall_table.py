"""What the hall showed, as lines of text, and whether it is what we set ourselves."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from percentile import percentile

_WIDTH: Final = 46
_NOT_TRIED: Final = """\
Stock was not tried with crowds: it starts a kernel for every visitor, above {kernel:.0f} MB each,
so 1,000 at once would ask for {crowd:.0f} GB. That would measure a machine without memory."""

Measured = Mapping[str, Any]


def lines(measured: Measured) -> Iterator[str]:
    """All tables, one below the other."""
    yield from _browsers(measured["browsers"])
    yield ""
    yield from _turns(measured["turns"])
    yield ""
    yield from _crowds(measured["crowds"])
    yield ""
    yield _stock_in_a_crowd(measured["browsers"]["stock"])
    yield ""
    yield from _news(measured["news"])


def _browsers(browsers: Mapping[str, Measured]) -> Iterator[str]:
    count = len(browsers["ours"]["visits"]) + len(browsers["ours"]["errors"])
    yield _line(f"{count} browsers at once", ["stock Voila", "ours", "stock/ours", "one line"])
    errors = [len(side["errors"]) for side in browsers.values()]
    yield _line("errors: saw no card in time", [*errors[:2], "", errors[2]])
    for name, words in (("received", "document received"), ("card", "first practice card")):
        for share in (0.5, 0.95):
            pair = [_at(side, name, share) for side in browsers.values()]
            yield _compared(f"{words}, p{share * 100:.0f}, ms", pair)
    yield _compared(
        "a visitor received, websockets left out, kB",
        [_at(side, "kilobytes", 0.5) for side in browsers.values()],
    )
    took = [side["processor_seconds"] * 1000 / count for side in browsers.values()]
    yield _compared("server's processor time a visitor, ms", [*took[:2], math.nan])
    for when, words in (("before", "before"), ("open", "all tabs open"), ("after", "tabs closed")):
        pair = [side["megabytes"][when] for side in browsers.values()]
        pair[2] = math.nan  # served by the process that measures
        yield _compared(f"server's memory, {words}, MB", pair)
    for name, side in browsers.items():
        if side["errors"]:
            yield f"{name}: {len(side['errors'])} saw no card; its times are those of the others"


def _turns(turns: Sequence[Measured]) -> Iterator[str]:
    count = len(turns[0]["visits"])
    devices = [f"{turn['slower']}x slower" if turn["slower"] > 1 else "as this" for turn in turns]
    yield _line(f"{count} visitors to ours, a device each", devices)
    for share in (0.5, 0.95):
        figures = [f"{_at(turn, 'card', share):.0f}" for turn in turns]
        yield _line(f"first practice card, p{share * 100:.0f}, ms", figures)


def _crowds(crowds: Sequence[Measured]) -> Iterator[str]:
    yield _line("visitors to ours", [f"{crowd['count']:,}" for crowd in crowds])
    yield _line("came within, s", [f"{crowd['within']:.0f}" for crowd in crowds])
    yield _line("last was served after, s", [f"{crowd['seconds']:.1f}" for crowd in crowds])
    yield _line("errors", [sum(crowd["errors"].values()) for crowd in crowds])
    for name, words in (("page", "page"), ("whole", "page and all it names")):
        for share in (0.5, 0.95):
            figures = [f"{1000 * _at(crowd, name, share):.0f}" for crowd in crowds]
            yield _line(f"{words}, p{share * 100:.0f}, ms", figures)
    yield _line("a visitor received, kB", [f"{_at(c, 'kilobytes', 0.5):.0f}" for c in crowds])
    for name in ("before", "highest", "after"):
        yield _line(
            f"server's memory, {name}, MB", [f"{crowd['megabytes'][name]:.0f}" for crowd in crowds]
        )
    for name, words in (("server", "the server"), ("crowd", "the crowd")):
        shares = [f"{100 * crowd['processor'][name]:.0f}" for crowd in crowds]
        yield _line(f"{words} kept a core busy, %", shares)
    late = [f"{1000 * _at(crowd, 'late', 0.95):.0f}" for crowd in crowds]
    yield _line("of the times: visitor came late, p95, ms", late)
    for crowd in crowds:
        for error, times in crowd["errors"].items():
            yield f"    {crowd['count']:,}: {times} times {error}"


def _stock_in_a_crowd(stock: Measured) -> str:
    grown = stock["megabytes"]["open"] - stock["megabytes"]["before"]
    kernel = grown / (len(stock["visits"]) + len(stock["errors"]))
    return _NOT_TRIED.format(kernel=kernel, crowd=kernel)


def _news(news: Measured) -> Iterator[str]:
    yield f"a record's title changes while {news['streams']} pages are open"
    yield _line("open pages that heard of it", [len(news["heard"])])
    for words, value in _arrivals(news).items():
        yield _line(f"{words}, s", ["never" if value is None else f"{value:.2f}"])


def _arrivals(news: Measured) -> dict[str, float | None]:
    return {
        "first of them": min(news["heard"], default=None),
        "last of them": max(news["heard"], default=None),
        "record's page served new": news["page"],
        "page of all practices served new": news["others"],
    }


def aims(measured: Measured) -> dict[str, bool | None]:
    """What we set ourselves, and whether ours meets it; None if stock has no figure to compare."""
    stock, ours = (measured["browsers"][name] for name in ("stock", "ours"))
    crowds, news = measured["crowds"], measured["news"]
    thousand = next(crowd for crowd in crowds if crowd["count"] == 1000)
    begin = ours["megabytes"]["before"]
    highest = max(crowd["megabytes"]["highest"] for crowd in crowds)
    heard = [*news["heard"], news["page"] or float("inf")]
    browsers = len(ours["visits"]) + len(ours["errors"])
    no_stock = not stock["visits"]
    return {
        f"first card under 1 s at p95 of {browsers} browsers": _at(ours, "card", 0.95) < 1000
        and not ours["errors"],
        **{
            f"the same with a device each, {turn['slower']} times slower": _at(turn, "card", 0.95)
            < 1000
            for turn in measured["turns"]
            if turn["slower"] > 1
        },
        f"{thousand['count']:,} visitors in {thousand['within']:.0f} s without an error": not sum(
            thousand["errors"].values()
        ),
        f"memory grows by less than 50 MB ({highest - begin:.0f}, all crowds)": highest - begin
        < 50,
        "20 times fewer bytes than stock": None
        if no_stock
        else _at(stock, "kilobytes", 0.5) >= 20 * _at(ours, "kilobytes", 0.5),
        "10 times less time than stock, p50 and p95": None
        if no_stock
        else all(
            _at(stock, "card", share) >= 10 * _at(ours, "card", share) for share in (0.5, 0.95)
        ),
        f"a change on {news['streams']} open pages within 2 s": len(news["heard"])
        == news["streams"]
        and max(heard) <= 2,
    }


def _at(side: Measured, name: str, share: float) -> float:
    return percentile([visit[name] for visit in side["visits"]], share)


def _compared(words: str, pair: Sequence[float]) -> str:
    stock, ours, least = ("-" if math.isnan(value) else f"{value:.0f}" for value in pair)
    ratio = "-" if math.isnan(pair[0]) else f"{pair[0] / pair[1]:.1f}"
    return _line(words, [stock, ours, ratio, least])


def _line(words: str, columns: Sequence[object]) -> str:
    return f"{words:<{_WIDTH}}" + "".join(f"{column!s:>14}" for column in columns)
