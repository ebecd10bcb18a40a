"""What a workbook of scores says that an office filled in."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

from models.tables.year.score import Heading
from plans.document import Unreadable, Warning, WarningKind
from plans.tables import Block, Prose, Row, solid
from plans.workbooks.score_workbook import BACK_TO_DRAFT, NOTE_HEADINGS, SCORE_HEADINGS
from scores.codes import is_question, normal_code
from scores.ledger import Entry
from scores.rounding import two_decimals
from thai.cleaning import clean
from thai.dates import full_year
from thai.numbers import to_arabic_digits

_MANY = 5


@dataclass
class WorkbookScores:
    """What a filled-in workbook says; ``fiscal_year`` is None where nobody filled it in."""

    organization: str | None = None
    fiscal_year: int | None = None
    entries: list[Entry] = field(default_factory=list)
    notes: dict[tuple[str, Heading], str] = field(default_factory=dict)
    """Texts of the analysis by issue and heading; an empty one asks for the draft again."""
    warnings: list[Warning] = field(default_factory=list)


def is_score_workbook(blocks: Iterable[Block]) -> bool:
    """Tell whether rows come from this workbook (or a CSV made of its first sheet)."""
    return any(
        isinstance(block, Row) and _is_heading(block, SCORE_HEADINGS[:3]) for block in blocks
    )


def read_score_workbook(blocks: Sequence[Block], name: str) -> WorkbookScores:
    """Return what the workbook says; Unreadable names the first rows that cannot be what they
    should.
    """
    found = WorkbookScores()
    faults: list[str] = []
    seen: set[tuple[str, int]] = set()
    table: str | None = None
    for block in blocks:
        if isinstance(block, Prose):
            _read_head(block.text, found)
        elif _is_heading(block, SCORE_HEADINGS[:3]):
            table = "scores"
        elif _is_heading(block, NOTE_HEADINGS):
            table = "notes"
        elif table is None:
            _read_head(" ".join(cell.text for cell in block.cells), found)
        elif table == "scores":
            faults += _read_scores(block, found, seen)
        else:
            faults += _read_note(block, found)
    if faults:
        more = f" and {len(faults) - _MANY} more" if len(faults) > _MANY else ""
        raise Unreadable(f"{name}: {'; '.join(faults[:_MANY])}{more}")
    return found


def _read_head(text: str, found: WorkbookScores) -> None:
    plain = to_arabic_digits(clean(text))
    if match := re.search(r"^หน่วยงาน\s*:\s*(.+)", plain):
        found.organization = match[1]
    if (
        match := re.search(r"^ปีงบประมาณ\s*พ\.ศ\.\s*:\s*(\d{4}|\d\d)\b", plain)
    ) and found.fiscal_year is None:
        with suppress(ValueError):
            found.fiscal_year = full_year(int(match[1]))


def _read_scores(row: Row, found: WorkbookScores, seen: set[tuple[str, int]]) -> list[str]:
    """Take in one row of scores; return what is wrong with it."""
    typed, texts = _cell(row, 0), [_cell(row, column) for column in (2, 3, 4)]
    if not any(texts):
        return []
    code = normal_code(typed)
    if code is None:
        return [f"row {row.line}: {typed or 'nothing'!r} is no code of a score"]
    faults = []
    for part, text in enumerate(texts):
        if not text:
            continue
        value = read_score(text)
        if value is None:
            faults.append(f"row {row.line}: {text!r} is no score of {code} between 0 and 100")
        elif part and not is_question(code):
            faults.append(f"row {row.line}: only questions have parts, not {code}")
        elif (code, part) in seen:
            faults.append(f"row {row.line}: {code} stands twice")
        else:
            seen.add((code, part))
            found.entries.append(Entry(code, part, two_decimals(value)))
            if two_decimals(value) != value:
                message = f"คะแนน {text} มีทศนิยมเกิน 2 ตำแหน่ง จึงบันทึกเป็น {two_decimals(value)}"
                found.warnings.append(
                    Warning(WarningKind.ARITHMETIC, f"ข้อ {code} แถวที่ {row.line}", message)
                )
    return faults


def _read_note(row: Row, found: WorkbookScores) -> list[str]:
    """Take in one text of the analysis; return what is wrong with its row."""
    number = _cell(row, 0)
    text = "\n".join(row.cells[4].parts) if len(row.cells) > 4 else ""
    if not text:
        return []
    # Excel makes a number of "1.1" that is typed anew, and shows two decimals of it.
    match = re.fullmatch(r"(.+)\.([1-3])0?", number)
    if match is None:
        return [f"row {row.line}: {number or 'nothing'!r} is no number of a text such as 1.1"]
    place = match[1], tuple(Heading)[int(match[2]) - 1]
    if place in found.notes:
        return [f"row {row.line}: the text {number} stands twice"]
    found.notes[place] = "" if text == BACK_TO_DRAFT else text
    return []


def read_score(text: str) -> Decimal | None:
    """Return the score a person typed, 0 to 100 with any decimals, Thai digits too; None for
    anything else.
    """
    plain = to_arabic_digits(text).strip()
    if not re.fullmatch(r"\d{1,3}(?:\.\d{1,20})?", plain):
        return None
    value = Decimal(plain)
    return value if value <= 100 else None


def _cell(row: Row, column: int) -> str:
    return to_arabic_digits(row.cells[column].text) if column < len(row.cells) else ""


def _is_heading(row: Row, headings: Sequence[tuple[str, int]]) -> bool:
    texts = [solid(_cell(row, place)) for place in range(min(len(headings), len(row.cells)))]
    return texts == [solid(heading) for heading, _ in headings]
