"""Real reports made again from their imported documents: the same text in every cell, and what is
wrong in them marked.
"""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from sqlalchemy.orm import Session

from models.database import Database
from models.tables.organization import Organization
from papers.print.document import Document
from papers.print.word import write_word
from papers.result.checking import FindingKind, check_paper
from papers.result.composing import compose, load_ledger
from papers.result.publishing import CannotPublish, publish
from papers.result.score_words import score_lines
from plans.files.opening import read_source
from plans.header import read_header
from plans.reading.read_plan import read_plan
from plans.tables import Row
from tests.papers.office import EDUCATION, IMPORTED, SUKHOTHAI, education, sukhothai


def letters(text: str) -> str:
    """Return a text without its layout: spaces, and the dots and brackets of list numbers."""
    return re.sub(r"[\s.]|(?<=\d)\)", "", text)


def composed(session: Session, organization: Organization, year: int) -> Document:
    return compose(session, organization, year, IMPORTED).document


def test_every_cell_of_the_provinces_report_says_what_the_document_says(database: Database) -> None:
    with database.begin() as session:
        document = composed(session, sukhothai(session), 2567)
    rows = [
        row
        for row in read_source(SUKHOTHAI).blocks
        if isinstance(row, Row) and read_header(row) is None
    ]
    printed = {letters(cell.text): cell for row in rows for cell in row.cells if cell}
    for cell in document.cells():
        text = letters("".join(cell.printed(document.thai_digits)))
        # List numbers that the document's own markup draws (<ol><li>) are not in its text.
        bare = letters("".join(line.text for line in cell.lines))
        assert text in printed or bare in printed, cell.key
    assert len(document.cells()) == 9 * 6
    headings = [letters(section.heading) for section in document.sections]
    assert headings == [letters(row.cells[0].text) for row in rows if row.cells[0].strong]
    assert document.remarks[0].startswith("หมายเหตุ")
    assert len(document.remarks) == 3
    assert document.titles[-1] == "ประจำปีงบประมาณ พ.ศ. 2567"


def test_the_education_offices_report_comes_back_in_four_columns_and_thai_digits(
    database: Database,
) -> None:
    with database.begin() as session:
        document = composed(session, education(session), 2566)
    assert [column.name for column in document.columns] == [
        "measure",
        "steps",
        "summary",
        "outcome",
    ]
    assert document.thai_digits
    read = read_plan(EDUCATION)
    assert [letters("".join(line.text for line in cell.lines)) for cell in document.cells()] == [
        letters("".join(texts))
        for measure in read.measures
        for texts in ((measure.title,), measure.steps, measure.results, measure.outcomes)
    ]
    assert document.signature == ("ผู้บริหาร", "(นายธวัชชัย ฟูหน้า)", "ศึกษาธิการจังหวัดสุโขทัย")


def test_the_three_wrong_differences_are_marked_with_the_right_ones_beside_them(
    database: Database,
) -> None:
    with database.begin() as session:
        document = composed(session, sukhothai(session), 2567)
    found = [
        (cell.key, line.text[mark.start : mark.end], mark.note)
        for cell in document.cells()
        for line in cell.lines
        for mark in line.marks
    ]
    assert [(key, figure) for key, figure, _ in found] == [
        ("1.1/outcome", "84.69"),
        ("1.1/outcome", "5.14"),
        ("1.2/outcome", "5.14"),
    ]
    assert all(
        right in note
        for right, (_, _, note) in zip(("81.69", "10.67", "10.67"), found, strict=True)
    )
    file = docx.Document(BytesIO(write_word(document)))
    cell = file.tables[0].rows[2].cells[5]
    highlighted = [
        run.text for each in cell.paragraphs for run in each.runs if run.font.highlight_color
    ]
    assert highlighted == ["84.69", "5.14"]
    assert "81.69" in cell.text
    assert "10.67" in cell.text


def test_publishing_refuses_while_they_stand_whatever_is_let_stand(database: Database) -> None:
    with database.begin() as session:
        organization = sukhothai(session)
        with pytest.raises(CannotPublish, match="arithmetic") as refused:
            publish(session, organization, 2567, now=IMPORTED, ask=None, despite=list(FindingKind))
        assert [finding.kind for finding in refused.value.findings] == [FindingKind.ARITHMETIC] * 3


def test_nothing_else_stands_against_it(database: Database) -> None:
    with database.begin() as session:
        found = check_paper(session, compose(session, sukhothai(session), 2567, IMPORTED), None)
    assert {finding.kind for finding in found} == {FindingKind.ARITHMETIC}


def test_the_sentences_on_scores_are_those_the_province_wrote_where_it_wrote_them_right(
    database: Database,
) -> None:
    with database.begin() as session:
        organization = sukhothai(session)
        ledger = {**load_ledger(session, organization), ("overall", 2566): Decimal("88.45")}
        document = composed(session, organization, 2567)
    said = {letters(line.text) for cell in document.cells() for line in cell.lines}
    for indicators in (["6", "7"], ["4"], ["5", "6"], ["2", "10"]):
        for line in score_lines(ledger, "จังหวัดสุโขทัย", 2567, indicators):
            assert letters(line.text) in said
