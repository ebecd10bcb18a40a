"""Tables of a PDF page that are drawn without lines: columns by where their headings stand, rows by
their numbers, and only where every line of text leaves the columns apart.
"""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from plans.columns import Column
from plans.files.pdf_letters import read_lines
from plans.files.pdf_spaces import Glyph
from plans.header import Header, read_header
from plans.tables import Cell, Row
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_APART = 0.9  # of the size: what stands at least between two headings
_SAME = 0.6  # of the size: how far baselines of one line may lie apart
_FAR = 3.0  # times the usual distance of two lines: the table has ended
_STEP = 0.5  # points
_NUMBER = re.compile(
    r"\(?\d{1,3}(?:\.\d{1,2})*[.)]?(?:\s|$)|\(?\d{1,2}[.)]|"
    r"(?:มาตรการ|กิจกรรม|ด้าน|มิติ|หมวด|ยุทธศาสตร์)ที่\s*\d|ประเด็น"
)
_FEWEST_COLUMNS = 3
_ENDS = re.compile(r"\(?\s*(?:ลงชื่อ|หมายเหตุ|ที่มา|ผู้(?:จัดทำ|อนุมัติ|เห็นชอบ|เสนอ))|\(?[.…_]{6,}")


@dataclass(frozen=True)
class Unlined:
    """A table without lines: the left edges of its columns but the first, its rows by column, each
    the letters of a cell in the order they were drawn; the letters of the page that are no part of
    it.
    """

    edges: tuple[float, ...]
    measure: int
    top: float
    rows: list[list[list[Glyph]]]
    rest: list[Glyph]


def find_unlined(letters: Sequence[Glyph], before: Unlined | None) -> Unlined | None:
    """Return the table without lines of a page, or the rest of that of the page ``before``; None
    where there is none, or its columns or rows cannot be told for sure.
    """
    lines = _lines(letters)
    for place, line in enumerate(lines):
        chunks = _chunks(line)
        header = _header(chunks)
        if header is not None:
            body = _body(lines[place + 1 :])
            edges = _edges(chunks, body)
            return _table(letters, [line, *body], edges, header.columns[Column.MEASURE], header)
    if before is not None and lines:
        body = _body(lines)
        if body and all(_crossed(body, edge) == 0 for edge in before.edges):
            return _table(letters, body, before.edges, before.measure, None)
    return None


def _table(
    letters: Sequence[Glyph],
    lines: Sequence[list[Glyph]],
    edges: tuple[float, ...] | None,
    measure: int,
    header: Header | None,
) -> Unlined | None:
    if edges is None:
        return None
    heads = lines[:1] if header else []
    groups = _rows(lines[len(heads) :], edges, measure)
    if not groups:
        return None
    taken = {id(letter) for line in lines for letter in line}
    rows = []
    for group in ([heads] if heads else []) + groups:
        inside = {id(letter) for line in group for letter in line}
        cells: list[list[Glyph]] = [[] for _ in range(len(edges) + 1)]
        for letter in letters:
            if id(letter) in inside:
                cells[bisect(edges, letter.center)].append(letter)
        rows.append(cells)
    rest = [letter for letter in letters if id(letter) not in taken]
    return Unlined(edges, measure, min(letter.baseline for letter in lines[0]), rows, rest)


