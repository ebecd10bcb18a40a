"""The round that words name, and what they say besides."""

from __future__ import annotations

from datetime import date

import pytest

from messages.said.language.rounds import NamedRound, round_chosen, round_named

TODAY = date(2026, 11, 10)
OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    "said",
    [
        "รายงานเดือนตุลาคม 1.1 เสร็จแล้ว",
        "ขอส่งรายงานผลการดำเนินงานประจำเดือน ต.ค. 69 1.1 เสร็จแล้ว",
        "รายงานเดือนที่แล้ว 1.1 เสร็จแล้ว",
        "เดือนตุลาคม 1.1 เสร็จแล้ว",
        "ต.ค. 1.1 เสร็จแล้ว",
        "1.1 ของเดือนตุลาคม เสร็จแล้ว",
        "1.1 รอบ ต.ค. เสร็จแล้ว",
        "1.1 เสร็จแล้ว (ของรอบเดือนตุลาคม)",
    ],
)
def test_a_round_is_named(said: str) -> None:
    assert round_named(said, TODAY) == NamedRound(OCTOBER, "1.1 เสร็จแล้ว")


@pytest.mark.parametrize(
    "said",
    [
        "1.1 จัดทำรายงานประจำเดือนตุลาคม เสร็จแล้ว",
        "1.1 เดือนตุลาคม จัดประชุม 2 ครั้ง",
        "1.1 เสร็จแล้ว จัดประชุมรอบเดือนตุลาคม",
        "ประชุมประจำเดือนตุลาคม",
        "รายงานเดือนตุลาคมและพฤศจิกายน 1.1 เสร็จแล้ว",
        "รายงานเดือนนี้ 1.1 เสร็จแล้ว",
        "รายงาน 1.1",
    ],
)
def test_a_month_of_the_work_is_no_round(said: str) -> None:
    assert round_named(said, TODAY) is None


def test_a_month_without_a_year_is_the_newest_or_the_next() -> None:
    for said, month in (("กันยายน", date(2026, 9, 1)), ("ธันวาคม", date(2026, 12, 1))):
        assert round_named(f"รายงานเดือน{said} 1.1", TODAY) == NamedRound(month, "1.1")


def test_a_month_is_chosen() -> None:
    for said in ("ส่งของเดือนตุลาคม", "ใช้กับรอบ ต.ค. 69", "ส่งล่าช้าของเดือนตุลาคม"):
        assert round_chosen(said, TODAY) == OCTOBER
    assert round_chosen("ใช้ร่างเดิมของเดือนตุลาคม", TODAY) is None
    assert round_chosen("ส่งหนังสือเดือนตุลาคมแล้ว", TODAY) is None
