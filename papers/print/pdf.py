"""The paper as PDF/A-2b: set by Typst with the typeface that comes with the program, so that it
looks the same from any machine.

Typst breaks Thai lines at words by itself and keeps what it has set in memory; so papers are
rendered in a process of their own (``papers.print.rendering``).
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from papers.print import words
from papers.print.document import Document, PaperCell, PaperColumn, PaperRow, PaperTable, Part
from papers.print.letters_shown import showable
from papers.print.runs import split_runs
from papers.print.typeface import write_fonts
from papers.print.whole_words import whole_words
from thai.fonts import FAMILY
from thai.width import wrapped_line_count

_SOURCE = Path(__file__).with_name("paper.typ")
_LETTERS = 140
"""Letters of the table's size across a page."""
_ACROSS = 40
"""Letters of a name that is kept whole in a line across the page."""
_ROOM = 0.8
"""The share of a column's letters that a word kept whole may have: bold and wide letters have to
fit too.
"""
_LINES = 24
"""Lines of the table on a page, less those of headings; the row before the signature is rather
broken than moved when it is longer.
"""


def write_pdf(document: Document) -> bytes:
    """Return the .pdf file."""
    with TemporaryDirectory(prefix="kaona-paper-") as name:
        folder = Path(name)
        write_fonts(folder)
        source = Path(shutil.copy(_SOURCE, folder))
        made: bytes = typst.compile(
            source,
            format="pdf",
            font_paths=[folder],
            ignore_system_fonts=True,
            sys_inputs={"paper": showable(json.dumps(_data(document), ensure_ascii=False))},
            pdf_standards="a-2b",
        )
    return made


def _data(document: Document) -> dict[str, Any]:
    """Return what the source asks for: texts, numbers and lists only."""
    return {
        "title": " ".join(document.titles),
        "date": [document.date.year, document.date.month, document.date.day],
        "titles": document.titles,
        "organization": document.organization,
        "item": document.item,
        "parts": [_part(part, document) for part in document.parts],
        "introduction": document.introduction,
        "remarks": document.remarks,
        "signature": document.signature,
        "holds_signature": _holds_signature(document),
        "state": document.state,
        "page_word": words.PAGE,
        "thai_digits": document.thai_digits,
        "font": FAMILY,
        "whole": whole_words(document.names, _ACROSS),
        "columns": _columns(document.columns, document.names),
        "sections": [
            {"heading": section.heading, "rows": _rows(section.rows, document.thai_digits)}
            for section in document.sections
        ],
    }


def _part(part: Part, document: Document) -> dict[str, Any]:
    if not isinstance(part, PaperTable):
        return asdict(part)
    return {
        "kind": part.kind,
        "columns": _columns(part.columns, document.names),
        "rows": _rows(part.rows, document.thai_digits),
        "middle": part.middle,
        "strong": part.strong,
    }


def _columns(columns: Sequence[PaperColumn], names: tuple[str, ...]) -> list[dict[str, Any]]:
    total = sum(column.weight for column in columns)
    return [
        {
            "heading": column.heading,
            "weight": column.weight,
            "whole": whole_words(names, int(_LETTERS * column.weight / total * _ROOM)),
        }
        for column in columns
    ]


def _rows(rows: Sequence[PaperRow], thai_digits: bool) -> list[list[dict[str, Any]]]:
    return [[_cell(cell, thai_digits) for cell in row.cells] for row in rows]


def _holds_signature(document: Document) -> bool:
    """Tell whether the last row and the signature can stand on one page together, and have to:
    remarks would stand between them.
    """
    if (
        document.remarks
        or not document.signature
        or not document.sections
        or not document.sections[-1].rows
    ):
        return False
    total = sum(column.weight for column in document.columns)
    widths = [_LETTERS * column.weight / total for column in document.columns]
    cells = document.sections[-1].rows[-1].cells
    texts = [[*cell.printed(document.thai_digits), cell.note] for cell in cells]
    return max(map(wrapped_line_count, texts, widths)) + len(document.signature) <= _LINES


def _cell(cell: PaperCell, thai_digits: bool) -> dict[str, Any]:
    lines = [
        {
            "runs": [
                {"text": part, "marked": is_marked} for part, is_marked in split_runs(line, text)
            ],
            "notes": [mark.said for mark in line.marks if mark.said],
        }
        for line, text in zip(cell.lines, cell.printed(thai_digits), strict=True)
    ]
    return {"lines": lines, "note": cell.note}
