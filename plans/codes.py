"""The numbers of issues and measures as they are printed: "(๒.๑) …", "1) …", "มาตรการที่ 2 …", "ประเด็นที่ 1 …"."""

from __future__ import annotations

import re

from models import thai
from plans import items
from plans.tables import Cell

CODE = re.compile(r"\(?(\d{1,2}(?:\.\d{1,2})+)\)?[.)]?\s*(?=\D)")
LONE = re.compile(r"(?P<open>\()?(?P<number>\d{1,2})(?P<close>\)|\.(?!\d))\s*(?=\D)")
_ISSUE = re.compile(r"(?:ประเด็น(?:ที่)?\s*)?\(?(\d{1,2})(?:\)|\.(?!\d)|(?=\s))\.?\s*[:：]?\s*(?=\D)")
# "มาตรการที่ 2 …" prints its number in words of its own.
TITLED = re.compile(r"(?:มาตรการ|กิจกรรม|โครงการ|แนวทาง)ที่\s*(?=\d{1,2}(?:\.\d|[.):\s]))")
_INNER_CODE = re.compile(r"(?<=\s)\(?(\d{1,2}(?:\.\d{1,2})+)\)?[.)]?\s*(?=[ก-๙])")
BARE = re.compile(r"(?P<number>\d{1,2})[.):]?\s*(?=\D)")


def find_code(text: str) -> tuple[str | None, str]:
    """Return the full code ("2.1") at the head of a measure in Arabic digits, or None, and the text without it."""
    match = CODE.match(thai.to_arabic_digits(text))
    return (match[1], text[match.end() :].strip()) if match else (None, text)


def split_codes(cell: Cell) -> list[str]:
    """Cut a measure cell where a second code begins, on a new line or, in sequence, on the same one."""
    text = items.unmarked(cell.text)
    digits = thai.to_arabic_digits(text)
    first = CODE.match(digits)
    if first is None:
        entries = [item for item in items.read_items(cell) if item.number is not None]
        if len(entries) > 1 and LONE.match(digits):
            return [f"{item.number}) {item.text}" for item in entries]
        lines = " ".join(items.unmarked(part) for part in cell.parts)
        return [re.sub(r"\s*[▪■●]\s*", " ", lines).strip()]
    cuts, code = [0], first[1]
    for match in _INNER_CODE.finditer(digits):
        if match[1] == next_code(code):
            cuts.append(match.start())
            code = match[1]
    return [text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def next_code(code: str) -> str:
    """Return the code that comes after one: 2.10 after 2.9."""
    head, _, tail = code.rpartition(".")
    return f"{head}.{int(tail) + 1}"


def split_issue(text: str) -> tuple[str | None, str]:
    """Return number (Arabic digits, or None) and title of an issue as printed ("(๑) …", "ประเด็นที่ 1 …")."""
    match = _ISSUE.match(thai.to_arabic_digits(text))
    return (match[1], text[match.end() :].strip()) if match else (None, text)
