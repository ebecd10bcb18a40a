"""Nothing wrong gets out quietly; what is out never changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.audit import check_chain
from models.database import Database
from models.tables.audit import AuditEntry
from models.tables.obligations import ReviewDecision
from models.tables.year.result_report import PersonalData, ReportVersion
from papers.result.checks.checking import (
    Finding,
    FindingKind,
    check_paper,
    missing_codes,
    shown_files,
)
from papers.result.checks.links import LinkState
from papers.result.checks.personal import note_looks, personal_numbers
from papers.result.composing import NoPlan, compose
from papers.result.edits import edit_place
from papers.result.publishing import CannotPublish, list_versions, read_version
from tests.papers.office import DECEMBER, NOVEMBER, NOW, YEAR, Office, published, small_office

QUIET = [FindingKind.EMPTY_CELL]
"""The sample's measures have no steps and no periods."""


def findings(office: Office, opens: LinkState = LinkState.OPENS) -> list[Finding]:
    composition = compose(office.session, office.organization, YEAR, NOW)
    return check_paper(office.session, composition, lambda _link: opens)


def kinds(office: Office, opens: LinkState = LinkState.OPENS) -> set[FindingKind]:
    return {finding.kind for finding in findings(office, opens)}


def write(office: Office, measure_id: int | None, place: str, text: str | None) -> None:
    composition = compose(office.session, office.organization, YEAR, NOW)
    (state,) = [state for state in composition.states if state.place == (measure_id, place)]
    edit_place(office.session, office.plan, state.place, text, state.drawn, now=NOW, by="เลขา")


def test_empty_cells_are_found_until_reports_fill_them(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        assert ("1.1/summary", FindingKind.EMPTY_CELL) in [
            (each.where, each.kind) for each in findings(office)
        ]
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        assert "1.1/summary" not in [each.where for each in findings(office)]


def test_returned_and_waiting_reports_are_found(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session, agencies=2)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ก", decision=ReviewDecision.RETURNED)
        office.sends("สำนักงานที่ 02", measure, NOVEMBER, "ข", decision=None)
        assert {FindingKind.RETURNED, FindingKind.WAITING} <= kinds(office)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("(ระบุผลการดำเนินการ)", FindingKind.FILLER),
        ("ติดต่อ 081-234-5678", FindingKind.PERSONAL_DATA),
        ("นาย ก เลข 1-1017-00230-70-8", FindingKind.PERSONAL_DATA),
        ("ดี 😀", FindingKind.NOT_SHOWN),
        ("ตัวชี้วัดที่ 8 88.17 คะแนน เพิ่มขึ้นจากปี 2569 (77.50 คะแนน) 5.14 คะแนน", FindingKind.ARITHMETIC),
    ],
)
def test_doubtful_words_are_found(database: Database, text: str, kind: FindingKind) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        assert kinds(office) <= set(QUIET)
        write(office, measure.id, "summary", text)
        assert kind in kinds(office)


