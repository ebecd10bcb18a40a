"""The issues a table of measures prints, each known again by its number and title; and those that
stand above a table each.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from plans.columns import Column
from plans.document import IssueEntry, Warning, WarningKind
from plans.header import Header, read_header
from plans.reading.codes import split_issue
from plans.reading.surroundings import lone_cell
from plans.tables import Block, Prose, Row, solid
from thai.numbers import to_arabic_digits

_SAID = re.compile(r"ประเด็น(?:[ก-๙]{0,20}ที่\s*\(?\d|[ก-๙ ]{0,20}[:：]|\s*\(?\d)")
_NAMED = re.compile(
    r"(?:ประเด็น|ด้าน|หมวด|มิติ|ยุทธศาสตร์|กลยุทธ์|องค์ประกอบ|ตัวชี้วัด|การ|คุณภาพ|ประสิทธิภาพ|กระบวนการ|ระบบ)"
)
_NO_ISSUE = re.compile(r"แผน|ตาราง|ประจำปี|ปีงบ|รายงาน|หน้า\s*\d|ดังนี้|ต่อไปนี้|[:：]$")
_GOES_ON = re.compile(r"\s*\(?ต่อ\)?$")
_LONGEST = 200
_LONGEST_NAME = 100
_LONGEST_BETWEEN = 12


def issues_above(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the lines of prose that name the issue of the table below them, by their place.

    "ประเด็นที่ 1 …" does by itself; "1. …" and "ด้านการ…" only where several tables have one each.
    """
    above = dict(_last_lines(blocks))
    said = {place: text for place, text in above.items() if _SAID.match(to_arabic_digits(text))}
    if said:
        return said
    numbers = {place: split_issue(text)[0] for place, text in above.items()}
    numbered = {place: above[place] for place, number in numbers.items() if number}
    in_turn = [str(number) for number in range(1, len(numbered) + 1)]
    if len(numbered) > 1 and list(dict.fromkeys(numbers[place] for place in numbered)) == in_turn:
        return numbered
    return above if _are_names(above) else {}


def _last_lines(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the last line above each table of measures, unless it is one of a list of issues."""
    begin, width = 0, 0
    for place, block in enumerate(blocks):
        if isinstance(block, Prose):
            continue
        header = read_header(block)
        if lone_cell(block) and not header:
            continue  # an issue, in a sheet
        lines = [
            (at, line.text)
            for at, block in enumerate(blocks[begin:place], begin)
            if (line := block if isinstance(block, Prose) else header and lone_cell(block))
        ]
        if lines and (header or len(block.cells) == width):
            listed = sum(bool(_SAID.match(to_arabic_digits(text))) for _, text in lines)
            while len(lines) > 1 and len(lines[-1][1]) <= _LONGEST_BETWEEN:
                lines.pop()  # a page number
            at, text = lines[-1]
            if listed < 2 and len(text) <= _LONGEST and not _NO_ISSUE.search(text):
                yield at, _GOES_ON.sub("", text)
        width = header.width if header else width
        begin = place + 1


def _are_names(above: Mapping[int, str]) -> bool:
    """Tell names of issues without numbers: several, no two alike, each with a word issues have."""
    texts = above.values()
    return (
        len(set(texts)) == len(above) > 1
        and all(map(_NAMED.match, texts))
        and all(len(text) <= _LONGEST_NAME for text in texts)
    )


def runs_on(blocks: Sequence[Block], above: Container[int]) -> bool:
    """Tell a column of list numbers that counts the measures through all issues: 3 is then the
    third of the plan, no third of its issue. ``above`` are the places of issues above tables.
    """
    header: Header | None = None
    numbers: list[str] = []
    ends: set[int] = set()
    issue = ""
    for place, block in enumerate(blocks):
        lone = lone_cell(block) if isinstance(block, Row) else None
        if isinstance(block, Row) and (found := read_header(block)):
            header = found
        elif place in above or (lone and header):
            ends.add(len(numbers))
        elif isinstance(block, Row) and header and header.cell(block, Column.MEASURE):
            if (named := solid(header.cell(block, Column.ISSUE).text)) and named != issue:
                ends.add(len(numbers))
                issue = named
            numbers.append(to_arabic_digits(header.cell(block, Column.CODE).text).strip("(). "))
    is_counted = numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return is_counted and any(0 < end < len(numbers) for end in ends)


class PrintedIssues:
    """The issues so far; new ones and doubts about them are added to the lists it was given."""

    def __init__(self, entries: list[IssueEntry], warnings: list[Warning]) -> None:
        self._entries = entries
        self._warnings = warnings
        self._by_title: dict[str, list[IssueEntry]] = {}
        self._numbers: set[str] = set()

    def take(self, text: str) -> str | None:
        """Take in an issue as printed ("(๑) …", "ประเด็นที่ 1 …"); return the number by which its
        measures name it.
        """
        number, title = split_issue(text)
        known = self._known(number, title)
        if known:
            return number or known.number
        if number is None:
            number = self._count(title)
        if number in self._numbers:
            message = f"ประเด็นที่ {number} มีชื่อไม่ตรงกันในเอกสาร: “{title}”"
            self._warn(WarningKind.CONTRADICTION, number, message)
            return number
        entry = IssueEntry(number, title)
        self._entries.append(entry)
        self._by_title.setdefault(solid(title), []).append(entry)
        self._numbers.add(number)
        return number

    def _known(self, number: str | None, title: str) -> IssueEntry | None:
        same = self._by_title.get(solid(title), [])
        return next((issue for issue in same if number in (None, issue.number)), None)

    def _count(self, title: str) -> str:
        """Number an issue that is printed without one, so that its measures can name it; say so."""
        number = str(max(map(int, self._numbers), default=0) + 1)
        message = f"ประเด็น “{title}” ไม่มีเลขกำกับ จึงนับตามลำดับเป็นประเด็นที่ {number}"
        self._warn(WarningKind.MISSING, number, message)
        return number

    def _warn(self, kind: WarningKind, number: str, message: str) -> None:
        self._warnings.append(Warning(kind, f"ประเด็นที่ {number}", message))
