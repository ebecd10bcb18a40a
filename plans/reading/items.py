"""Lists inside a cell: steps, results and outcomes, numbered, bulleted or plain, often run together
on one line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plans.reading.dates.period_words import MONTH
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
_HEAD = re.compile(r"\(?(\d{1,2})(?:\)|\.)(?!\d)")
_DASH = re.compile(r"[-–]\s?[ก-ฮเ-ไ]")
_INNER_DASH = re.compile(rf"(?<=[ก-๎])(?<!\.) [-–] (?!{MONTH})(?=[ก-ฮเ-ไ])")
_LISTED = re.compile(r"\(?\d{1,2}[.)]\s*(?=\D)")
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

    Plain paragraphs below a numbered one belong to it, and so does a list of a second level, with
    its numbers or marks; where nothing is numbered each paragraph is an entry.
    """
    items: list[ListItem] = []
    for part in _folded(_with_numbers(_without_letters(tuple(_dashed(cell.parts))))):
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


def _dashed(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a cell, a list of dashes that was run together on one line ("- ร่าง
    - ประกาศใช้") by its entries; a dash between two months or figures stands for "to".
    """
    for part in parts:
        begin = 0
        for dash in _INNER_DASH.finditer(part) if _DASH.match(part) else ():
            yield part[begin : dash.start()]
            begin = dash.start() + 1
        yield part[begin:]


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


def _folded(parts: Sequence[str]) -> list[str]:
    """Return the lines of a cell, those of a second level joined to the entry above them: numbers
    of another style that begin anew ("(1)" below "1."), marks between two numbered entries.
    """
    heads = [_head(part) for part in parts]
    style = next((head[0] for head in heads if head), "")
    upper = [place for place, head in enumerate(heads) if head and head[0] == style]
    numbers = [head[1] for head in heads if head and head[0] == style]
    is_counted = len(upper) > 1 and numbers == list(range(numbers[0], numbers[0] + len(upper)))
    folded: list[str] = []
    due = 0
    for place, (part, head) in enumerate(zip(parts, heads, strict=True)):
        is_below = bool(upper) and upper[0] < place
        if head and is_below and head[0] != style and head[1] in (1, due):
            due = head[1] + 1
            folded[-1] += f" {part}"
        elif is_below and is_counted and part[:1] in _MARKS:
            folded[-1] += f" {BULLET} {unmarked(part)}"
        else:
            due = due if head is None else 0
            folded.append(part)
    return folded


def _head(part: str) -> tuple[str, int] | None:
    """Return how a line's number is printed ("1.", "1)", "(1)") and which it is."""
    match = _HEAD.match(to_arabic_digits(part))
    return (_style(match), int(match[1])) if match else None


def _style(number: re.Match[str]) -> str:
    return number[0].strip().replace(number[1], "1")


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
        return _numbered(text, digits, first)
    inner = _INNER.search(digits)
    # A cell cut at a page end goes on with the tail of item 2 and then "3."; an introduction goes
    # on with "1." and "2.".
    if inner is None or (
        int(inner[1]) == 1 and not re.search(r"\s\(?2[.)](?!\d)", digits[inner.end() :])
    ):
        return [ListItem(None, text, fresh)]
    rest = _numbered(text, digits, inner)
    return [ListItem(None, text[: inner.start()].strip(), fresh), *rest]


def _numbered(text: str, digits: str, first: re.Match[str]) -> list[ListItem]:
    """Cut a run "n. … n+1. … n+2. …"; a number out of turn, or of a second level, is part of the
    sentence.
    """
    items: list[ListItem] = []
    style, start, number = _style(first), first.end(), int(first[1])
    lower: set[str] = set()
    position = start
    while match := _INNER.search(digits, position):
        its, position = _style(match), match.end()
        if its != style and match[1] == "1":
            lower.add(its)
        elif int(match[1]) == number + 1 and its not in lower:
            items.append(ListItem(number, text[start : match.start()].strip(), True))
            start, number = match.end(), number + 1
    items.append(ListItem(number, text[start:].strip(), True))
    return [item for item in items if item.text]


def lists_steps(cell: Cell) -> bool:
    """Tell a measure below which its steps stand, in a table that has no column for them."""
    below = cell.parts[1:]
    return len(below) > 1 and all(
        unmarked(part) != part or _LISTED.match(to_arabic_digits(part)) for part in below
    )
