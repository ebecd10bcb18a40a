"""The nearest known names of a slip, a part and a stranger."""

from __future__ import annotations

import pytest

from plans.storing.nearest import nearest_names

KNOWN = [
    "สำนักงานคลังจังหวัดสุโขทัย",
    "สำนักงานสาธารณสุขจังหวัดสุโขทัย",
    "ส่วนราชการประจำจังหวัดทุกแห่ง",
    "เรือนจำจังหวัดสุโขทัย",
    "สสจ.",
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ส่วนราชการประจำจังหวัด", "ส่วนราชการประจำจังหวัดทุกแห่ง"),
        ("คลังจังหวัด", "สำนักงานคลังจังหวัดสุโขทัย"),
        ("สำนักงานคลงจังหวัดสุโขทัย", "สำนักงานคลังจังหวัดสุโขทัย"),
        ("เรือนจำ", "เรือนจำจังหวัดสุโขทัย"),
    ],
)
def test_the_likest_comes_first(typed: str, first: str) -> None:
    assert nearest_names(typed, KNOWN)[0] == first


def test_the_same_name_and_strangers_are_left_out() -> None:
    assert nearest_names("โรงเรียนวัดใหม่", KNOWN) == ()
    assert "สสจ." not in nearest_names("ส ส จ", KNOWN)
    assert nearest_names("กองช่าง", []) == ()
