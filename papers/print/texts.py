"""The texts of a paper: the digits they are written with, and the characters no paper can hold."""

import re
from collections.abc import Sequence

from thai.cleaning import clean
from thai.numbers import to_arabic_digits, to_thai_digits

# Digits in an address are part of it: they stay as they are, whichever digits the paper is written
# with.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE | re.ASCII
)
# What XML 1.0 forbids, and marks that turn the direction of what follows: no paper may hold them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)

# A number, letter or mark before an entry: "2.", "(2)", "ก.", "-"; "2.1" and "2.1.3" too, which may
# be a figure.
_ENTRY = re.compile(r"(?:\(?[0-9๐-๙]{1,2}[.)]|\(?[ก-ฮ][.)]|[-–•])\s+(?=\S)")
_SECOND_LEVEL = re.compile(r"[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){1,2}[.)]?\s+(?=\S)")
_LEADS = re.compile("(?:ดังนี้|ดังต่อไปนี้|ได้แก่|ประกอบด้วย|คือ) ?:?$|:$")
"""How a sentence ends that leads to a list."""
_COUNTING = re.compile(r"^\(?(\d{1,3})[.)]\s+")
BULLET = "•"
_LETTERS = "กขคงจฉชซฌญ"
_LOWER = (
    re.compile(r"(?<!\S)(?P<above>[0-9๐-๙]{1,2})\.(?P<own>[0-9๐-๙]{1,2})[.)]?\s+(?=\S)"),
    re.compile(r"(?<!\S)\(?(?P<own>[0-9๐-๙]{1,2})\)\s*(?=\S)"),
    re.compile(r"(?<!\S)\(?(?P<own>[กขคงจฉชซฌญ])[.)]\s+(?=\S)"),
    re.compile(rf"(?<!\S)(?P<own>{BULLET})\s+(?=\S)"),
)
"""How entries of a second level begin inside an entry."""


def is_written_list(texts: Sequence[str]) -> bool:
    """Tell whether some lines are a list with numbers or marks of its own."""
    return any(map(_ENTRY.match, texts)) or sum(map(bool, map(_SECOND_LEVEL.match, texts))) > 1


def as_written(texts: Sequence[str]) -> list[str]:
    """Return the entries of a list as lines with their numbers where it has a sentence that leads
    to it, or entries that hold a list of a second level ("1.1", "(1)", "ก.", "•"), a line each; the
    entries as they are where it has neither.
    """
    lead = list(texts[:1]) if len(texts) > 1 and _LEADS.search(texts[0]) else []
    entries = texts[len(lead) :]
    found = [_levels(text, number) for number, text in enumerate(entries, 1)]
    if not lead and all(len(levels) == 1 for levels in found):
        return list(texts)
    lines = list(lead)
    for number, (text, *below) in enumerate(found, 1):
        lines += [f"{number}. {text}" if len(entries) > 1 or lead else text, *below]
    return lines


def _levels(text: str, number: int) -> list[str]:
    """Return an entry and the entries of the list in it."""
    for kind in _LOWER:
        due, starts = 1, []
        for match in kind.finditer(text):
            name = to_arabic_digits(match["own"])
            above = to_arabic_digits(match["above"] or "") if "above" in kind.groupindex else ""
            if above not in ("", str(number)):
                continue
            if name == BULLET or name in (str(due), _LETTERS[due - 1 : due]):
                starts.append(match.start())
                due += 1
        if len(starts) > (0 if kind is _LOWER[-1] else 1) and starts[0] > 0:
            ends = [*starts[1:], len(text)]
            below = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
            return [text[: starts[0]].strip(), *below]
    return [text]


def turn_digits(text: str, thai_digits: bool) -> str:
    """Return a text with its digits turned, addresses excepted; its length stays, so that marks
    stay in place.
    """
    turn = to_thai_digits if thai_digits else to_arabic_digits
    parts, position = [], 0
    for match in _ADDRESS.finditer(text):
        parts += [turn(text[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*parts, turn(text[position:])])


def number_text(number: int, thai_digits: bool) -> str:
    """Return a whole number in the digits of the paper."""
    return to_thai_digits(str(number)) if thai_digits else str(number)


def printable(text: str) -> str:
    """Return a text without the characters that no paper can hold."""
    return _FORBIDDEN.sub("", text)


def split_lines(text: str) -> list[str]:
    """Return the entries somebody typed, one a line, clean; numbers that only count them (1. 2. 3.)
    are taken off.
    """
    lines = [printable(clean(line)) for line in text.splitlines()]
    lines = [line for line in lines if line]
    numbers = [_COUNTING.match(to_arabic_digits(line)) for line in lines]
    if len(lines) > 1 and all(
        match and int(match[1]) == place for place, match in enumerate(numbers, 1)
    ):
        return [line[match.end() :] for line, match in zip(lines, numbers, strict=True) if match]
    return lines
