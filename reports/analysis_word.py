"""The analysis as a Word file: the year's scores against the year before, then each issue with its questions and three headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from models import thai
from models.ledger import Change
from models.score import Heading
from models.score_codes import INSTRUMENTS, OVERALL, is_indicator
from reports.analysis_words import changed_words, figure_words, overall_words, standing_words
from reports.score_analysis import Analysis, IssueAnalysis, Question
from reports.score_drafts import HEADINGS, line_text, score_text

_FONT = "TH SarabunPSK"
_TABLE_POINTS = 13
# What XML 1.0 forbids: no Word file may hold it.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_OVERALL = (
    ("แบบ", 1.4),
    ("ตัวชี้วัด", 7.6),
    ("คะแนนปี {year}", 2.2),
    ("คะแนนปี {before}", 2.2),
    ("เพิ่ม/ลด", 1.9),
    ("ร้อยละ", 1.9),
)
_ISSUE = (
    ("แบบ", 1.3),
    ("ข้อคำถาม", 6.2),
    ("คะแนนปี {year}", 3.6),
    ("ปี {before}", 1.8),
    ("เพิ่ม/ลด", 1.9),
    ("หมายเหตุ", 2.3),
)
"""Headings and widths in cm of the two kinds of table."""
_LAST_YEAR = (3, 4)
_NAME_COLUMNS = ("ตัวชี้วัด", "ข้อคำถาม", "หมายเหตุ")


def write_analysis(path: Path, analysis: Analysis, *, thai_digits: bool = False) -> None:
    """Write the analysis as .docx; the texts under the three headings are meant to be edited there or in the workbook."""
    _Paper(thai_digits).write(analysis).save(str(path))


class _Paper:
    """The Word file while it is written."""

    def __init__(self, thai_digits: bool) -> None:
        self._digits: Callable[[str], str] = thai.to_thai_digits if thai_digits else str
        self._word: Any = docx.Document()
        section = self._word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2), Cm(1.8)
        section.top_margin = section.bottom_margin = Cm(2)
        _set_font(self._word.styles["Normal"])
        self._word.core_properties.language = "th-TH"

    def write(self, analysis: Analysis) -> Any:
        """Put everything on the paper; return the document."""
        year = analysis.fiscal_year
        self._word.core_properties.title = f"การวิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {year}"
        self._line(
            "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ", bold=True, middle=True, size=18
        )
        self._line(f"{analysis.organization} ประจำปีงบประมาณ พ.ศ. {year}", bold=True, middle=True, size=18)
        self._head("1. ผลการประเมินในภาพรวม")
        self._line(overall_words(analysis))
        for text in standing_words(analysis):
            self._line(text)
        self._overall_table(analysis)
        if analysis.ledger.contradictions:
            self._line("ตัวเลขที่ต้องตรวจสอบ", bold=True)
            for figure in analysis.ledger.contradictions:
                self._line(f"✗ {figure_words(figure)}")
        self._head("2. การวิเคราะห์แยกตามประเด็น")
        self._line(
            f"ข้อที่ได้คะแนนต่ำกว่า {line_text(analysis.threshold)} คะแนน มีเครื่องหมาย ▼ และข้อที่ได้คะแนนต่ำที่สุดของแต่ละประเด็นระบุไว้ในช่องหมายเหตุ"
        )
        for issue in analysis.issues:
            self._issue(issue, analysis)
        if analysis.unplaced:
            self._head("3. ข้อที่ยังไม่ได้จัดอยู่ในประเด็นใด")
            self._questions(analysis.unplaced, (), analysis)
        return self._word

    def _overall_table(self, analysis: Analysis) -> None:
        values, rule = analysis.ledger.values, analysis.rule
        kinds = {code: code if code in INSTRUMENTS else rule.instrument_of(code) or "" for code in values}
        told = [code for code in values if code == OVERALL or code in INSTRUMENTS or is_indicator(code)]
        # Each instrument stands above its own indicators; what belongs to none stands first, the overall score among it.
        told.sort(key=lambda code: INSTRUMENTS.index(kinds[code]) if kinds[code] in INSTRUMENTS else -1)
        rows = []
        for code in told:
            title = rule.titles.get(code, "")
            name = f"ตัวชี้วัดที่ {code} {title}".strip() if is_indicator(code) else title or code
            before = analysis.before.values.get(code)
            rows.append(
                (kinds[code], name, score_text(values[code]), _score(before), *_change(analysis.changes.get(code)))
            )
        self._table(_OVERALL, rows, analysis, (*_LAST_YEAR, 5))

    def _issue(self, issue: IssueAnalysis, analysis: Analysis) -> None:
        self._line(f"ประเด็นที่ {issue.number} {issue.title}", bold=True, keep=True)
        if issue.questions:
            self._questions(issue.questions, issue.lowest, analysis)
        for heading in Heading:
            first, *others = issue.text(heading).split("\n")
            self._line(f"{HEADINGS[heading]} : ", bold=True, after=first)
            for text in others:
                self._line(text)

    def _questions(self, questions: Sequence[Question], lowest: Sequence[Question], analysis: Analysis) -> None:
        rows = []
        for question in questions:
            notes = ["▼<" + line_text(question.threshold)] if question.is_low else []
            notes += ["ต่ำที่สุด"] if question in lowest and len(lowest) < len(questions) else []
            name = f"{question.code} {question.title}".strip()
            before, difference = "-", "-"
            if question.change:
                before, difference = score_text(question.change.before), changed_words(question.change.difference)
            rows.append((question.instrument, name, _scores(question), before, difference, "\n".join(notes)))
        self._table(_ISSUE, rows, analysis, _LAST_YEAR)

    def _head(self, text: str) -> None:
        self._line(text, bold=True, size=18, keep=True)

    def _line(
        self,
        text: str,
        *,
        bold: bool = False,
        middle: bool = False,
        size: int = 16,
        keep: bool = False,
        after: str = "",
    ) -> None:
        paragraph = self._word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.paragraph_format.keep_with_next = keep
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(paragraph, text, bold, size)
        if after:
            self._run(paragraph, after, False, size)

    def _table(
        self,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[str]],
        analysis: Analysis,
        last_year: Sequence[int],
    ) -> None:
        """Put a table on the paper, without the columns of the year before where nothing is known of it."""
        kept = [place for place in range(len(columns)) if analysis.changes or place not in last_year]
        spare = sum(width for place, (_, width) in enumerate(columns) if place not in kept)
        widths = [columns[place][1] + (spare if place == 1 else 0) for place in kept]
        year = analysis.fiscal_year
        heads = [columns[place][0].format(year=year, before=year - 1) for place in kept]
        table = self._word.add_table(rows=1 + len(rows), cols=len(kept))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for index, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if index == 0:
                properties.append(OxmlElement("w:tblHeader"))
            texts = heads if index == 0 else [rows[index - 1][place] for place in kept]
            for cell, text, width, head in zip(row.cells, texts, widths, heads, strict=True):
                cell.width = Cm(width)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(0)
                if index == 0 or head not in _NAME_COLUMNS:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                self._run(paragraph, text, index == 0, _TABLE_POINTS)
        self._word.add_paragraph().paragraph_format.space_after = Pt(2)

    def _run(self, paragraph: Any, text: str, bold: bool, size: int) -> None:
        run = paragraph.add_run(_FORBIDDEN.sub("", self._digits(text)))
        run.font.complex_script = True
        run.font.size, run.font.cs_bold, run.bold = Pt(size), bold, bold
        points = OxmlElement("w:szCs")
        points.set(qn("w:val"), str(size * 2))
        run._r.get_or_add_rPr().append(points)


def _set_font(style: Any) -> None:
    """Name the font for every script: Thai is set by the complex-script one, which Word does not take from the others."""
    style.font.name, style.font.size = _FONT, Pt(16)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi"), "th-TH")
    properties.append(language)


def _scores(question: Question) -> str:
    texts = [score_text(question.value)] if question.value is not None else []
    texts += [f"ส่วนที่ {place}: {score_text(part)}" for place, part in enumerate(question.parts, 1) if part is not None]
    return "\n".join(texts) or "-"


def _score(value: Decimal | None) -> str:
    return "-" if value is None else score_text(value)


def _change(change: Change | None) -> tuple[str, str]:
    if change is None:
        return "-", "-"
    return changed_words(change.difference), "-" if change.per_cent is None else changed_words(change.per_cent)
