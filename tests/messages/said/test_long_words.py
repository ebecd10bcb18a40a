"""What people repeat, or paste, is read in time that grows with its length."""

from __future__ import annotations

import pytest

from messages import menu, other_rounds
from messages.form.evidence import removal_of
from messages.form.mending import mend_of, part_told
from messages.said.language.dating import dated, impossible_days, same_but_dates
from messages.said.language.parts import parts_told
from messages.said.language.rounds import round_chosen, round_named
from messages.said.reading import read
from tests.messages.said.labelled import MEASURES, TODAY

REPEATED = [
    "ขอบคุณครับ นะครับ",
    "สวัสดีครับผม",
    "ครับผม",
    "มาตรการที่",
    "1 2 3 ",
    "1.1 ",
    "ยังไม่ได้",
    "ดำเนินการ",
    "ขอ",
    "ส่ง",
    "สำหรับที่",
    "ณ ห้องประชุม ",
    "ผู้เข้าร่วม",
    "วันที่ 1 ",
    "ลาพักร้อน",
    "ร้อยละ 5 ",
    "ปัญหาคือ",
    "แล้ว ",
    "เสร็จแล้วจะ ",
    "ต้อง ไหม ",
    "ไม่ใช่ข้อ 3 ",
    "ณ วัด ก.พ. ",
    "หนึ่งจุดสอง",
    "a.",
    "ตามที่กำหนดให้",
    "เมื่อวานแจ้งว่า",
    "ที่ส่งไปเมื่อวานว่า 5 คน",
    "fw จากพี่",
    "> | ",
    '"มาตรการ 1.1 ครบกำหนด 30 พ.ย. ',
    "1) มาตรการ 1.1\n",
    "กำลังให้เสร็จ",
]


@pytest.mark.parametrize("words", REPEATED)
def test_what_is_repeated_is_read_at_once(words: str) -> None:
    for before in ("", "ขอบคุณ", "สวัสดี", "1.1 "):
        read(before + words * (2000 // len(words)) + " x", MEASURES, TODAY)  # one cut is tried


@pytest.mark.parametrize(
    "words",
    [
        " ",
        "ของเดือน",
        "รายงานเดือน ",
        "(ของรอบ",
        "ต.ค. ",
        "ผลลัพธ์ ",
        "ปัญหา: ",
        "เมื่อวาน (9 พ.ย. 2569) ",
        "วันนี้ ที่ ",
        "ส่งได้เลย",
        "แก้สถานะเป็น",
    ],
)
def test_what_is_said_at_the_last_look_and_of_other_rounds_is_read_at_once(words: str) -> None:
    for before in ("", "1.1 ", "รายงานเดือน", "ใช้", "ลบรูป", "แก้"):
        text = before + words * (2000 // len(words)) + " x"
        for read_it in (
            menu.form_word_of,
            other_rounds.asks_to_use,
            removal_of,
            mend_of,
            parts_told,
        ):
            read_it(text)
        for read_of_day in (round_named, round_chosen, dated, impossible_days):
            read_of_day(text, TODAY)
        part_told(text, ["1"])
        assert same_but_dates(text, text)
