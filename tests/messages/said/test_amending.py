"""A figure or a day told anew changes that alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.said.language.amending import amended

SUMMARY = "จัดประชุมเมื่อวันที่ 12 พ.ย. 2569 ณ ห้องประชุมคลัง ผู้เข้าร่วม 18 คน แจกคู่มือ 200 เล่ม"


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("แก้เป็น 54 คน", "18 คน", "54 คน"),
        ("พิมพ์ผิดค่ะ ที่จริงผู้เข้าร่วม ๑๙ คน", "18 คน", "19 คน"),
        ("54 คน ไม่ใช่ 18", "18 คน", "54 คน"),
        ("จากเดิม 18 คน เป็น 20 คน", "18 คน", "20 คน"),
        ("แก้จำนวนคนเป็น 42", "18 คน", "42 คน"),
        ("วันที่ 13 ไม่ใช่ 12 ครับ", "วันที่ 12", "วันที่ 13"),
        ("แก้วันที่เป็น 13", "วันที่ 12", "วันที่ 13"),
        ("เปลี่ยนวันที่เป็น 3 ธ.ค. 69", "12 พ.ย. 2569", "3 ธ.ค. 69"),
        ("ที่จริง 150 เล่ม", "200 เล่ม", "150 เล่ม"),
    ],
)
def test_what_is_told_anew_stands_in_its_place(words: str, before: str, after: str) -> None:
    assert amended(SUMMARY, words) == SUMMARY.replace(before, after)


@pytest.mark.parametrize(
    "words",
    [
        "54 คน",
        "แก้เป็น 54 คน และเพิ่มรูป",
        "แก้เป็น 60%",
        "แก้เป็น 54 คน 55 คน",
        "ไม่ใช่",
        "ที่จริงยังไม่เสร็จ",
    ],
)
def test_what_is_not_plain_changes_nothing(words: str) -> None:
    assert amended(SUMMARY, words) is None


def test_of_several_alike_the_one_denied_is_meant() -> None:
    both = "ชาย 18 คน หญิง 20 คน"
    assert amended(both, "แก้เป็น 30 คน") is None
    assert amended(both, "ที่จริง 30 คน ไม่ใช่ 20 คน") == "ชาย 18 คน หญิง 30 คน"


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_any_count_takes_the_place_of_any(old: int, new: int) -> None:
    assert amended(f"อบรม {old} คน แล้ว", f"แก้เป็น {new} คน") == f"อบรม {new} คน แล้ว"