def _lines(letters: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the letters of a page by the lines they stand on, from the top."""
    lines: list[list[Glyph]] = []
    for letter in sorted(letters, key=lambda one: one.baseline):
        if not lines or letter.baseline - lines[-1][0].baseline > _SAME * letter.size:
            lines.append([])
        lines[-1].append(letter)
    return lines


def _chunks(line: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the letters of a line in pieces that stand far from each other."""
    chunks: list[list[Glyph]] = []
    right = float("-inf")
    for letter in sorted(line, key=lambda one: one.left):
        if letter.left - right > _APART * letter.size:
            chunks.append([])
        chunks[-1].append(letter)
        right = max(right, letter.right)
    return chunks


def _header(chunks: Sequence[Sequence[Glyph]]) -> Header | None:
    if len(chunks) < _FEWEST_COLUMNS:
        return None
    return read_header(Row(tuple(Cell((_text(chunk),)) for chunk in chunks), 1))


def _text(letters: Sequence[Glyph]) -> str:
    return clean(" ".join(line.text for line in read_lines(list(letters))))


def _body(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the lines below the headings up to a wide gap, or to whoever signs."""
    tops = [line[0].baseline for line in lines]
    gaps = sorted(below - above for above, below in pairwise(tops))
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    for place, line in enumerate(lines):
        is_far = place > 0 and tops[place] - tops[place - 1] > _FAR * usual
        if is_far or any(_ENDS.match(_text(chunk)) for chunk in _chunks(line)):
            return list(lines[:place])
    return list(lines)


def _edges(
    heads: Sequence[Sequence[Glyph]], body: Sequence[Sequence[Glyph]]
) -> tuple[float, ...] | None:
    """Return where each column but the first begins: at its heading, or left of it where its text
    does; None where texts reach over.
    """
    edges = []
    for one, other in pairwise(heads):
        first, edge = max(letter.right for letter in one), min(letter.left for letter in other) - 1
        while edge > first and _crossed(body, edge):
            edge -= _STEP
        if edge <= first:
            return None
        edges.append(edge)
    return tuple(edges)


def _crossed(lines: Sequence[Sequence[Glyph]], edge: float) -> int:
    """Return how many letters an upright line goes through, or between which it stands as in a
    word.
    """
    crossed = 0
    for line in lines:
        before = max((x for x in line if x.center <= edge), key=lambda x: x.right, default=None)
        behind = min((x for x in line if x.center > edge), key=lambda x: x.left, default=None)
        if (
            (before and before.right > edge)
            or (behind and behind.left < edge)
            or (before and behind and behind.left - before.right < 0.1 * before.size)
        ):
            crossed += 1
    return crossed


def _rows(
    lines: Sequence[list[Glyph]], edges: tuple[float, ...], measure: int
) -> list[list[list[Glyph]]]:
    """Return the lines of each row; nothing where it is not sure which lines make one.

    Rows are numbered in the first column or before the measure: on their first line, or (as sheets
    print them) on their last one. Where no line has a number each line is a row by itself, and says
    something in every column.
    """
    columns: list[list[list[Glyph]]] = [[[] for _ in range(len(edges) + 1)] for _ in lines]
    for cells, line in zip(columns, lines, strict=True):
        for letter in line:
            cells[bisect(edges, letter.center)].append(letter)
    numbered = [
        any(_NUMBER.match(to_arabic_digits(_text(cells[at]))) for at in {0, measure} if cells[at])
        for cells in columns
    ]
    if not any(numbered):
        is_plain = all(all(cells) for cells in columns)
        return [[line] for line in lines] if is_plain else []
    if numbered[0] and (not numbered[-1] or all(numbered) or _begin_apart(lines, numbered)):
        begins = [place for place, is_first in enumerate(numbered) if is_first]
    elif numbered[-1] and not numbered[0] and measure > 0:
        begins = [0, *(place + 1 for place, is_last in enumerate(numbered[:-1]) if is_last)]
    else:
        return []
    return [list(lines[a:b]) for a, b in zip(begins, [*begins[1:], len(lines)], strict=True)]


def _begin_apart(lines: Sequence[Sequence[Glyph]], numbered: Sequence[bool]) -> bool:
    """Tell rows whose numbers stand on their first line from those that end with it, by the wider
    gaps between rows.
    """
    above: list[float] = []
    below: list[float] = []
    for (one, other), is_first in zip(pairwise(lines), numbered[1:], strict=True):
        (above if is_first else below).append(other[0].baseline - one[0].baseline)
    return not below or min(above, default=0.0) >= max(below) - 0.5
