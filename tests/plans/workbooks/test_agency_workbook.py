"""One agency's form: written, filled in, compared, taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from models import audit
from models.database import Database
from models.month.calendar import at
from models.reports.submissions import ReportContent, send_report
from models.tables.agency import Agency
from models.tables.obligations import ObligationState, Progress, ReviewDecision
from models.tables.people import Role
from models.tables.plan import Measure
from plans.document import Unreadable
from plans.workbooks.agency_answers import CannotStore, FormAnswer, FormFault
from plans.workbooks.agency_form import compare_form, form_items, store_form
from plans.workbooks.agency_people import find_person, secretariat_by_form
from plans.workbooks.agency_workbook import (
    COLUMNS,
    FilledForm,
    read_agency_workbook,
    write_agency_workbook,
)
from tests.bot.house import on_postgres
from tests.papers.office import NOVEMBER, Office, small_office
from tests.scheduler.province import obligation

NOW = at(date(2026, 11, 25), 10)
FIRST = 7
"""The sheet row of the first report."""
NAME = "สำนักงานที่ 01"


def out_and_in(
    session: Session, office: Office, tmp_path: Path, fill: Callable[[Worksheet], None]
) -> FilledForm:
    """Write the agency's form, let somebody fill it in, read it back."""
    path = tmp_path / "form.xlsx"
    items = form_items(session, office.organization, office.agency(NAME), NOW)
    write_agency_workbook(path, office.organization.name, NAME, items)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    book.save(path)
    return read_agency_workbook(path)


def answer(sheet: Worksheet, row: int, *values: object) -> None:
    for column, value in enumerate(values, 7):
        sheet.cell(row, column).value = value  # type: ignore[assignment]


def other_measure(office: Office) -> Measure:
    measure = office.measure("1.2", NAME, recurrence="monthly", title="=ชื่อที่เหมือนสูตร")
    office.begin(NOVEMBER)
    return measure


def agency_of(office: Office) -> Agency:
    return office.agency(NAME)


