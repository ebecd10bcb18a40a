"""Lists in a cell, of one level and of two; printed as they were written."""

from __future__ import annotations

import pytest

from papers.print.texts import as_written
from plans.reading.items import read_items
from plans.tables import plain_cell

LISTS = {
    "one level": ("1. ประชุม\n2. ติดตาม", ["ประชุม", "ติดตาม"], ["ประชุม", "ติดตาม"]),
    "a sentence that leads": (
        "ดำเนินการ ดังนี้\n1. ประชุม\n2. ติดตาม",
        ["ดำเนินการ ดังนี้", "ประชุม", "ติดตาม"],
        ["ดำเนินการ ดังนี้", "1. ประชุม", "2. ติดตาม"],
    ),
    "numbers below numbers": (
        "1. ประชุม\n1.1 เตรียมการ\n1.2 สรุปผล\n2. ติดตาม",
        ["ประชุม 1.1 เตรียมการ 1.2 สรุปผล", "ติดตาม"],
        ["1. ประชุม", "1.1 เตรียมการ", "1.2 สรุปผล", "2. ติดตาม"],
    ),
    "brackets below numbers": (
        "๑. ประชุม\n(๑) เตรียมการ\n(๒) สรุปผล\n๒. ติดตาม\n(๑) รายเดือน\n(๒) รายปี",
        ["ประชุม (๑) เตรียมการ (๒) สรุปผล", "ติดตาม (๑) รายเดือน (๒) รายปี"],
        ["1. ประชุม", "(๑) เตรียมการ", "(๒) สรุปผล", "2. ติดตาม", "(๑) รายเดือน", "(๒) รายปี"],
    ),
    "brackets on one line": (
        "1. ประชุม (1) เตรียมการ (2) สรุปผล 2. ติดตาม",
        ["ประชุม (1) เตรียมการ (2) สรุปผล", "ติดตาม"],
        ["1. ประชุม", "(1) เตรียมการ", "(2) สรุปผล", "2. ติดตาม"],
    ),
    "marks below numbers": (
        "1. ประชุม\n- เตรียมการ\n- สรุปผล\n2. ติดตาม",
        ["ประชุม • เตรียมการ • สรุปผล", "ติดตาม"],
        ["1. ประชุม", "• เตรียมการ", "• สรุปผล", "2. ติดตาม"],
    ),
    "another style that goes on": ("1. ประชุม\n2) ติดตาม", ["ประชุม", "ติดตาม"], ["ประชุม", "ติดตาม"]),
    "figures": ("อบรม 2.5 ชั่วโมง\nพ.ศ. 2570", ["อบรม 2.5 ชั่วโมง", "พ.ศ. 2570"], []),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_keeps_its_levels(kind: str) -> None:
    text, read, printed = LISTS[kind]
    found = [item.text for item in read_items(plain_cell(text))]
    assert found == read
    assert as_written(found) == (printed or read)
