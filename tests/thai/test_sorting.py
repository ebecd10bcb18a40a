"""Thai names in the order of the dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.sorting import thai_order


@pytest.mark.parametrize(
    "ordered",
    [
        [
            "กอง",
            "เกษตร",
            "ขนส่ง",
            "แขวงทางหลวง",
            "คลัง",
            "โครงการ",
            "ที่ดิน",
            "ไปรษณีย์",
            "สรรพากร",
            "อำเภอ",
        ],
        ["ที่ทำการปกครอง", "เทศบาลตำบลบ้านกล้วย", "เทศบาลตำบลบ้านใหม่"],
        ["ปา", "ป่า", "ป้า", "ปาน", "ป่าน"],
    ],
)
def test_names_come_as_in_the_dictionary(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=thai_order) == ordered


@given(st.text(), st.text())
def test_every_text_has_its_place(one: str, other: str) -> None:
    assert (thai_order(one) < thai_order(other)) != (thai_order(other) <= thai_order(one))
