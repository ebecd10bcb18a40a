"""What is said in an open form and is no answer, and answers that only mention such things."""

from __future__ import annotations

from pathlib import Path

from messages.said.inside import aside_in
from tests.messages.said.labelled import SETS, TODAY, labelled
from tests.messages.said.test_long_words import REPEATED

SET = Path(__file__).with_name("inside.txt")


def test_the_labelled_set_is_read_as_it_is_labelled() -> None:
    rows = [
        [part.strip() for part in line.split("|", 2)]
        for line in SET.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    read = []
    for _, question, text in rows:
        found = aside_in(text, None if question == "review" else question, TODAY)
        read.append("answer" if found is None else f"{found.kind}{'' if found.sure else '?'}")
    wrong = [(row, kind) for row, kind in zip(rows, read, strict=True) if row[0] != kind]
    assert wrong == []
    assert len(rows) > 180
    assert 70 < sum(row[0] == "answer" for row in rows) < 110


def test_what_is_repeated_is_read_at_once() -> None:
    for words in (*REPEATED, "รบกวนขอ", "ลากิจ 3 วัน ", "ติดต่อใคร", "ขอเวลา"):
        for end in ("", " x", "ครับ"):
            aside_in((words * 99)[:150] + end, "summary", TODAY)


def test_reports_as_officers_type_them_are_answers() -> None:
    told = [each.text for path in SETS for each in labelled(path) if each.kind == "report"]
    found = [(text, aside) for text in told if (aside := aside_in(text, "summary", TODAY))]
    surely = [text for text, aside in found if aside.sure]
    assert len(surely) * 300 < len(told), surely
    assert len(found) * 100 < len(told), found
