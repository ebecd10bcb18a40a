"""What stands in an analysis, as parts of a paper: the year's scores against the year before, then
each issue with its questions.

The analysis on its own and the paper of the measures plan print the same parts, in the form in
which provinces and subdistricts have them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from models.tables.year.score import Heading
from papers.analysis.drafted_texts import HEADINGS, NO_SCORES, line_text, score_text, text_of
from papers.analysis.issues import IssueAnalysis, ScoredQuestion
from papers.analysis.score_analysis import Analysis
from papers.analysis.sentences import changed_words, figure_words, overall_words, standing_words
from papers.print.document import (
    HeadingLine,
    PaperCell,
    PaperColumn,
    PaperLine,
    PaperRow,
    PaperTable,
    Paragraph,
    Part,
)
from papers.print.texts import printable
from scores.codes import INSTRUMENTS, OVERALL, is_indicator
from scores.ledger import YearChange

_OVERALL = (
    ("แบบ", 8),
    ("ตัวชี้วัด", 44),
    ("คะแนนปี {year}", 15),
    ("คะแนนปี {before}", 15),
    ("เพิ่ม/ลด", 10),
    ("ร้อยละ", 10),
)
_ISSUE = (
    ("แบบ", 8),
    ("ข้อคำถาม", 42),
    ("คะแนนปี {year}", 18),
    ("คะแนนปี {before}", 17),
    ("เพิ่ม/ลด", 10),
    ("หมายเหตุ", 19),
)
"""Headings and widths of the two kinds of table."""
_LAST_YEAR = frozenset(("คะแนนปี {before}", "เพิ่ม/ลด", "ร้อยละ"))
_WORDS = frozenset(("ตัวชี้วัด", "ข้อคำถาม", "หมายเหตุ"))
"""The columns that are not centred."""
_NOT_KNOWN = "-"


def analysis_parts(analysis: Analysis, level: int = 1) -> tuple[Part, ...]:
    """Return the parts of an analysis; ``level`` is that of its highest headings."""
    return tuple(_parts(analysis, level))


def _parts(analysis: Analysis, level: int) -> Iterator[Part]:
    yield HeadingLine("1. ผลการประเมินในภาพรวม", level)
    yield Paragraph(printable(overall_words(analysis)))
    yield from (Paragraph(printable(text)) for text in standing_words(analysis))
    if codes := _overall_codes(analysis):
        caption = f"คะแนนรายเครื่องมือและรายตัวชี้วัด ปีงบประมาณ พ.ศ. {analysis.fiscal_year}"
        table = _table(
            caption, _OVERALL, [_overall_row(code, analysis) for code in codes], analysis
        )
        yield replace(
            table,
            strong=tuple(place for place, code in enumerate(codes) if not is_indicator(code)),
        )
    if analysis.ledger.contradictions:
        yield HeadingLine("ตัวเลขที่ต้องตรวจสอบ", level + 1)
        yield from (
            Paragraph(printable(figure_words(figure))) for figure in analysis.ledger.contradictions
        )
    yield HeadingLine("2. การวิเคราะห์แยกตามประเด็น", level)
    if any(issue.scored or issue.own for issue in analysis.issues):
        line = line_text(analysis.threshold)
        yield Paragraph(
            f"ข้อที่ได้คะแนนต่ำกว่า {line} คะแนน และข้อที่ได้คะแนนต่ำที่สุดของแต่ละประเด็น ระบุไว้ในช่องหมายเหตุ"
        )
        for issue in analysis.issues:
            yield from _issue(issue, analysis, level + 1)
    else:
        yield Paragraph("ยังไม่มีคะแนนรายข้อของประเด็นใด")
    if analysis.unplaced:
        yield HeadingLine("3. ข้อที่ยังไม่ได้จัดอยู่ในประเด็นใด", level)
        yield _questions("ข้อที่ยังไม่ได้จัดอยู่ในประเด็นใด", analysis.unplaced, (), analysis)


def _issue(issue: IssueAnalysis, analysis: Analysis, level: int) -> Iterator[Part]:
    title = printable(f"ประเด็นที่ {issue.number} {issue.title}")
    yield HeadingLine(title, level)
    if issue.scored:
        yield _questions(title, issue.questions, issue.lowest, analysis)
    elif not issue.own:
        yield Paragraph(NO_SCORES)
        return
    for heading in Heading:
        first, *others = [
            text for text in printable(text_of(issue, heading)).split("\n") if text.strip()
        ] or [_NOT_KNOWN]
        yield Paragraph(first, f"{HEADINGS[heading]} :")
        yield from (Paragraph(text) for text in others)


def _overall_codes(analysis: Analysis) -> list[str]:
    """Return the overall score, the instruments and the indicators that are known, each instrument
    above its own indicators.
    """
    codes = [
        code
        for code in analysis.ledger.values
        if code in (OVERALL, *INSTRUMENTS) or is_indicator(code)
    ]
    kinds = {code: _kind(code, analysis) for code in codes}
    # What belongs to no instrument stands first, the overall score among it.
    return sorted(
        codes,
        key=lambda code: INSTRUMENTS.index(kinds[code]) if kinds[code] in INSTRUMENTS else -1,
    )


def _overall_row(code: str, analysis: Analysis) -> list[str]:
    title = analysis.rule.titles.get(code, "")
    name = f"ตัวชี้วัดที่ {code} {title}".strip() if is_indicator(code) else title or code
    scores = score_text(analysis.ledger.values[code]), _score(analysis.before.values.get(code))
    return [_kind(code, analysis), name, *scores, *_changed(analysis.changes.get(code))]


def _kind(code: str, analysis: Analysis) -> str:
    return code if code in INSTRUMENTS else analysis.rule.instrument_of(code) or ""


def _questions(
    caption: str,
    questions: Sequence[ScoredQuestion],
    lowest: Sequence[ScoredQuestion],
    analysis: Analysis,
) -> PaperTable:
    rows = []
    for question in questions:
        notes = [_low_note(question)] if question.is_low else []
        notes += ["ต่ำที่สุด"] if question in lowest and len(lowest) < len(questions) else []
        name = f"{question.code} {question.full or question.title}".strip()
        before, difference = _NOT_KNOWN, _NOT_KNOWN
        if question.change:
            before, difference = (
                score_text(question.change.before),
                changed_words(question.change.difference),
            )
        rows.append(
            [question.instrument, name, _scores(question), before, difference, "\n".join(notes)]
        )
    return _table(caption, _ISSUE, rows, analysis)


def _low_note(question: ScoredQuestion) -> str:
    """Return the mark of a low question, in words because papers are printed without colours; of a
    part, where only that is low.
    """
    line = line_text(question.threshold)
    if question.value is not None and question.value < question.threshold:
        return f"▼ ต่ำกว่า {line}"
    low = [
        str(place)
        for place, part in enumerate(question.parts, 1)
        if part is not None and part < question.threshold
    ]
    return f"▼ ส่วนที่ {' และ '.join(low)} ต่ำกว่า {line}"


def _table(
    caption: str,
    headings: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    analysis: Analysis,
) -> PaperTable:
    """Return a table without the columns of the year before where nothing is known of it."""
    kept = [
        place
        for place, (text, _) in enumerate(headings)
        if analysis.changes or text not in _LAST_YEAR
    ]
    year = analysis.fiscal_year
    columns = tuple(
        PaperColumn(
            f"c{place}", headings[place][0].format(year=year, before=year - 1), headings[place][1]
        )
        for place in kept
    )
    middle = tuple(index for index, place in enumerate(kept) if headings[place][0] not in _WORDS)
    return PaperTable(
        caption, columns, tuple(_row([row[place] for place in kept]) for row in rows), middle
    )


def _row(texts: Sequence[str]) -> PaperRow:
    return PaperRow(
        tuple(
            PaperCell("", tuple(PaperLine(printable(line)) for line in text.split("\n") if line))
            for text in texts
        )
    )


def _scores(question: ScoredQuestion) -> str:
    texts = [score_text(question.value)] if question.value is not None else []
    texts += [
        f"ส่วนที่ {place}: {score_text(part)}"
        for place, part in enumerate(question.parts, 1)
        if part is not None
    ]
    return "\n".join(texts) or _NOT_KNOWN


def _score(value: Decimal | None) -> str:
    return _NOT_KNOWN if value is None else score_text(value)


def _changed(change: YearChange | None) -> tuple[str, str]:
    if change is None:
        return _NOT_KNOWN, _NOT_KNOWN
    return (
        changed_words(change.difference),
        _NOT_KNOWN if change.per_cent is None else changed_words(change.per_cent),
    )
