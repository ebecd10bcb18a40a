"""Last year's plan, results and scores as the draft of the next plan; its adoption; its paper."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from sqlalchemy import func, select

from models.database import Database
from models.month.adoption import CannotAdopt, adopt_plan
from models.month.calendar import at
from models.month.rounds import begin_round
from models.tables.obligations import Obligation, Progress, Round
from models.tables.organization import OrganizationKind
from models.tables.plan import Plan
from models.tables.year.result_report import CellEdit
from models.tables.year.score import Heading
from papers.carry_plan import CannotCarry, carry_forward
from papers.carry_rules import Fate, Reason
from papers.plan_paper import compose_plan_paper
from papers.print.document import Document, PaperTable, Paragraph
from papers.print.rendering import PaperFormat, render
from papers.result.layout import Digits, PaperLayout
from plans.document import PlanDocument
from plans.reading.read_plan import read_plan
from plans.storing.store import import_plan
from plans.storing.stored import stored_document
from plans.workbooks.template import write_template
from scores.ledger import Entry
from scores.notes import write_notes
from scores.store import EnteredBy, enter_scores
from tests.papers.office import IMPORTED, NOVEMBER, YEAR, Office, small_office
from tests.papers.result.printed import PrintedReport, of_a_province

NEXT = YEAR + 1
NOW = at(date(2027, 10, 20), 9)
ISSUE_1, ISSUE_3 = (
    "กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ",
    "ช่องทางและรูปแบบการประชาสัมพันธ์เผยแพร่ข้อมูลข่าวสารภาครัฐ",
)


def told(paper: Document) -> list[str]:
    """The headings and paragraphs of the parts, as they are printed."""
    lines = [part for part in paper.parts if not isinstance(part, PaperTable)]
    return [
        f"{part.lead} {part.text}".strip() if isinstance(part, Paragraph) else part.text
        for part in lines
    ]


def a_year(office: Office) -> None:
    """One measure is not achieved, one is finished, one was never reported on."""
    first = office.plan.measures[0]
    third = office.issue("3", ISSUE_3)
    single = office.measure("3.1", "สำนักงานที่ 01", issue=third, title="จัดทำเว็บไซต์ใหม่")
    office.measure("3.2", "สำนักงานที่ 01", issue=third, title="ไม่เคยรายงาน")
    office.begin(NOVEMBER)
    office.sends("สำนักงานที่ 01", single, NOVEMBER, "เสร็จ", progress=Progress.DONE)
    office.sends(
        "สำนักงานที่ 01",
        first,
        NOVEMBER,
        "ลองแล้ว",
        obstacle="ขาดงบประมาณ",
        progress=Progress.NOT_ACHIEVED,
    )


def test_results_and_scores_make_the_draft(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        a_year(office)
        # By the rule of 2567: i1 belongs to issue 1, e4 to issue 3, i10 to issue 4, which has no
        # measure.
        office.scores(y2567_i1="70.00", y2567_e4="95.00", y2567_i10="60.00")
        drafted = carry_forward(session, office.organization, NEXT, NOW)
        fates = {each.measure.code: each.fate for each in drafted.carried.decisions}
        assert fates == {"1.1": Fate.CHANGED, "3.1": Fate.DROPPED, "3.2": Fate.CHANGED}
        assert drafted.scores_of == 2567
        plan = drafted.carried.plan
        assert plan.adopted_at is None
        assert [
            (measure.code, measure.issue.title if measure.issue else None)
            for measure in plan.measures
        ] == [
            ("1.1", ISSUE_1),
            ("3.2", ISSUE_3),
            ("4.1", "กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ"),
        ]
        steps = [step.text for step in plan.measures[0].steps]
        assert any("ข้อ i1" in text and "70.00" in text for text in steps)
        assert any("ขาดงบประมาณ" in text for text in steps)
        assert plan.measures[0].assignments[0].agency_id == office.agency("สำนักงานที่ 01").id
        assert plan.measures[2].assignments[0].agency_id is None


def test_without_scores_nothing_is_dropped_or_new(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        a_year(office)
        drafted = carry_forward(session, office.organization, NEXT, NOW)
        assert drafted.scores_of is None
        assert drafted.carried.new == ()
        assert Fate.DROPPED not in {each.fate for each in drafted.carried.decisions}


def test_a_draft_rests_on_the_newest_scores_before_it_as_its_paper_does(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        office.scores(y2566_overall="80.00", y2567_i1="70.00", y2572_overall="90.00")
        assert carry_forward(session, office.organization, NEXT, NOW).scores_of == 2567
        paper = compose_plan_paper(session, office.organization, NEXT, NOW)
        assert "ปีงบประมาณ พ.ศ. 2567" in told(paper)[0]
        drafted = carry_forward(session, office.organization, NEXT + 2, NOW)
        assert (drafted.scores_of, drafted.knows_issues) == (2572, False)


def test_a_plan_carried_again_says_its_low_question_once_and_with_the_new_score(
    database: Database,
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        office.scores(y2567_i1="70.00")
        carry_forward(session, office.organization, NEXT, NOW)
        entries = {2567: [Entry("i1", 0, Decimal("72.00"))]}
        enter_scores(
            session, office.organization, entries, source="x", by=EnteredBy("เลขา"), now=NOW
        )
        again = carry_forward(session, office.organization, NEXT + 1, NOW).carried
        steps = [step.text for step in again.plan.measures[0].steps if "ข้อ i1 " in step.text]
        assert len(steps) == 1
        assert "ซึ่งได้ 72.00 คะแนน ให้ได้ไม่ต่ำกว่า 85 คะแนน" in steps[0]
        assert again.decisions[0].steps == ()


def test_how_the_secretariat_wants_an_issue_developed_becomes_the_steps(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        office.scores(y2567_i1="70.00", y2567_i10="60.00")
        notes = {
            ("1", Heading.DEVELOPMENT): "อบรมเจ้าหน้าที่ใหม่\nปรับปรุงคู่มือ",
            ("4", Heading.DEVELOPMENT): "จัดทำทะเบียนคุม",
        }
        write_notes(session, office.organization, 2567, notes, by=EnteredBy("เลขา"), now=NOW)
        carried = carry_forward(session, office.organization, NEXT, NOW).carried
        assert carried.decisions[0].steps[:2] == ("อบรมเจ้าหน้าที่ใหม่", "ปรับปรุงคู่มือ")
        assert [new.steps for new in carried.new] == [("จัดทำทะเบียนคุม",)]
        paper = compose_plan_paper(session, office.organization, NEXT, NOW)
        texts = told(paper)
        assert texts[texts.index("การพัฒนา : อบรมเจ้าหน้าที่ใหม่") + 1] == "ปรับปรุงคู่มือ"


@of_a_province
def test_periods_as_they_were_printed_become_those_of_the_next_year(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        organization = report.imported(session)
        plan = carry_forward(session, organization, 2568, IMPORTED).carried.plan
        periods = [
            each.period_text
            for measure in plan.measures
            for each in measure.assignments
            if each.period_text
        ]
        assert "ต.ค.67 - ก.ย.68" in periods
        assert not [period for period in periods if "66" in period]


@of_a_province
def test_nobody_is_said_to_have_kept_silent_who_was_not_asked_or_whose_report_was_imported(
    database: Database, report: PrintedReport
) -> None:
    with database.begin() as session:
        imported = carry_forward(session, report.imported(session), 2568, IMPORTED).carried
        assert {each.fate for each in imported.decisions} == {Fate.KEPT}
        office, _ = small_office(session, months=())
        asked = office.measure("1.2", "สำนักงานที่ 01", issue=office.plan.issues[0], title="ถูกถาม")
        before = carry_forward(session, office.organization, NEXT, NOW).carried
        assert {each.fate for each in before.decisions} == {Fate.KEPT}
        office.begin(NOVEMBER)
        after = carry_forward(session, office.organization, NEXT, NOW, replace=True).carried
        assert {each.measure.id: each.reasons for each in after.decisions}[asked.id] == (
            Reason.NO_REPORTS,
        )


def test_a_draft_whose_report_was_edited_already_can_be_written_anew(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        plan = carry_forward(session, office.organization, NEXT, NOW).carried.plan
        place = {
            "plan_id": plan.id,
            "place": "summary",
            "text": "x",
            "basis": "",
            "sources": [],
            "edited_at": NOW,
            "edited_by": "เลขา",
        }
        session.add(CellEdit(measure_id=plan.measures[0].id, **place))
        session.flush()
        carry_forward(session, office.organization, NEXT, NOW, replace=True)
        assert session.scalar(select(func.count()).select_from(CellEdit)) == 0


def test_a_year_too_far_ahead_and_one_from_the_future_are_refused(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        with pytest.raises(CannotCarry, match="ahead"):
            carry_forward(session, office.organization, 2600, NOW)
        with pytest.raises(CannotCarry, match="2571 is not before 2571"):
            carry_forward(session, office.organization, NEXT, NOW, since=NEXT)


def test_a_draft_asks_for_nothing_until_it_is_adopted(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        carry_forward(session, office.organization, NEXT, NOW)
        owed = (
            select(func.count())
            .select_from(Obligation)
            .join(Round)
            .where(Round.fiscal_year == NEXT)
        )
        begin_round(session, office.organization, date(2027, 10, 1), NOW)
        assert session.scalar(owed) == 0
        adopted = adopt_plan(session, office.organization, NEXT, NOW)
        assert adopted.obligations == 1
        assert session.scalar(owed) == 1
        with pytest.raises(CannotAdopt, match="already"):
            adopt_plan(session, office.organization, NEXT, NOW)
        with pytest.raises(CannotAdopt, match="no plan"):
            adopt_plan(session, office.organization, NEXT + 1, NOW)


def test_a_draft_is_written_anew_only_when_asked_and_an_adopted_plan_never(
    database: Database,
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        organization = office.organization
        carry_forward(session, organization, NEXT, NOW)
        with pytest.raises(CannotCarry, match="--replace"):
            carry_forward(session, organization, NEXT, NOW)
        carry_forward(session, organization, NEXT, NOW, replace=True)
        assert (
            session.scalar(select(func.count()).select_from(Plan).where(Plan.fiscal_year == NEXT))
            == 1
        )
        adopt_plan(session, organization, NEXT, NOW)
        with pytest.raises(CannotCarry, match="adopted"):
            carry_forward(session, organization, NEXT, NOW, replace=True)
        with pytest.raises(CannotCarry, match="no plan"):
            carry_forward(session, organization, YEAR - 5, NOW)


def test_a_draft_goes_into_the_workbook_and_comes_back_edited_still_a_draft(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, first = small_office(session)
        first.assignments[0].period_text = "ทุกเดือน"
        a_year(office)
        plan = carry_forward(session, office.organization, NEXT, NOW).carried.plan
        path = tmp_path / "draft.xlsx"
        write_template(path, stored_document(plan))
        read = read_plan(path)
        assert not import_plan(session, office.organization, read, now=NOW).difference
        edited = PlanDocument(
            read.organization,
            read.fiscal_year,
            read.issues,
            read.measures[:1],
            read.scores,
            read.warnings,
        )
        import_plan(session, office.organization, edited, now=NOW)
        session.expire_all()
        stored = session.get_one(Plan, plan.id)
        assert stored.adopted_at is None
        assert [measure.code for measure in stored.measures] == ["1.1"]


def test_the_plan_paper_holds_the_analysis_and_the_measures(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        a_year(office)
        office.scores(y2567_i1="70.00", y2567_IIT="90.00", y2567_4="88.00")
        carry_forward(session, office.organization, NEXT, NOW)
        form = PaperLayout.of(OrganizationKind.PROVINCE, {})
        paper = compose_plan_paper(session, office.organization, NEXT, NOW, form)
        thai = compose_plan_paper(
            session, office.organization, YEAR, NOW, PaperLayout(digits=Digits.THAI)
        )
        office.plan.measures[0].assignments[0].period_text = "ต.ค. ๖๙ – ก.ย. ๗๐"
        as_printed = compose_plan_paper(
            session, office.organization, YEAR, NOW, PaperLayout(digits=Digits.AUTO)
        )
    assert paper.is_draft
    assert paper.state.startswith("ฉบับร่าง")
    assert [column.name for column in paper.columns] == ["measure", "steps", "party", "period"]
    texts = told(paper)
    assert texts[0] == "ส่วนที่ 1 การวิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2567"
    assert texts[-1] == "ส่วนที่ 2 มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2571"
    assert any(text.startswith("ข้อบกพร่อง/ข้อปรับปรุง") and "i1" in text for text in texts)
    assert as_printed.thai_digits
    assert not paper.thai_digits
    assert not thai.is_draft
    assert "๒๕๗๐" in thai.titles[-1]
    file = docx.Document(io.BytesIO(render(paper, PaperFormat.WORD)))
    scores, questions, measures = file.tables
    assert [[cell.text for cell in row.cells] for row in scores.rows[1:]] == [
        ["IIT", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "90.00"],
        ["IIT", "ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ", "88.00"],
    ]
    assert [cell.text for cell in questions.rows[1].cells][2:] == ["70.00", "▼ ต่ำกว่า 85\nต่ำที่สุด"]
    cells = [cell.text for row in measures.rows for cell in row.cells]
    assert any("ขาดงบประมาณ" in text for text in cells)
    assert render(paper, PaperFormat.PDF).startswith(b"%PDF")
