"""A drafted official letter (หนังสือภายนอก) to an agency whose reports are overdue, in Word.

The form is that of the Prime Minister's Office's regulation on correspondence
(ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526, form 1): room for the Garuda, number, office,
date, subject, addressee, reference, enclosure, body in three parts, closing, signature, and whose
matter it is. The number stays blank: the registry gives it. A draft is read and signed by people;
what is not known is a dotted line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from models.month.calendar import fiscal_year_of
from models.month.overdue import OverdueAgency
from models.tables.organization import OrganizationKind
from papers.addressing import head_of
from papers.print.office.word_text import (
    add_page_number,
    add_paragraph,
    add_run,
    add_table,
    new_paper,
    number_in_thai,
)
from thai.dates import MONTHS, long_date, long_month, short_date, short_month, weekday_date
from thai.numbers import to_thai_digits

DOTS = "…" * 12
_MIDDLE = 8.0
"""Where the date, the closing and the signature begin, in centimetres from the margin: the middle
of the page.
"""
_OFFICE = 9.5
_INDENT = 2.5
_GARUDA = 3.0
_LINE = 19
"""Points from line to line: single spacing of TH Sarabun, whatever face stands in for it; so a
letter of the usual length is one page long.
"""
_LABELS = {"เรื่อง": 1.4, "เรียน": 1.4, "อ้างถึง": 1.7, "สิ่งที่ส่งมาด้วย": 3.5}
"""Labels before the text, and where the text begins, in centimetres; room for faces wider than TH
Sarabun too.
"""
_COLUMNS = (
    ("ที่", 1.0),
    ("มาตรการ", 4.5),
    ("รอบเดือน", 2.2),
    ("กำหนดส่ง", 2.9),
    ("เกินกำหนด", 2.6),
    ("สถานะ", 2.8),
)


@dataclass(frozen=True)
class Sender:
    """The organization that writes; what is empty is left as a dotted line."""

    name: str
    kind: OrganizationKind
    address: str = ""
    phone: str = ""
    signer_name: str = ""
    signer_position: str = ""


@dataclass(frozen=True)
class OfficialLetter:
    """One letter: who writes to whom on which day, what is overdue, and by when an answer is asked
    for.
    """

    sender: Sender
    agency: OverdueAgency
    written_on: date
    answer_by: date

    @property
    def fiscal_years(self) -> str:
        """The years whose plans ask for what is overdue: "2570", or "2569 และ 2570"."""
        return " และ ".join(
            map(str, sorted({fiscal_year_of(report.month) for report in self.agency.reports}))
        )


def subject(letter: OfficialLetter) -> str:
    """Return the subject line."""
    months = sorted({report.month for report in letter.agency.reports})
    span = long_month(months[-1])
    if len(months) > 1:
        span = (
            f"{MONTHS[months[0].month - 1]} "
            f"{'' if months[0].year == months[-1].year else months[0].year + 543} - {span}"
        )
    return (
        "ขอให้รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        f"รอบเดือน{' '.join(span.split())}"
    )


def body(letter: OfficialLetter) -> tuple[str, ...]:
    """Return the paragraphs: why, what is asked, and the closing request."""
    sender, agency = letter.sender.name, letter.agency
    missing = sum(not report.returned for report in agency.reports)
    returned = len(agency.reports) - missing
    counted = f"ยังไม่ได้รายงานผลการดำเนินการ จำนวน {missing} รายการ"
    if returned:
        counted += f" และยังไม่ได้แก้ไขรายงานที่ส่งกลับ จำนวน {returned} รายการ"
    why = (
        f"ตามที่{sender}ได้กำหนดแผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. "
        f"{letter.fiscal_years} "
        f"และให้หน่วยงานผู้รับผิดชอบรายงานผลการดำเนินการต่อ{sender}เป็นประจำทุกเดือน ความแจ้งแล้วนั้น"
    )
    asked = (
        f"{sender}ได้ตรวจสอบแล้ว พบว่า{agency.name}{counted} ซึ่งรายการที่ค้างนานที่สุดเกินกำหนดมาแล้ว "
        f"{agency.days} วัน รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย "
        f"จึงขอให้รายงานผลการดำเนินการผ่านบัญชีทางการไลน์ (LINE) ของ{sender} หรือส่งรายงานเป็นหนังสือ "
        f"ภายใน{weekday_date(letter.answer_by)}"
    )
    paragraphs = [why, asked]
    if not agency.has_officer:
        paragraphs.append(
            f"อนึ่ง ยังไม่มีเจ้าหน้าที่ของ{agency.name}ลงทะเบียนเป็นผู้รายงาน "
            "จึงขอให้แจ้งชื่อเจ้าหน้าที่ผู้รับผิดชอบเพื่อขอรับรหัสลงทะเบียนด้วย"
        )
    return (*paragraphs, "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ")


def texts(letter: OfficialLetter) -> tuple[str, ...]:
    """Return what a letter says in words that come from the plan and the office."""
    sender, agency = letter.sender, letter.agency
    named = (sender.address, sender.signer_name, agency.head or "")
    return (*named, *body(letter), *(report.title for report in agency.reports))


def write_letter(letter: OfficialLetter, *, thai_digits: bool = True) -> bytes:
    """Return the .docx file; official letters are written with Thai digits unless asked
    otherwise.
    """
    return _Writer(letter, to_thai_digits if thai_digits else str).write()


class _Writer:
    def __init__(self, letter: OfficialLetter, digits: Callable[[str], str]) -> None:
        self._letter = letter
        self._digits = digits
        self._file: Any = new_paper(subject(letter), letter.sender.name)
        self._file.styles["Normal"].paragraph_format.line_spacing = Pt(_LINE)

    def write(self) -> bytes:
        self._number_pages()
        self._heading()
        self._label("เรื่อง", subject(self._letter))
        self._label("เรียน", self._letter.agency.head or head_of(self._letter.agency.name))
        year = self._letter.fiscal_years
        self._label(
            "อ้างถึง",
            (
                f"แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใสของ{self._letter.sender.name} ประจำปีงบประมาณ "
                f"พ.ศ. {year}"
            ),
        )
        self._label("สิ่งที่ส่งมาด้วย", "รายการที่ค้างรายงาน จำนวน 1 ชุด")
        paragraphs = body(self._letter)
        for place, text in enumerate(paragraphs):
            # The end of the body goes with the signature; a longer paragraph before it is parted
            # by lines, never two of which are left alone.
            keep = place == len(paragraphs) - 1
            add_paragraph(
                self._file, self._digits(text), first_line=_INDENT, before=6, spread=True, keep=keep
            )
        self._signature()
        self._enclosure()
        out = BytesIO()
        self._file.save(out)
        return out.getvalue()

    def _number_pages(self) -> None:
        """Put "- 2 -" above the second page and those after it, as the regulation has it."""
        section = self._file.sections[0]
        section.different_first_page_header_footer = True
        line = section.header.paragraphs[0]
        line.style = self._file.styles["Normal"]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(line, "- ")
        add_page_number(line, self._digits("2"))
        add_run(line, " -")
        if self._digits("2") != "2":
            number_in_thai(section)

    def _heading(self) -> None:
        """Leave room for the Garuda; then number and office on one line, the address below it, the
        date in the middle.
        """
        room = add_paragraph(self._file)
        room.paragraph_format.line_spacing = Cm(_GARUDA)
        sender = self._letter.sender
        office = (
            f"ศาลากลาง{sender.name}" if sender.kind is OrganizationKind.PROVINCE else sender.name
        )
        lines = (
            [office, *filter(None, sender.address.split("\n"))]
            if sender.address
            else [office, DOTS]
        )
        for place, text in enumerate(lines):
            line = add_paragraph(self._file, left=_OFFICE, first_line=-_OFFICE)
            line.paragraph_format.tab_stops.add_tab_stop(Cm(_OFFICE), WD_TAB_ALIGNMENT.LEFT)
            add_run(line, f"{'ที่ ' + DOTS if place == 0 else ''}\t{self._digits(text)}")
        add_paragraph(
            self._file,
            self._digits(long_date(self._letter.written_on)),
            left=_MIDDLE,
            before=6,
        )

    def _label(self, label: str, text: str) -> None:
        width = _LABELS[label]
        paragraph = add_paragraph(self._file, left=width, first_line=-width, before=6)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width))
        add_run(paragraph, f"{label}\t{self._digits(text)}")

    def _signature(self) -> None:
        sender = self._letter.sender
        name = sender.signer_name or DOTS + DOTS[:4]
        lines = ("ขอแสดงความนับถือ", f"({name})", sender.signer_position or position_of(sender))
        for text, before in zip(lines, (12, 42, 0), strict=True):
            paragraph = add_paragraph(
                self._file,
                self._digits(text),
                middle=True,
                left=_MIDDLE - 1,
                before=before,
                keep=True,
            )
            paragraph.paragraph_format.keep_together = True
        add_paragraph(self._file, f"{office_of(sender)} (ฝ่ายเลขานุการ)", before=12, keep=True)
        add_paragraph(self._file, self._digits(f"โทร. {sender.phone or DOTS}"))

    def _enclosure(self) -> None:
        enclosed = self._file.add_section(WD_SECTION.NEW_PAGE)
        enclosed.header.is_linked_to_previous = False  # a paper of its own, without page numbers
        add_paragraph(
            self._file,
            "รายการที่ค้างรายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส",
            bold=True,
            middle=True,
        )
        until = long_date(self._letter.written_on)
        add_paragraph(
            self._file,
            self._digits(f"{self._letter.agency.name} ณ วันที่ {until}"),
            bold=True,
            middle=True,
        )
        add_paragraph(self._file)
        rows = [
            [
                str(number),
                f"{report.code} {report.title}" if report.code else report.title,
                short_month(report.month),
                short_date(report.due_on),
                f"{report.days} วัน",
                "ส่งกลับแก้ไข" if report.returned else "ยังไม่รายงาน",
            ]
            for number, report in enumerate(self._letter.agency.reports, 1)
        ]
        texts = [[self._digits(text) for text in row] for row in rows]
        headings, widths = [name for name, _ in _COLUMNS], [width for _, width in _COLUMNS]
        add_table(self._file, headings, widths, texts, middle=(0, 2, 3, 4, 5))


def office_of(sender: Sender) -> str:
    """Return the office whose matter it is: the secretariat's."""
    return "สำนักงานจังหวัด" if sender.kind is OrganizationKind.PROVINCE else sender.name


def position_of(sender: Sender) -> str:
    """Return the position of the organization's own head."""
    if sender.kind is OrganizationKind.PROVINCE:
        return f"ผู้ว่าราชการ{sender.name}"
    return head_of(sender.name)
