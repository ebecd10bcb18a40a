"""One agency's reports as an Excel form: written out with what is known, filled in by the agency,
read back.

Every row carries the number of its report and of the version it shows; those cells, and all that is
only to be read, are locked (without a password: against slips, not against people). Every text is
written as text, so nothing that begins with = + - @ becomes a formula.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from models.tables.obligations import ObligationState, Progress
from plans.document import Unreadable
from plans.files.opening import read_source, shown_name
from plans.reading.items import unmarked
from plans.tables import Cell, Prose, Row
from plans.workbooks.agency_answers import FilledRow, FormAnswer, FormItem
from thai.dates import long_date, long_month
from thai.labels import PROGRESS_LABELS, progress_label
from thai.names import key
from thai.numbers import to_arabic_digits
from thai.width import wrapped_line_count

COLUMNS = (
    ("เลขที่รายการ", 10),
    ("ฉบับที่", 7),
    ("มาตรการ", 38),
    ("รอบเดือน", 13),
    ("กำหนดส่ง", 15),
    ("สถานะ", 24),
    ("ความก้าวหน้า", 22),
    ("ร้อยละ", 9),
    ("สรุปผลการดำเนินการ", 46),
    ("ผลลัพธ์/ความสำเร็จ", 34),
    ("ปัญหาอุปสรรค", 30),
    ("หลักฐาน (หนังสือ กิจกรรม ลิงก์)", 40),
)
_TO_FILL = 6
"""From this column on the agency writes."""
_MEASURE, _MONTH = 2, 3
_LINE, _TALLEST, _EMPTY = 26.0, 409.0, 4
"""Points: a line, and the tallest row that Excel takes; a row to be filled in has room for so many
lines at least.
"""
_FORM = "แบบรายงานผลการดำเนินการของหน่วยงาน"
SECRETARIAT_BY_FORM = "ฝ่ายเลขานุการ (นำเข้าจากแบบรายงาน)"
"""The name under which reports stand that were imported without saying who did."""
_STATES = {
    ObligationState.OWED: "ยังไม่รายงาน",
    ObligationState.SENT: "ส่งแล้ว รอตรวจ",
    ObligationState.RETURNED: "ส่งกลับแก้ไข",
}
_HINTS = (
    "กรอกเฉพาะช่องสีขาว หนึ่งแถวต่อหนึ่งรายงาน แถวที่ยังไม่พร้อมรายงานให้เว้นว่างไว้ทั้งแถว",
    (
        "ต้องเลือกความก้าวหน้าและกรอกสรุปผลการดำเนินการ หากยังไม่บรรลุผลต้องระบุปัญหาอุปสรรค "
        "หลักฐานหลายรายการให้ขึ้นบรรทัดใหม่ (Alt+Enter)"
    ),
)
_PROGRESS = {key(label): Progress(value) for value, label in PROGRESS_LABELS.items()}


@dataclass(frozen=True)
class FilledForm:
    """A form that came back: whose it is as printed on it, its rows, and in Thai what was not read
    as it stands (hidden rows).
    """

    agency: str
    rows: tuple[FilledRow, ...]
    notes: tuple[str, ...] = ()


def write_agency_workbook(
    path: Path, organization: str, agency: str, items: Sequence[FormItem]
) -> None:
    """Write the form of an agency's reports."""
    workbook = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties({"title": f"{_FORM} {agency}"[:255]})
    styles = _styles(workbook)
    sheet = workbook.add_worksheet("รายงาน")
    sheet.write_string(0, 0, f"{_FORM} {organization}", styles["title"])
    sheet.write_string(1, 0, "หน่วยงาน:", styles["label"])
    sheet.write_string(1, 2, agency, styles["label"])
    for place, hint in enumerate(_HINTS, 2):
        sheet.write_string(place, 0, hint, styles["hint"])
    for place, points in enumerate((34, *[_LINE] * (len(_HINTS) + 1))):
        sheet.set_row(place, points)
    top = 5
    sheet.set_row(top, 2 * _LINE)
    for column, (heading, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, heading, styles["heading"])
    for row, item in enumerate(items, top + 1):
        high = max(
            wrapped_line_count([text], width)
            for text, (_, width) in zip(_texts(item), COLUMNS, strict=True)
        )
        sheet.set_row(row, min(_LINE * max(high, _EMPTY), _TALLEST))
        for column, text in enumerate(_texts(item)):
            style = styles["entry" if column >= _TO_FILL else "known"]
            if column == _TO_FILL + 1 and text:
                sheet.write_number(row, column, int(text), styles["number"])
            else:
                sheet.write_string(
                    row, column, text, styles["number"] if column == _TO_FILL + 1 else style
                )
    _add_choices(sheet, top + 1, top + max(len(items), 1))
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.freeze_panes(top + 1, 3)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    workbook.close()


