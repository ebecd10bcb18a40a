"""Numbers typed for kept reasons of returning a report."""

from __future__ import annotations

import pytest

from messages.form.returning import chosen_reason

KEPT = ["ขาดหลักฐาน", "ข้อมูลไม่ครบ", "ไม่ตรงมาตรการ", "ผลไม่ชัด"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("2", "ข้อมูลไม่ครบ"),
        ("2, 4", "ข้อมูลไม่ครบ; ผลไม่ชัด"),
        ("2 และ 4", "ข้อมูลไม่ครบ; ผลไม่ชัด"),
        ("ข้อ ๑ กับข้อ ๓", "ขาดหลักฐาน; ไม่ตรงมาตรการ"),
        ("2, 9", "-"),
        ("9", "-"),
        ("แก้เหตุผล", "-"),
        ("ขาดรูปถ่าย 2 รูป", "ขาดรูปถ่าย 2 รูป"),
    ],
)
def test_numbers_mean_kept_reasons(said: str, reason: str) -> None:
    assert chosen_reason(said, KEPT) == reason
