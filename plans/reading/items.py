"""Lists inside a cell: steps, results and outcomes, numbered, bulleted or plain, often run together
on one line.
"""

import re
from dataclasses import dataclass

from plans.tables import BULLET, Cell
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

# A list number: "1." "1)" "(1)" or "4 " alone; never the head of "13.35", "6.1" or "2567".
_NUMBER = re.compile(r"\(?(\d{1,2})(?:\)\.?|\.(?!\d)|(?=\s))\s*")
_INNER = re.compile(r"(?<=\s)\(?(\d{1,2})(?:\)|\.)(?!\d)\s*(?=\S)")
_ALONE = re.compile(r"\(?\d{1,2}[.)]")
# "ก." or "(ข)" at the head of an entry; never the head of "ก.พ." or "ก.ย. 69".
_LETTER = re.compile(r"\(?([กขคงจฉชซฌญ])[.)]\.?(?!\s?[ก-ฮ]\.)\s*(?=\S)")
_INNER_LETTER = re.compile(rf"(?<=\s){_LETTER.pattern}")
_LETTERS = "กขคงจฉชซฌญ"
_MARKS = "•▪■●○◦-–*·"


@dataclass(frozen=True)
class ListItem:
    """One entry of a list, its printed number (if any) taken off; ``fresh`` when a bullet says that
    it begins anew.
    """

    number: int | None
    text: str
    fresh: bool = False


def read_items(cell: Cell) -> tuple[ListItem, ...]:
    """Return the entries of a cell in printed order.

    Plain paragraphs below a numbered one belong to it; where nothing is numbered each paragraph is
    an entry.
    """
    items: list[ListItem] = []
    for part in _with_numbers(_without_letters(cell.parts)):
        expected = next(
            (item.number + 1 for item in reversed(items) if item.number is not None), None
        )
        for item in _split(part, expected):
            if item.number is None and not item.fresh and items and items[-1].number is not None:
                items[-1] = ListItem(
                    items[-1].number, join_lines(items[-1].text, item.text), items[-1].fresh
                )
            elif item.text:
                items.append(item)
    return tuple(items)


def _with_numbers(parts: tuple[str, ...]) -> list[str]:
    """Return the parts of a cell, a number that stands on a line of its own ("4.") before the text
    below it.
    """
    joined: list[str] = []
    for part in parts:
        if joined and _ALONE.fullmatch(to_arabic_digits(joined[-1])):
            joined[-1] += " " + part
        else:
            joined.append(part)
    return joined


def _without_letters(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return a list of "ก.", "ข." as one of "1.", "2."; letters within a numbered list are left,
    and a single other one ("จ. ตาก") is no list.
    """
    letters = "".join(match[1] for part in parts for match in _INNER_LETTER.finditer(f" {part}"))
    first = next((match[1] for part in parts if (match := _LETTER.match(unmarked(part)))), "")
    is_numbered = any(_NUMBER.match(to_arabic_digits(unmarked(part))) for part in parts)
    if (
        not first
        or is_numbered
        or (first != "ก" and (len(letters) < 2 or letters[:2] not in _LETTERS))
    ):
        return parts
    due = _LETTERS.index(first)
    turned = []
    for part in parts:
        text, at, pieces = unmarked(part), 0, []
        match = _LETTER.match(text)
        while match:
            if _LETTERS[due : due + 1] == match[1]:
                due += 1
                pieces += [text[at : match.start()], f"{due}. "]
                at = match.end()
            match = _INNER_LETTER.search(text, match.end())
        turned.append("".join((*pieces, text[at:])) if pieces else part)
    return tuple(turned)


def join_lines(upper: str, lower: str) -> str:
    """Join a text that was cut at a page or paragraph end."""
    return clean(f"{upper} {lower}")


def unmarked(text: str) -> str:
    """Return the text without a leading bullet of any kind."""
    return text.lstrip(_MARKS + " ") if text[:1] in _MARKS else text


def _split(part: str, expected: int | None) -> list[ListItem]:
    fresh = part.startswith(BULLET) or part[:1] in _MARKS
    text = unmarked(clean(part))
    digits = to_arabic_digits(text)
    first = _NUMBER.match(digits)
    # A bare "4 " is a list number only where 4 is due: "15 มีนาคม" and "3 โครงการ" begin sentences.
    if first and (first[0].strip() != first[1] or int(first[1]) == expected):
        return _numbered(text, digits, first.end(), int(first[1]))
    inner = _INNER.search(digits)
    # A cell cut at a page end goes on with the tail of item 2 and then "3."; an introduction goes
    # on with "1." and "2.".
    if inner is None or (
        int(inner[1]) == 1 and not re.search(r"\s\(?2[.)](?!\d)", digits[inner.end() :])
    ):
        return [ListItem(None, text, fresh)]
    rest = _numbered(text, digits, inner.end(), int(inner[1]))
    return [ListItem(None, text[: inner.start()].strip(), fresh), *rest]


def _numbered(text: str, digits: str, start: int, number: int) -> list[ListItem]:
    """Cut a run "n. … n+1. … n+2. …"; a number out of turn is part of the sentence."""
    items: list[ListItem] = []
    position = start
    while match := _INNER.search(digits, position):
        if int(match[1]) == number + 1:
            items.append(ListItem(number, text[start : match.start()].strip(), True))
            start, number = match.end(), number + 1
        position = match.end()
    items.append(ListItem(number, text[start:].strip(), True))
    return [item for item in items if item.text]
