"""The long text of a draft: its headings are those of the templates, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bestpractices.analysis.matching.need_words import WISH
from bestpractices.analysis.write_shop.answers import Answers, questions
from bestpractices.texts import N_, Texts

# As in kb/templates/; what has no place of its own stands under the last.
HEADINGS: Final = {
    "practice": (
        "Problem", "How it works", "What makes it work", "Limits", "Open questions for a transfer",
    ),
    "need": ("The situation", "What has been tried", WISH, "Open questions"),
}  # fmt: skip
_CORE: Final = N_("Core: without it the practice is another one")
_CORE_SECTION: Final = "What makes it work"
_STRANGER: Final = N_("{name} (not in the base yet)")


def body(
    answers: Answers, source_of: Callable[[str, str], str], strangers: Mapping[str, str]
) -> str:
    """Text below the fields.

    Parameters
    ----------
    source_of
        Id of the source that a question names.
    strangers
        Organisations that the base does not know, by the question that asked for them.

    Returns
    -------
    str
        All headings of the kind; the last one of a need only where something stands below it.
    """
    t, headings = Texts(answers.lang), HEADINGS[answers.kind]
    told: dict[str, list[str]] = {heading: [] for heading in headings}
    for section, text in (*_answered(answers, source_of, t), *_core(answers, t)):
        told[headings[-1] if section == "open" else section].append(text)
    labels = {one.id: one.label for one in questions(answers.kind)}
    for question, name in strangers.items():
        told[headings[-1]].append(_said(t, labels[question], t(_STRANGER, name=name)))
    if answers.kind == "need" and not told[headings[-1]]:
        del told[headings[-1]]
    return "".join(_section(heading, texts) for heading, texts in told.items())


def _answered(
    answers: Answers, source_of: Callable[[str, str], str], t: Texts
) -> Iterator[tuple[str, str]]:
    for question in questions(answers.kind):
        if not question.section or not answers.rows(question):
            continue
        text = answers.text(question.id)
        if question.fields[0].form == "line":
            text = " ".join(text.split())
        if question.claims:
            text = f"{text} [{source_of(question.id, '')}]"
        yield question.section, _said(t, question.said, text) if question.said else text


def _core(answers: Answers, t: Texts) -> Iterator[tuple[str, str]]:
    blocks = answers.parts.get("building_blocks", ())
    core = [part for part in blocks if answers.text("building_blocks", part, "core")]
    names = [answers.text("building_blocks", part, "name") for part in core]
    if told := "; ".join(" ".join(name.split()) for name in names if name):
        yield _CORE_SECTION, _said(t, _CORE, told)


def _said(t: Texts, label: str, text: str) -> str:
    return f"**{t(label)}:** {text}"


def _section(heading: str, texts: list[str]) -> str:
    return f"\n## {heading}\n" + "".join(f"\n{text}\n" for text in texts)
