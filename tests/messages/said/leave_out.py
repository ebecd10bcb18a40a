"""How a set is read by weights that do not know it: ``python -m tests.messages.said.leave_out``
trains once without each set, reads that set, and prints a table (ten minutes on two cores); names
of sets after it try only those.

The rules know every set, so these figures say what the pieces make of new words; a first reading
of a new set (see the heads of the sets) says what all of it does.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from messages.said import weighing
from messages.said.reading import read
from tests.messages.said.labelled import SETS, TODAY, facts_of, labelled
from tests.messages.said.test_reading import is_read
from tests.messages.said.training import Example, examples, phrases, train

WORKERS = 2


@dataclass(frozen=True)
class LeftOut:
    """How a set was read: shares of its reports, of its facts found, and of those told right; how
    many reports it has, and how many of other messages were taken for one.
    """

    name: str
    reports: int
    both: float
    found: float
    right: float
    false: int


def read_with(path: Path, weights: Path) -> LeftOut:
    """Read a set by other weights than those of the project."""
    weighing.use(weights)
    rows = [(row, read(row.text, row.due, TODAY)) for row in labelled(path)]
    reports = [(row, reading) for row, reading in rows if row.kind == "report"]
    wanted = Counter(fact for row, _ in reports for fact in row.facts)
    told = Counter(fact for _, reading in reports for fact in facts_of(reading))
    hit = (wanted & told).total()
    return LeftOut(
        path.stem,
        len(reports),
        sum(is_read(row, reading) for row, reading in reports) / len(reports),
        hit / max(wanted.total(), 1),
        hit / max(told.total(), 1),
        sum(row.kind != "report" and bool(reading.reports) for row, reading in rows),
    )


def left_out(path: Path, shapes: Sequence[Example]) -> LeftOut:
    """Read a set by weights learned from ``shapes``, which are those of all others."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join([*train(shapes), ""]))
        file.flush()
        return read_with(path, Path(file.name))


def main() -> None:
    """Print the table."""
    wanted = [path for path in SETS if path.stem in sys.argv[1:] or not sys.argv[1:]]
    of_set = {path: list(examples(labelled(path))) for path in SETS}
    common = list(phrases())
    print("set         reports  both  found  right  false", flush=True)
    with ProcessPoolExecutor(WORKERS) as pool:
        others = [
            [each for other, own in of_set.items() if other != path for each in own] + common
            for path in wanted
        ]
        table = list(pool.map(left_out, wanted, others))
    for each in table:
        figures = f"{each.both:5.3f}  {each.found:5.3f}  {each.right:5.3f}  {each.false:5}"
        print(f"{each.name:11} {each.reports:7}  {figures}")
    both = sum(each.both * each.reports for each in table) / sum(each.reports for each in table)
    print(f"all         {sum(each.reports for each in table):7}  {both:5.3f}")


if __name__ == "__main__":
    main()
