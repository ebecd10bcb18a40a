"""What the drawn cells say of accepted reports."""

from __future__ import annotations

from models.database import Database
from models.tables.obligations import Progress, ReviewDecision
from papers.drawn.telling import Telling
from papers.result.composing import compose
from papers.result.layout import PaperLayout
from tests.papers.office import DECEMBER, NOVEMBER, NOW, YEAR, Office, small_office


def said(office: Office, key: str, **form: object) -> list[str]:
    layout = PaperLayout(**form) if form else None  # type: ignore[arg-type]
    found = compose(office.session, office.organization, YEAR, NOW, layout)
    (cell,) = [cell for cell in found.document.cells() if cell.key == key]
    return [line.text for line in cell.lines]


def test_one_agency_tells_what_it_did_month_by_month_without_repeating_itself(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session, months=(NOVEMBER, DECEMBER))
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ประชุมชี้แจงบุคลากร")
        office.sends(
            "สำนักงานที่ 01", measure, DECEMBER, "ไม่มีความคืบหน้าเพิ่มเติมจากรายงานรอบเดือนพฤศจิกายน 2569"
        )
        assert said(office, "1.1/summary") == ["ประชุมชี้แจงบุคลากร"]


def test_a_report_in_lines_becomes_entries_and_a_line_said_again_is_one(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session, months=(NOVEMBER, DECEMBER))
        office.sends(
            "สำนักงานที่ 01",
            measure,
            NOVEMBER,
            "1. ประชุมชี้แจง\n2. แจ้งเวียน",
            outcome="- รับทราบ\n- ถือปฏิบัติ",
        )
        office.sends(
            "สำนักงานที่ 01",
            measure,
            DECEMBER,
            "แจ้งเวียน\nติดประกาศ",
            outcome="รับทราบ",
            notes=["สท 0017/2 ลว. 8 ธ.ค. 69"],
        )
        letter = "ตามหนังสือสำนักงานที่ 01 ที่ สท 0017/2 ลงวันที่ 8 ธันวาคม 2569"
        assert said(office, "1.1/summary") == ["ประชุมชี้แจง", "แจ้งเวียน", f"ติดประกาศ {letter}"]
        assert said(office, "1.1/outcome") == ["รับทราบ", "ถือปฏิบัติ"]


def test_letters_and_events_of_the_evidence_are_added_in_the_provinces_words(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        notes = ["สท 0017.5/ว 927 ลว. 8 พ.ย. 69", "อบรมวันที่ 12 พ.ย. 69 ผู้เข้าร่วม 40 คน"]
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "แจ้งเวียนหลักเกณฑ์", notes=notes)
        assert said(office, "1.1/summary") == [
            "แจ้งเวียนหลักเกณฑ์ ตามหนังสือสำนักงานที่ 01 ที่ สท 0017.5/ว 927 ลงวันที่ 8 พฤศจิกายน 2569 "
            "เมื่อวันที่ 12 พฤศจิกายน 2569 ผู้เข้าร่วมจำนวน 40 คน"
        ]


def test_evidence_that_is_neither_letter_nor_event_is_told_as_it_was_written(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        order = "คำสั่งจังหวัด ที่ 123/2569 ลงวันที่ 8 พ.ย. 69"
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "แต่งตั้งคณะทำงาน", notes=[order, "ภาพกิจกรรม"])
        assert said(office, "1.1/summary") == [f"แต่งตั้งคณะทำงาน {order}"]