def test_a_score_that_is_not_the_stored_one_is_wrong(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.scores(y2570_overall="93.80")
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว")
        write(
            office, measure.id, "outcome", "ผลการประเมิน ITA ในภาพรวม ในปี 2570 มีผลคะแนน 98.30 คะแนน"
        )
        (wrong,) = [each for each in findings(office) if each.kind is FindingKind.ARITHMETIC]
        assert "98.30" in wrong.message
        assert "93.80" in wrong.message


def test_links_that_do_not_open_are_found(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends(
            "สำนักงานที่ 01", measure, NOVEMBER, "เผยแพร่ที่ www.example.go.th/ita แล้ว", outcome="รับทราบ"
        )
        assert FindingKind.DEAD_LINK not in kinds(office)
        assert FindingKind.DEAD_LINK in kinds(office, LinkState.DEAD)
        assert FindingKind.DEAD_LINK in kinds(office, LinkState.FORBIDDEN)


def test_pictures_wait_for_somebody_to_look_at_them(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ", photos=2)
        assert FindingKind.PERSONAL_DATA in kinds(office)
        files = shown_files(session, compose(session, office.organization, YEAR, NOW))
        note_looks(
            session,
            office.organization,
            {file.evidence_id: PersonalData.NONE for file in files},
            now=NOW,
        )
        assert FindingKind.PERSONAL_DATA not in kinds(office)


def test_a_gap_in_the_numbering_is_found(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        issue = office.issue("2", "ประเด็นว่าง")
        office.measure("1.3", "สำนักงานที่ 01", issue=None)
        found = [each for each in findings(office) if each.kind is FindingKind.MISSING_MEASURE]
        assert {each.where for each in found} == {"1.2", f"2. {issue.title}"}


@pytest.mark.parametrize(
    ("codes", "headings", "missing"),
    [
        (["1.1", "1.3"], [], ["1.2"]),
        (["1.2"], [], ["1.1"]),
        (["5", "6.1", "6.2", "7"], ["1. ก", "๒. ข", "3. ค", "4. ง"], []),
        (["10.1", "2"], [], ["1"]),
        ([], [], []),
    ],
)
def test_a_number_is_missing_when_no_measure_below_it_and_no_issue_has_it(
    codes: list[str], headings: list[str], missing: list[str]
) -> None:
    assert missing_codes(codes, headings) == missing


def test_a_figure_that_does_not_add_up_around_the_table_stops_publishing_too(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        claim = "ตัวชี้วัดที่ 8 88.17 คะแนน เพิ่มขึ้นจากปี 2569 (77.50 คะแนน) 5.14 คะแนน"
        write(office, None, "remarks", f"หมายเหตุ\n{claim}")
        (wrong,) = [each for each in findings(office) if each.kind is FindingKind.ARITHMETIC]
        assert (wrong.where, "10.67" in wrong.message) == ("remarks", True)
        remarks = compose(session, office.organization, YEAR, NOW).document.remarks
        assert remarks[1] == claim
        assert "10.67" in remarks[2]
        with pytest.raises(CannotPublish, match="arithmetic"):
            published(
                session, office.organization, YEAR, now=NOW, ask=None, despite=list(FindingKind)
            )
        write(office, None, "remarks", claim.replace("5.14", "10.67"))
        assert (
            published(session, office.organization, YEAR, now=NOW, ask=None, despite=QUIET).number
            == 1
        )


def test_cells_of_the_plan_are_settled_by_an_edit_and_marked_when_the_plan_changes(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        assert {each.where for each in findings(office)} == {"1.1/steps"}
        write(office, measure.id, "steps", "1. แจ้งเวียน\n2. ประชุม")
        write(office, measure.id, "party", "ทุกส่วนราชการ")
        assert findings(office) == []
        (row,) = compose(session, office.organization, YEAR, NOW).document.sections[0].rows
        assert [line.text for line in row.cells[1].lines] == ["แจ้งเวียน", "ประชุม"]
        measure.assignments[0].party_text = "สำนักงานใหม่"
        session.flush()
        (changed,) = findings(office)
        assert (changed.kind, changed.where) == (FindingKind.CHANGED, "1.1/party")
        assert "แผน" in changed.message


def test_reports_beside_an_imported_text_are_found_until_somebody_writes_the_cell_anew(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session, months=(NOVEMBER, DECEMBER))
        measure.printed_results = ["ข้อความจากเอกสาร"]
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        assert FindingKind.CHANGED in kinds(office)
        write(office, measure.id, "summary", "ข้อความจากเอกสาร และชี้แจงแล้ว")
        assert FindingKind.CHANGED not in kinds(office)


def test_a_cell_whose_reports_changed_since_its_edit_is_marked_until_it_is_edited_again(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session, months=(NOVEMBER, DECEMBER))
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        write(office, measure.id, "summary", "ข้อความของฝ่ายเลขานุการ")
        assert FindingKind.CHANGED not in kinds(office)
        office.sends("สำนักงานที่ 01", measure, DECEMBER, "ชี้แจงเพิ่ม")
        assert FindingKind.CHANGED in kinds(office)
        write(office, measure.id, "summary", "ข้อความใหม่")
        assert FindingKind.CHANGED not in kinds(office)
        write(office, measure.id, "summary", None)
        cells = {
            cell.key: cell
            for cell in compose(session, office.organization, YEAR, NOW).document.cells()
        }
        assert [line.text for line in cells["1.1/summary"].lines] == ["ชี้แจงแล้ว", "ชี้แจงเพิ่ม"]


def test_a_version_is_frozen_and_the_next_change_makes_the_next_one(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        first = published(
            session, office.organization, YEAR, now=NOW, ask=None, despite=QUIET, by="เลขา"
        )
        frozen = read_version(first)
        assert (first.number, frozen.is_draft, first.published_by) == (1, False, "เลขา")
        assert "ฉบับเผยแพร่ครั้งที่ 1" in frozen.state
        with pytest.raises(CannotPublish, match="nothing changed"):
            published(
                session,
                office.organization,
                YEAR,
                now=NOW + timedelta(days=1),
                ask=None,
                despite=QUIET,
            )
        write(office, measure.id, "summary", "แก้ไขแล้ว")
        second = published(session, office.organization, YEAR, now=NOW, ask=None, despite=QUIET)
        assert second.number == 2
        session.expire_all()
        old, new = list_versions(session, office.organization, YEAR)
        assert read_version(old) == frozen
        assert read_version(new) != frozen
        assert check_chain(session, office.organization.id).broken is None
        assert (
            session.scalar(select(func.count()).where(AuditEntry.action == "report.published")) == 2
        )


def test_publishing_is_refused_while_a_finding_is_not_let_stand(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", photos=1)
        with pytest.raises(CannotPublish, match="personal_data"):
            published(session, office.organization, YEAR, now=NOW, ask=None, despite=QUIET)
        assert session.scalar(select(func.count()).select_from(ReportVersion)) == 0
        version = published(
            session,
            office.organization,
            YEAR,
            now=NOW,
            ask=None,
            despite=[*QUIET, FindingKind.PERSONAL_DATA],
        )
        assert version.despite == ["empty_cell", "personal_data"]


def test_a_year_without_a_plan_is_refused(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        with pytest.raises(NoPlan, match="2571"):
            compose(session, office.organization, 2571, NOW)


def test_a_letters_number_is_no_personal_number() -> None:
    assert (
        personal_numbers(
            "ที่ สท 0017.5/ว 3444 ลงวันที่ 30 สิงหาคม 2567 งบประมาณ 1,234,567 บาท โทร. 0 5561 1234"
        )
        == []
    )
    assert personal_numbers("๑-๑๐๑๗-๐๐๒๓๐-๗๐-๘") == ["1-1017-00230-70-8"]
    assert personal_numbers("1-1017-00230-70-9") == []
    for written in (
        "081-234-5678",
        "08-1234-5678",
        "08 1234 5678",
        "0812345678",
        "+66 81 234 5678",
    ):
        assert personal_numbers(f"โทร. {written} ต่อ 1") == [written]
    assert personal_numbers("ที่ สท 0917.5/08123 งบประมาณ 0.8123456789 บัญชี 20812345678") == []
