"""Letters that PDFs, old fonts and typing order break: one normal form, mended only where sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.cleaning import broken_words, clean

MENDED = {
    # typing order
    "ท่ี": "ที่",
    "ข้ึน": "ขึ้น",
    "สิทธ์ิ": "สิทธิ์",
    "ดา้น": "ด้าน",
    "นำ้": "น้ำ",
    "ที่่": "ที่",
    "เเผน": "แผน",
    # sara am in two letters
    "สํานัก": "สำนัก",
    "นํ้า": "น้ำ",
    "น้ํา": "น้ำ",
    # private use letters of old fonts
    "ไลน\uf70e": "ไลน์",
    "ท\uf70aี": "ที่",
    "ป\uf702": "ปี",
    "ส\uf711านัก": "สำนัก",
    "\uf700าน": "ฐาน",
    "สัญ\uf70f": "สัญญ"[:3] + "ญ",
    # a lost ring before ำ
    "ด\ufffdำเนินการ": "ดำเนินการ",
    "น้\ufffdำ": "น้ำ",
    # a space for the ring of ำ
    "ส านักปลัดเทศบาล": "สำนักปลัดเทศบาล",
    "จัดท าคู่มือส าหรับประชาชน": "จัดทำคู่มือสำหรับประชาชน",
    "ประจ าปีงบประมาณ": "ประจำปีงบประมาณ",
    "ด าเนินการ": "ดำเนินการ",
    "ท างาน": "ทำงาน",
    "ต ารวจประจ าต าบล": "ตำรวจประจำตำบล",
    "อ าเภอ": "อำเภอ",
    "จ ากัด": "จำกัด",
    "สม่ าเสมอ": "สม่ำเสมอ",
    "ต่ ากว่า": "ต่ำกว่า",
    "ซ้ าซ้อน": "ซ้ำซ้อน",
    # a space before an า that is one
    "ก าร": "การ",
    "ง าน": "งาน",
    "ต าม": "ตาม",
    "จ าก": "จาก",
    "ผ่ าน": "ผ่าน",
    "ค่ าใช้จ่าย": "ค่าใช้จ่าย",
    "อ าจารย์": "อาจารย์",
    # a mark beside its letter
    "จดั ทำ": "จัดทำ",
    "การรบั ผิดชอบ": "การรับผิดชอบ",
    "ปฏิบตั ิงาน": "ปฏิบัติงาน",
    "ปฏิบตัิ": "ปฏิบัติ",
    "จงั หวัด": "จังหวัด",
    "ครงั้ ที่": "ครั้งที่",
    "ระดั บ": "ระดับ",
    "กลั บ": "กลับ",
    "การพั ฒนา": "การพัฒนา",
    "ตัง้ ใจ": "ตั้ง ใจ",
    "ช่อื": "ชื่อ",
    "ตดิ ตาม": "ติดตาม",
    "คณุ ธรรม": "คุณธรรม",
    "ข้อมลู": "ข้อมูล",
    "กองคลงั": "กองคลัง",
}


@pytest.mark.parametrize("broken", MENDED)
def test_what_can_only_mean_one_thing_is_mended(broken: str) -> None:
    assert clean(broken) == MENDED[broken]
    assert broken_words(clean(broken)) == []


@pytest.mark.parametrize(
    "text", ["ก\ufffdรประชุม", "แบบ\ue123ฟอร์ม", "การบั งคับ", "ผลกฆั ทำ", "ที่๊ประชุม", "\ufffdำเภอ"]
)
def test_what_may_mean_several_things_is_left_and_said(text: str) -> None:
    assert clean(text) == text
    assert broken_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "มาตรการ ดำเนินการ",
        "วันที่ 30 กันยายน 2570",
        "ปรับปรุง บังคับใช้ ปฏิบัติงาน จัดทำ ตัวชี้วัด ระบบ ครั้งที่ 1 กลับ",
        "ก. ข. ค.",
        "น้ำ ค่า ถ้ำ ย้ำ ณ ที่ทำการ",
        "เพชรบูรณ์ สิทธิ์ ทรัพย์ พันธุ์ ศักดิ์ ฤๅ ฯลฯ ๆ",
    ],
)
def test_right_thai_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
    assert broken_words(text) == []


@given(st.text(alphabet="กขงจดทนรสาำัิีุูเแไ่้์็ํ \ufffd\uf70a", max_size=12))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
