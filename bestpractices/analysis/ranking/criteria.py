"""What is compared by what: options by criteria, each value 0 to 1 or unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Truths: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class CriteriaTable:
    """Options, criteria and the value of each option in each criterion.

    Parameters
    ----------
    options, criteria
        Names, each once; at least one of both.
    values
        One row an option, one value a criterion: 0 the worst named, 1 the best named, ``None``
        unknown. What 0 and 1 stand for belongs to the criterion and is the same for all options.

    Raises
    ------
    ValueError
        If a name stands twice, a row has another length, or a value is not within 0 and 1.

    Examples
    --------
    >>> table = CriteriaTable(("A", "B"), ("cost", "time"), ((1, 0.2), (0.5, None)))
    >>> table.high.tolist()
    [[1.0, 0.2], [0.5, 1.0]]
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]

    def __post_init__(self) -> None:
        faults = [*_of_names(self.options, "option"), *_of_names(self.criteria, "criterion")]
        if len(self.values) != len(self.options):
            faults.append(f"{len(self.values)} rows for {len(self.options)} options")
        for option, row in zip(self.options, self.values, strict=False):
            faults.extend(_of_row(option, row, self.criteria))
        if faults:
            raise ValueError("; ".join(faults))

    @classmethod
    def of(
        cls, rows: Mapping[str, Sequence[float | None]], criteria: Iterable[str]
    ) -> CriteriaTable:
        """Table from a mapping of each option to its values in the order of the criteria.

        Examples
        --------
        >>> CriteriaTable.of({"A": (1, None)}, ["cost", "time"]).unknown.tolist()
        [[False, True]]
        """
        return cls(tuple(rows), tuple(criteria), tuple(tuple(row) for row in rows.values()))

    @cached_property
    def low(self) -> Floats:
        """Options by criteria: what is certain; unknown is 0, the worst it may turn out."""
        return self._filled(0.0)

    @cached_property
    def high(self) -> Floats:
        """Options by criteria: what is possible; unknown is 1, the best it may turn out."""
        return self._filled(1.0)

    @cached_property
    def unknown(self) -> Truths:
        """Options by criteria: where the value is not known."""
        return np.array([[value is None for value in row] for row in self.values], dtype=np.bool_)

    def _filled(self, unknown: float) -> Floats:
        rows = [[unknown if value is None else value for value in row] for row in self.values]
        filled = np.array(rows, dtype=np.float64)
        filled.setflags(write=False)  # it is handed out again and again
        return filled


def _of_names(names: Sequence[str], kind: str) -> Iterator[str]:
    if not names:
        yield f"there is no {kind}"
    for name, times in Counter(names).items():
        if times > 1:
            yield f'{kind} "{name}" stands {times} times'


def _of_row(option: str, row: Sequence[float | None], criteria: Sequence[str]) -> Iterator[str]:
    if len(row) != len(criteria):
        yield f'option "{option}" has {len(row)} values for {len(criteria)} criteria'
    for value in row:
        # written so that "not a number" fails it too
        if value is not None and not 0 <= value <= 1:
            yield f'option "{option}" has the value {value}, which is not within 0 and 1'
