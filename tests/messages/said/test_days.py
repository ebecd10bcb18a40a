"""Days as they are typed on Wednesday 25 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from messages.said.language.facts import read_facts

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("ประชุมวันศุกร์ที่ผ่านมา", [20]),
        ("อบรมเมื่อวันจันทร์", [23]),
        ("เมื่อพุธที่แล้ว", [18]),
        ("กิจกรรมวันจันทร์ที่ 23 ที่ผ่านมา", [23]),
        ("วันศุกร์ที่ 20 พ.ย. 69", [20]),
        ("นัดวันศุกร์ที่ 27", []),
        ("วันอาทิตย์ที่ผ่านมา", [22]),
        ("อาทิตย์ที่แล้ว", []),
        ("เมื่อ 3 วันก่อน", [22]),
        ("อบรม 17/11 มี 30 คน", [17]),
        ("จัด 5/8 กอง", []),
        ("ประชุมวันที่ 9 มีคนมา 20 คน", [9]),
        ("จัดวันที่ 28", []),
        ("ข้อ 4 และข้อ 5 เดือน พ.ย. นี้", []),
    ],
)
def test_a_day_is_read_where_it_is_plain(said: str, days: list[int]) -> None:
    assert read_facts(said, TODAY).days == tuple(date(2026, 11, day) for day in days)


@pytest.mark.parametrize("said", ["เมื่อวันที่ 12 ต.ค. 2569", "เมื่อวันที่ 12 ตุลาคม 69", "เมื่อวันที่ 12 ตค 69"])
def test_a_month_told_after_the_day_is_read_with_it(said: str) -> None:
    assert read_facts(f"ประชุม{said} ณ ห้องประชุม", TODAY).days == (date(2026, 10, 12),)
