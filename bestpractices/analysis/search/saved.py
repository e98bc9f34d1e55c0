"""A prepared index in one file, from which it is read without being read: memory-mapped.

The file has a line of JSON (which array lies where, with its check sum), then the arrays. It is
written beside its place and moved there, so a reader finds the old one or the new one, never half.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.search.facets import FACETS, Facet
from bestpractices.analysis.search.index import Index
from bestpractices.analysis.search.strings import Strings

_MAGIC: Final = b"bestpractices index 1\n"
# Arrays begin at places that any processor reads without trouble.
_ALIGNED: Final = 64
_BLOCK: Final = 65_536
Arrays = dict[str, NDArray[Any]]


def save(index: Index, path: Path) -> None:
    """Write an index to a file, whole or not at all."""
    arrays = _arrays(index)
    places: dict[str, dict[str, Any]] = {}
    offset = 0
    for name, array in arrays.items():
        places[name] = {
            "type": array.dtype.str, "length": len(array), "at": offset, "sum": _sum(array),
        }  # fmt: skip
        offset += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = json.dumps({"stamp": index.stamp, "size": offset, "arrays": places}).encode() + b"\n"
    head = head.rjust(-(-(len(_MAGIC) + len(head)) // _ALIGNED) * _ALIGNED - len(_MAGIC))
    path.parent.mkdir(parents=True, exist_ok=True)
    number, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(_MAGIC + head)
            for array in arrays.values():
                file.write(array.data)
                file.write(bytes(-array.nbytes % _ALIGNED))
        Path(beside).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise


def saved(path: Path, stamp: str) -> Index | None:
    """The index in a file; None if it is not there, damaged, or made of other records."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
            head = json.loads(file.readline())
            start = file.tell()
        if head["stamp"] != stamp or path.stat().st_size != start + head["size"]:
            return None
        # As a plain array: slices of a memmap cost three times as much.
        data = np.asarray(np.memmap(path, np.uint8, "r"))
        arrays = {name: _array(data, start, place) for name, place in head["arrays"].items()}
        sums = {name: place["sum"] for name, place in head["arrays"].items()}
        if any(_sum(array) != sums[name] for name, array in arrays.items()):
            return None
        return _index(stamp, arrays)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _array(data: NDArray[np.uint8], start: int, place: Mapping[str, Any]) -> NDArray[Any]:
    kind = np.dtype(place["type"])
    first = start + place["at"]
    found: NDArray[Any] = data[first : first + place["length"] * kind.itemsize].view(kind)
    return found


def _sum(array: NDArray[Any]) -> int:
    """Check sum: of the sums of all blocks, so that any changed bit and any moved block shows.

    Ten times as fast as a check sum byte by byte, which would take most of the time of reading.
    """
    data = array.view(np.uint8)
    whole = len(data) // _BLOCK * _BLOCK
    sums = data[:whole].view(np.uint64).reshape(-1, _BLOCK // 8).sum(axis=1)
    return zlib.crc32(data[whole:].tobytes(), zlib.crc32(sums.tobytes()))


def _arrays(index: Index) -> Arrays:
    found: Arrays = {}
    for field in fields(index):
        value = getattr(index, field.name)
        if isinstance(value, Strings):
            found |= _of_strings(field.name, value)
        elif isinstance(value, np.ndarray):
            found[field.name] = np.ascontiguousarray(value)
    for name, facet in index.facets.items():
        found |= _of_strings(f"facets.{name}", facet.values)
        found |= {f"facets.{name}.starts": facet.starts, f"facets.{name}.records": facet.records}
    return found


def _of_strings(name: str, strings: Strings) -> Arrays:
    return {f"{name}.data": strings.data, f"{name}.ends": strings.ends}


def _index(stamp: str, arrays: Arrays) -> Index:
    def strings(name: str) -> Strings:
        """Strings whose letters and ends stand in two arrays of that name."""
        return Strings(arrays[f"{name}.data"], arrays[f"{name}.ends"])

    plain = {name: array for name, array in arrays.items() if "." not in name}
    facets = {
        name: Facet(
            strings(f"facets.{name}"),
            arrays[f"facets.{name}.starts"],
            arrays[f"facets.{name}.records"],
        )
        for name in FACETS
    }
    names = (name.removesuffix(".ends") for name in arrays if name.endswith(".ends"))
    lists = {name: strings(name) for name in names if "." not in name}
    return Index(stamp=stamp, facets=facets, **plain, **lists)  # type: ignore[arg-type]
