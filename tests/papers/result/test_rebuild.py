"""Printed reports made again from their imported documents: the same text in every cell, and what
is wrong in them marked.
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
from papers.print.document import Document, MarkKind
from papers.print.office.word import write_word
from papers.result.checks.checking import NEVER_STOPS, FindingKind, check_paper
from papers.result.composing import compose, load_ledger
from papers.result.publishing import CannotPublish
from papers.result.score_words import score_lines
from plans.files.opening import read_source
from plans.header import read_header
from plans.reading.read_plan import read_plan
from plans.tables import Row
from tests.papers.office import IMPORTED, published
from tests.papers.result.printed import PrintedReport, of_a_province, of_an_office


def letters(text: str) -> str:
    """Return a text without its layout: spaces, and the dots and brackets of list numbers."""
    return re.sub(r"[\s.]|(?<=\d)\)", "", text)


def composed(session: Session, organization: Organization, year: int) -> Document:
    return compose(session, organization, year, IMPORTED).document


@of_a_province
def test_every_cell_of_the_provinces_report_says_what_the_document_says(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        document = composed(session, report.imported(session), 2567)
    rows = [
        row
        for row in read_source(report.file).blocks
        if isinstance(row, Row) and read_header(row) is None
    ]
    printed = {letters(cell.text): cell for row in rows for cell in row.cells if cell}
    for cell in document.cells():
        text = letters("".join(cell.printed(document.thai_digits)))
        # List numbers that the document's own markup draws (<ol><li>) are not in its text.
        bare = letters("".join(line.text for line in cell.lines))
        assert text in printed or bare in printed, cell.key
    assert len(document.cells()) == report.measures * 6
    headings = [letters(section.heading) for section in document.sections]
    assert headings == [letters(row.cells[0].text) for row in rows if row.cells[0].strong]
    assert document.remarks[0].startswith("หมายเหตุ")
    assert len(document.remarks) == 3
    assert document.titles[-1] == "ประจำปีงบประมาณ พ.ศ. 2567"


@of_an_office
def test_the_offices_report_comes_back_in_four_columns_and_thai_digits(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        document = composed(session, report.imported(session), 2566)
    assert [column.name for column in document.columns] == [
        "measure",
        "steps",
        "summary",
        "outcome",
    ]
    assert document.thai_digits
    read = read_plan(report.file)
    assert [letters("".join(line.text for line in cell.lines)) for cell in document.cells()] == [
        letters("".join(texts))
        for measure in read.measures
        for texts in ((measure.title,), measure.steps, measure.results, measure.outcomes)
    ]
    assert len(read.measures) == report.measures
    assert document.signature == report.signature


@of_a_province
def test_the_three_wrong_differences_are_marked_with_the_right_ones_beside_them(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        document = composed(session, report.imported(session), 2567)
    found = [
        (cell.key, line.text[mark.start : mark.end], mark.note)
        for cell in document.cells()
        for line in cell.lines
        for mark in line.marks
        if mark.kind is MarkKind.WRONG
    ]
    assert [(key, figure) for key, figure, _ in found] == [wrong[:2] for wrong in report.wrong]
    assert all(
        right in note for (_, _, right), (_, _, note) in zip(report.wrong, found, strict=True)
    )
    file = docx.Document(BytesIO(write_word(document)))
    cell = file.tables[0].rows[2].cells[5]
    highlighted = [
        run.text for each in cell.paragraphs for run in each.runs if run.font.highlight_color
    ]
    assert highlighted == [report.previous[0], report.difference[0]]
    assert report.previous[1] in cell.text
    assert report.difference[1] in cell.text


@of_a_province
def test_publishing_refuses_while_they_stand_whatever_is_let_stand(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        organization = report.imported(session)
        with pytest.raises(CannotPublish, match="arithmetic") as refused:
            published(
                session, organization, 2567, now=IMPORTED, ask=None, despite=list(FindingKind)
            )
        assert [finding.kind for finding in refused.value.findings] == [FindingKind.ARITHMETIC] * 3


@of_a_province
def test_nothing_else_stands_against_it(database: Database, report: PrintedReport) -> None:
    with database.begin() as session:
        composition = compose(session, report.imported(session), 2567, IMPORTED)
        found = check_paper(session, composition, None)
    assert {finding.kind for finding in found} - NEVER_STOPS == {FindingKind.ARITHMETIC}


@of_a_province
def test_the_sentences_on_scores_are_those_the_province_wrote_where_it_wrote_them_right(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        organization = report.imported(session)
        before = Decimal(report.overall)
        ledger = {**load_ledger(session, organization), ("overall", 2566): before}
        document = composed(session, organization, 2567)
    said = {letters(line.text) for cell in document.cells() for line in cell.lines}
    for indicators in report.scored:
        for line in score_lines(ledger, report.name, 2567, indicators):
            assert letters(line.text) in said
