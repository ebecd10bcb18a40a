"""Spaces of line ends are taken out of titles on evidence; those that say something stay."""

from __future__ import annotations

import re

import pytest

from plans.document import WarningKind
from plans.reading.wrapping import Witness
from tests.plans.extracts import YEAR, read, tsv, warned
from tests.plans.reading.wrapped_titles import OWN, OWN_BESIDE, PRINTED, PRINTED_BESIDE

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


_SPACE = re.compile("(?<=[ก-ฮะ-ฺเ-ๅ็-๎])[ _](?=[ก-ฮเ-ไ])")
FEWEST_PAIRS, PRECISION, RECALL = 120, 0.95, 0.6


@pytest.mark.parametrize(
    ("titles", "beside"), [(PRINTED, PRINTED_BESIDE), (OWN, OWN_BESIDE)], ids=["printed", "own"]
)
def test_spaces_are_taken_out_rightly_and_often_enough(
    titles: tuple[str, ...], beside: tuple[str, ...]
) -> None:
    witness = Witness([*(title.replace("_", " ") for title in titles), *beside])
    found = [pair for title in titles for pair in _judged(title, witness)]
    taken = [pair for pair in found if pair[1]]
    surplus = [pair for pair in found if "_" in pair[0]]
    right = [pair for pair in taken if "_" in pair[0]]
    precision, recall = len(right) / len(taken), len(right) / len(surplus)
    print(f"{len(found)} spaces, {len(surplus)} surplus: {precision:.2f} / {recall:.2f}")
    wrong = [pair[0] for pair in taken if "_" not in pair[0]]
    assert precision >= PRECISION, wrong
    assert recall >= RECALL, [pair[0] for pair in surplus if not pair[1]]


def test_the_sample_is_large_and_has_both_kinds() -> None:
    labels = [match[0] for title in (*PRINTED, *OWN) for match in _SPACE.finditer(title)]
    assert len(labels) >= FEWEST_PAIRS
    assert min(labels.count("_"), labels.count(" ")) >= FEWEST_PAIRS // 3


def _judged(title: str, witness: Witness) -> list[tuple[str, bool]]:
    """Return each labelled space with the letters around it, and whether it was taken out."""
    printed = title.replace("_", " ")
    read, place = witness.unwrapped(printed), 0
    found = []
    for at, letter in enumerate(printed):
        is_taken = letter == " " and read[place : place + 1] != " "
        if _SPACE.match(title, at):
            found.append((title[max(0, at - 12) : at + 12], is_taken))
        place += not is_taken
    return found
