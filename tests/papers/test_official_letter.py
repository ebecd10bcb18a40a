"""The drafted letter to an agency that is overdue: who gets one, what it says, what its file
holds.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import docx
import pytest
from docx.oxml.ns import qn

from models.database import Database
from models.month.calendar import at
from models.month.overdue import OverdueAgency, OverdueReport, overdue_agencies
from models.tables.organization import OrganizationKind
from models.tables.people import Role
from papers.addressing import head_of
from papers.letters import file_names
from papers.official_letter import OfficialLetter, Sender, body, subject, write_letter
from tests.papers.office import DECEMBER, NOVEMBER, small_office

OCTOBER = date(2026, 10, 1)
SENDER = Sender(
    "จังหวัดตาก", OrganizationKind.PROVINCE, phone="055 511 000", signer_name="นายสมชาย ใจดี"
)
NOVEMBERS = OverdueReport("1.1", "สร้างการรับรู้", NOVEMBER, date(2026, 11, 30), 16, returned=False)
OCTOBERS = OverdueReport(None, "=SUM(A1) เปิดเผยแผน", OCTOBER, date(2026, 10, 30), 47, returned=True)
LETTER = OfficialLetter(
    SENDER,
    OverdueAgency("สำนักงานคลังจังหวัดตาก", (OCTOBERS, NOVEMBERS), has_officer=False),
    date(2026, 12, 16),
    date(2026, 12, 23),
)


def texts(data: bytes) -> list[str]:
    file = docx.Document(io.BytesIO(data))
    return [paragraph.text for paragraph in file.paragraphs]


def test_only_agencies_overdue_beyond_the_days_get_a_letter(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session, agencies=3, months=(NOVEMBER, DECEMBER))
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ทำแล้ว")
        office.person("เจ้าหน้าที่สอง", Role.OFFICER, "สำนักงานที่ 02")

        def found(now: datetime, beyond: int) -> list[str]:
            agencies = overdue_agencies(session, office.organization, NOVEMBER, now, beyond=beyond)
            return [f"{agency.name} {agency.days} {agency.has_officer}" for agency in agencies]

        assert found(at(date(2026, 11, 30), 23), 0) == []
        assert found(at(date(2026, 12, 8), 9), 7) == ["สำนักงานที่ 02 8 True", "สำนักงานที่ 03 8 False"]
        assert found(at(date(2026, 12, 8), 9), 8) == []
        assert [name.split()[1] for name in found(at(date(2027, 1, 20), 9), 7)] == ["02", "03"]


def test_it_has_the_parts_of_an_official_letter_in_their_order() -> None:
    lines = [text for text in texts(write_letter(LETTER, thai_digits=False)) if text.strip()]
    beginnings = [
        "ที่ …",
        "\t…",
        "16 ธันวาคม 2569",
        "เรื่อง\t",
        "เรียน\tคลังจังหวัดตาก",
        "อ้างถึง\t",
        "สิ่งที่ส่งมาด้วย\t",
        "ตามที่จังหวัดตาก",
    ]
    beginnings += [
        "จังหวัดตากได้ตรวจสอบ",
        "อนึ่ง ยังไม่มีเจ้าหน้าที่",
        "จึงเรียนมา",
        "ขอแสดงความนับถือ",
        "(นายสมชาย ใจดี)",
        "ผู้ว่าราชการจังหวัดตาก",
    ]
    beginnings += ["สำนักงานจังหวัด", "โทร. 055 511 000", "รายการที่ค้างรายงาน"]
    for line, beginning in zip(lines, beginnings, strict=False):
        assert line.startswith(beginning)


def test_it_says_how_many_reports_wait_and_how_long() -> None:
    assert subject(LETTER).endswith("รอบเดือนตุลาคม - พฤศจิกายน 2569")
    asked = body(LETTER)[1]
    assert (
        "ยังไม่ได้รายงานผลการดำเนินการ จำนวน 1 รายการ และยังไม่ได้แก้ไขรายงานที่ส่งกลับ จำนวน 1 รายการ" in asked
    )
    assert "47 วัน" in asked
    assert "ภายในวันพุธที่ 23 ธันวาคม 2569" in asked


def test_every_number_is_in_thai_digits_unless_asked_otherwise() -> None:
    file = docx.Document(io.BytesIO(write_letter(LETTER)))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    everything = "".join([*(paragraph.text for paragraph in file.paragraphs), *cells])
    assert not any(digit in everything for digit in "0123456789")
    assert "๒๕๗๐" in everything
    assert cells[7] == "=SUM(A๑) เปิดเผยแผน"


def test_thai_letters_have_their_own_font_size_and_language_and_the_table_repeats_its_heading() -> (
    None
):
    file = docx.Document(io.BytesIO(write_letter(LETTER)))
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs if run.text.strip()]
    assert runs
    for run in runs:
        properties = run._r.rPr
        assert properties.find(qn("w:rFonts")).get(qn("w:cs")) == "TH SarabunPSK"
        assert properties.find(qn("w:szCs")).get(qn("w:val")) == "32"
        is_figure = all(
            letter.isdecimal() or letter in ".,:/" for letter in run.text
        )  # whose digits stay on one line
        assert properties.find(qn("w:lang")).get(qn("w:bidi")) == (
            "en-US" if is_figure else "th-TH"
        )
    assert file.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize(
    ("agency", "head"),
    [
        ("อำเภอเมืองตาก", "นายอำเภอเมืองตาก"),
        ("เทศบาลเมืองตาก", "นายกเทศมนตรีเมืองตาก"),
        ("องค์การบริหารส่วนตำบลวังหิน", "นายกองค์การบริหารส่วนตำบลวังหิน"),
        ("กองคลัง", "ผู้อำนวยการกองคลัง"),
        ("เรือนจำกลางตาก", "ผู้บัญชาการเรือนจำกลางตาก"),
        ("สำนักงานจังหวัดตาก", "หัวหน้าสำนักงานจังหวัดตาก"),
        ("สำนักงานเกษตรและสหกรณ์จังหวัดตาก", "เกษตรและสหกรณ์จังหวัดตาก"),
        ("สำนักงานสาธารณสุขจังหวัดตาก", "นายแพทย์สาธารณสุขจังหวัดตาก"),
        ("สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตาก", "หัวหน้าสำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตาก"),
        ("ที่ทำการปกครองจังหวัดตาก", "ปลัดจังหวัดตาก"),
        ("ตำรวจภูธรจังหวัดตาก", "ผู้บังคับการตำรวจภูธรจังหวัดตาก"),
        ("สถานีตำรวจภูธรเมืองตาก", "ผู้กำกับการสถานีตำรวจภูธรเมืองตาก"),
        ("กองบังคับการปราบปราม", "ผู้บังคับการปราบปราม"),
        ("สำนักงานพระพุทธศาสนาจังหวัดตาก", "ผู้อำนวยการสำนักงานพระพุทธศาสนาจังหวัดตาก"),
        (
            "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตาก เขต 1",
            "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาตาก เขต 1",
        ),
        ("สำนักงานธนารักษ์พื้นที่ตาก", "ธนารักษ์พื้นที่ตาก"),
        ("สำนักงานอัยการจังหวัดตาก", "อัยการจังหวัดตาก"),
        ("ศูนย์อนามัยที่ 2", "ผู้อำนวยการศูนย์อนามัยที่ 2"),
        ("สถานีพัฒนาที่ดินตาก", "หัวหน้าสถานีพัฒนาที่ดินตาก"),
    ],
)
def test_the_head_of_an_agency_is_addressed_by_title(agency: str, head: str) -> None:
    assert head_of(agency) == head


def named(*agencies: str) -> list[str]:
    return file_names(
        [replace(LETTER, agency=OverdueAgency(name, (NOVEMBERS,), True)) for name in agencies]
    )


def test_a_file_name_never_leads_out_of_its_folder() -> None:
    (name,) = named("../../etc/passwd\x00: กอง" + "ก" * 300)
    assert not set("/\\:\x00") & set(name)
    assert not name.startswith(".")
    assert len(name.encode()) < 255
    assert named("con", "..", "lpt1.x") == ["_con.docx", "-.docx", "_lpt1.x.docx"]


def test_letters_to_agencies_of_like_names_do_not_overwrite_each_other() -> None:
    assert named("กอง/คลัง", "กอง:คลัง", "กอง คลัง", "Tak", "TAK") == [
        "กอง คลัง.docx",
        "กอง คลัง (2).docx",
        "กอง คลัง (3).docx",
        "Tak.docx",
        "TAK (2).docx",
    ]


def test_the_plan_it_refers_to_is_that_of_the_overdue_months() -> None:
    september = OverdueReport(
        "1.1", "สร้างการรับรู้", date(2026, 9, 1), date(2026, 9, 30), 77, returned=False
    )
    assert LETTER.fiscal_years == "2570"
    both = replace(LETTER, agency=replace(LETTER.agency, reports=(september, NOVEMBERS)))
    assert "ประจำปีงบประมาณ พ.ศ. 2569 และ 2570" in body(both)[0]


def test_the_page_that_is_signed_holds_the_end_of_the_body() -> None:
    paragraphs = docx.Document(io.BytesIO(write_letter(LETTER, thai_digits=False))).paragraphs
    kept = [paragraph.text for paragraph in paragraphs if paragraph.paragraph_format.keep_with_next]
    # Lines go with the signature, not the paragraphs before them.
    assert kept[0].startswith("จึงเรียนมา")
    assert kept[1] == "ขอแสดงความนับถือ"


def test_a_second_page_is_numbered_and_the_enclosure_is_not() -> None:
    letter, enclosure = docx.Document(io.BytesIO(write_letter(LETTER))).sections
    assert letter.different_first_page_header_footer
    assert letter.header.paragraphs[0]._p.xpath("string(.)") == "- ๒ -"
    assert letter._sectPr.find(qn("w:pgNumType")).get(qn("w:fmt")) == "thaiNumbers"
    assert enclosure.header.paragraphs[0].text == ""


def test_an_agency_may_say_how_its_head_is_addressed() -> None:
    headed = replace(LETTER, agency=replace(LETTER.agency, head="คลังจังหวัดตาก (รักษาราชการแทน)"))
    assert "เรียน\tคลังจังหวัดตาก (รักษาราชการแทน)" in texts(write_letter(headed))
