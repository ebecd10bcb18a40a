"""The workbook of a year's scores: written with what is known, filled in by the office, read back
by ``plans.workbooks.filled_scores``.

One sheet holds the scores, one the texts of the analysis. An empty place changes nothing when the
workbook is read back; text that looks like a formula stays text on the way out and is refused where
a score should stand on the way in.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from models.tables.year.score import Heading, NoteDraft
from scores.codes import INSTRUMENTS, OVERALL, in_order
from scores.ledger import Entry
from scores.rules import Rule

SCORE_HEADINGS = (
    ("รหัส", 10),
    ("รายการ", 64),
    ("คะแนน", 12),
    ("ส่วนที่ 1", 12),
    ("ส่วนที่ 2", 12),
    ("คะแนนปีก่อน", 14),
)
NOTE_HEADINGS = (("ลำดับ", 8), ("ประเด็น", 36), ("หัวข้อ", 24), ("ร่างข้อความ", 70), ("ข้อความที่ใช้แทน", 70))
HEADING_WORDS = {
    Heading.SHORTCOMING: "ข้อบกพร่อง/ข้อปรับปรุง",
    Heading.DEVELOPMENT: "การพัฒนา",
    Heading.KEEPING: "การรักษาระดับ",
}
BACK_TO_DRAFT = "-"
"""What stands in the place of a text that is to give way to the drafted one."""
_SCORE_HINTS = (
    (
        "กรอกคะแนน 0 ถึง 100 ตามที่ประกาศ ช่องที่เว้นว่างจะไม่เปลี่ยนคะแนนที่บันทึกไว้ "
        "ข้อที่ประกาศแยกส่วนให้กรอกในช่องส่วนที่ "
        "1 และส่วนที่ 2"
    ),
    "เพิ่มข้อที่ไม่มีในรายการได้โดยพิมพ์รหัสในแถวว่าง เช่น overall, IIT, 9, 9.1, i1, e1, o1",
)
_NOTE_HINTS = (
    "พิมพ์ข้อความที่ต้องการใช้แทนร่างในช่องสุดท้าย ช่องที่เว้นว่างจะไม่เปลี่ยนข้อความที่บันทึกไว้ พิมพ์ - เพื่อกลับไปใช้ร่างข้อความ",
)
_FILLABLE = 60


def write_score_workbook(
    path: Path,
    rule: Rule,
    organization: str,
    entries: Iterable[Entry] = (),
    before: Mapping[str, Decimal] | None = None,
    drafts: Sequence[NoteDraft] = (),
) -> None:
    """Write the workbook of the rule's year with the scores that are known; ``before`` are those of
    last year, to look at.

    OSError when the file cannot be written.
    """
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": f"คะแนนการประเมิน ITA ปีงบประมาณ พ.ศ. {rule.fiscal_year}"})
    styles = _styles(workbook)
    sheet = workbook.add_worksheet("คะแนน ITA")
    head = ("คะแนนการประเมินคุณธรรมและความโปร่งใส (ITA)", organization, rule.fiscal_year)
    top = _write_heading(sheet, styles, head, _SCORE_HINTS, SCORE_HEADINGS)
    lines = list(_lines(rule, list(entries), before or {}))
    for row, (code, title, *values) in enumerate(lines, top + 1):
        sheet.write_string(row, 0, code, styles["code"])
        sheet.write_string(row, 1, title, styles["text"])
        for column, value in enumerate(values, 2):
            style = styles["before" if column == 5 else "score"]
            if value is None:
                sheet.write_blank(row, column, None, style)
            else:
                sheet.write_number(row, column, float(value), style)
    for row in range(top + 1 + len(lines), top + 1 + len(lines) + _FILLABLE):
        for column, style in enumerate(("code", "entry", "score", "score", "score")):
            sheet.write_blank(row, column, None, styles[style])
    _check_on_entry(sheet, top + 1, len(lines) + _FILLABLE)
    if drafts:
        _write_drafts(workbook, styles, drafts, head)
    sheet.activate()
    workbook.close()
    path.write_bytes(made.getvalue())


def _lines(
    rule: Rule, entries: Sequence[Entry], before: Mapping[str, Decimal]
) -> Iterator[tuple[str, str, Decimal | None, Decimal | None, Decimal | None, Decimal | None]]:
    """Yield code, title, score, part 1, part 2 and last year's score of every code, as papers print
    them.
    """
    known = {entry.key: entry.value for entry in entries}
    codes = {
        OVERALL,
        *INSTRUMENTS,
        *map(str, range(1, 11)),
        *rule.codes,
        *before,
        *(code for code, _ in known),
    }
    for code in sorted(codes, key=in_order):
        parts = known.get((code, 0)), known.get((code, 1)), known.get((code, 2))
        yield code, rule.titles.get(code, ""), *parts, before.get(code)


def _write_heading(
    sheet: Any,
    styles: dict[str, Any],
    head: tuple[str, str, int],
    hints: Sequence[str],
    headings: Sequence[tuple[str, int]],
) -> int:
    """Write what stands above a table and its heading; return the row of the heading."""
    title, organization, year = head
    sheet.write_string(0, 0, title, styles["title"])
    sheet.write_string(1, 0, f"หน่วยงาน: {organization}", styles["label"])
    sheet.write_string(2, 0, f"ปีงบประมาณ พ.ศ.: {year}", styles["label"])
    for row, hint in enumerate(hints, 3):
        sheet.write_string(row, 0, hint, styles["hint"])
    top = 3 + len(hints)
    for column, (heading, width) in enumerate(headings):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, heading, styles["heading"])
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return top


def _check_on_entry(sheet: Any, first: int, count: int) -> None:
    """Let Excel refuse what is no score while it is typed."""
    sheet.data_validation(
        first,
        2,
        first + count - 1,
        4,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 100,
            "error_title": "ไม่ใช่คะแนน",
            "error_message": "กรอกตัวเลข 0 ถึง 100 ทศนิยมไม่เกิน 2 ตำแหน่ง",
        },
    )


def _write_drafts(
    workbook: Any, styles: dict[str, Any], drafts: Sequence[NoteDraft], head: tuple[str, str, int]
) -> None:
    sheet = workbook.add_worksheet("บทวิเคราะห์")
    top = _write_heading(
        sheet, styles, ("บทวิเคราะห์ผลการประเมินแยกตามประเด็น", *head[1:]), _NOTE_HINTS, NOTE_HEADINGS
    )
    for row, draft in enumerate(drafts, top + 1):
        number = f"{draft.issue}.{tuple(Heading).index(draft.heading) + 1}"
        texts = (
            number,
            f"{draft.issue}. {draft.issue_title}",
            HEADING_WORDS[draft.heading],
            draft.text,
            draft.own,
        )
        for column, text in enumerate(texts):
            style = styles["code" if column == 0 else "entry" if column == 4 else "text"]
            if text:
                sheet.write_string(row, column, text, style)
            else:
                sheet.write_blank(row, column, None, style)


def _styles(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "TH SarabunPSK", "font_size": 14, "valign": "top"}
    bordered = base | {"border": 1, "text_wrap": True}
    return {
        "title": workbook.add_format(base | {"bold": True, "font_size": 18}),
        "label": workbook.add_format(base | {"bold": True}),
        "hint": workbook.add_format(base | {"font_color": "#595959"}),
        "heading": workbook.add_format(
            bordered | {"bold": True, "bg_color": "#DCE6F1", "align": "center"}
        ),
        "code": workbook.add_format(bordered | {"num_format": "@", "align": "center"}),
        "text": workbook.add_format(bordered | {"bg_color": "#F2F2F2"}),
        "entry": workbook.add_format(bordered),
        "score": workbook.add_format(bordered | {"num_format": "0.00"}),
        "before": workbook.add_format(bordered | {"num_format": "0.00", "bg_color": "#F2F2F2"}),
    }
