"""Words that put work off name the measures that are asked about."""

from __future__ import annotations

import pytest

from messages.said.measures import DueMeasure
from messages.said.putting_off import measures_put_off

DUE = (DueMeasure(1, "1.1", "การรับรู้", ()), DueMeasure(2, "1.2", "การเปิดเผย", ()))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1.2 ยกเลิกกิจกรรม เพราะน้ำท่วม", [2]),
        ("1.2 เลื่อนไปไตรมาสหน้า", [2]),
        ("เดือนหน้าค่อยทำครับ", [1, 2]),
        ("9.9 เดือนหน้าค่อยทำ", []),
        ("ยกเลิก", []),
        ("สวัสดีครับ", []),
    ],
)
def test_work_that_is_put_off_names_what_is_asked(said: str, meant: list[int]) -> None:
    assert measures_put_off(said, DUE) == meant
