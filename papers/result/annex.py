"""The annex of a result report whose agencies told one by one would fill more pages than anybody
reads: the paper rolls them up, and all they told stands in a workbook beside it.
"""

from dataclasses import replace

from papers.print.document import Document
from thai.width import wrapped_line_count

MOST_PAGES = 300
_LETTERS, _LINES = 150, 38
"""Letters across the table and lines down a page of the PDF, as counted in papers of 11 and of 172
pages.
"""
_NOTE = "รายละเอียดผลการดำเนินการรายหน่วยงานปรากฏในภาคผนวก ซึ่งจัดทำเป็นสมุดงาน Excel แนบท้ายรายงานนี้"
_TITLE = "ภาคผนวก รายละเอียดผลการดำเนินการรายหน่วยงาน"


def estimated_pages(document: Document) -> int:
    """Return how many pages the PDF will have, about; setting them only to count would take the
    time and memory that are to be spared.
    """
    total = sum(column.weight for column in document.columns)
    lines = 0
    for section in document.sections:
        lines += 1
        for row in section.rows:
            lines += max(
                wrapped_line_count(
                    cell.printed(document.thai_digits), _LETTERS * column.weight / total
                )
                for cell, column in zip(row.cells, document.columns, strict=True)
            )
    return 1 + -(-lines // _LINES)


def annex_name(stem: str) -> str:
    """Return the name of the annex's file beside a paper's of this name."""
    return f"{stem}-ภาคผนวก.xlsx"


def with_annex(rolled_up: Document, detailed: Document) -> Document:
    """Return the paper that rolls up, with the table of the detailed one as its annex."""
    introduction = (*rolled_up.introduction, _NOTE)
    return replace(rolled_up, introduction=introduction, annex=detailed.sections)


def annex_of(document: Document) -> Document | None:
    """Return the annex as a paper of its own, to be made as a workbook; None without one."""
    if not document.annex:
        return None
    titles = (*document.titles, _TITLE)
    return replace(
        document, titles=titles, introduction=(), sections=document.annex, remarks=(), annex=()
    )
