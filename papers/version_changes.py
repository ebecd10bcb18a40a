"""What changed between two states of a paper, cell by cell and line by line: two published
versions, or the newest one and the draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from papers.print.document import Document
from thai.numbers import to_arabic_digits

PARTS = ("titles", "introduction", "remarks", "signature")


@dataclass(frozen=True)
class LineChange:
    """A line that came (``sign`` "+"), went ("-") or stayed (" ")."""

    sign: str
    text: str


@dataclass(frozen=True)
class CellChange:
    """A cell or part whose lines changed; ``title`` is the measure's, empty for a part."""

    key: str
    title: str
    column: str
    lines: tuple[LineChange, ...]


def changed_cells(before: Document, after: Document) -> list[CellChange]:
    """Return what changed from one state of a paper to another, in the order of the later one; what
    went stands last. Thai and Arabic digits are equal.
    """
    old, new = _texts(before), _texts(after)
    titles = _titles(before) | _titles(after)
    columns = {column.name: column.heading for column in (*before.columns, *after.columns)}
    keys = [*new, *(key for key in old if key not in new)]
    return [
        CellChange(
            key,
            titles.get(key.rpartition("/")[0], ""),
            columns.get(key.rpartition("/")[2], key),
            changed_lines(old.get(key, ()), new.get(key, ())),
        )
        for key in keys
        if _plain(old.get(key, ())) != _plain(new.get(key, ()))
    ]


def changed_lines(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[LineChange, ...]:
    """Return the lines of both, each with what became of it."""
    lines: list[LineChange] = []
    matcher = SequenceMatcher(None, _plain(before), _plain(after), autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            lines += [LineChange(" ", text) for text in after[begin:end]]
            continue
        lines += [LineChange("-", text) for text in before[first:last]]
        lines += [LineChange("+", text) for text in after[begin:end]]
    return tuple(lines)


def _plain(lines: tuple[str, ...]) -> list[str]:
    return [to_arabic_digits(line) for line in lines]


def _texts(document: Document) -> dict[str, tuple[str, ...]]:
    parts: Mapping[str, tuple[str, ...]] = {name: getattr(document, name) for name in PARTS}
    cells = {cell.key: tuple(line.text for line in cell.lines) for cell in document.cells()}
    return {**parts, **cells}


def _titles(document: Document) -> dict[str, str]:
    """Return what the first column says of each measure, by its name."""
    return {
        row.cells[0].key.rpartition("/")[0]: " ".join(line.text for line in row.cells[0].lines)
        for section in document.sections
        for row in section.rows
        if row.cells
    }
