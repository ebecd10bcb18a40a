"""How figures are rounded where they are worded."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scores.claim_faults import find_fault
from scores.claims import read_claims
from scores.rounding import two_decimals


@pytest.mark.parametrize(
    ("exact", "printed"),
    [
        ("0.125", "0.13"),
        ("-0.125", "-0.13"),
        ("72.835", "72.84"),
        ("94.1649", "94.16"),
        ("5", "5.00"),
    ],
)
def test_halves_are_rounded_up_as_thai_offices_round(exact: str, printed: str) -> None:
    with localcontext() as context:
        context.rounding = ROUND_DOWN
        assert str(two_decimals(Decimal(exact))) == printed


@given(st.decimals(-100, 100, places=4))
def test_what_is_worded_and_what_is_computed_are_rounded_alike(number: Decimal) -> None:
    assert two_decimals(number) == two_decimals(number)


def test_the_right_per_cent_beside_a_wrong_one_is_rounded_up_too() -> None:
    text = "ตัวชี้วัดที่ 5 การแก้ไข 80.10 คะแนน เพิ่มขึ้นจากปี 2568 (80.00 คะแนน) 0.10 คะแนน คิดเป็นร้อยละ 1.12"
    (claim,) = read_claims(text, "")
    fault = find_fault(claim, {})
    assert fault is not None
    assert fault.right == Decimal("0.13")
