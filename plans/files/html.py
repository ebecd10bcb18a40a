"""Rows and prose from a web page: tables with their merged cells, lists with their numbers, what a
browser would not show left out.
"""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from plans.document import Unreadable
from plans.files.source import MAX_COLUMNS, MAX_ROWS, Source
from plans.header import read_header
from plans.heading_rows import fold_headings
from plans.tables import BULLET, Block, Cell, Prose, Row, plain_cell, tame

_MARK = re.compile(r"<(?:!doctype\s+html|html|head|body|table)[\s>]", re.IGNORECASE)
_ROWS = re.compile(r"<tr[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_PICTURE = re.compile(rb"data:[\w.+-]{1,40}/[\w.+-]{1,80};base64,[A-Za-z0-9+/=\s]*")
"""A picture within a page that a browser saved in a single file."""
_SILENT = {
    "script", "style", "template", "noscript", "title", "svg", "math", "object", "select",
    "textarea",
}  # fmt: skip
_BREAKS = {
    "p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "h1", "h2", "h3",
    "h4", "h5", "h6", "section", "pre",
}  # fmt: skip
_STRUCK = {"del", "s", "strike"}
_EMPTY = {
    "br", "img", "hr", "meta", "link", "input", "col", "wbr", "area", "base", "embed",
    "source", "track",
}  # fmt: skip
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 4
"""Tables in tables that are looked into."""
_STRONG = {"b", "strong", "th"}
_THAI_CHARSETS = {"tis-620", "tis620", "windows-874", "cp874", "iso-8859-11", "x-windows-874"}


def is_html(text: str) -> bool:
    """Tell a web page, or a table cut out of one, from OCR text whose cells hold some tags."""
    return _MARK.match(text.lstrip("\ufeff \r\n\t")) is not None or (
        _ROWS.search(text) is not None and "<table" in text.lower()
    )


def without_pictures(data: bytes) -> bytes:
    """Return a page without the pictures that stand in it as letters."""
    return _PICTURE.sub(b"", data)


def declared_charset(data: bytes) -> str | None:
    """Return the Python name of the encoding a page declares, None when it declares none or another
    than Thai pages have.
    """
    match = _CHARSET.search(data[:4096])
    return thai_charset(match[1].decode("ascii")) if match else None


def thai_charset(name: str) -> str | None:
    """Return the Python name of an encoding that Thai pages have, None for any other."""
    name = name.lower()
    if name in _THAI_CHARSETS:
        return "cp874"
    return name if name in ("utf-8", "utf-16") else None


def read_html(text: str, name: str) -> Source:
    """Return the rows and prose of a web page in their order; Unreadable when it ends within a
    table.
    """
    tamed = tame(text)
    first = _read(tamed, name, 0)
    for outer in range(1, _DEEPEST):
        if _has_header(first) or text.lower().count("<table") <= outer:
            break
        inner = _read(tamed, name, outer)
        if _has_header(inner):
            return Source(inner)
    return Source(first)


def _read(text: str, name: str, outer: int) -> list[Block]:
    """Return the blocks of a page of which the ``outer`` outermost tables only lay it out."""
    reader = _Reader(outer)
    try:
        reader.feed(text)
        reader.close()
    except _TooMuch:
        return reader.blocks  # so much is refused anyhow
    if reader.is_cut:
        raise Unreadable(f"{name} is cut off in its table; send the whole file again")
    return reader.finish()


def _has_header(blocks: list[Block]) -> bool:
    return any(isinstance(row, Row) and read_header(row) for row in fold_headings(blocks))


class _TooMuch(Exception):
    """There are far more rows than a plan has."""


@dataclass
class _Table:
    """A table being read; ``covered`` are the columns of this row that a cell above reaches down
    into: (rows left, its parts).

    ``below`` are those of the row after it.
    """

    covered: dict[int, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    below: dict[int, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    row: list[Cell] | None = None
    cell: dict[str, int] | None = None


class _Reader(HTMLParser):
    def __init__(self, outer: int) -> None:
        super().__init__(convert_charrefs=True)
        self._outer, self._open = outer, 0
        self.blocks: list[Block] = []
        self._tables: list[_Table] = []
        self._pieces: list[str] = []
        self._silent: list[str] = []
        self._lists: list[int | None] = []
        self._strong = 0
        self._letters = 0
        self._strong_letters = 0

    @property
    def is_cut(self) -> bool:
        """Tell whether a table that has rows is still open: no page leaves its end out."""
        return bool(self._tables) and any(isinstance(block, Row) for block in self.blocks)

    def finish(self) -> list[Block]:
        while self._tables:
            self._end_table()
        self._prose()
        return self.blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._hear_again(tag)
        if self._silent:
            if tag not in _EMPTY:
                self._silent.append(tag)
            return
        if (
            tag in _SILENT
            or tag in _STRUCK
            or "hidden" in given
            or _UNSEEN.search(given.get("style", ""))
        ):
            if tag not in _EMPTY:
                self._silent.append(tag)
            return
        if tag == "table" and not self._tables and self._open < self._outer:
            self._open += 1
        elif tag == "table":
            self._begin_table()
        elif self._tables and len(self._tables) == 1 and tag in ("tr", "td", "th"):
            self._begin_row() if tag == "tr" else self._begin_cell(given)
        if tag in ("ol", "ul"):
            self._lists.append(
                _number(given.get("start", "1"), 1) - 1
                if tag == "ol" and given.get("type", "1") == "1"
                else None
            )
        self._strong += tag in _STRONG
        if tag in _BREAKS:
            self._pieces.append("\n")
        if tag == "li":
            self._pieces.append(self._list_mark(given))

    def _hear_again(self, tag: str) -> None:
        """Let what is struck out end with its paragraph or cell, though nobody closed it."""
        if tag in _BREAKS and tag != "br" and _STRUCK.issuperset(self._silent):
            self._silent.clear()

    def handle_endtag(self, tag: str) -> None:
        self._hear_again(tag)
        if self._silent:
            if tag in self._silent:
                del self._silent[len(self._silent) - 1 - self._silent[::-1].index(tag) :]
            return
        if tag in _STRONG:
            self._strong = max(0, self._strong - 1)
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag in _BREAKS:
            self._pieces.append("\n")
        if not self._tables:
            self._open -= tag == "table" and self._open > 0
            return
        if tag == "table":
            self._end_table()
        elif len(self._tables) == 1 and tag in ("td", "th"):
            self._end_cell()
        elif len(self._tables) == 1 and tag == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        solid = len("".join(data.split()))
        self._letters += solid
        self._strong_letters += solid if self._strong else 0
        self._pieces.append(re.sub(r"[\r\n]+", " ", data))

    def _list_mark(self, given: dict[str, str]) -> str:
        if not self._lists or self._lists[-1] is None:
            return f"{BULLET} "
        self._lists[-1] = _number(given.get("value", ""), self._lists[-1] + 1)
        return f"{self._lists[-1]}. "

    def _begin_table(self) -> None:
        if not self._tables:
            self._prose()
        self._tables.append(_Table())

    def _end_table(self) -> None:
        if len(self._tables) == 1:
            self._end_row()
        self._tables.pop()

    def _begin_row(self) -> None:
        self._end_row()
        table = self._tables[0]
        table.row, table.covered, table.below = [], table.below, {}

    def _begin_cell(self, given: dict[str, str]) -> None:
        table = self._tables[0]
        if table.row is None:
            self._begin_row()
        self._end_cell()
        self._take()
        table.cell = {
            "wide": max(1, min(_number(given.get("colspan", "1"), 1), MAX_COLUMNS)),
            "high": max(1, min(_number(given.get("rowspan", "1"), 1), MAX_ROWS)),
        }

    def _end_cell(self) -> None:
        table = self._tables[0]
        if table.cell is None or table.row is None:
            return
        _cover(table, table.row)
        cell = replace(self._take(), wide=table.cell["wide"])
        if table.cell["high"] > 1:
            for extra in range(cell.wide):
                table.below[len(table.row) + extra] = (
                    table.cell["high"] - 1,
                    () if extra else cell.parts,
                )
        table.row += [cell, *[Cell()] * (cell.wide - 1)]
        table.cell = None

    def _end_row(self) -> None:
        table = self._tables[0]
        self._end_cell()
        if table.row is None:
            return
        _cover(table, table.row)
        for column, (left, parts) in table.covered.items():
            if column > len(table.row) and left > 1:
                table.below.setdefault(column, (left - 1, parts))
        if len(self.blocks) > 2 * MAX_ROWS:
            raise _TooMuch
        if any(table.row):
            self.blocks.append(Row(tuple(table.row[:MAX_COLUMNS]), self.getpos()[0]))
        table.row = None

    def _take(self) -> Cell:
        """Return what was said since the last cell or line began."""
        cell = plain_cell("".join(self._pieces), 0 < self._letters == self._strong_letters)
        self._pieces, self._letters, self._strong_letters = [], 0, 0
        return cell

    def _prose(self) -> None:
        self.blocks += [
            Prose(part.removeprefix(BULLET).strip(), self.getpos()[0])
            for part in self._take().parts
        ]


def _cover(table: _Table, row: list[Cell]) -> None:
    """Put in the cells that merged cells of rows above cover, up to the next free column."""
    while len(row) in table.covered and len(row) < MAX_COLUMNS:
        left, parts = table.covered[len(row)]
        if left > 1:
            table.below[len(row)] = left - 1, parts
        row.append(Cell(above=parts))


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.strip().isdecimal() and len(text) < 7 else default
