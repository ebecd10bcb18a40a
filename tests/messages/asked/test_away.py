"""From when until when somebody is away, as it is typed on Thursday 10 December 2026."""

from __future__ import annotations

from datetime import date

import pytest

from messages.asked.away import read_absence

TODAY = date(2026, 12, 10)


def _day(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("ลาพักร้อน 14-18 ธ.ค.", (_day(12, 14), _day(12, 18))),
        ("ลาพักร้อน ๑๔ – ๑๘ ธันวาคม ๒๕๖๙ ครับ", (_day(12, 14), _day(12, 18))),
        ("ขอลาตั้งแต่วันที่ 28 ธ.ค. 69 ถึงวันที่ 4 ม.ค. 70", (_day(12, 28), _day(1, 4, 2027))),
        ("ลาพักผ่อน 28 ธ.ค. ถึง 4 ม.ค.ค่ะ", (_day(12, 28), _day(1, 4, 2027))),
        ("ลาคลอด 15/12/2569 - 14/3/2570", (_day(12, 15), _day(3, 14, 2027))),
        ("ไม่อยู่พรุ่งนี้", (_day(12, 11), _day(12, 11))),
        ("ลากิจวันนี้ถึงวันจันทร์", (TODAY, _day(12, 14))),
        ("ไม่อยู่ถึง 20 ธ.ค.", (TODAY, _day(12, 20))),
        ("ลาป่วย 3 วัน ตั้งแต่ 14 ธ.ค.", (_day(12, 14), _day(12, 16))),
        ("ลาพักร้อนสัปดาห์หน้า", (_day(12, 14), _day(12, 18))),
        ("ลาพักร้อน 5 ม.ค.", (_day(1, 5, 2027), _day(1, 5, 2027))),
        ("ทำรหัสผู้รายงานแทน 14 ธ.ค. 69 ถึง 18 ธ.ค. 69", (_day(12, 14), _day(12, 18))),
        ("ลาพักร้อนครับ", None),
        ("ลา 18-14 ธ.ค. 69", None),
        ("ลาเมื่อ 1 ธ.ค. 69", None),
        ("ลา 31 ก.พ. 70", None),
    ],
)
def test_days_are_read_as_people_type_them(said: str, days: tuple[date, date] | None) -> None:
    assert read_absence(said, TODAY) == days
