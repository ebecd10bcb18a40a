"""What does not change the sense of a message does not change its reading."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from messages.said.reading import read
from tests.messages.said.labelled import (
    SETS,
    TODAY,
    Labelled,
    facts_of,
    labelled,
    measures_of,
    statuses_of,
)
from thai.numbers import to_thai_digits

ROWS = [row for path in SETS for row in labelled(path)]
_PARTS = 8
"""Each change is tried on one of so many parts of the messages."""
_LINKS = re.compile(r"((?:https?://|www\.)\S+|[\w.\-]+\.[a-z]{2,}/\S+)")
_NUMBER = re.compile(r"(?:^|(?<=\n))(?=\d(?:\.\d)?(?: |$))")


def in_thai_digits(text: str) -> str:
    parts = _LINKS.split(text)
    return "".join(part if place % 2 else to_thai_digits(part) for place, part in enumerate(parts))


CHANGES: dict[str, Callable[[str], str]] = {
    "thai_digits": in_thai_digits,
    "polite_before": lambda text: f"เรียนฝ่ายเลขานุการ {text}",
    "greeting_before": lambda text: f"สวัสดีครับ {text}",
    "polite_man": lambda text: f"{text} ครับ",
    "polite_woman": lambda text: f"{text}นะคะ" if text[-1:] > "\u0e00" else f"{text} ค่ะ",
    "two_spaces": lambda text: text.replace(" ", "  "),
    "no_break_space": lambda text: text.replace(" ", "\u00a0"),
    "zero_width": lambda text: text.replace("ร", "\u200bร"),
    "line_after": lambda text: f"\n{text} \n",
    "led_by_item": lambda text: _NUMBER.sub("ข้อ ", text),
    "led_by_measure": lambda text: _NUMBER.sub("มาตรการที่ ", text),
}


def reading_of(row: Labelled, text: str) -> object:
    reading = read(text, row.due, TODAY)
    said = zip(measures_of(reading, row.due), statuses_of(reading), strict=True)
    return sorted((sorted(codes), status) for codes, status in said), facts_of(reading)


@pytest.mark.parametrize("change", CHANGES)
def test_the_reading_stays(change: str) -> None:
    place = list(CHANGES).index(change) % _PARTS
    changed = [
        (row, text)
        for row in ROWS[place::_PARTS]
        if (text := CHANGES[change](row.text)) != row.text
    ]
    other = [
        (row.text, was, now)
        for row, text in changed
        if (was := reading_of(row, row.text)) != (now := reading_of(row, text))
    ]
    same = 1 - len(other) / len(changed)
    print(f"{change}: {same:.3f} of {len(changed)}")
    assert not [text for text, was, now in other if now[0] and not was[0]], "no report by it"  # type: ignore[index]
    assert same >= 0.98, other[:10]
