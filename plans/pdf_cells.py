"""The tables and lines of a text PDF, found in a process of its own: ``python -m plans.pdf_cells FILE`` prints them as JSON.

pdfplumber finds the boxes of the cells, pdfium the letters inside them (pdfplumber alone loses the order of Thai marks). A PDF is a
program that draws; one that draws without end, or kills its reader, takes only this process with it (``plans.pdf`` sets its limits).

Printed is a list of pages, each a list of ``{"top": …, "rows": [[cell, …], …]}`` and ``{"top": …, "lines": […]}`` in printed order.
A cell is null where the one before it covers it and ``{"above": true}`` where the one over it does, else ``{"lines": […], "bold": …,
"wide": columns}``. A line is ``[text, glue]``: glue is what joins it to the line above ("" or " "), null when a paragraph begins.
"""

from __future__ import annotations

import ctypes
import json
import re
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the upper left corner of the page as it is shown."""
MAX_PAGES = 150
MAX_LETTERS = 600_000
_MARK = re.compile(r"\s*(?:\(?[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})*[.)](?![\d๐-๙])|[•▪■●○◦\-–*·])")
_NUMBER = re.compile(r"\s*\(?[\d๐-๙]{1,2}[.)](?![\d๐-๙])")
_DASH = re.compile(r"\s*[\-–*·]")
_MARKS_OF_LETTERS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_TONES = re.compile("[\u0e48-\u0e4e]")
_HYPHENS = (0x02, 0xAD, 0xFFFE)  # what pdfium says of a hyphen at the end of a line
_THAI = re.compile("[\u0e01-\u0e4e]")
_BOLD = 600
_ROOMY = 12  # letters: a line that leaves less room than that at its end was full, the next one goes on with it


@dataclass(frozen=True)
class Letter:
    """One letter: where it stands, where its line runs, and whether a space or the end of a text run comes before it."""

    text: str
    left: float
    right: float
    middle: float
    baseline: float
    size: float
    bold: bool
    spaces: int


@dataclass
class Line:
    """Letters on one baseline; ``spaced`` tells that a space ends it."""

    letters: list[Letter] = field(default_factory=list)
    spaced: bool = False

    @property
    def text(self) -> str:
        pieces = [" " * letter.spaces * (index > 0) + letter.text for index, letter in enumerate(self.letters)]
        return "".join(pieces)

    @property
    def left(self) -> float:
        return min(letter.left for letter in self.letters)

    @property
    def right(self) -> float:
        return max(letter.right for letter in self.letters)

    @property
    def width(self) -> float:
        """The width of an ordinary letter."""
        solid = [letter.right - letter.left for letter in self.letters if letter.right > letter.left]
        return sum(solid) / len(solid) if solid else self.letters[0].size / 2


def read_pages(path: str) -> list[list[dict[str, Any]]]:
    """Return what every page holds, as the module says."""
    import pdfplumber
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]

    pages: list[list[dict[str, Any]]] = []
    total = 0
    document = pypdfium2.PdfDocument(path)
    with pdfplumber.open(path) as boxes:
        if len(document) > MAX_PAGES:
            raise ValueError(f"more than {MAX_PAGES} pages")
        for number, page in enumerate(boxes.pages):
            letters = read_letters(document[number])
            total += len(letters)
            if total > MAX_LETTERS:
                raise ValueError(f"more than {MAX_LETTERS} letters")
            tables = page.find_tables() if letters else []
            pages.append(_page(letters, tables))
            page.close()
    return pages


def read_letters(page: Any) -> list[Letter]:
    """Return the letters of a page in the order pdfium gives them, spaces counted into the letter after them."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

    text = page.get_textpage()
    width, height = page.get_mediabox()[2] - page.get_mediabox()[0], page.get_mediabox()[3] - page.get_mediabox()[1]
    origin_x, origin_y = page.get_mediabox()[:2]
    turn = page.get_rotation() % 360
    box = [ctypes.c_double() for _ in range(4)]
    at_x, at_y = ctypes.c_double(), ctypes.c_double()
    letters: list[Letter] = []
    spaces = 0
    for index in range(min(text.count_chars(), MAX_LETTERS + 1)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (0x20, 0xA0, 0x09):
            spaces += 1
            continue
        if code in _HYPHENS:
            code = ord("-")
        if code < 0x20 or 0xD800 <= code < 0xE000:
            continue  # line ends that pdfium makes up; geometry tells better
        pdfium.FPDFText_GetCharBox(text, index, *map(ctypes.byref, (box[0], box[1], box[2], box[3])))
        pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(at_x), ctypes.byref(at_y))
        left, right, bottom, top = (value.value for value in box)
        corners = [_shown(x - origin_x, y - origin_y, width, height, turn) for x, y in ((left, top), (right, bottom))]
        baseline = _shown(at_x.value - origin_x, at_y.value - origin_y, width, height, turn)[1]
        letters.append(
            Letter(
                chr(code),
                min(corner[0] for corner in corners),
                max(corner[0] for corner in corners),
                (corners[0][1] + corners[1][1]) / 2,
                baseline,
                pdfium.FPDFText_GetFontSize(text, index) or 10.0,
                pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD or _is_bold_font(pdfium, text, index),
                spaces,
            )
        )
        spaces = 0
    return letters


