"""One invented document in every form that offices send: Word, Excel, web page, CSV, bars, tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from tests.plans.office import word

FORMS = ("docx", "xlsx", "html", "csv", "md", "bars.md", "txt")


@dataclass(frozen=True)
class Span:
    """A cell merged over some columns and rows."""

    text: str
    wide: int = 1
    high: int = 1


Line = Sequence[str | Span]
Table = Sequence[Line]
Document = Sequence[str | Table]
"""Paragraphs and tables in their order."""


def write(document: Document, path: Path) -> Path:
    """Write a document as the form its name asks for."""
    form = path.name.partition(".")[2]
    if form == "docx":
        return word(path, "".join(map(_word, document)))
    if form == "xlsx":
        return _workbook({"แผน": document}, path)
    makers = {"html": _page, "csv": _csv, "md": _pipes, "bars.md": _bars, "txt": _tabs}
    path.write_text(makers[form](document), encoding="utf-8")
    return path


def write_sheets(sheets: Mapping[str, Document], path: Path) -> Path:
    """Write a workbook of several sheets."""
    return _workbook(sheets, path)


def grid(table: Table) -> list[list[Span | None]]:
    """Return the cells of a table by row and column; None where a merged one reaches."""
    taken: dict[tuple[int, int], Span | None] = {}
    for row, line in enumerate(table):
        column = 0
        for entry in line:
            cell = entry if isinstance(entry, Span) else Span(entry)
            while (row, column) in taken:
                column += 1
            for down in range(cell.high):
                for right in range(cell.wide):
                    taken[row + down, column + right] = None
            taken[row, column] = cell
            column += cell.wide
    width = 1 + max(column for _, column in taken)
    return [[taken.get((row, column)) for column in range(width)] for row in range(len(table))]


def _word(block: str | Table) -> str:
    if isinstance(block, str):
        return f"<w:p><w:r><w:t>{block}</w:t></w:r></w:p>"
    rows = []
    upper: dict[int, tuple[Span, int]] = {}
    for line in grid(block):
        cells, column = [], 0
        while column < len(line):
            cell = line[column]
            span, left = (cell, cell.high) if cell else upper.get(column, (Span(""), 1))
            merge = ""
            if span.high > 1:
                merge = f'<w:vMerge w:val="{"restart" if cell else "continue"}"/>'
            paragraphs = "".join(
                f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>"
                for part in (span.text if cell else "").split("\n")
            )
            about = f'<w:tcPr><w:gridSpan w:val="{span.wide}"/>{merge}</w:tcPr>'
            cells.append(f"<w:tc>{about}{paragraphs}</w:tc>")
            upper[column] = span, left - 1
            column += span.wide
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl><w:p/>"


def _workbook(sheets: Mapping[str, Document], path: Path) -> Path:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, document in sheets.items():
        sheet = book.create_sheet(name)
        at = 1
        for block in document:
            if isinstance(block, str):
                sheet.cell(at, 1, block)
                at += 1
                continue
            for row, line in enumerate(grid(block), at):
                for column, cell in enumerate(line, 1):
                    if cell is None:
                        continue
                    sheet.cell(row, column, cell.text)
                    if cell.wide * cell.high > 1:
                        sheet.merge_cells(
                            start_row=row,
                            start_column=column,
                            end_row=row + cell.high - 1,
                            end_column=column + cell.wide - 1,
                        )
            at += len(block) + 1
    book.save(path)
    return path


def _page(document: Document) -> str:
    pieces = []
    for block in document:
        if isinstance(block, str):
            pieces.append(f"<p>{block}</p>")
            continue
        lines = []
        for line in block:
            cells = [cell if isinstance(cell, Span) else Span(cell) for cell in line]
            lines.append(
                "".join(
                    f'<td colspan="{cell.wide}" rowspan="{cell.high}">'
                    f"{cell.text.replace(chr(10), '<br>')}</td>"
                    for cell in cells
                )
            )
        pieces.append("<table>" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>")
    return "<html><body>" + "\n".join(pieces) + "</body></html>"


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in line] for line in grid(table)]


def _csv(document: Document) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    width = max(len(grid(block)[0]) for block in document if not isinstance(block, str))
    for block in document:
        lines = [[block]] if isinstance(block, str) else [*_texts(block), [""]]
        writer.writerows([*line, *[""] * (width - len(line))] for line in lines)
    return out.getvalue()


def _pipes(document: Document) -> str:
    return _lines(document, "| ", " | ", " |", "<br>", is_ruled=True)


def _bars(document: Document) -> str:
    return _lines(document, "", " | ", "", "<br>", is_ruled=True)


def _tabs(document: Document) -> str:
    return _lines(document, "", "\t", "", "<br>", is_ruled=False)


def _lines(
    document: Document, begin: str, between: str, end: str, new_line: str, *, is_ruled: bool
) -> str:
    pieces = []
    for block in document:
        if isinstance(block, str):
            pieces.append(f"{block}\n")
            continue
        lines = [
            begin + between.join(text.replace("\n", new_line) for text in line) + end
            for line in _texts(block)
        ]
        if is_ruled:
            lines.insert(1, begin + between.join(["---"] * len(grid(block)[0])) + end)
        pieces.append("\n".join(lines) + "\n")
    return "\n".join(pieces)
