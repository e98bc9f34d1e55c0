"""A list of a million ties, measured by the command to its end: time, work and memory.

``python benchmarks/network_file.py [--ties 1000000] [--nodes 200000]``. Ties are drawn at random;
nodes are in four groups. What is estimated says so on stderr, as it would to a person.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

GROUPS = 4


def main() -> None:
    """Write the files, run the command, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ties", type=int, default=1_000_000)
    parser.add_argument("--nodes", type=int, default=200_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ties.csv"
        _write(path, asked.ties, asked.nodes)
        command = [sys.executable, "-m", "bestpractices", "network", str(path), "--group", "group"]
        begin = time.perf_counter()
        with (Path(folder) / "out.json").open("wb") as out:
            subprocess.run([*command, "--format", "json"], stdout=out, check=True)
        took = time.perf_counter() - begin
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = used.ru_utime + used.ru_stime
    print(
        f"{asked.ties} ties, {asked.nodes} nodes: {took:.0f} s, {work:.0f} s of one processor, "
        f"{used.ru_maxrss / 2**20:.1f} GB"
    )


def _write(path: Path, ties: int, nodes: int) -> None:
    random = np.random.default_rng(5)
    ends = random.integers(0, nodes, (ties, 2))
    rows = (f"n{start},n{end}\n" for start, end in ends if start != end)
    path.write_text("source,target\n" + "".join(rows))
    groups = random.integers(0, GROUPS, nodes)
    told = "".join(f"n{node},g{group}\n" for node, group in enumerate(groups))
    path.with_suffix(".nodes.csv").write_text("id,group\n" + told)


if __name__ == "__main__":
    main()
