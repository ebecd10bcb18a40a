"""Sentences on scores that always add up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.result.score_words import read_indicators, score_lines, usual_indicators
from scores.claim_faults import find_fault
from scores.claims import read_claims

SCORES = st.integers(2000, 10000).map(lambda value: Decimal(value) / 100)


@given(SCORES, SCORES, st.sampled_from(["1", "5", "10"]))
def test_what_is_computed_stands_the_check_of_what_is_printed(
    value: Decimal, before: Decimal, code: str
) -> None:
    ledger = {
        (code, 2570): value,
        (code, 2569): before,
        ("overall", 2570): value,
        ("overall", 2569): before,
    }
    for line in score_lines(ledger, "จังหวัดน่าน", 2570, [code]):
        claims = read_claims(line.text, "")
        assert [find_fault(claim, {}) for claim in claims] == [None] * len(claims)
        assert len(claims) == (value != before)


def test_a_fall_a_stand_and_a_first_year_are_said_as_they_are() -> None:
    ledger = {
        ("9", 2567): Decimal("97.14"),
        ("9", 2566): Decimal(100),
        ("4", 2567): Decimal(80),
        ("4", 2566): Decimal(80),
    }
    ledger[("10", 2567)] = Decimal(100)
    (line,) = score_lines(ledger, "จังหวัดน่าน", 2567, ["9", "4", "10", "1"])
    assert line.text == (
        "คะแนนการประเมิน ITA ตามตัวชี้วัดที่ 9 การเปิดเผยข้อมูล 97.14 คะแนน ลดลงจากปี 2566 (100 คะแนน) 2.86 "
        "คะแนน "
        "ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ 80.00 คะแนน เท่ากับปี 2566 และตัวชี้วัดที่ 10 การป้องกันการทุจริต 100 "
        "คะแนน"
    )
    assert line.sources == (
        "score:9:2567",
        "score:9:2566",
        "score:4:2567",
        "score:4:2566",
        "score:10:2567",
    )


def test_indicators_are_known_by_the_issue_and_may_be_typed() -> None:
    assert usual_indicators("การให้บริการและระบบ E-Service") == ("6", "7")
    assert usual_indicators("เรื่องอื่น") == ()
    assert read_indicators("๒, 8 ") == ("2", "8")
    assert read_indicators("-") == ()
    with pytest.raises(ValueError, match="11"):
        read_indicators("11")


def test_a_per_cent_that_ends_in_a_half_is_rounded_up() -> None:
    (line,) = score_lines(
        {("overall", 2570): Decimal("80.10"), ("overall", 2569): Decimal(80)}, "จังหวัดน่าน", 2570, []
    )
    assert line.text.endswith("คิดเป็นอัตราที่เพิ่มขึ้น ร้อยละ 0.13")
