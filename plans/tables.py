"""Rows and prose, the common ground of every document form; and how OCR text becomes both.

OCR text holds tables as tab-separated lines, whose cells may carry inline HTML, or as Markdown pipe
rows. A cell is a tuple of parts (paragraphs, list items); a list item begins with a bullet. Inside
a part two spaces survive, because they are all that is left of a line break between two parties or
two periods.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from itertools import groupby

from thai.cleaning import clean
from thai.width import display_width

BULLET = "•"
_BLOCK_TAGS = {"p", "li", "br", "div", "ul", "ol", "tr", "td"}
_WIDE_GAP = re.compile(r"[^\S\n]{2,}")
_STRUCK = re.compile(r"~~(?=\S)[^~]{1,400}~~|<(del|s|strike)>[^<>]{0,400}</\1>")
_EMPHASIS = re.compile(r"\*\*|__|</?u>|\\(?=[*_|#.()\[\]!~<>+-])")
_RULE = re.compile(r"[\s:|+=-]+")
_BAR = re.compile(r"(?<!\\)\|")
_PIECE = re.compile(r"\S+(?: \S+)*")
_HEADS = re.compile("(?:มาตรการ|กิจกรรม|โครงการ).*(?:ผู้รับผิด|ระยะเวลา|ขั้นตอน)")
_WIDE = re.compile(r"\S {4,}\S")
_SLACK = 2
"""Letters by which what stands below a heading may be off its beginning."""
_FEWEST_BARS = 2
"""Bars in one of several lines that make a table of them though none stands outside."""
_COMMENT = re.compile(r"<!--(?:(?!-->|<!--).){0,20000}-->", re.DOTALL)
_DECLARATION = re.compile(r"<[!?][^<>]{0,2000}>")
_UNENDED = re.compile(r"<(?![^<>]{0,2000}>)")
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z]")


@dataclass(frozen=True)
class Cell:
    """The parts of one cell, clean, none of them empty; ``strong`` when it is printed bold.

    ``above`` are the parts of the cell over it with which it is merged (Word, Excel), for OCR text
    always empty; ``wide`` is over how many columns it is merged (the cells after it, which it
    covers, are empty); ``filled`` when it has a colour of its own (Word, Excel).
    """

    parts: tuple[str, ...] = ()
    strong: bool = False
    above: tuple[str, ...] = ()
    wide: int = 1
    filled: bool = False

    @cached_property
    def text(self) -> str:
        """The whole cell on one line with single spaces and without bullets."""
        return clean(" ".join(part.removeprefix(BULLET) for part in self.parts))

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True)
class Row:
    """One row of a table, with the number of the line (or sheet row) it stands on, counted
    from 1; ``is_folded`` when it is the headings of several rows (``plans.heading_rows``),
    ``sheet`` is the sheet of a workbook.
    """

    cells: tuple[Cell, ...]
    line: int
    is_folded: bool = False
    sheet: str = ""


@dataclass(frozen=True)
class Prose:
    """One line of text outside the tables."""

    text: str
    line: int
    sheet: str = ""


Block = Row | Prose


def plain_cell(text: str, strong: bool = False) -> Cell:
    """Return a cell from plain text: newlines part it, wide gaps stay as two spaces."""
    pieces = (_WIDE_GAP.sub("\n\n", line) for line in text.replace("\r", "\n").split("\n"))
    parts = (
        "  ".join(filter(None, (clean(bit) for bit in piece.split("\n\n")))) for piece in pieces
    )
    return Cell(tuple(part for part in parts if part), strong)


def rich_cell(text: str) -> Cell:
    """Return a cell from text that may hold inline HTML or Markdown emphasis."""
    bold = text.strip().startswith("**") and text.strip().endswith("**")
    text = _EMPHASIS.sub("", _STRUCK.sub("", text))
    if not _TAG.search(text):
        return plain_cell(_unescape(text), bold)
    reader = _CellReader()
    reader.feed(tame(text))
    reader.close()
    return plain_cell("".join(reader.text), reader.bold or bold)


def tame(text: str) -> str:
    """Return HTML in which every "<" begins a whole tag, and nothing is declared or commented.

    The parser of the standard library takes quadratic time over tags that never end; here they
    become the letters they are.
    """
    text = _UNENDED.sub("&lt;", _COMMENT.sub(" ", text))
    return _DECLARATION.sub(" ", text)


def read_text(text: str, most: int | None = None) -> list[Block]:
    """Return the rows and the prose of OCR text in their order; empty lines and table rules are
    left out.

    Reading ends after ``most`` of them.
    """
    blocks: list[Block] = []
    lines = text.splitlines()
    bars = _bar_tables(lines)
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if not stripped or _RULE.fullmatch(stripped):
            continue
        if most is not None and len(blocks) > most:
            break
        if number - 1 in bars:
            cells = _BAR.split(stripped[1:].removesuffix("|") if bars[number - 1] else line)
            blocks.append(Row(tuple(map(rich_cell, cells)), number))
        elif "\t" in line:
            blocks.append(Row(tuple(map(rich_cell, line.split("\t"))), number))
        else:
            blocks.append(Prose(rich_cell(stripped.lstrip("#").strip()).text, number))
    found = [block for block in blocks if _says_something(block)]
    if any(isinstance(block, Row) for block in found):
        return found
    # Programs count the marks above a letter when they fill a column up, people see none.
    return _aligned(lines, found, len) or _aligned(lines, found, display_width) or found


def _aligned(
    lines: Sequence[str], found: list[Block], width: Callable[[str], int]
) -> list[Block] | None:
    """Return the blocks of a text, lines whose cells stand below headings set apart by spaces as
    rows; None where a line fits no heading.
    """
    heads: list[int] = []
    aligned: list[Block] = []
    for block in found:
        line = lines[block.line - 1].expandtabs()
        pieces = list(_PIECE.finditer(line))
        if not heads and len(pieces) > _FEWEST_BARS and _HEADS.search(line) and _WIDE.search(line):
            heads = [width(line[: piece.start()]) for piece in pieces]
        if not heads:
            aligned.append(block)
            continue
        cells = [""] * len(heads)
        for piece in pieces:
            place = width(line[: piece.start()])
            near = min(range(len(heads)), key=lambda at: abs(heads[at] - place))
            if abs(heads[near] - place) > _SLACK or cells[near]:
                return None
            cells[near] = piece[0]
        aligned.append(Row(tuple(map(plain_cell, cells)), block.line))
    return aligned if heads else None


def solid(text: str) -> str:
    """Return a text without any spaces, as two printings of it are compared."""
    return re.sub(r"\s", "", text)


def texts(blocks: Iterable[Block]) -> Iterable[str]:
    """Yield every piece of text, prose and cells alike."""
    for block in blocks:
        if isinstance(block, Prose):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells if cell)


def _says_something(block: Block) -> bool:
    return bool(block.text) if isinstance(block, Prose) else any(block.cells)


def _bar_tables(lines: Sequence[str]) -> dict[int, bool]:
    """Return the lines that are rows of cells between bars, and whether bars stand outside too."""
    found: dict[int, bool] = {}
    for has_bars, group in groupby(enumerate(lines), lambda line: "|" in line[1]):
        rows = dict(group) if has_bars else {}
        begun = sum(line.lstrip().startswith("|") for line in rows.values())
        most = max((len(_BAR.findall(line)) for line in rows.values()), default=0)
        if begun or (len(rows) > 1 and most >= _FEWEST_BARS):
            is_closed = 2 * begun > len(rows)
            found |= {
                place: is_closed
                for place, line in rows.items()
                if not is_closed or line.lstrip().startswith("|")
            }
    return found


def _unescape(text: str) -> str:
    return (
        text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ")
    )


class _CellReader(HTMLParser):
    """Turns inline HTML into lines, list items with a bullet; sees whether all of it is bold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._bold_depth = 0
        self._bold_chars = 0
        self._chars = 0

    @property
    def bold(self) -> bool:
        return self._chars > 0 and self._bold_chars == self._chars

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (its signature)
        if tag in ("b", "strong"):
            self._bold_depth += 1
        if tag in _BLOCK_TAGS:
            self.text.append(f"\n{BULLET} " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("b", "strong"):
            self._bold_depth = max(0, self._bold_depth - 1)
        if tag in _BLOCK_TAGS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        solid = len(data.replace(" ", ""))
        self._chars += solid
        self._bold_chars += solid if self._bold_depth else 0
        self.text.append(data.replace("\n", " "))
