"""A status in people's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.labels import PROGRESS_LABELS
from thai.progress_words import NOTHING_NEW, said_progress

SAID = {
    "in_progress": (
        "กำลังทำอยู่ครับ|กำลังดำเนินการ|อยู่ระหว่างดำเนินงาน|ยังทำอยู่ค่ะ|ดำเนินการอยู่|เริ่มแล้วครับ|เริ่มทำไปบ้างแล้ว|"
        "ยังไม่เสร็จ|งานยังไม่แล้วเสร็จครับ|ใกล้เสร็จแล้ว|เกือบเสร็จแล้วค่ะ|ทำไปบางส่วนแล้ว|ตอนนี้กำลังดำเนินการอยู่ครับ|"
        "ดำเนินการต่อเนื่อง|กำลังจัดทำอยู่|มีความคืบหน้า"
    ),
    "not_started": (
        "ยังไม่เริ่ม|ยังไม่ได้ดำเนินการ|ยังไม่ได้เริ่มเลยครับ|ยังไม่ได้ทำอะไรเลย|ยังครับ|ไม่ได้ทำครับ|ยังไม่มีการดำเนินการ|"
        "เดือนนี้ยังไม่ได้ทำครับ|ไม่มีการดำเนินการ|รอเริ่ม|ยังเลย"
    ),
    "done": (
        "เสร็จ|เสร็จแล้วครับ|ดำเนินการเสร็จสิ้น|ดำเนินการแล้ว|ทำเสร็จแล้วค่ะ|เสร็จเรียบร้อยแล้ว|เรียบร้อยครับ|ทำครบแล้ว|"
        "จบแล้ว|ดำเนินการแล้วเสร็จครบถ้วน|สำเร็จแล้ว|งานเสร็จสมบูรณ์"
    ),
    "not_achieved": "ไม่บรรลุ|ยังไม่บรรลุเป้าหมายครับ|ไม่ถึงเป้า|ไม่เป็นไปตามแผน|ทำไม่สำเร็จ|ยังไม่ได้ตามเป้า",
    NOTHING_NEW: (
        "เดือนนี้ไม่มีอะไรครับ|ไม่มีความคืบหน้า|เหมือนเดิม|ไม่มีอะไรเพิ่มเติมค่ะ|เดือนนี้ไม่มีอะไรจะรายงานครับ|คงเดิม|"
        "ยังไม่มีอะไรคืบหน้า|เหมือนเดือนที่แล้วครับ|รอบนี้ไม่มีครับ"
    ),
    None: (
        "จัดประชุมแล้ว 2 ครั้ง|ทำป้ายประชาสัมพันธ์|สวัสดี|รอผู้ว่าฯ ลงนาม|5|ครับ|ไม่|เสร็จแค่ส่วนแรก|"
        "กำลังทำอยู่ เหลือขั้นตอนที่ 3|ทำหนังสือแจ้งเวียนแล้ว|จัดอบรมแล้ว|ดำเนินการจัดซื้อแล้ว"
    ),
}


@pytest.mark.parametrize(
    ("words", "status"),
    [(words, status) for status, all_ in SAID.items() for words in all_.split("|")],
)
def test_words_that_are_a_status_as_a_whole(words: str, status: str | None) -> None:
    assert said_progress(words) == status


@pytest.mark.parametrize(("status", "label"), PROGRESS_LABELS.items())
def test_every_label_is_its_status(status: str, label: str) -> None:
    assert said_progress(label) == said_progress(f" {label} ค่ะ") == status


@given(st.lists(st.sampled_from(["ทำงาน", "จัดทำ", "อยู่", "ยังไม่", "เสร็จ", "ครับ", "x"]), max_size=40))
def test_any_words_are_read(words: list[str]) -> None:
    assert said_progress("".join(words)) in {None, NOTHING_NEW, *PROGRESS_LABELS}
