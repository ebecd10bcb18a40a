"""The measures plan as a paper: the analysis of last year's scores, then the table of measures, in
the forms of the result report.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.month.calendar import local_day
from models.plan_facts import open_doubts
from models.tables.organization import Organization, OrganizationKind
from models.tables.plan import Issue, Measure, Plan
from papers.analysis.parts import analysis_parts
from papers.analysis.score_analysis import Analysis, with_questions
from papers.carry_plan import analysis_before
from papers.drawn.material import Material
from papers.print.digits import with_digits
from papers.print.document import (
    Document,
    HeadingLine,
    PaperColumn,
    PaperLine,
    PaperRow,
    PaperSection,
    Paragraph,
    Part,
)
from papers.print.texts import printable
from papers.result import wording
from papers.result.composing import load_plan
from papers.result.composition import ComposedPaper, State
from papers.result.edits import edited_lines, load_edits
from papers.result.labels import measure_labels
from papers.result.layout import Digits, PaperLayout, changed
from papers.result.open_data_items import item_line
from papers.result.plan_cells import kept_names, plan_cell
from scores.rules import Purpose
from thai.dates import long_date

_COLUMNS = (
    PaperColumn("measure", "มาตรการ/กิจกรรม/แนวทาง", 20),
    PaperColumn("steps", "ขั้นตอน/วิธีดำเนินการ", 32),
    PaperColumn("party", "ผู้รับผิดชอบ", 16),
    PaperColumn("period", "ระยะเวลาดำเนินการ", 14),
)
_WHERE_SAID = (
    PaperColumn("indicators", "ตัวชี้วัดความสำเร็จ", 16),
    PaperColumn("targets", "เป้าหมาย", 16),
    PaperColumn("budget", "งบประมาณ", 12),
    PaperColumn("followup", "การติดตามประเมินผล", 18),
)
"""Columns, named as the fields of a measure are, that a plan has only where a measure fills
them.
"""


def compose_plan_paper(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    now: datetime,
    layout: PaperLayout | None = None,
) -> Document:
    """Return the document of ``compose_plan``."""
    return compose_plan(session, organization, fiscal_year, now, layout).document


def compose_plan(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    now: datetime,
    layout: PaperLayout | None = None,
) -> ComposedPaper:
    """Return the paper of a year's plan as it stands, with what the office wrote in words, which is
    edited in the workbook as the result report is; ``papers.result.composing.NoPlan`` without a
    plan of that year.
    """
    plan = load_plan(session, organization, fiscal_year)
    layout = layout or PaperLayout.of(organization.kind, organization.settings)
    analysis = _analysis_of(session, organization, plan)
    measures = [measure for measure in plan.measures if measure.removed_at is None]
    said = [
        column
        for column in _WHERE_SAID
        if any(getattr(measure, column.name) for measure in measures)
    ]
    columns = (*_COLUMNS, *said)
    states = _narrative(session, plan)
    before, after = (_lines(state) for state in states)
    document = Document(
        organization=organization.name,
        fiscal_year=fiscal_year,
        titles=_titles(organization, fiscal_year),
        introduction=(f"{organization.name} กำหนดมาตรการ ขั้นตอน ผู้รับผิดชอบ และระยะเวลาดำเนินการ ดังนี้",),
        columns=columns,
        sections=tuple(_sections(plan, measures, [column.name for column in columns])),
        remarks=(*after, *_doubts(plan)),
        signature=wording.signature(organization, fiscal_year, _signed(plan, layout)),
        state=_state(plan, now),
        is_draft=plan.adopted_at is None,
        made_at=now.isoformat(timespec="seconds"),
        parts=(
            *_foreword(before),
            *_analysis(organization, fiscal_year, analysis),
            _lead(fiscal_year),
        ),
        item=item_line(session, organization, fiscal_year, Purpose.MEASURES),
        caption="ตารางมาตรการ",
        names=kept_names(session, organization, plan),
    )
    document = with_digits(document, _is_thai(layout, document))
    nothing = Material({})
    return ComposedPaper(plan, document, states, nothing, measure_labels(measures), tuple(measures))


def _analysis_of(session: Session, organization: Organization, plan: Plan) -> Analysis | None:
    """Return the analysis the plan rests on, its questions in the words of the plan's document."""
    analysis = analysis_before(session, organization, plan.fiscal_year)
    if analysis is None:
        return None
    printed = (plan.narrative or {}).get("questions", ())
    full = {code: text for code, year, text in printed if year == analysis.fiscal_year}
    return with_questions(analysis, full)


