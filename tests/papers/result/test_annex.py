"""A paper told one by one that would have too many pages, and the time composing takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from models.database import Database
from models.tables.plan import Measure
from papers.drawn import cells, rows
from papers.drawn.stated_facts import StatedLetter, read_letters
from papers.drawn.telling import Telling
from papers.print.document import Document
from papers.result import composing
from papers.result.annex import annex_of, estimated_pages
from papers.result.checks.checking import FindingKind
from papers.result.composing import compose
from papers.result.layout import PaperLayout
from papers.result.publishing import digest_of, read_version
from tests.papers.office import DECEMBER, NOVEMBER, NOW, YEAR, Office, published, small_office

EACH = PaperLayout(agencies=Telling.EACH)


def fill(office: Office, measure: Measure, numbers: range) -> None:
    for number in numbers:
        for month in (NOVEMBER, DECEMBER):
            words = f"ประชุมชี้แจงครั้งที่ {month.month} ผู้เข้าร่วม {number} คน"
            note = f"สท 0017/{number} ลว. 8 พ.ย. 69"
            office.sends(
                f"สำนักงานที่ {number:02}", measure, month, words, outcome="รับทราบ", notes=[note]
            )


def said(document: Document) -> list[str]:
    return [line.text for cell in document.cells() for line in cell.lines]


def test_over_the_most_pages_the_paper_rolls_up_and_the_detail_is_its_annex(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.begin() as session:
        office, measure = small_office(session, agencies=6, months=(NOVEMBER, DECEMBER))
        fill(office, measure, range(1, 7))
        detailed = compose(session, office.organization, YEAR, NOW, EACH).document
        assert (detailed.annex, annex_of(detailed)) == ((), None)
        pages = estimated_pages(detailed)
        monkeypatch.setattr(composing, "MOST_PAGES", pages)
        assert compose(session, office.organization, YEAR, NOW, EACH).document == detailed
        monkeypatch.setattr(composing, "MOST_PAGES", pages - 1)
        rolled_up = compose(session, office.organization, YEAR, NOW, EACH).document
        assert any("จาก 6 หน่วยงาน" in text for text in said(rolled_up))
        assert "ภาคผนวก" in rolled_up.introduction[-1]
        annex = annex_of(rolled_up)
        assert annex is not None
        assert annex.sections == detailed.sections
        assert said(annex) == said(detailed)
        assert "ภาคผนวก" in annex.titles[-1]
        assert Document.from_json(rolled_up.to_json()) == rolled_up
        given = {"now": NOW, "ask": None, "layout": EACH}
        frozen = read_version(
            published(session, office.organization, YEAR, **given, despite=list(FindingKind))
        )
        assert frozen.annex
        assert digest_of(frozen) == digest_of(rolled_up)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Give the statements that are executed meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_four_times_the_reports_take_no_more_questions_and_no_more_reading_of_words(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "LOOKED_AT", 8)
    read: list[str] = []

    def noted(text: str) -> list[StatedLetter]:
        read.append(text)
        return read_letters(text)

    monkeypatch.setattr(cells, "read_letters", noted)
    taken = []
    with database.begin() as session:
        office, measure = small_office(session, agencies=20, months=(NOVEMBER, DECEMBER))
        for numbers in (range(1, 6), range(6, 21)):
            fill(office, measure, numbers)
            session.flush()
            session.expire_all()
            read.clear()
            with counted(database) as statements:
                compose(session, office.organization, YEAR, NOW)
            taken.append((len(statements), len(read)))
    assert taken[0][0] == taken[1][0]
    assert taken[1][1] <= taken[0][1]