def _shown(x: float, y: float, width: float, height: float, turn: int) -> tuple[float, float]:
    """Return a point of the page as it is stored as a point of the page as it is shown, from the upper left."""
    return {0: (x, height - y), 90: (y, x), 180: (width - x, y), 270: (height - y, width - x)}.get(
        turn, (x, height - y)
    )


def _is_bold_font(pdfium: Any, text: Any, index: int) -> bool:
    name = ctypes.create_string_buffer(80)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, 80, ctypes.byref(flags))
    return b"bold" in name.value.lower()


def _page(letters: list[Letter], tables: Sequence[Any]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    rest = letters
    for table in tables:
        left, top, right, bottom = table.bbox
        inside = [x for x in rest if left <= _center(x) <= right and top <= x.baseline <= bottom + 1]
        rest = [x for x in rest if not (left <= _center(x) <= right and top <= x.baseline <= bottom + 1)]
        rows = _rows(table, inside)
        if len(rows) > 1 or any(len(row) > 1 for row in rows):
            parts.append({"top": top, "rows": rows})
        else:
            rest += inside  # a frame around a text is no table
    parts += _prose(rest, sorted(part["top"] for part in parts))
    return sorted(parts, key=lambda part: float(part["top"]))


def _rows(table: Any, letters: list[Letter]) -> list[list[dict[str, Any] | None]]:
    grid: list[list[Box | None]] = [list(row.cells) for row in table.rows]
    taken: dict[Box, list[Letter]] = {box: [] for row in grid for box in row if box}
    boxes = list(taken)
    for letter in letters:
        # By its baseline: marks above and below stand outside the box of a narrow line as often as not.
        box = next((box for box in boxes if _holds(box, letter)), None)
        if box:
            taken[box].append(letter)
    rows: list[list[dict[str, Any] | None]] = []
    for place, row in enumerate(grid):
        cells: list[dict[str, Any] | None] = []
        for column, box in enumerate(row):
            if box is None:
                cells.append({"above": True} if _is_covered(grid, place, column) else None)
                continue
            wide = 1
            while (
                column + wide < len(row) and row[column + wide] is None and not _is_covered(grid, place, column + wide)
            ):
                wide += 1
            found = taken[box]
            bold = bool(found) and all(letter.bold for letter in (found[0], found[len(found) // 2], found[-1]))
            cells.append({"lines": glued(_lines(found), box[0], box[2]), "bold": bold, "wide": wide})
        rows.append(cells)
    return rows


def _is_covered(grid: list[list[Box | None]], place: int, column: int) -> bool:
    """Tell whether the cell above reaches down into a place of the grid."""
    tops = [box[1] for box in grid[place] if box]
    if not tops:
        return False
    for upper in reversed(grid[:place]):
        box = upper[column] if column < len(upper) else None
        if box is not None:
            return box[3] > min(tops) + 1
    return False


def _holds(box: Box, letter: Letter) -> bool:
    return box[0] <= _center(letter) <= box[2] and box[1] <= letter.baseline <= box[3] + 1


def _center(letter: Letter) -> float:
    return (letter.left + letter.right) / 2


def _prose(letters: list[Letter], tops: list[float]) -> list[dict[str, Any]]:
    """Return the paragraphs between the tables."""
    if not letters:
        return []
    lines = sorted(_lines(letters), key=lambda line: (line.letters[0].baseline, line.left))
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    parts = []
    edges = [float("-inf"), *tops, float("inf")]
    for above, below in pairwise(edges):
        some = [line for line in lines if above <= line.letters[0].baseline < below]
        if some:
            parts.append({"top": some[0].letters[0].baseline, "lines": glued(some, left, right)})
    return parts


def _lines(letters: list[Letter]) -> list[Line]:
    lines: list[Line] = []
    for letter in letters:
        last = lines[-1] if lines else None
        if last is None or abs(letter.baseline - last.letters[0].baseline) > 0.55 * max(
            letter.size, last.letters[0].size, 4
        ):
            if last is not None:
                last.spaced = letter.spaces > 0
            lines.append(Line())
        lines[-1].letters.append(letter)
    for line in lines:
        line.letters = _in_order(line.letters)
    return lines


def _in_order(letters: list[Letter]) -> list[Letter]:
    """Put marks that were drawn later under the letter they stand at: "รู้ให้" may be drawn as "ร้ให" and then "ู"."""
    bases = [letter for letter in letters if not _MARKS_OF_LETTERS.match(letter.text)]
    if not bases:
        return letters
    marks: dict[int, list[Letter]] = {}
    place = 0
    for index, letter in enumerate(letters):
        if not _MARKS_OF_LETTERS.match(letter.text):
            place += index > 0
            continue
        near = place
        if index == 0 or not _belongs(letters[index - 1], letter):
            near = max(range(len(bases)), key=lambda other: _overlap(bases[other], letter))
        marks.setdefault(near, []).append(letter)
    ordered: list[Letter] = []
    last: list[Letter] = []
    for place, base in enumerate(bases):
        cluster = [base, *sorted(marks.get(place, []), key=lambda mark: bool(_TONES.match(mark.text)))]
        if not _is_echo(last, cluster):
            ordered += cluster
            last = cluster
    return ordered


def _is_echo(before: list[Letter], cluster: list[Letter]) -> bool:
    """Tell letters said a second time for the mark of the same letter, as some programs write them ("ทั่ทั่" for "ทั่")."""
    if len(cluster) < 2 or [letter.text for letter in before] != [letter.text for letter in cluster]:
        return False
    left, right = min(letter.left for letter in before), max(letter.right for letter in before)
    return left - 0.2 <= cluster[0].left < right - 0.1


def _belongs(before: Letter, mark: Letter) -> bool:
    """Tell whether a mark was drawn at the letter before it: over or under it, or right behind it."""
    slack = 0.3 * max(before.right - before.left, 1.0)
    behind = mark.left >= before.left and mark.left - before.right <= 0.15 * mark.size
    return behind or before.left - slack <= _center(mark) <= before.right + slack


def _overlap(base: Letter, mark: Letter) -> float:
    """Return how much of a mark stands over or under a letter, in points; less than 0 is how far away it is."""
    return min(base.right, mark.right) - max(base.left, mark.left)


def glued(lines: list[Line], left: float, right: float) -> list[tuple[str, str | None]]:
    """Tell of every line what joins it to the line above.

    A full line goes on below unless a list mark or a gap begins something new. In a numbered list only its numbers do: plain
    paragraphs below a numbered one belong to it anyhow.
    """
    if not lines:
        return []
    gaps = sorted(below.letters[0].baseline - above.letters[0].baseline for above, below in pairwise(lines))
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    padding = min(max(min(line.left for line in lines) - left, 0.0), 12.0)
    numbered = _NUMBER.match(lines[0].text) is not None
    found: list[tuple[str, str | None]] = [(lines[0].text, None)]
    for above, below in pairwise(lines):
        room = right - padding - above.right
        gap = below.letters[0].baseline - above.letters[0].baseline
        roomy = room >= _ROOMY * above.width
        begins = _MARK.match(below.text) and (
            roomy or not _DASH.match(below.text)
        )  # a dash may stand where a line was wrapped
        ends = not numbered and (roomy or gap >= 1.4 * usual + 1)
        found.append((below.text, None if ends or begins else glue(above, below)))
    return found


def glue(above: Line, below: Line) -> str:
    """Return what stands between two lines of one paragraph: Thai words meet, others keep a space."""
    if re.search(r"\S-$", above.text):
        return ""
    meet = _THAI.match(above.text[-1:]) and _THAI.match(below.text[:1])
    return "" if meet and not above.spaced else " "


def main(path: str, seconds: int, megabytes: int) -> int:
    """Print the pages of a file as JSON; exit 3 when the extra is not installed, 4 when the file is no PDF that can be read."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024, megabytes * 1024 * 1024))
    try:
        import pdfplumber  # noqa: F401 (asked for first: its absence is no fault of the file)
    except ImportError:
        return 3
    try:
        pages = read_pages(path)
        text = json.dumps(pages, ensure_ascii=False)
    except Exception as error:  # noqa: BLE001 (pdfminer and pdfium raise whatever they like; the parent says it in one line)
        sys.stderr.write(" ".join(f"{type(error).__name__}: {error}".split())[:200])
        return 4
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
