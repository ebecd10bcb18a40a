"""Small tables of invented wording in the forms that published plans take, and a short way to read
them.
"""

from __future__ import annotations

from collections.abc import Sequence

from plans.document import PlanDocument, WarningKind
from plans.reading.read_plan import read_blocks_as_plan
from plans.tables import read_text

TITLE = "แผนส่งเสริมคุณธรรมและความโปร่งใส จังหวัดตาก ประจำปีงบประมาณ พ.ศ. 2570\n\n"
HEADER = ("มาตรการ/แนวทาง", "ขั้นตอน/วิธีดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา ดำเนินการ")
YEAR = "ต.ค. 69 - ก.ย. 70"


def tsv(*rows: Sequence[str], header: Sequence[str] = HEADER) -> str:
    """Return tab-separated lines below their header."""
    return "\n".join("\t".join(row) for row in (header, *rows)) + "\n\n"


def pipes(*rows: Sequence[str], header: Sequence[str] = HEADER) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n\n"


def read(text: str, title: str = TITLE) -> PlanDocument:
    """Read a plan from OCR text below an invented title."""
    return read_blocks_as_plan(read_text(title + text), "extract.txt")


def warned(plan: PlanDocument, kind: WarningKind) -> list[str]:
    """Return place and message of every warning of one kind, as one text each."""
    return [
        f"{warning.where}: {warning.message}" for warning in plan.warnings if warning.kind is kind
    ]
