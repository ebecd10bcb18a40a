"""Official letters that are pasted whole, and few words beside a status."""

from __future__ import annotations

from datetime import date

import pytest

from messages.said.kinds import Kind
from messages.said.measures import DueMeasure
from messages.said.pasted import answer_alone
from messages.said.reading import read

TODAY = date(2026, 12, 12)
DUE = (
    DueMeasure(1, "1.1", "มาตรการสร้างการรับรู้ของบุคลากรภายในหน่วยงาน"),
    DueMeasure(2, "1.2", "มาตรการเปิดเผยการใช้จ่ายงบประมาณ"),
    DueMeasure(3, "6.2", "มาตรการปรับปรุงคู่มือการให้บริการ"),
)
HEAD = (
    "บันทึกข้อความ\nส่วนราชการ สำนักงานคลังจังหวัดสุโขทัย\nที่ สท 0003/123 วันที่ 11 ธันวาคม 2569\n"
    "เรื่อง รายงานผลการดำเนินงาน\nเรียน ผู้ว่าราชการจังหวัดสุโขทัย\n"
)
TASK = "ตามที่จังหวัดได้กำหนดมาตรการสร้างการรับรู้ของบุคลากรภายในหน่วยงาน นั้น "
DID = "สำนักงานฯ ได้จัดประชุม 10 ธันวาคม 2569 ณ ห้องประชุม มีผู้เข้าร่วม 18 คน"
CLOSING = "\nจึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n(นายสมชาย ใจดี)\nคลังจังหวัด"


@pytest.mark.parametrize(
    "letter",
    [
        HEAD + TASK + DID + CLOSING,
        (HEAD + TASK + DID).replace("\n", " ") + " จึงเรียนมาเพื่อโปรดทราบ",
        "เรียน ผู้ว่าราชการจังหวัดสุโขทัย\n" + TASK + DID + CLOSING,
        TASK + DID,
    ],
)
def test_of_a_letter_only_what_was_done_is_the_summary(letter: str) -> None:
    reading = read(letter, DUE, TODAY)
    assert reading.kind is Kind.REPORT
    (report,) = reading.reports
    assert report.measures == (1,)
    assert report.progress is None  # nothing says how far it is
    assert report.summary == DID


def test_words_in_a_sentence_are_never_cut_out_of_it() -> None:
    said = "1.1 กำลังดำเนินการ จัดกิจกรรมภายในหน่วยงาน นั้น แล้ว 3 ครั้ง เมื่อ 10 ธ.ค. 69"
    (report,) = read(said, DUE, TODAY).reports
    assert "จัดกิจกรรมภายในหน่วยงาน นั้น แล้ว 3 ครั้ง" in report.summary


def test_a_letter_pasted_into_a_form_loses_its_head_and_closing() -> None:
    assert answer_alone(HEAD + TASK + DID + CLOSING, DUE[0]) == TASK + DID
    assert answer_alone(DID, DUE[0]) == DID


def test_the_rest_is_all_that_is_still_due() -> None:
    for said, progress in (
        ("ที่เหลือไม่มีความคืบหน้า", "nothing_new"),
        ("ที่เหลือยังไม่ได้ทำ", "not_started"),
        ("ส่วนที่เหลือกำลังดำเนินการค่ะ", "in_progress"),
    ):
        (report,) = read(said, DUE, TODAY).reports
        assert (report.measures, report.progress) == ((1, 2, 3), progress), said
    (report,) = read("ที่เหลือยังไม่ได้ทำ", DUE[:1], TODAY).reports
    assert report.measures == (1,)


def test_a_word_beside_what_was_not_achieved_tells_why() -> None:
    (report,) = read("1.2 ไม่บรรลุผล คนไม่มา", DUE, TODAY).reports
    assert (report.progress, report.summary, report.obstacle) == ("not_achieved", "", "คนไม่มา")
    (report,) = read("1.2 ไม่บรรลุผล", DUE, TODAY).reports
    assert report.obstacle == ""
