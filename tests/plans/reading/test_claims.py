"""Differences and per cents, recomputed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.reading.claims import check_claims, read_stated
from scores.claims import read_claims


def faults(text: str) -> list[str]:
    claims = read_claims(text, "ที่นี่")
    sure, unsure = read_stated(text, "ที่นี่", claims)
    return [warning.message for warning in check_claims(claims, [*sure, *unsure])]


@pytest.mark.parametrize(
    "text",
    [
        "ตัวชี้วัดที่ 4 การใช้ทรัพย์สิน 85.81 คะแนน เพิ่มขึ้นจากปี 2568 (80.67 คะแนน) 5.14 คะแนน",
        "ตัวชี้วัดที่ ๔ ๘๕.๘๑ คะแนน เพิ่ม ขึ้นจากปี ๒๕๖๘ (๘๐.๖๗ คะแนน) ๕.๑๔ คะแนน",
        (
            "มีผลคะแนน 93.80 คะแนน เพิ่มขึ้นจากปีงบประมาณ พ.ศ. 2568 จำนวน 5.35 คะแนน คิดเป็นอัตราที่เพิ่มขึ้น "
            "ร้อยละ "
            "6.05"
        ),
        "พบว่ามีผลคะแนนเฉลี่ย 94.16 คะแนน สูงขึ้นปีที่ผ่านมา 1.33 (ปี 2568 ผลคะแนนเฉลี่ย 92.83 คะแนน)",
        "ได้ 90.00 คะแนน ลดลงจากปี 2568 (92.50 คะแนน) 2.50 คะแนน คิดเป็นร้อยละ 2.70",
        "เพิ่มขึ้นจาก 80.00 คะแนน เป็น 85.00 คะแนน คิดเป็น 5.00 คะแนน",
        "ตัวชี้วัดที่ 9 ได้คะแนน 97.14 คะแนน (ลดลง 2.86 คะแนน)",
        "มีผู้เข้าร่วม 150 คน เพิ่มขึ้นจากปี 2568 (120 คน) 40 คน",
        "88.17 คะแนน เพิ่มขึ้นจากปี 2568 (77.50 คะแนน) 10.66 คะแนน",
    ],
)
def test_what_adds_up_is_no_fault(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ตัวชี้วัดที่ 8 88.17 คะแนน เพิ่มขึ้นจากปี 2568 (77.50 คะแนน) 5.14 คะแนน", "10.67"),
        ("ได้ 93.80 คะแนน เพิ่มขึ้นจากปีงบประมาณ พ.ศ. 2568 จำนวน 5.35 คะแนน คิดเป็นร้อยละ 5.70", "6.05"),
        ("ได้ 90.00 คะแนน ลดลงจากปี 2568 (92.50 คะแนน) 3.50 คะแนน", "2.50"),
        ("ได้ 90.00 คะแนน เพิ่มขึ้นจากปี 2568 (92.50 คะแนน) 2.50 คะแนน", "ลดลง 2.50"),
        ("เพิ่มขึ้นจาก 80.00 คะแนน เป็น 85.00 คะแนน คิดเป็น 6.00 คะแนน", "5.00"),
        ("94.16 คะแนน สูงขึ้นปีที่ผ่านมา 1.73 (ปี 2568 ผลคะแนนเฉลี่ย 92.83 คะแนน)", "1.33"),
    ],
)
def test_what_does_not_add_up_is_said_with_the_right_figure(text: str, right: str) -> None:
    (message,) = faults(text)
    assert right in message


def test_a_slip_in_last_years_score_is_found_by_its_other_printing() -> None:
    wrong = "ตัวชี้วัดที่ 2 การใช้งบประมาณ 95.04 คะแนน เพิ่มขึ้นจากปี 2568 (84.69 คะแนน) 13.35 คะแนน"
    right = wrong.replace("84.69", "81.69")
    claims = [*read_claims(wrong, "ก"), *read_claims(right, "ข")]
    scores = [
        score
        for text, where in ((wrong, "ก"), (right, "ข"))
        for part in read_stated(text, where, read_claims(text, where))
        for score in part
    ]
    (warning,) = check_claims(claims, scores)
    assert warning.where == "ก"
    assert "ที่ถูกต้องคือคะแนนปี 2568 81.69" in warning.message


def test_a_claim_knows_whose_score_and_which_years_it_speaks_of() -> None:
    text = (
        "คะแนนตัวชี้วัดที่ 6 คุณภาพ 93.04 คะแนน เพิ่มขึ้นจากปี 2568 (80.73 คะแนน) 12.31 คะแนน และตัวชี้วัดที่ 7 "
        "การสื่อสาร "
        "90.96 คะแนน เพิ่มขึ้นจากปี 2568 (76.41 คะแนน) 14.55 คะแนน และผลการประเมิน ITA ในภาพรวม ในปี "
        "2569 มีผลคะแนน 93.80 คะแนน "
        "เพิ่มขึ้นจากปีงบประมาณ พ.ศ. 2568 จำนวน 5.35 คะแนน"
    )
    assert [(claim.code, claim.year, claim.previous_year) for claim in read_claims(text, "")] == [
        ("6", 2569, 2568),
        ("7", 2569, 2568),
        ("overall", 2569, 2568),
    ]


HUNDREDTHS = st.integers(2000, 10000).map(lambda value: Decimal(value) / 100)


@given(HUNDREDTHS, HUNDREDTHS, st.integers(2, 3000))
def test_true_claims_pass_and_false_ones_do_not(
    value: Decimal, previous: Decimal, slip: int
) -> None:
    word, change = ("เพิ่มขึ้น" if value >= previous else "ลดลง"), abs(value - previous)
    text = f"ตัวชี้วัดที่ 5 การแก้ไข {value:.2f} คะแนน {word}จากปี 2568 ({previous:.2f} คะแนน) "
    assert faults(text + f"{change:.2f} คะแนน คิดเป็นร้อยละ {change / previous * 100:.2f}") == []
    (message,) = faults(text + f"{change + Decimal(slip) / 100:.2f} คะแนน")
    assert f"{change:.2f}" in message
