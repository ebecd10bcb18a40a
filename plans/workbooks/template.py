"""The workbook to fill in: Thai headings, lists to choose from, one example row; what is filled in
reads back.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from plans.document import AssignmentEntry, IssueEntry, MeasureEntry, PlanDocument

HEADINGS = (
    ("ประเด็น", 34),
    ("รหัสมาตรการ", 10),
    ("มาตรการ/กิจกรรม/แนวทาง", 36),
    ("ขั้นตอน/วิธีดำเนินการ", 50),
    ("ผู้รับผิดชอบ", 26),
    ("ระยะเวลาดำเนินการ", 22),
    ("การติดตามประเมินผล", 26),
    ("สรุปผลการดำเนินการ", 36),
    ("ผลลัพธ์/ความสำเร็จของการดำเนินการ", 36),
    ("ตัวชี้วัดความสำเร็จ", 30),
    ("เป้าหมาย", 30),
    ("งบประมาณ", 16),
)
# The seven issues that provinces and local administrations analyse, for the list to choose from;
# other words may be typed.
ISSUES = (
    IssueEntry("1", "กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ"),
    IssueEntry("2", "การให้บริการและระบบ E-Service"),
    IssueEntry("3", "ช่องทางและรูปแบบการประชาสัมพันธ์เผยแพร่ข้อมูลข่าวสารภาครัฐ"),
    IssueEntry("4", "กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ"),
    IssueEntry("5", "กระบวนการสร้างความโปร่งใสในการใช้งบประมาณและการจัดซื้อจัดจ้าง"),
    IssueEntry("6", "กระบวนการควบคุม ตรวจสอบการใช้อำนาจและการบริหารงานบุคคล"),
    IssueEntry("7", "กลไกและมาตรการในการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน"),
)
PERIODS = (
    "ตลอดปีงบประมาณ",
    "ทุกเดือน",
    "ทุก 2 เดือน",
    "ทุกไตรมาส",
    "ทุก 6 เดือน",
    "ปีละ 1 ครั้ง",
    "ไตรมาสที่ 1",
    "ไตรมาสที่ 2",
    "ไตรมาสที่ 3",
    "ไตรมาสที่ 4",
)
EXAMPLE = MeasureEntry(
    issue="1",
    code="1.1",
    title="(ตัวอย่าง) เผยแพร่คู่มือการปฏิบัติงานให้บุคลากรทราบ",
    steps=("ทบทวนคู่มือการปฏิบัติงานให้เป็นปัจจุบัน", "แจ้งเวียนคู่มือและเผยแพร่บนเว็บไซต์ของหน่วยงาน"),
    followup="รายงานผู้บังคับบัญชาทุกไตรมาส",
    assignments=(
        AssignmentEntry(
            parties=("สำนักงานจังหวัด",), steps=(0,), period_text="ปีละ 1 ครั้ง", recurrence="yearly"
        ),
        AssignmentEntry(
            parties=("ส่วนราชการประจำจังหวัดทุกแห่ง",),
            steps=(1,),
            period_text="ทุกไตรมาส",
            recurrence="quarterly",
        ),
    ),
)
_HINTS = (
    (
        "วิธีกรอก: หนึ่งแถวต่อหนึ่งมาตรการ หากแต่ละขั้นตอนมีผู้รับผิดชอบหรือระยะเวลาต่างกัน "
        "ให้เพิ่มแถวใต้มาตรการนั้นโดยเว้นช่องมาตรการว่างไว้"
    ),
    "เขียนหลายข้อในช่องเดียวได้ โดยใส่เลขข้อและขึ้นบรรทัดใหม่ (Alt+Enter) เมื่อกรอกเสร็จแล้วให้ลบแถวตัวอย่าง",
)
_LISTS = "รายการ"
_FILLABLE = 300
Line = tuple[str, ...]


def write_template(path: Path, plan: PlanDocument | None = None) -> None:
    """Write the workbook to fill in; with a plan its measures are filled in, else one row stands as
    an example.
    """
    workbook = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties({"title": "แบบกรอกแผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส"})
    styles = _styles(workbook)
    sheet = workbook.add_worksheet("แผน")
    lists = workbook.add_worksheet(_LISTS)
    lists.write_column(0, 0, [_issue_text(issue) for issue in ISSUES])
    lists.write_column(0, 1, PERIODS)
    lists.hide()
    _write_heading(sheet, styles, plan)
    top = 6
    for column, (heading, width) in enumerate(HEADINGS):
        sheet.set_column(column, column, width, styles["cell"])
        sheet.write_string(top, column, heading, styles["heading"])
    lines = list(
        _plan_lines(plan) if plan else _measure_lines(EXAMPLE, {"1": _issue_text(ISSUES[0])})
    )
    for row, line in enumerate(lines, top + 1):
        for column, text in enumerate(line):
            if text:
                sheet.write_string(row, column, text, styles["cell" if plan else "example"])
    _add_choices(sheet, top + 1, max(_FILLABLE, len(lines)))
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    workbook.close()


def _styles(workbook: Any) -> dict[str, Any]:
    base = {
        "font_name": "TH Sarabun New",
        "font_size": 16,
        "valign": "top",
        "text_wrap": True,
        "num_format": "@",
    }
    return {
        "cell": workbook.add_format(base),
        "title": workbook.add_format(base | {"bold": True, "font_size": 20, "text_wrap": False}),
        "hint": workbook.add_format(base | {"font_color": "#595959", "text_wrap": False}),
        "label": workbook.add_format(base | {"bold": True, "text_wrap": False}),
        "entry": workbook.add_format(base | {"border": 1, "text_wrap": False}),
        "heading": workbook.add_format(
            base | {"bold": True, "border": 1, "bg_color": "#DCE6F1", "align": "center"}
        ),
        "example": workbook.add_format(
            base | {"italic": True, "font_color": "#595959", "bg_color": "#F2F2F2"}
        ),
    }


def _write_heading(sheet: Any, styles: dict[str, Any], plan: PlanDocument | None) -> None:
    sheet.write_string(0, 0, "แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", styles["title"])
    sheet.write_string(1, 0, "หน่วยงาน:", styles["label"])
    sheet.write_string(1, 1, (plan.organization or "") if plan else "", styles["entry"])
    sheet.write_string(2, 0, "ปีงบประมาณ พ.ศ.:", styles["label"])
    sheet.write_string(2, 1, str(plan.fiscal_year or "") if plan else "", styles["entry"])
    for row, hint in enumerate(_HINTS, 3):
        sheet.write_string(row, 0, hint, styles["hint"])


def _add_choices(sheet: Any, first: int, count: int) -> None:
    """Offer lists; anything else may be typed too, because plans word their issues and periods in
    their own way.
    """
    last = first + count - 1
    for column, source, message in (
        (0, f"={_LISTS}!$A$1:$A${len(ISSUES)}", "เลือกจากรายการ หรือพิมพ์เลขและชื่อประเด็นเอง เช่น “1. …”"),
        (
            5,
            f"={_LISTS}!$B$1:$B${len(PERIODS)}",
            "เลือกจากรายการ หรือพิมพ์เอง เช่น “ต.ค. 69 - ก.ย. 70” หรือ “ภายใน 31 มี.ค. 70”",
        ),
    ):
        options = {
            "validate": "list",
            "source": source,
            "error_type": "information",
            "input_message": message,
            "error_title": "ไม่อยู่ในรายการ",
            "error_message": "ใช้ข้อความที่พิมพ์ได้ หากตั้งใจให้ต่างจากรายการ",
        }
        sheet.data_validation(first, column, last, column, options)


def _plan_lines(plan: PlanDocument) -> Iterator[Line]:
    """Yield the rows of a plan; issues without measures stand as headings of their own, before all
    measures.
    """
    used = {measure.issue for measure in plan.measures}
    names = {issue.number: _issue_text(issue) for issue in plan.issues}
    for issue in plan.issues:
        if issue.number not in used:
            yield (_issue_text(issue),)
    for measure in plan.measures:
        yield from _measure_lines(measure, names)


def _measure_lines(
    measure: MeasureEntry, issues: dict[str | None, str] | dict[str, str]
) -> Iterator[Line]:
    """Yield one row for each assignment, with the steps that it alone covers; the first row carries
    all the rest.
    """
    assignments = measure.assignments or (AssignmentEntry(),)
    for index, (assignment, steps) in enumerate(
        zip(assignments, _steps_of_rows(measure), strict=True)
    ):
        row = (
            issues.get(measure.issue or "", "-") if measure.issue else "-",
            measure.code or "",
            measure.title,
            _numbered(measure.steps, steps),
            "\n".join(assignment.parties),
            assignment.period_text or "",
            measure.followup or "",
            _numbered(measure.results, range(len(measure.results))),
            _numbered(measure.outcomes, range(len(measure.outcomes))),
            _numbered(measure.indicators, range(len(measure.indicators))),
            _numbered(measure.targets, range(len(measure.targets))),
            measure.budget or "",
        )
        yield row if index == 0 else ("", "", "", *row[3:6])


def _steps_of_rows(measure: MeasureEntry) -> list[range]:
    """Return the steps that stand in the row of each assignment.

    Rows can only say who does which steps when those follow one another; else all steps stand in
    the first row, so that none is lost.
    """
    assignments = measure.assignments or (AssignmentEntry(),)
    every = range(len(measure.steps))
    later = [min(assignment.steps) for assignment in assignments[1:] if assignment.steps]
    rows = [range(min(later, default=len(every)))]
    for assignment in assignments[1:]:
        rows.append(range(min(assignment.steps, default=0), max(assignment.steps, default=-1) + 1))
    if [step for row in rows for step in row] == list(every):
        return rows
    return [every, *(range(0) for _ in assignments[1:])]


def _numbered(texts: Sequence[str], indexes: range) -> str:
    return "\n".join(f"{index + 1}. {texts[index]}" for index in indexes)


def _issue_text(issue: IssueEntry) -> str:
    return f"{issue.number}. {issue.title}" if issue.number else issue.title
