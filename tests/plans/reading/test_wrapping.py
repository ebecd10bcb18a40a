"""Spaces of line ends are taken out of titles on evidence; those that say something stay."""

from __future__ import annotations

import pytest

from plans.document import WarningKind
from plans.reading.wrapping import Witness
from tests.plans.extracts import YEAR, read, tsv, warned

SURPLUS = (
    ("มาตรการเพิ่ม ประสิทธิภาพการ สื่อสาร", "มาตรการเพิ่มประสิทธิภาพการสื่อสาร"),
    ("มาตรการสร้างความ โปร่งใส", "มาตรการสร้างความโปร่งใส"),
    ("รักษา มาตรฐานในการปฏิบัติงาน", "รักษามาตรฐานในการปฏิบัติงาน"),
)
KEPT = (
    "คุณธรรม จริยธรรม",
    "การให้บริการ ข้อมูลเชิงสถิติ",
    "รับเรื่องร้องเรียน และติดตามผล",
    "การอบรม โดยวิทยากร",
    "โครงการ 5 ส. ประจำปี 2570",
    "นางสาวใจดี มีสุข เป็นประธาน",
    "ณ จุดให้บริการ",
    "ปรับปรุงการทำงาน จัดทำข้อมูล",
)
ELSEWHERE = "หน่วยงานรักษามาตรฐานในการปฏิบัติงาน"


@pytest.mark.parametrize(("wrapped", "whole"), SURPLUS)
def test_a_space_of_a_line_end_is_taken_out(wrapped: str, whole: str) -> None:
    assert Witness([wrapped, ELSEWHERE]).unwrapped(wrapped) == whole


@pytest.mark.parametrize("title", KEPT)
def test_a_space_that_says_something_stays(title: str) -> None:
    assert Witness([title, ELSEWHERE]).unwrapped(title) == title


def test_a_joined_title_is_said_with_both_readings_once() -> None:
    plan = read(tsv(("1.1 มาตรการเพิ่ม ประสิทธิภาพการ สื่อสาร", "ทำ", "กองคลัง", YEAR)))
    assert plan.measures[0].title == "มาตรการเพิ่มประสิทธิภาพการสื่อสาร"
    (said,) = [text for text in warned(plan, WarningKind.OCR) if "ตัดบรรทัด" in text]
    assert "มาตรการเพิ่ม ประสิทธิภาพการ สื่อสาร" in said
