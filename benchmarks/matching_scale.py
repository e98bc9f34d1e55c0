"""How long it takes to match very many needs with very many practices, and how much memory.

``python benchmarks/matching_scale.py [--practices 100000] [--needs 10000] [--index FILE]``;
the base is put together anew from the sentences, words and blocks of the real one. The index of the
search is made by another process and read from its file, as a server does.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
from resampled import resampled

import bestpractices as bp
from bestpractices.analysis.matching import Matcher
from bestpractices.analysis.matching.bulk import Best, best_of_all
from bestpractices.analysis.search import finder, prepared
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need

AIM_SECONDS: Final = 60
AIM_MEGABYTES: Final = 3000
_LIMIT: Final = 10
_COMPARED: Final = 20
Thing = TypeVar("Thing")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--practices", type=int, default=100_000)
    arguments.add_argument("--needs", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--index", type=Path, help="file of the index, kept for another run")
    chosen = arguments.parse_args()
    kb = bp.load()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}, python {platform.python_version()}, "
          f"numpy {np.__version__}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.index or Path(folder) / "index"
        _measure(chosen, kb, path)


def _measure(chosen: argparse.Namespace, kb: KnowledgeBase, path: Path) -> None:
    _, indexed = _clocked(lambda: _in_another_process(chosen.practices, chosen.seed, path))
    large = resampled(kb, chosen.practices, seed=chosen.seed)
    needs = resampled_needs(kb, chosen.needs, seed=chosen.seed)
    base = _megabytes()
    _, read = _clocked(lambda: finder(large, path=path))
    matcher, profiled = _clocked(lambda: Matcher(large))
    ready = _megabytes()
    busy = time.process_time()
    found, took = _clocked(lambda: list(best_of_all(matcher, needs, limit=_LIMIT)))
    busy = time.process_time() - busy
    most = _megabytes()
    same = sum(_is_same(matcher, need, best) for need, best in _some(needs, found))
    print(f"{chosen.practices:,} practices, {chosen.needs:,} needs, the best {_LIMIT} of each")
    print(f"base in memory, MB                  {base:10.0f}")
    print(f"index made by another process, s    {indexed:10.1f}")
    print(f"index read, s                       {read:10.1f}")
    print(f"profiles of all practices, s        {profiled:10.1f}")
    print(f"  memory then, MB (highest so far)  {ready:10.0f}")
    print(f"all needs matched, s                {took:10.1f}")
    print(f"  processor time, s                 {busy:10.1f}")
    print(f"  one need, ms                      {took / len(needs) * 1000:10.2f}")
    print(f"  highest memory of all, MB         {most:10.0f}")
    print(f"one by one, the same list           {same:7} of {min(_COMPARED, len(needs))}")
    met = took < AIM_SECONDS and most < AIM_MEGABYTES
    print(f"{'met' if met else 'MISSED':<8}under {AIM_SECONDS} s and {AIM_MEGABYTES:,} MB")
    raise SystemExit(0 if met else 1)


def _in_another_process(practices: int, seed: int, path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_index, args=(practices, seed, path))
    process.start()
    process.join()


def _index(practices: int, seed: int, path: Path) -> None:
    prepared(resampled(bp.load(), practices, seed=seed), path)


def resampled_needs(kb: KnowledgeBase, number: int, *, seed: int) -> list[Need]:
    """Needs with texts, words, constraints and figures of several real ones."""
    chance, real = random.Random(seed), list(kb.needs.values())  # noqa: S311 - no secret
    sentences = [one for need in real for one in need.body.split("\n\n")]

    def need(place: int) -> Need:
        model = chance.choice(real)
        changes = {
            name: getattr(chance.choice(real), name)
            for name in ("title", "summary", "themes", "target_groups", "constraints", "assets",
                         "scale", "raised_by", "provinces")
        }  # fmt: skip
        body = "\n\n".join(chance.choices(sentences, k=model.body.count("\n\n") + 1))
        return model.model_copy(update={**changes, "id": f"need-{place:05d}", "body": body})

    return [need(place) for place in range(number)]


def _some(needs: Sequence[Need], found: Sequence[Best]) -> list[tuple[Need, Best]]:
    step = max(1, len(needs) // _COMPARED)
    return list(zip(needs, found, strict=True))[::step][:_COMPARED]


def _is_same(matcher: Matcher, need: Need, best: Best) -> bool:
    """Whether ``Matcher.match`` gives the same scores; equal scores may stand in another order."""
    alone = matcher.match(need, limit=_LIMIT, samples=1).matches
    scores = np.array([one.score for one in alone])
    return bool(np.allclose(scores, best.scores, atol=1e-5))


def _clocked(work: Callable[[], Thing]) -> tuple[Thing, float]:
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