def test_what_is_filled_in_becomes_reports_on_the_agencys_behalf(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        other_measure(office)
        form = out_and_in(
            session,
            office,
            tmp_path,
            lambda sheet: answer(
                sheet,
                FIRST,
                "อยู่ระหว่างดำเนินการ",
                50,
                "แจ้งเวียนแล้ว\nจัดประชุมแล้ว",
                "บุคลากรรับรู้",
                None,
                "ที่ ตก 0017/ว 12 ลงวันที่ 3 พ.ย. 69\nhttps://example.go.th/news",
            ),
        )
        assert form.agency == NAME
        organization, agency = office.organization, agency_of(office)
        by = secretariat_by_form(session, organization, "ฝ่ายเลขานุการ", NOW)
        assert secretariat_by_form(session, organization, "ฝ่ายเลขานุการ", NOW) is by
        stored = store_form(session, organization, agency, form.rows, by=by, now=NOW)
        assert (len(stored.changes), stored.unchanged, stored.empty) == (1, 0, 1)
        owed = obligation(session, NOVEMBER, "1.1", NAME)
        assert owed.state is ObligationState.SENT
        assert owed.report is not None
        revision = owed.report.current
        assert (revision.progress, revision.percent, revision.on_behalf) == (
            Progress.IN_PROGRESS,
            50,
            True,
        )
        assert revision.summary == "แจ้งเวียนแล้ว\nจัดประชุมแล้ว"
        assert [(each.kind, each.url) for each in revision.evidence] == [
            ("note", None),
            ("link", "https://example.go.th/news"),
        ]
        again = store_form(session, organization, agency, form.rows, by=by, now=NOW)
        assert (again.changes, again.unchanged) == ((), 1)
        assert audit.check_chain(session, organization.id).broken is None


def test_an_untouched_form_changes_nothing_even_when_somebody_reported_meanwhile(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends(
            NAME,
            measure,
            NOVEMBER,
            "ร่างแรก  เว้นวรรคสอง\n\nบรรทัดใหม่",
            decision=None,
            notes=["ที่ ตก 1/2"],
        )
        form = out_and_in(session, office, tmp_path, lambda sheet: None)
        office.sends(NAME, measure, NOVEMBER, "ร่างที่สอง", decision=None)
        found = compare_form(session, office.organization, agency_of(office), form.rows, NOW)
        assert (found.changes, found.faults, found.unchanged) == ((), (), 1)


def test_a_row_filled_in_after_somebody_reported_is_not_taken(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        form = out_and_in(
            session,
            office,
            tmp_path,
            lambda sheet: answer(sheet, FIRST, "ดำเนินการแล้วเสร็จ", None, "จากแบบ"),
        )
        office.sends(NAME, measure, NOVEMBER, "จากไลน์", decision=None)
        agency = agency_of(office)
        by = secretariat_by_form(session, office.organization, "ฝ่ายเลขานุการ", NOW)
        with pytest.raises(CannotStore) as refused:
            store_form(session, office.organization, agency, form.rows, by=by, now=NOW)
        assert [each.fault for each in refused.value.difference.faults] == [
            FormFault.CHANGED_MEANWHILE
        ]
        found = obligation(session, NOVEMBER, "1.1", NAME).report
        assert found is not None
        assert found.current.summary == "จากไลน์"


@on_postgres
def test_a_report_sent_between_comparing_and_writing_is_never_overwritten(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        form = out_and_in(
            session,
            office,
            tmp_path,
            lambda sheet: answer(sheet, FIRST, "ดำเนินการแล้วเสร็จ", None, "จากแบบ"),
        )
        by = secretariat_by_form(session, office.organization, "ฝ่ายเลขานุการ", NOW)
    done: list[str] = []

    def be_faster(*about: object) -> None:
        if "FOR NO KEY UPDATE" in str(about[2]) and not done:
            done.append("จากไลน์")
            with database.begin() as other:
                owed = obligation(other, NOVEMBER, "1.1", NAME)
                person = other.merge(by)
                content = ReportContent(Progress.IN_PROGRESS, "จากไลน์")
                send_report(other, owed, content, by=person, now=NOW)

    event.listen(database.engine, "before_cursor_execute", be_faster)
    with database.begin() as session:
        organization, person = session.merge(office.organization), session.merge(by)
        agency = session.scalars(select(Agency).where(Agency.name == NAME)).one()
        with pytest.raises(CannotStore) as refused:
            store_form(session, organization, agency, form.rows, by=person, now=NOW)
    assert done
    (fault,) = refused.value.difference.faults
    assert fault.fault is FormFault.CHANGED_MEANWHILE
    with database.read() as session:
        found = obligation(session, NOVEMBER, "1.1", NAME).report
        assert found is not None
        assert [revision.summary for revision in found.revisions] == ["จากไลน์"]


def test_what_was_returned_is_mended_and_its_reason_stands_in_the_form(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends(NAME, measure, NOVEMBER, "สั้นไป", decision=ReviewDecision.RETURNED, photos=1)
        seen: list[str] = []

        def fill(sheet: Worksheet) -> None:
            seen.append(str(sheet.cell(FIRST, 6).value))
            sheet.cell(FIRST, 9).value = "ขยายความแล้ว"

        form = out_and_in(session, office, tmp_path, fill)
        agency = agency_of(office)
        (officer,) = find_person(session, office.organization, agency, f"เจ้าหน้าที่ {NAME}", NOW)
        stored = store_form(session, office.organization, agency, form.rows, by=officer, now=NOW)
        assert seen == ["ส่งกลับแก้ไข: ขอรายละเอียดเพิ่ม"]
        assert stored.changes[0].fields == ("summary",)
        report = obligation(session, NOVEMBER, "1.1", NAME).report
        assert report is not None
        assert (report.current.number, report.current.on_behalf) == (2, False)
        assert [each.kind.value for each in report.current.evidence] == ["image"]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        (("อยู่ระหว่างดำเนินการ", None, None), FormFault.NO_SUMMARY),
        ((None, None, "ทำแล้ว"), FormFault.NO_PROGRESS),
        (("ยังไม่บรรลุผล", None, "ทำแล้ว"), FormFault.NO_OBSTACLE),
        (("อยู่ระหว่างดำเนินการ", 101, "ทำแล้ว"), FormFault.PERCENT),
        (("อยู่ระหว่างดำเนินการ", None, "ทำแล้ว", None, None, "ก" * 301), FormFault.LONG_NOTE),
        (("อยู่ระหว่างดำเนินการ", None, "ก" * 5001), FormFault.LONG_TEXT),
    ],
)
def test_a_row_that_says_too_little_stops_the_whole_form(
    database: Database, tmp_path: Path, values: tuple[object, ...], fault: FormFault
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        other_measure(office)

        def fill(sheet: Worksheet) -> None:
            answer(sheet, FIRST, "ดำเนินการแล้วเสร็จ", 100, "ครบถ้วน")
            answer(sheet, FIRST + 1, *values)

        form = out_and_in(session, office, tmp_path, fill)
        found = compare_form(session, office.organization, agency_of(office), form.rows, NOW)
        assert [(each.row.line, each.fault) for each in found.faults] == [(FIRST + 1, fault)]
        assert len(found.changes) == 1


def test_a_row_whose_number_was_sorted_away_from_its_measure_is_not_taken(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        other_measure(office)

        def fill(sheet: Worksheet) -> None:
            first, second = sheet.cell(FIRST, 1), sheet.cell(FIRST + 1, 1)
            first.value, second.value = second.value, first.value
            answer(sheet, FIRST, "ดำเนินการแล้วเสร็จ", 100, "ของอีกมาตรการหนึ่ง")

        form = out_and_in(session, office, tmp_path, fill)
        found = compare_form(session, office.organization, agency_of(office), form.rows, NOW)
        assert [each.fault for each in found.faults] == [FormFault.MOVED]
        assert found.changes == ()


def test_a_formula_is_no_number_and_what_was_not_read_as_it_stands_is_told(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        with pytest.raises(Unreadable, match=r"row 7: '=1\+1' is no per cent"):
            out_and_in(session, office, tmp_path, lambda sheet: answer(sheet, FIRST, None, "=1+1"))

        def hide(sheet: Worksheet) -> None:
            sheet.row_dimensions[FIRST].hidden = True

        form = out_and_in(session, office, tmp_path, hide)
        assert form.rows == ()
        assert "7" in form.notes[0]


def test_every_row_has_room_to_be_read_and_filled_in(database: Database, tmp_path: Path) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        measure.title = "มาตรการที่มีชื่อยาว" * 12
        items = form_items(session, office.organization, office.agency(NAME), NOW)
        write_agency_workbook(tmp_path / "form.xlsx", "จังหวัด", NAME, items)
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx").active
    assert isinstance(sheet, Worksheet)
    assert all((sheet.row_dimensions[row].height or 0) >= 20 for row in range(1, 5))
    assert (sheet.row_dimensions[FIRST].height or 0) >= 25 * 5


def test_another_agencys_report_cannot_be_smuggled_in(database: Database, tmp_path: Path) -> None:
    with database.begin() as session:
        office, _ = small_office(session, agencies=2)
        theirs = obligation(session, NOVEMBER, "1.1", "สำนักงานที่ 02").id

        def fill(sheet: Worksheet) -> None:
            sheet.cell(FIRST, 1).value = theirs
            answer(sheet, FIRST, "ดำเนินการแล้วเสร็จ", None, "ของคนอื่น")

        form = out_and_in(session, office, tmp_path, fill)
        found = compare_form(session, office.organization, agency_of(office), form.rows, NOW)
        assert [each.fault for each in found.faults] == [FormFault.UNKNOWN]


def test_titles_that_look_like_formulas_stay_text_and_only_answers_are_open(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        other_measure(office)
        path = tmp_path / "form.xlsx"
        write_agency_workbook(
            path,
            "=org",
            "@agency",
            form_items(session, office.organization, agency_of(office), NOW),
        )
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet.cell(FIRST + 1, 3).value == "1.2 =ชื่อที่เหมือนสูตร"
    assert sheet.protection.sheet
    for column in range(1, len(COLUMNS) + 1):
        assert sheet.cell(FIRST, column).protection.locked is (column <= 6)


def test_files_that_are_no_form_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(Unreadable, match="no form of an agency"):
        read_agency_workbook(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("ไม่ใช่", encoding="utf-8")
    with pytest.raises(Unreadable, match="no form of an agency"):
        read_agency_workbook(tmp_path / "text.xlsx")


def test_a_sent_report_may_still_be_changed_by_the_form_until_the_round_closes(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        by = office.person("เลขา", Role.SECRETARIAT)
        owed = obligation(session, NOVEMBER, "1.1", NAME)
        send_report(session, owed, ReportContent(Progress.IN_PROGRESS, "แรก"), by=by, now=NOW)
        agency = agency_of(office)
        (item,) = form_items(session, office.organization, agency, NOW)
        assert (item.revision, item.answer) == (1, FormAnswer(Progress.IN_PROGRESS, None, "แรก"))
        assert form_items(session, office.organization, agency, at(date(2026, 12, 20))) == []