def test_a_letter_the_words_name_already_is_not_named_twice(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        summary = "แจ้งเวียนตามหนังสือ ที่ สท 0017.5/ว 927 ลงวันที่ 8 พฤศจิกายน 2569"
        office.sends(
            "สำนักงานที่ 01", measure, NOVEMBER, summary, notes=["สท 0017.5/ว 927 ลว. 8 พ.ย. 69"]
        )
        assert said(office, "1.1/summary") == [summary]


def test_many_agencies_are_rolled_up_and_the_notable_ones_named(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session, agencies=6)
        for number in (1, 2, 3):
            office.sends(
                f"สำนักงานที่ 0{number}", measure, NOVEMBER, "ชี้แจงแล้ว", progress=Progress.DONE
            )
        office.sends(
            "สำนักงานที่ 04", measure, NOVEMBER, "อบรม", notes=["อบรมวันที่ 5 พ.ย. 69 ผู้เข้าร่วม 90 คน"]
        )
        office.sends(
            "สำนักงานที่ 05",
            measure,
            NOVEMBER,
            "ยังไม่ได้จัด",
            obstacle="งบประมาณไม่พอ",
            progress=Progress.NOT_ACHIEVED,
        )
        assert said(office, "1.1/summary") == [
            (
                "ดำเนินการแล้ว 3 จาก 6 หน่วยงาน อยู่ระหว่างดำเนินการ 1 หน่วยงาน ยังไม่บรรลุผล 1 หน่วยงาน "
                "ยังไม่มีรายงานที่รับรองแล้ว 1 หน่วยงาน"
            ),
            "สำนักงานที่ 04 อบรม เมื่อวันที่ 5 พฤศจิกายน 2569 ผู้เข้าร่วมจำนวน 90 คน",
            "สำนักงานที่ 05 ยังไม่บรรลุผล เนื่องจากงบประมาณไม่พอ",
        ]
        one_by_one = said(office, "1.1/summary", agencies=Telling.EACH)
        assert one_by_one[0] == "สำนักงานที่ 01 ชี้แจงแล้ว"
        assert len(one_by_one) == 6


def test_only_accepted_words_are_told_and_an_earlier_accepted_revision_stands(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ฉบับที่รับรอง")
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ฉบับที่ยังไม่ตรวจ", decision=None)
        assert said(office, "1.1/summary") == ["ฉบับที่รับรอง"]
        office.sends(
            "สำนักงานที่ 01", measure, NOVEMBER, "ฉบับที่ส่งกลับ", decision=ReviewDecision.RETURNED
        )
        assert said(office, "1.1/summary") == ["ฉบับที่รับรอง"]


def test_outcomes_are_told_once_each_with_how_many_told_them_and_the_scores_after_them(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session, agencies=5)
        office.scores(
            y2570_overall="93.80", y2569_overall="88.45", y2570_8="88.17", y2569_8="77.50"
        )
        for number in (1, 2, 3):
            office.sends(f"สำนักงานที่ 0{number}", measure, NOVEMBER, "ชี้แจง", outcome="บุคลากร รับทราบ")
        office.sends("สำนักงานที่ 04", measure, NOVEMBER, "ชี้แจง", outcome="ไม่มีเรื่องร้องเรียน")
        assert said(office, "1.1/outcome") == [
            "บุคลากร รับทราบ (3 หน่วยงาน)",
            "ไม่มีเรื่องร้องเรียน",
            (
                "คะแนนการประเมิน ITA ตามตัวชี้วัดที่ 8 การปรับปรุงระบบการทำงาน 88.17 คะแนน เพิ่มขึ้นจากปี 2569 "
                "(77.50 คะแนน) 10.67 คะแนน"
            ),
            "ผลการประเมิน ITA ในภาพรวมของจังหวัดsukhothai ในปี 2570 มีผลคะแนน 93.80 คะแนน "
            "เพิ่มขึ้นจากปีงบประมาณ พ.ศ. 2569 "
            "จำนวน 5.35 คะแนน คิดเป็นอัตราที่เพิ่มขึ้น ร้อยละ 6.05",
        ]


def test_a_count_of_zero_is_not_told(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session, agencies=5)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "เริ่มแล้ว")
        assert said(office, "1.1/summary")[0] == (
            "จาก 5 หน่วยงาน อยู่ระหว่างดำเนินการ 1 หน่วยงาน ยังไม่มีรายงานที่รับรองแล้ว 4 หน่วยงาน"
        )


def test_a_list_of_two_levels_or_with_a_leading_sentence_is_kept(database: Database) -> None:
    with database.begin() as session:
        office, measure = small_office(session, months=(NOVEMBER, DECEMBER))
        led = "ดำเนินการแล้ว ดังนี้\n1. ข้อหนึ่ง\n2. ข้อสอง"
        levels = "1. ข้อแรก\n1.1 ข้อย่อย\n- รายละเอียด\n2. ข้อต่อไป"
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, led, outcome=levels)
        for key, text in (("1.1/summary", led), ("1.1/outcome", levels)):
            found = compose(office.session, office.organization, YEAR, NOW).document
            (cell,) = [cell for cell in found.cells() if cell.key == key]
            assert cell.printed(thai_digits=False) == text.split("\n")
