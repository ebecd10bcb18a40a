"""The tables and lines of a text PDF.

pdfplumber finds the boxes of the cells, pdfium the letters inside them (pdfplumber alone loses the
order of Thai marks). A PDF is a program that draws; one that draws without end, or kills its
reader, takes only the process of ``plans.files.forms`` with it.

Given is a list of pages, each a list of ``{"top": …, "rows": [[cell, …], …]}`` and ``{"top": …,
"lines": […]}`` in printed order. A cell is None where the one before it covers it and ``{"above":
True}`` where the one over it does, else ``{"lines": […], "bold": …, "wide": columns, "full": …,
"wrapped": […]}``, full when no word would fit behind its last line, wrapped the lines that go on
with a name. A line is ``(text, glue)``: glue is what joins it to the line above ("" or " "), None
when a paragraph begins. A table without lines is ``unlined``, a page that may go on with one
``unsure``.
"""

import io
import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdfium2  # type: ignore[import-untyped, unused-ignore]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

from plans.files.pdf_columns import Unlined, find_unlined
from plans.files.pdf_letters import (
    MAX_LETTERS,
    GlyphLine,
    read_letters,
    read_lines,
)
from plans.files.pdf_spaces import Glyph
from thai.width import display_width

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the upper left corner of the page as it is shown."""
MAX_PAGES = 150
_SIDES = ("x0", "x1", "top", "bottom")
_MARK = re.compile(
    r"\s*(?:\(?[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})*[.)](?![\d๐-๙])|[•▪■●○◦\-–*·]|"
    r"ประเด็น[ก-๙]{0,12}ที่\s*[\d๐-๙])"
)
_NUMBER = re.compile(r"\s*\(?[\d๐-๙]{1,2}[.)](?![\d๐-๙])")
_DASH = re.compile(r"\s*[\-–*·]")
# Words inside names of offices, which seldom begin one ("กองบริหาร|งานบุคคล").
_MID_NAME = re.compile("งาน|เทศบาล|องค์การบริหาร|ตำรวจ|อำเภอ|จังหวัด|ราชการ")
_THAI = re.compile("[\u0e01-\u0e4e]")
_ASKED = 200  # letters of a page that tell how it is to be held
_UPSIDE_DOWN = 180
_LARGER = 1.1  # times the size of other letters: a title, with which no paragraph goes on
_NARROW = 7  # letters: hardly a word is shorter
# letters: a line that leaves less room than that at its end was full, the next one goes on with it
_ROOMY = 12


def read_pages(data: bytes) -> list[list[dict[str, Any]]]:
    """Return what every page of a file holds, as the module says. Raises whatever pdfminer and
    pdfium like.
    """
    pages: list[list[dict[str, Any]]] = []
    total = 0
    unlined: Unlined | None = None
    data, document = _upright(data)
    with pdfplumber.open(io.BytesIO(data)) as boxes:
        if len(document) > MAX_PAGES:
            raise ValueError(f"more than {MAX_PAGES} pages")
        for number, page in enumerate(boxes.pages):
            letters = read_letters(document[number])
            total += len(letters)
            if total > MAX_LETTERS:
                raise ValueError(f"more than {MAX_LETTERS} letters")
            for line in page.objects.get("line", ()):  # one that was turned is a hair askew
                line.update({side: round(line[side], 2) for side in _SIDES})
            tables = page.find_tables() if letters else []
            before, unlined = unlined, None
            if not tables and letters and (unlined := find_unlined(letters, before)):
                pages.append(_unlined_page(unlined, page.width))
            else:
                pages.append(_page(letters, tables))
                pages[-1] += [{"top": 0.0, "lines": [], "unsure": True}] if before else []
            page.close()
    return pages


def _unlined_page(table: Unlined, width: float) -> list[dict[str, Any]]:
    """Return what a page with a table without lines holds."""
    sides = [0.0, *table.edges, float(width)]
    rows = []
    for row in table.rows:
        cells: list[dict[str, Any]] = []
        for place, found in enumerate(row):
            lines = read_lines(found)
            left = min((line.left for line in lines), default=sides[place])
            lines_ = glued(lines, left, sides[place + 1])
            cells.append({"lines": lines_, "bold": False, "wide": 1, "full": False, "wrapped": []})
        rows.append(cells)
    table_part = {"top": table.top, "rows": rows, "unlined": True}
    edge = max(letter.right for row in table.rows for found in row for letter in found)
    parts = [table_part, *_prose(table.rest, [table.top], edge)]
    return sorted(parts, key=lambda part: float(part["top"]))


def _upright(data: bytes) -> tuple[bytes, Any]:
    """Return a file and its document with every page turned so that most of its letters stand
    upright, however a viewer shows it or the page was drawn.
    """
    document = pypdfium2.PdfDocument(data)
    is_turned = False
    for page in document:
        text = page.get_textpage()
        places = range(0, text.count_chars(), 1 + text.count_chars() // _ASKED)
        turns = Counter(
            -round(math.degrees(pdfium.FPDFText_GetCharAngle(text, place)) / 90) * 90 % 360
            for place in places
            if pdfium.FPDFText_GetUnicode(text, place) > 0x20
        )
        text.close()
        turn = turns.most_common(1)[0][0] if turns else page.get_rotation()
        if turns and turn == _UPSIDE_DOWN:
            _turn_over(page)
            is_turned = True
        elif turn != page.get_rotation():
            page.set_rotation(turn)
            is_turned = True
        page.close()
    if not is_turned:
        return data, document
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue(), pypdfium2.PdfDocument(saved.getvalue())


def _turn_over(page: Any) -> None:
    """Draw a page the other way up: of letters upside down pdfium loses the order."""
    left, bottom, right, top = page.get_mediabox()
    over = pdfium.FS_MATRIX(-1, 0, 0, -1, left + right, bottom + top)
    pdfium.FPDFPage_TransFormWithClip(page, over, pdfium.FS_RECTF(left, top, right, bottom))
    page.set_rotation(0)


def _page(letters: list[Glyph], tables: Sequence[Any]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    rest = letters
    for table in tables:
        left, top, right, bottom = table.bbox
        inside = [x for x in rest if left <= x.center <= right and top <= x.baseline <= bottom + 1]
        rest = [
            x for x in rest if not (left <= x.center <= right and top <= x.baseline <= bottom + 1)
        ]
        rows = _rows(table, inside)
        if len(rows) > 1 or any(len(row) > 1 for row in rows):
            parts.append({"top": top, "rows": rows})
        else:
            rest += inside  # a frame around a text is no table
    edge = max((table.bbox[2] for table in tables), default=0.0)
    parts += _prose(rest, sorted(part["top"] for part in parts), edge)
    return sorted(parts, key=lambda part: float(part["top"]))


def _rows(table: Any, letters: list[Glyph]) -> list[list[dict[str, Any] | None]]:
    grid: list[list[Box | None]] = [list(row.cells) for row in table.rows]
    taken: dict[Box, list[Glyph]] = {box: [] for row in grid for box in row if box}
    boxes = list(taken)
    for letter in letters:
        # By its baseline: marks above and below stand outside the box of a narrow line as often as
        # not.
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
                column + wide < len(row)
                and row[column + wide] is None
                and not _is_covered(grid, place, column + wide)
            ):
                wide += 1
            found = taken[box]
            bold = bool(found) and all(
                letter.bold for letter in (found[0], found[len(found) // 2], found[-1])
            )
            lines = read_lines(found)
            full = bool(lines) and box[2] - lines[-1].right < _NARROW * lines[-1].width
            cells.append(
                {
                    "lines": glued(lines, box[0], box[2]),
                    "bold": bold,
                    "wide": wide,
                    "full": full,
                    "wrapped": _wrapped(lines, box[0], box[2]),
                }
            )
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


def _holds(box: Box, letter: Glyph) -> bool:
    return box[0] <= letter.center <= box[2] and box[1] <= letter.baseline <= box[3] + 1


def _prose(letters: list[Glyph], tops: list[float], edge: float) -> list[dict[str, Any]]:
    """Return the paragraphs between the tables; ``edge`` is how far these reach to the right."""
    if not letters:
        return []
    lines = sorted(read_lines(letters), key=lambda line: (line.letters[0].baseline, line.left))
    left, right = min(line.left for line in lines), max(edge, *(line.right for line in lines))
    parts = []
    edges = [float("-inf"), *tops, float("inf")]
    for above, below in pairwise(edges):
        some = [line for line in lines if above <= line.letters[0].baseline < below]
        if some:
            parts.append({"top": some[0].letters[0].baseline, "lines": glued(some, left, right)})
    return parts


def glued(lines: list[GlyphLine], left: float, right: float) -> list[tuple[str, str | None]]:
    """Return for every line what joins it to the line above.

    A full line goes on below unless a list mark or a gap begins something new. In a numbered list
    only its numbers do: plain paragraphs below a numbered one belong to it anyhow.
    """
    if not lines:
        return []
    gaps = sorted(
        below.letters[0].baseline - above.letters[0].baseline for above, below in pairwise(lines)
    )
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
        sizes = sorted(line.letters[0].size for line in (above, below))
        is_title = sizes[1] > _LARGER * sizes[0] or _are_centred(above, below)
        ends = is_title or (not numbered and (roomy or gap >= 1.4 * usual + 1))
        found.append((below.text, None if ends or begins else glue(above, below)))
    return found


def _are_centred(above: GlyphLine, below: GlyphLine) -> bool:
    """Tell two lines that stand in the middle, one shorter than the other."""
    apart = abs(above.left - below.left)
    return apart > 2 * above.width and abs(above.left + above.right - below.left - below.right) < (
        above.width
    )


def _wrapped(lines: list[GlyphLine], left: float, right: float) -> list[str]:
    """Return the lines that a full line above was surely going on with: they begin in the middle of
    a name, with a word for which there was no room.
    """
    padding = min(max(min((line.left for line in lines), default=left) - left, 0.0), 12.0)
    found = []
    for above, below in pairwise(lines):
        word = _MID_NAME.match(below.text)
        room = right - padding - above.right
        if word and room < display_width(word[0]) * above.width:
            found.append(below.text)
    return found


def glue(above: GlyphLine, below: GlyphLine) -> str:
    """Return what stands between two lines of one paragraph: Thai words meet, others keep a
    space.
    """
    if re.search(r"\S-$", above.text):
        return ""
    if above.text.endswith(" ณ"):
        return " "
    meet = _THAI.match(above.text[-1:]) and _THAI.match(below.text[:1])
    return "" if meet and not above.spaced else " "
