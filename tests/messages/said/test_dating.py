"""Days told from the day of writing, and days that no calendar has."""

from __future__ import annotations

from datetime import date

import pytest

from messages.said.language.dating import dated, impossible_days, same_but_dates
from messages.said.language.parts import ToldParts, parts_told

TUESDAY = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("ประชุมเมื่อวาน ผู้เข้าร่วม 30 คน", "ประชุมเมื่อวาน (9 พ.ย. 2569) ผู้เข้าร่วม 30 คน"),
        ("เมื่อวานนี้จัดอบรม", "เมื่อวานนี้ (9 พ.ย. 2569) จัดอบรม"),
        ("เมื่อวานซืน", "เมื่อวานซืน (8 พ.ย. 2569)"),
        ("วันนี้จัดอบรม", "วันนี้ (10 พ.ย. 2569) จัดอบรม"),
        ("เมื่อเช้าวันนี้ประชุม", "เมื่อเช้าวันนี้ (10 พ.ย. 2569) ประชุม"),
        ("พรุ่งนี้เช้าลงพื้นที่", "พรุ่งนี้เช้า (11 พ.ย. 2569) ลงพื้นที่"),
        ("เมื่อ ๒ วันก่อน", "เมื่อ ๒ วันก่อน (8 พ.ย. 2569)"),
        ("ศุกร์ที่แล้วประชุม", "ศุกร์ที่แล้ว (6 พ.ย. 2569) ประชุม"),
        ("วันจันทร์ที่ผ่านมา", "วันจันทร์ที่ผ่านมา (9 พ.ย. 2569)"),
        ("เมื่อวันพฤหัสบดี ประชุม", "เมื่อวันพฤหัสบดี (5 พ.ย. 2569) ประชุม"),
    ],
)
def test_a_day_told_from_today_gets_its_date_once(said: str, written: str) -> None:
    assert dated(said, TUESDAY) == written
    assert dated(written, date(2027, 1, 4)) == written


@pytest.mark.parametrize(
    "said",
    [
        "จันทร์ที่แล้ว",  # of this week, or of the last
        "อาทิตย์ที่แล้ว",  # a week
        "ทุกวันนี้ประชาชนเข้าถึงง่าย",
        "เมื่อวาน 9 พ.ย. ประชุม",
        "วันนี้ วันที่ 10 พ.ย. 69",
        "เมื่อวันศุกร์ที่ 6 พ.ย. 69",
        "เมื่อเช้าวันจันทร์",
        "ประชุม 6 พ.ย. 69",
    ],
)
def test_what_is_not_sure_or_has_its_date_stays(said: str) -> None:
    assert dated(said, TUESDAY) == said


def test_what_was_written_on_another_day_stays() -> None:
    before = "ประชุมเมื่อวาน (1 พ.ย. 2569) แล้ว"
    assert dated("ประชุมเมื่อวานแล้ว และวันนี้", TUESDAY, before) == (
        "ประชุมเมื่อวาน (1 พ.ย. 2569) แล้ว และวันนี้ (10 พ.ย. 2569)"
    )
    assert same_but_dates("ประชุมเมื่อวานแล้ว", before)
    assert not same_but_dates("ประชุมวันนี้แล้ว", before)
    assert dated("ประชุมเมื่อวาน และวันนี้", TUESDAY, "ประชุมเมื่อวาน") == (
        "ประชุมเมื่อวาน และวันนี้ (10 พ.ย. 2569)"
    )


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("ประชุมเมื่อ 30 ก.พ. 69 และ 31 พ.ย.", ("30 ก.พ. 69", "31 พ.ย.")),
        ("อบรม 28-30 ก.พ. 69", ("28-30 ก.พ. 69",)),
        ("ประชุม 29 ก.พ. 2569", ("29 ก.พ. 2569",)),
        ("ประชุม 30/2/69 และ ๓๒ ต.ค. ๖๙", ("30/2/69", "๓๒ ต.ค. ๖๙")),
        ("ประชุม 29 ก.พ. 67 และ 31 ธ.ค. 69, 12/11/2569", ()),
        ("ตามหนังสือ ที่ สท 0017.5/ว 927 ลว. 8 มี.ค. 67 ผู้เข้าร่วม 45 คน", ()),
    ],
)
def test_days_that_no_calendar_has(said: str, days: tuple[str, ...]) -> None:
    assert impossible_days(said, TUESDAY) == days


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("จัดประชุม ผลลัพธ์ เข้าใจดี", ToldParts("จัดประชุม", "เข้าใจดี")),
        (
            "จัดประชุม\nปัญหา: ขาดงบ\nผลลัพธ์: เข้าใจดี",
            ToldParts("จัดประชุม", "เข้าใจดี", "ขาดงบ"),
        ),
        ("สำรวจปัญหา: ของประชาชน", ToldParts("สำรวจปัญหา: ของประชาชน")),
        ("สรุป ความสำเร็จ ของโครงการ", ToldParts("สรุป ความสำเร็จ ของโครงการ")),
        ("ผลลัพธ์ เข้าใจดี", ToldParts("ผลลัพธ์ เข้าใจดี")),
        ("ประชุม ปัญหา: ไม่มี", ToldParts("ประชุม ปัญหา: ไม่มี")),
    ],
)
def test_the_parts_that_words_name(said: str, parts: ToldParts) -> None:
    assert parts_told(said) == parts