def _narrative(session: Session, plan: Plan) -> tuple[State, ...]:
    """Return what stands before the table and after it in words, as the document had it and as
    somebody edited it since.
    """
    edits = load_edits(session, plan.id)
    states = []
    for name, part in (("plan_before", "before"), ("plan_after", "after")):
        texts = (plan.narrative or {}).get(part, ())
        drawn = tuple(PaperLine(printable(str(text)), ("plan",)) for text in texts)
        states.append(State(name, (None, name), drawn, edits.get((None, name))))
    return tuple(states)


def _lines(state: State) -> list[str]:
    lines = edited_lines(state.edit, state.drawn) if state.edit else state.drawn
    return [line.text for line in lines]


def _foreword(texts: Sequence[str]) -> Iterable[Part]:
    if texts:
        yield HeadingLine("คำนำและการวิเคราะห์ของหน่วยงาน")
        yield from map(Paragraph, texts)


def _is_thai(layout: PaperLayout, document: Document) -> bool:
    """Tell in which digits the paper is written: those of the layout, else those in which most of
    its table is written.
    """
    if layout.digits is not Digits.AUTO:
        return layout.digits is Digits.THAI
    written = [
        cell for cell in document.cells() if cell.key.endswith(("/steps", "/period", "/followup"))
    ]
    texts = [
        line.text for cell in written for line in cell.lines
    ]  # codes and names have Arabic digits whoever prints them
    digits = [letter for text in texts for letter in text if letter.isdigit()]
    return sum(not digit.isascii() for digit in digits) * 2 > len(digits)


def _titles(organization: Organization, fiscal_year: int) -> tuple[str, ...]:
    of = "ของ" if organization.kind is OrganizationKind.PROVINCE else "ภายใน"
    return (
        "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA)",
        f"และมาตรการส่งเสริมคุณธรรมและความโปร่งใส{of}{organization.name}",
        f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}",
    )


def _analysis(
    organization: Organization, fiscal_year: int, analysis: Analysis | None
) -> tuple[Part, ...]:
    """Return the first part of the paper."""
    if analysis is None:
        text = (
            f"ยังไม่มีคะแนน ITA ของปีก่อนปีงบประมาณ พ.ศ. {fiscal_year} ในระบบ "
            f"จึงยังไม่มีการวิเคราะห์ผลการประเมินของ{organization.name}"
        )
        return HeadingLine("ส่วนที่ 1 การวิเคราะห์ผลการประเมิน ITA"), Paragraph(printable(text))
    heading = HeadingLine(f"ส่วนที่ 1 การวิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {analysis.fiscal_year}")
    return heading, *analysis_parts(analysis, level=2)


def _lead(fiscal_year: int) -> HeadingLine:
    return HeadingLine(f"ส่วนที่ 2 มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {fiscal_year}")


def _state(plan: Plan, now: datetime) -> str:
    if plan.adopted_at is None:
        return f"ฉบับร่าง ณ วันที่ {long_date(local_day(now))}"
    if plan.proclamation is None:  # the day it was imported is no day of proclamation
        return f"ยังไม่ได้ระบุวันที่ประกาศ ข้อมูล ณ วันที่ {long_date(local_day(now))}"
    return f"ประกาศใช้เมื่อวันที่ {long_date(date.fromisoformat(plan.proclamation['on']))}"


def _signed(plan: Plan, layout: PaperLayout) -> PaperLayout:
    """Return the layout with the signer of the proclamation."""
    said = plan.proclamation or {}
    return changed(
        layout,
        signer_name=said.get("signer_name"),
        signer_position=said.get("signer_position"),
    )


def _doubts(plan: Plan) -> tuple[str, ...]:
    """Return the rules that may say their opposite, for whoever holds the paper: nobody settled
    them yet.
    """
    grave = [doubt for _, doubt in open_doubts(plan) if doubt.get("grave")]
    lines = tuple(printable(f"{doubt['where']}: {doubt['message']}") for doubt in grave)
    return ("ข้อที่ต้องเทียบกับต้นฉบับก่อนประกาศ", *lines) if lines else ()


def _sections(plan: Plan, measures: list[Measure], names: list[str]) -> Iterable[PaperSection]:
    labels = measure_labels(measures)
    issues: list[Issue | None] = [None, *plan.issues]
    for issue in issues:
        found = [
            measure for measure in measures if measure.issue_id == (issue.id if issue else None)
        ]
        if found:
            heading = wording.issue_heading(issue.number, issue.title) if issue else ""
            rows = tuple(
                PaperRow(tuple(plan_cell(measure, labels[measure.id], name) for name in names))
                for measure in found
            )
            yield PaperSection(heading, rows)
