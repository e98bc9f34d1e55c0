"""Simpler rankings of practices for a need: tags, BM25, their sum, embeddings, chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np
from matching_embeddings import Embedding, missing

from bestpractices.analysis.matching.need_words import stems
from bestpractices.analysis.matching.quality import Judged, Values
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Practice

# The usual values (Robertson and Zaragoza 2009).
_K1: Final = 1.2
_B: Final = 0.75


def rivals(
    kb: KnowledgeBase, judged: Judged, *, draws: int, seed: int
) -> Iterator[tuple[str, Values | None]]:
    """Each with its scores, one or several times; without scores if something is not installed."""
    needs = [kb.needs[name] for name in judged.needs]
    practices = [kb.practices[name] for name in judged.practices]
    asked = [_words(text(one)) for one in needs]
    words = bm25(asked, [_words(text(one)) for one in practices])
    tags = np.array([[jaccard(need, one) for one in practices] for need in needs])
    yield "tags only (Jaccard)", tags
    yield "BM25 on the same text", words
    yield (
        "BM25, need's title and summary",
        bm25(
            [_words(text(one, body=False)) for one in needs],
            [_words(text(one)) for one in practices],
        ),
    )
    yield "their plain sum", _of_highest(tags) + _of_highest(words)
    if absent := missing():
        yield f"sentence embeddings: skipped, {', '.join(absent)} not installed", None
    else:
        of = Embedding().of
        left, right = (np.array([of(text(one)) for one in group]) for group in (needs, practices))
        yield "sentence embeddings (all-MiniLM-L6-v2)", (left @ right.T).astype(np.float64)
    rng = np.random.default_rng(seed)
    yield f"random (mean of {draws} orders)", rng.random((draws, *judged.grades.shape))


def text(record: Need | Practice, *, body: bool = True) -> str:
    """English text of a record: title, summary, blocks, body."""
    blocks = record.building_blocks if isinstance(record, Practice) else ()
    parts = [record.title.passage("en").text, record.summary.passage("en").text]
    parts += [f"{one.name.passage('en').text}. {one.what}" for one in blocks]
    return "\n".join([*parts, record.body] if body else parts)


def _words(found: str) -> list[str]:
    """Stems without small words: the same care as ours takes."""
    return [one.term for one in stems(found, "en")]


def jaccard(need: Need, practice: Practice) -> float:
    """Themes and target groups in common, of all that either has."""
    mine, theirs = ({*one.themes, *one.target_groups} for one in (need, practice))
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def bm25(asked: list[list[str]], texts: list[list[str]]) -> Values:
    """Plain BM25: needs by practices."""
    counts = [Counter(one) for one in texts]
    mean = sum(map(len, texts)) / len(texts)
    having = Counter(word for one in counts for word in one)
    found = np.zeros((len(asked), len(texts)))
    for row, question in zip(found, asked, strict=True):
        for word, times in Counter(question).items():
            rare = math.log1p((len(texts) - having[word] + 0.5) / (having[word] + 0.5))
            for place, one in enumerate(counts):
                length = 1 - _B + _B * len(texts[place]) / mean
                row[place] += times * rare * one[word] * (_K1 + 1) / (one[word] + _K1 * length)
    return found


def _of_highest(scores: Values) -> Values:
    return np.asarray(scores / np.maximum(scores.max(axis=1, keepdims=True), 1e-12))
