"""The annex of evidence for the file (สำนวน), not for publication: of each picture a thumbnail, of
each file its name, and the SHA-256 of its bytes; no links.

Pictures come from strangers: they are opened in a process of their own, which ends with whatever
they do to it.
"""

import json
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.shared import Cm
from PIL import Image

from models.tables.evidence import EvidenceKind
from papers.print.office.word_text import add_paragraph, add_run, add_table, new_paper
from papers.print.rendering import run_worker
from papers.result.checks.personal import Attached
from thai.dates import short_month

NOT_PUBLISHED = "เอกสารประกอบสำนวนของหน่วยงาน มิใช่เอกสารเผยแพร่"
_COLUMNS = (
    ("ที่", 1.0),
    ("มาตรการ", 1.8),
    ("หน่วยงาน/รอบเดือน", 3.6),
    ("หลักฐาน", 5.4),
    ("SHA-256", 4.2),
)
_SHOWN = 3
_PIXELS, _WIDE = 360, 4.8
"""Longest side of a thumbnail, and how wide it is printed at most in centimetres."""
_MOST_PIXELS = 60_000_000
"""A picture larger than any camera's is not opened: it may be made to fill the memory."""


def write_annex(
    organization: str,
    fiscal_year: int,
    files: Sequence[Attached],
    labels: dict[int, str],
    folder: Path,
) -> bytes:
    """Return the .docx file; ``labels`` name the measures by id, ``folder`` is DATA_DIR. What is
    not received yet is left out; ``papers.print.rendering.CannotRender`` when the worker fails.
    """
    received = [(file, file.path) for file in files if file.path]
    rows = [
        {
            "texts": [
                str(number),
                labels.get(each.measure_id, ""),
                f"{each.agency}\n{short_month(each.month)}",
                each.name,
                each.sha256 or "-",
            ],
            "picture": str(folder.resolve() / path) if _is_picture(each) else "",
        }
        for number, (each, path) in enumerate(received, 1)
    ]
    title = f"ภาคผนวกหลักฐาน {organization} ปีงบประมาณ พ.ศ. {fiscal_year}"
    paper = {"title": title, "author": organization, "rows": rows}
    return run_worker("papers.evidence_annex", [], paper)


def make(paper: dict[str, Any]) -> bytes:
    """Make the file of what ``write_annex`` gathered."""
    file = new_paper(paper["title"], paper["author"])
    add_paragraph(file, paper["title"], bold=True, middle=True)
    add_paragraph(file, NOT_PUBLISHED, bold=True, middle=True)
    add_paragraph(file)
    headings, widths = [name for name, _ in _COLUMNS], [width for _, width in _COLUMNS]
    add_table(file, headings, widths, [row["texts"] for row in paper["rows"]], middle=(0, 1))
    if not paper["rows"]:
        add_paragraph(file, "ยังไม่มีรูปภาพหรือไฟล์หลักฐานในรายงานที่รับรองแล้ว")
    table = file.tables[0]
    for row, cells in zip(paper["rows"], list(table.rows)[1:], strict=True):
        if row["picture"]:
            _show(cells.cells[_SHOWN], Path(row["picture"]))
    add_paragraph(file.sections[0].footer, NOT_PUBLISHED, size=12, middle=True)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _is_picture(each: Attached) -> bool:
    return each.kind is EvidenceKind.IMAGE


def _show(cell: Any, path: Path) -> None:
    """Put the thumbnail of a picture into a cell, or say that it cannot be opened."""
    line = cell.add_paragraph()
    try:
        made, wide = _thumbnail(path)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        add_run(line, "(เปิดรูปภาพไม่ได้)", size=14)
        return
    line.add_run().add_picture(made, width=Cm(wide))


def _thumbnail(path: Path) -> tuple[BytesIO, float]:
    """Return a small JPEG without what the camera wrote into it (place, time), and its width."""
    with Image.open(path) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise ValueError("the picture is too large")
        picture.thumbnail((_PIXELS, _PIXELS))
        small = picture.convert("RGB")
    out = BytesIO()
    small.save(out, "JPEG", quality=70)
    out.seek(0)
    return out, _WIDE * small.width / max(small.size)


if __name__ == "__main__":
    sys.stdout.buffer.write(make(json.load(sys.stdin.buffer)))
