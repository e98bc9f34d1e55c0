"""The search, measured: how good its hits are, and how fast it is on a large base.

``python benchmarks/search.py [--practices 100000] [--seed 1] [--quality-only]``; the comparison
with tantivy needs ``pip install tantivy``. Times depend on what else the machine does: the load
stands in the first line, and processor time beside the time that passed.
"""

from __future__ import annotations

import argparse
import os
import platform
from importlib.metadata import PackageNotFoundError, version

from search_quality import quality, turkish
from search_scale import scale

import bestpractices as bp
from bestpractices.analysis.search import finder


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--practices", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--quality-only", action="store_true")
    chosen = arguments.parse_args()
    kb = bp.load()
    packages = ", ".join(f"{name} {_version(name)}" for name in ("PyStemmer", "numpy", "tantivy"))
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}, python {platform.python_version()}")
    print(f"{packages}; base {kb.version}\n")
    for lines in (quality(finder(kb)), turkish(finder(kb))):
        print(*lines, "", sep="\n")
    if not chosen.quality_only:
        print(*scale(kb, chosen.practices, seed=chosen.seed), sep="\n")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


if __name__ == "__main__":
    main()