def read_agency_workbook(path: Path) -> FilledForm:
    """Read a form that was filled in. Raises Unreadable when the file is no such form or a cell
    says something it cannot.
    """
    name = shown_name(path)
    source = read_source(path)
    agency, columns, rows = "", dict[int, int](), list[FilledRow]()
    for block in source.blocks:
        if isinstance(block, Prose):
            continue
        texts = [cell.text for cell in block.cells]
        if not columns:
            if texts and key(texts[0]) == key("หน่วยงาน:"):
                agency = next((text for text in texts[1:] if text), "")
            columns = _columns(texts)
        else:
            rows.append(_row(block, columns, name))
    if not columns:
        raise Unreadable(
            f"{name} is no form of an agency: its headings are missing; kaona agency workbook "
            "writes one"
        )
    return FilledForm(
        agency, tuple(rows), tuple(f"{note.where}: {note.message}" for note in source.notes)
    )


def _columns(texts: Sequence[str]) -> dict[int, int]:
    """Return where each column of the form stands in a heading row; empty for any other row."""
    headings = {key(heading): number for number, (heading, _) in enumerate(COLUMNS)}
    found = {
        headings[key(text)]: place for place, text in enumerate(texts) if key(text) in headings
    }
    return found if len(found) == len(COLUMNS) else {}


def _row(row: Row, columns: dict[int, int], name: str) -> FilledRow:
    def cell(number: int) -> Cell:
        return row.cells[columns[number]] if columns[number] < len(row.cells) else Cell()

    summary, outcome, obstacle = ("\n".join(cell(_TO_FILL + place).parts) for place in (2, 3, 4))
    answer = FormAnswer(
        _progress(cell(_TO_FILL).text, row.line, name),
        _percent(cell(_TO_FILL + 1).text, row.line, name),
        summary,
        outcome,
        obstacle,
        tuple(filter(None, (unmarked(part) for part in cell(_TO_FILL + 5).parts))),
    )
    number, revision = (
        _number(cell(0).text, row.line, name),
        _number(cell(1).text or "0", row.line, name),
    )
    return FilledRow(
        row.line, number, revision, answer, cell(_MEASURE).text or "-", cell(_MONTH).text
    )


def _progress(text: str, line: int, name: str) -> Progress | None:
    if not text:
        return None
    if key(text) not in _PROGRESS:
        raise Unreadable(
            f"{name}, row {line}: {text[:40]!r} is no progress; choose one of the list"
        )
    return _PROGRESS[key(text)]


def _percent(text: str, line: int, name: str) -> int | None:
    digits = to_arabic_digits(text).removeprefix("ร้อยละ").strip(" %")
    if not digits:
        return None
    if not re.fullmatch(r"\d{1,3}(?:\.0+)?", digits):
        raise Unreadable(
            f"{name}, row {line}: {text[:40]!r} is no per cent; write a whole number from 0 to 100"
        )
    return int(float(digits))


def _number(text: str, line: int, name: str) -> int:
    digits = to_arabic_digits(text)
    if not re.fullmatch(r"\d{1,9}", digits):
        raise Unreadable(
            f"{name}, row {line}: the number of the report was changed or is missing; take a new "
            "form"
        )
    return int(digits)


def _texts(item: FormItem) -> tuple[str, ...]:
    answer = item.answer
    state = _STATES.get(item.state, "") + (f": {item.reason}" if item.reason else "")
    return (
        str(item.obligation_id),
        str(item.revision),
        item.label,
        long_month(item.month),
        long_date(item.due_on),
        state,
        progress_label(answer.progress) if answer.progress else "",
        "" if answer.percent is None else str(answer.percent),
        answer.summary,
        answer.outcome,
        answer.obstacle,
        "\n".join(answer.evidence),
    )


def _add_choices(sheet: Any, first: int, last: int) -> None:
    labels = {"validate": "list", "source": list(PROGRESS_LABELS.values())}
    sheet.data_validation(
        first, _TO_FILL, last, _TO_FILL, labels | {"error_message": "โปรดเลือกจากรายการ"}
    )
    percent = {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": 100,
        "ignore_blank": True,
    }
    percent["error_message"] = "โปรดระบุจำนวนเต็ม 0 ถึง 100"
    sheet.data_validation(first, _TO_FILL + 1, last, _TO_FILL + 1, percent)


def _styles(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "TH Sarabun New", "font_size": 16, "valign": "top"}
    cell = base | {"text_wrap": True, "border": 1}
    return {
        "title": workbook.add_format(base | {"bold": True, "font_size": 20}),
        "label": workbook.add_format(base | {"bold": True}),
        "hint": workbook.add_format(base | {"font_color": "#595959"}),
        "heading": workbook.add_format(
            cell | {"bold": True, "bg_color": "#DCE6F1", "align": "center"}
        ),
        "known": workbook.add_format(cell | {"bg_color": "#F2F2F2", "num_format": "@"}),
        "entry": workbook.add_format(cell | {"locked": False, "num_format": "@"}),
        "number": workbook.add_format(cell | {"locked": False, "align": "center"}),
    }
