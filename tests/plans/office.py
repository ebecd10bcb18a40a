"""Word and Excel files made part by part, as no program would write them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADINGS = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")
MEASURE = ("1.1 ก", "ทำ", "กองคลัง", "ทุกเดือน")


def _relations(*entries: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{to}"/>'
        for id_, kind, to in entries
    )
    return f'<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'


def archive(path: Path, parts: dict[str, str | bytes]) -> Path:
    """Write an archive of some parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return path


def workbook(path: Path, rows: str, *, after: str = "", before: str = "", styles: str = "") -> Path:
    """Write a workbook of one sheet from the XML of its rows."""
    sheet = f'<worksheet xmlns="{SHEET}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    book = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="แผน" sheetId="1" '
        'r:id="s"/></sheets></workbook>'
    )
    relations = [("s", "worksheet", "worksheets/sheet1.xml"), ("y", "styles", "styles.xml")]
    return archive(
        path,
        {
            "_rels/.rels": _relations(("r", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": _relations(*relations),
            "xl/worksheets/sheet1.xml": sheet,
            "xl/styles.xml": styles or f'<styleSheet xmlns="{SHEET}"/>',
        },
    )


def row(number: int, texts: Iterable[str], more: str = "") -> str:
    """Return the XML of a sheet row of texts."""
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}" {more}>{cells}</row>'


def word(path: Path, body: str, numbering: str = "", declaration: str = "") -> Path:
    """Write a Word file from the XML of its body."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": _relations(("r", "officeDocument", "word/document.xml")),
        (
            "word/document.xml"
        ): f'{declaration}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    if numbering:
        parts["word/_rels/document.xml.rels"] = _relations(("n", "numbering", "numbering.xml"))
        parts["word/numbering.xml"] = f'<w:numbering xmlns:w="{WORD}">{numbering}</w:numbering>'
    return archive(path, parts)


def paragraph(text: str, properties: str = "", runs: str = "") -> str:
    """Return the XML of a Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r>{runs}</w:p>"


def table(*rows: Iterable[str]) -> str:
    """Return the XML of a Word table; a cell is a text, or the XML of its paragraphs."""
    lines = (
        "".join(
            f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in cells
        )
        for cells in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"
