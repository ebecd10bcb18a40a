"""The item of the assessment on the title page of a paper: of the right year and kind of office,
and none where it is not known.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from sqlalchemy.orm import Session

from models.database import Database
from models.tables.organization import Organization, OrganizationKind
from papers.plan_paper import compose_plan_paper
from papers.print.office.word import write_word
from papers.result.composing import compose
from papers.result.open_data_items import item_line
from papers.result.publishing import digest_of
from scores.own_rules import store_rule
from scores.rules import Purpose
from scores.shipped_rules import shipped_form
from scores.store import EnteredBy
from tests.papers.office import NOW, YEAR, small_office
from tests.papers.result.printed import PrintedReport, of_a_province, of_an_office

MEASURES, RESULTS = Purpose.MEASURES, Purpose.RESULTS
HEADING = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"


def with_items(
    session: Session, organization: Organization, year: int, *items: dict[str, Any]
) -> None:
    store_rule(
        session,
        organization,
        {**shipped_form(year), "items": list(items)},
        by=EnteredBy("เลขา"),
        now=NOW,
    )


def item(
    number: str, sector: str = "agency", covers: str | None = "same", purpose: str = "measures"
) -> dict[str, Any]:
    return {
        "purpose": purpose,
        "sector": sector,
        "number": number,
        "heading": "หัวข้อ",
        "covers": covers,
    }


@pytest.mark.parametrize(
    ("year", "purpose", "printed"),
    [
        (2566, MEASURES, f"o42 {HEADING}"),
        (2567, MEASURES, f"o34 {HEADING}"),
        (2568, MEASURES, ""),  # looked for and not found
        (2569, MEASURES, "o25 การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร"),
        (2566, RESULTS, "o43 การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"),
        (
            2567,
            RESULTS,
            "",
        ),  # its number is known, but not whether it asks for this year or the one before
        (2568, RESULTS, "o26 รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"),
        (2569, RESULTS, ""),  # that is asked for in 2570, of which nothing is known
        (2570, MEASURES, ""),
    ],
)
def test_a_paper_is_called_by_the_item_that_asks_for_its_year(
    database: Database, year: int, purpose: Purpose, printed: str
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        line = item_line(session, office.organization, year, purpose)
    assert line.removeprefix("รายการเปิดเผยข้อมูลสาธารณะ (OIT) ข้อ ") == printed


def test_a_kind_of_office_with_an_item_of_its_own_has_that(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        organization = office.organization
        with_items(
            session, organization, YEAR, item("o1"), item("o2", "province"), item("o3", "school")
        )
        assert item_line(session, organization, YEAR, MEASURES).endswith("ข้อ o2 หัวข้อ")
        organization.kind = OrganizationKind.LOCAL_ADMINISTRATION
        assert item_line(session, organization, YEAR, MEASURES).endswith("ข้อ o1 หัวข้อ")
        with_items(session, organization, YEAR, item("o3", "school"), item("o4", covers=None))
        assert item_line(session, organization, YEAR, MEASURES) == ""


def test_both_papers_have_it_on_their_title_page_and_a_version_without_it_is_another(
    database: Database,
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        organization = office.organization
        before = compose(session, organization, YEAR, NOW).document
        with_items(session, organization, YEAR, item("o7"), item("o8", purpose="results"))
        plan = compose_plan_paper(session, organization, YEAR, NOW)
        report = compose(session, organization, YEAR, NOW).document
    assert before.item == ""
    assert digest_of(before) != digest_of(report)
    for paper, number in ((plan, "o7"), (report, "o8")):
        texts = [each.text for each in docx.Document(BytesIO(write_word(paper))).paragraphs]
        assert texts[len(paper.titles)] == f"รายการเปิดเผยข้อมูลสาธารณะ (OIT) ข้อ {number} หัวข้อ"


@of_a_province
def test_the_provinces_report_of_2567_is_called_by_no_item_because_none_is_known_to_ask_for_it(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        assert compose(session, report.imported(session), 2567, NOW).document.item == ""


@of_an_office
def test_the_offices_report_of_2566_has_its_item_in_the_digits_of_the_paper(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        document = compose(session, report.imported(session), 2566, NOW).document
    assert document.item.startswith("รายการเปิดเผยข้อมูลสาธารณะ (OIT) ข้อ o๔๓ การดำเนินการตามมาตรการ")
