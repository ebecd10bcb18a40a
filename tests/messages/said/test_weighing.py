"""What the pieces of a message say of it, apart from any rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from messages.said import weighing
from messages.said.language.facts import read_facts
from messages.said.telling import measures_named
from messages.said.weighing import CLASSES, NONE, shape_of, weigh
from tests.messages.said.labelled import MEASURES, TODAY
from tests.messages.said.training import KEPT, read_phrases


def shape(text: str) -> str:
    facts = read_facts(text, TODAY)
    return shape_of(text, facts, measures_named(text, MEASURES, facts), MEASURES)


def test_numbers_facts_and_the_words_of_a_plan_are_signs() -> None:
    said = shape("ข้อ 4 ทะเบียนครบ 45 คน 12 พ.ย. 69\nร้อยละ 80 www.go.th/a รุ่น 7")
    assert said == "^ⓜ_Ⓦครบ_ⓟ_ⓓ↵%_ⓛ_รุ่น_ⓝ$"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2.1 เปิดตัวไปละจ้า คนใช้กันเพียบ ถือว่าจบ", "done"),
        ("ข้อ 3 ถ่ายไว้แล้ว ยังไม่ได้ตัดต่อเลย", "in_progress"),
        ("5 ยังบ่ทันได้เฮ็ดเด้อ", "not_started"),
        ("6.1 ล่มไม่เป็นท่า ตกเป้าไปเยอะ", "not_achieved"),
        ("ข้อ 4 เดือนนี้ทรงๆ ไม่มีอะไรขยับ", "nothing_new"),
    ],
)
def test_a_status_that_no_rule_knows_is_likely(text: str, status: str) -> None:
    shares = weigh(shape(text))
    assert shares.report > 0.5
    assert shares.status[0] == status


def test_shares_are_of_one_whole_and_orders_are_none() -> None:
    shares = weigh(shape("ฝากทำข้อ 4 ให้เสร็จก่อนวันศุกร์ด้วยนะ"))
    assert sum(shares.of.values()) == pytest.approx(1)
    assert set(shares.of) == set(CLASSES)
    assert max(shares.of, key=lambda each: shares.of[each]) == NONE


def test_the_table_is_what_the_training_writes() -> None:
    lines = Path(weighing.__file__).with_name("weights.txt").read_text(encoding="utf-8").split("\n")
    head, bias, *rows = lines[:-1]
    assert head.startswith("#")
    assert len(bias.split()) == len(CLASSES)
    assert len(rows) == KEPT
    assert {len(row.split()) for row in rows} == {len(CLASSES) + 2}
    assert {len(row.partition(" ")[0]) for row in rows} == {2, 3, 4, 5}
    assert {status for status, _ in read_phrases()} == set(CLASSES)
