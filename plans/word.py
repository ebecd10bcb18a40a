"""Rows and prose from a Word document, tables and paragraphs in the order they are printed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError

from plans.document import Unreadable
from plans.tables import BULLET, Block, Cell, Prose, Row, plain_cell

# What python-docx meets in a file that is a zip archive with the right names and the wrong contents.
_DAMAGE = (SyntaxError, LookupError, AttributeError, ValueError, TypeError, RuntimeError, OSError, EOFError)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_word(path: Path) -> list[Block]:
    """Return the paragraphs and table rows of a .docx file; list items (numbered by Word or bulleted) keep a bullet."""
    try:
        body = docx.Document(str(path)).element.body
    except (PackageNotFoundError, zipfile.BadZipFile, *_DAMAGE):
        raise Unreadable(f"{path.name} is a damaged Word file; open it in Word and save it again") from None
    blocks: list[Block] = []
    for number, element in enumerate(_content(body), 1):
        if element.tag == f"{_W}p":
            cell = plain_cell(_paragraph(element))
            if cell:
                blocks.append(Prose(cell.text, number))
        else:
            blocks.extend(row for row in _rows(element, number) if any(row.cells))
    return blocks


def _content(body: Any) -> Iterator[Any]:
    """Yield paragraphs and tables, also those inside content controls."""
    for element in body:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag == f"{_W}sdt":
            for inner in element.iterchildren(f"{_W}sdtContent"):
                yield from _content(inner)


def _rows(table: Any, number: int) -> Iterator[Row]:
    above: dict[int, tuple[str, ...]] = {}
    for row in table.iterchildren(f"{_W}tr"):
        cells: list[Cell] = []
        for element in row.iter(f"{_W}tc"):
            if element.getparent().tag == f"{_W}tr" and element.getparent() is not row:
                continue  # a cell of a table inside the cell; its text is read with the outer cell
            index = len(cells)
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val", "continue") == "continue":
                cells.append(Cell(above=above.get(index, ())))
            else:
                cells.append(_cell(element))
                above[index] = cells[-1].parts
            span = element.find(f"{_W}tcPr/{_W}gridSpan")
            width = int(span.get(f"{_W}val", "1")) if span is not None else 1
            cells.extend(Cell() for _ in range(min(width, 40) - 1))
        yield Row(tuple(cells), number)


def _cell(element: Any) -> Cell:
    paragraphs = [paragraph for paragraph in element.iter(f"{_W}p") if _paragraph(paragraph).strip()]
    texts = [(f"{BULLET} " if _is_listed(paragraph) else "") + _paragraph(paragraph) for paragraph in paragraphs]
    runs = [run for paragraph in paragraphs for run in paragraph.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    return plain_cell("\n".join(texts), bool(runs) and all(_is_bold(run) for run in runs))


def _paragraph(element: Any) -> str:
    pieces: list[str] = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif node.getparent().tag == f"{_W}r":
            pieces.append("\t" if node.tag == f"{_W}tab" else "\n")
    return "".join(pieces)


def _is_listed(paragraph: Any) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}numPr") is not None


def _is_bold(run: Any) -> bool:
    bold = run.find(f"{_W}rPr/{_W}bCs")
    bold = run.find(f"{_W}rPr/{_W}b") if bold is None else bold
    return bold is not None and bold.get(f"{_W}val", "1") not in ("0", "false", "none")
