"""A drafted covering memo (บันทึกข้อความ) that hands the year's plan to whoever proclaims it, in Word.

The form is form 2 of the Prime Minister's Office's regulation on correspondence
(ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526). The number stays blank: the registry gives it;
a draft is read and signed by people.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx.shared import Cm, Pt

from models.tables.organization import Organization
from models.tables.plan import Plan
from papers.official_letter import DOTS, Sender, office_of, position_of
from papers.print.office.word_text import add_paragraph, add_run, new_paper
from thai.dates import long_date
from thai.numbers import to_thai_digits

_TITLE, _LABEL = 29, 20
"""Points, of the words บันทึกข้อความ and of the labels, as the form has them."""
_INDENT, _MIDDLE = 2.5, 7.0
"""Centimetres."""


@dataclass(frozen=True)
class Memo:
    """Whose plan of which year is handed up on which day, with how many measures."""

    sender: Sender
    fiscal_year: int
    measures: int
    written_on: date


def memo_of(organization: Organization, plan: Plan, written_on: date) -> Memo:
    """Return the memo of a plan, written on a day."""
    sender = Sender(
        organization.name, organization.kind, phone=organization.secretariat_phone or ""
    )
    living = sum(measure.removed_at is None for measure in plan.measures)
    return Memo(sender, plan.fiscal_year, living, written_on)


def memo_body(memo: Memo) -> tuple[str, ...]:
    """Return the paragraphs: why, what was made, and what is asked."""
    name, year = memo.sender.name, memo.fiscal_year
    return (
        f"ด้วย{name}ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ของปีที่ผ่านมา "
        f"และต้องกำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year} "
        "เพื่อให้หน่วยงานผู้รับผิดชอบถือปฏิบัติและเผยแพร่ต่อสาธารณชน",
        f"ฝ่ายเลขานุการได้จัดทำมาตรการดังกล่าวแล้ว จำนวน {memo.measures} มาตรการ "
        "รายละเอียดปรากฏตามเอกสารที่แนบมาพร้อมนี้",
        "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบโปรดลงนามในประกาศที่แนบมาพร้อมนี้",
    )


def write_memo(memo: Memo, *, thai_digits: bool = True) -> bytes:
    """Return the .docx file, in Thai digits unless asked otherwise."""
    digits: Callable[[str], str] = to_thai_digits if thai_digits else str
    subject = f"ขอความเห็นชอบมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {memo.fiscal_year}"
    file = new_paper(subject, memo.sender.name)
    add_paragraph(file, "บันทึกข้อความ", bold=True, size=_TITLE, middle=True)
    phone = f"  โทร. {memo.sender.phone}" if memo.sender.phone else ""
    head = (
        (("ส่วนราชการ", f"{office_of(memo.sender)} (ฝ่ายเลขานุการ){phone}"),),
        (("ที่", DOTS), ("วันที่", long_date(memo.written_on))),
        (("เรื่อง", subject),),
    )
    for labels in head:
        line = add_paragraph(file, before=2)
        line.paragraph_format.tab_stops.add_tab_stop(Cm(_MIDDLE))
        for place, (label, text) in enumerate(labels):
            add_run(line, f"{chr(9) if place else ''}{label}", bold=True, size=_LABEL)
            add_run(line, f"  {digits(text)}")
    add_paragraph(file, f"เรียน  {position_of(memo.sender)}", before=8)
    paragraphs = memo_body(memo)
    for place, text in enumerate(paragraphs):
        last = place == len(paragraphs) - 1
        add_paragraph(file, digits(text), first_line=_INDENT, before=6, spread=True, keep=last)
    blank = f"({DOTS}{DOTS[:4]})"
    for text, before in ((blank, 48), (f"ตำแหน่ง {DOTS}", 0)):
        line = add_paragraph(file, text, middle=True, left=_MIDDLE, before=before)
        line.paragraph_format.keep_together = True
        line.paragraph_format.line_spacing = Pt(_LABEL)
    out = BytesIO()
    file.save(out)
    made: bytes = out.getvalue()
    return made
