"""What stands together on a page of the PDF."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2  # type: ignore[import-untyped]

from papers.print.document import PaperCell, PaperLine, PaperRow, PaperSection
from papers.print.pdf import write_pdf
from tests.papers.print.test_papers import SENTENCE, paper


def row(name: str, lines: int) -> PaperRow:
    columns = paper().columns
    return PaperRow(
        tuple(
            PaperCell(f"{name}/{c.name}", tuple(PaperLine(f"{name} {n}") for n in range(lines)))
            for c in columns
        )
    )


def test_the_heading_of_an_issue_never_stands_alone_at_the_foot_of_a_page() -> None:
    for count in range(8, 30):
        sections = (
            PaperSection("1. ประเด็นแรก", tuple(row(f"แถว{n}", 1) for n in range(count))),
            PaperSection("2. ประเด็นที่สอง", (row("สุดท้าย", 6),)),
        )
        pages = pdf_pages(write_pdf(replace(paper(), sections=sections)))
        (headed,) = [place for place, text in enumerate(pages) if "2. ประเด็นที่สอง" in text]
        assert "สุดท้าย" in pages[headed]


def test_the_signature_is_never_on_a_page_without_the_last_of_the_remarks() -> None:
    for count in range(14, 30):
        remarks = ("หมายเหตุ", *(f"ข้อสังเกตที่ {n} {SENTENCE}" for n in range(count)))
        pages = pdf_pages(write_pdf(replace(paper(1, 1), remarks=remarks)))
        (signed,) = [text for text in pages if "(นายก)" in text]
        assert f"ข้อสังเกตที่ {count - 1} " in signed


def test_without_remarks_the_signature_is_never_on_a_page_without_the_last_row() -> None:
    for count in range(8, 30):
        sections = (PaperSection("", tuple(row(f"แถว{n} {SENTENCE}", 1) for n in range(count))),)
        pages = pdf_pages(write_pdf(replace(paper(), sections=sections, remarks=())))
        (signed,) = [text for text in pages if "(นายก)" in text]
        assert f"แถว{count - 1}" in "".join(signed.split())


def test_a_last_row_longer_than_a_page_is_broken_and_loses_nothing() -> None:
    sections = (PaperSection("1. ประเด็น", (row("แถวยาว", 70),)),)
    pages = pdf_pages(write_pdf(replace(paper(), sections=sections, remarks=())))
    text = "".join("".join(pages).split())
    assert [n for n in range(70) if f"แถวยาว{n}" not in text] == []
    assert "(นายก)" in text


def pdf_pages(made: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]
