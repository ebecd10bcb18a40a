"""Read a plan: file to values, with every doubt as a warning."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plans.document import (
    IssueEntry,
    MeasureEntry,
    PlanDocument,
    ScoreEntry,
    Unreadable,
    Warning,
    WarningKind,
)
from plans.files.opening import read_source, shown_name
from plans.header import Header, read_header
from plans.heading_rows import fold_headings
from plans.lists import draft_table, unfold_forms
from plans.reading import claims, doubts, heading, negations, printed_scores, scores
from plans.reading.choosing import UNCHOSEN, PlanChoice, choose_plan, notes_of, of_sheet
from plans.reading.codes import split_issue
from plans.reading.frame import read_frame, read_narrative
from plans.reading.gathering import GatheredMeasure
from plans.reading.printed_scores import PrintedScore
from plans.reading.rows import RowsRead, read_measures
from plans.reading.surroundings import is_signature, part_text
from plans.reading.wrapping import Witness
from plans.tables import Block, Prose, Row, texts
from scores.claims import ScoreClaim, read_claims


def read_plan(
    path: Path, fiscal_year: int | None = None, choice: PlanChoice = UNCHOSEN
) -> PlanDocument:
    """Read a Word, Excel, CSV, HTML, text PDF or OCR text file as a plan; ``fiscal_year`` (Buddhist
    era) wins over the document, and chooses among plans of several years as ``choice`` does.

    Raises Unreadable with one sentence saying what is wrong and what would be right.
    """
    source = read_source(path)
    return read_blocks_as_plan(source.blocks, shown_name(path), fiscal_year, source.notes, choice)


def read_blocks_as_plan(
    blocks: Sequence[Block],
    name: str,
    fiscal_year: int | None = None,
    notes: Sequence[Warning] = (),
    choice: PlanChoice = UNCHOSEN,
) -> PlanDocument:
    """Read rows and prose as a plan; ``name`` is the file's, for messages, ``notes`` are doubts
    about its form.
    """
    file = blocks
    blocks = unfold_forms(fold_headings(of_sheet(blocks, name, choice.sheet)))
    drafted = draft_table(blocks)
    blocks = drafted or blocks
    _refuse_what_is_no_plan(blocks, name)
    blocks = choose_plan(part_text(blocks), name, fiscal_year, choice)
    printed_year = heading.read_fiscal_year(blocks)
    year = fiscal_year or printed_year
    reading = read_measures(blocks, year)
    if not reading.drafts:
        raise Unreadable(
            f"{name} has a table of measures but no measure in it; fill in at least one row"
        )
    measures = tuple(draft.finish() for draft in reading.drafts)
    organization, is_guess = heading.read_organization(blocks)
    warnings = _heading_warnings(organization, is_guess, printed_year, fiscal_year)
    warnings += heading.check_names(blocks, organization)
    warnings += _draft_warnings(reading) if drafted else []
    warnings += reading.warnings
    warnings += doubts.check_measures(reading, measures)
    witness = Witness(texts(blocks))
    titles = [witness.unwrapped(measure.title) for measure in measures]
    warnings += _measure_warnings(reading, measures, titles)
    warnings += _year_warnings(reading, year)
    entries, score_warnings = read_scores(file if drafted else blocks, reading.drafts)
    warnings += score_warnings
    warnings += doubts.check_titles(reading.drafts, blocks) + doubts.check_text(
        blocks, reading.drafts
    )
    warnings += negations.check_negations(measures, texts(blocks))
    measures = tuple(map(_titled, measures, titles))
    warnings += notes_of(notes, file, blocks)
    issues = tuple(reading.issues) or _analysed_issues(blocks)
    is_report = any(measure.results for measure in measures)
    return PlanDocument(
        organization,
        year,
        issues,
        measures,
        entries,
        tuple(dict.fromkeys(warnings)),
        frame=read_frame(blocks) if is_report else None,
        narrative=None if is_report else read_narrative(blocks),
        is_draft=drafted is not None,
        printed=tuple(draft.printed() for draft in reading.drafts),
    )


def _measure_warnings(
    reading: RowsRead, measures: Sequence[MeasureEntry], titles: Sequence[str]
) -> list[Warning]:
    """Return the doubts about single measures, of titles read otherwise than they are printed
    too.
    """
    warnings: list[Warning] = []
    for draft, measure, title in zip(reading.drafts, measures, titles, strict=True):
        if title != measure.title:
            message = f"พิมพ์ว่า “{measure.title}” จึงอ่านเป็น “{title}” เพราะช่องว่างน่าจะมาจากการตัดบรรทัด"
            warnings.append(Warning(WarningKind.OCR, draft.where, message))
        warnings += draft.warnings + doubts.check_measure(draft, measure, reading.columns)
    return warnings


def _titled(measure: MeasureEntry, title: str) -> MeasureEntry:
    return replace(measure, title=title)


def read_scores(
    blocks: Sequence[Block], drafts: Sequence[GatheredMeasure] = ()
) -> tuple[tuple[ScoreEntry, ...], list[Warning]]:
    """Return the scores that tables and sentences print, and what is wrong with them."""
    printed, warnings = scores.read_table_scores(blocks)
    stated, faults = _read_claims(blocks, drafts, printed)
    entries, settled = printed_scores.settle(printed + stated)
    warnings += faults + settled + claims.check_sums(printed + stated)
    return entries, [replace(warning, on_scores=True) for warning in warnings]


def _refuse_what_is_no_plan(blocks: Sequence[Block], name: str) -> None:
    rows = [block for block in blocks if isinstance(block, Row)]
    if not any(len(row.cells) > 1 for row in rows):
        raise Unreadable(
            f"{name} has no table; a plan is a table with a column of measures and one of steps "
            "or parties"
        )
    headers = [header for header in map(read_header, rows) if header]
    if not headers:
        raise Unreadable(
            f"{name} has no table of measures; its heading should name the measure (มาตรการ), the "
            "steps (ขั้นตอน), "
            "the party (ผู้รับผิดชอบ) and the period (ระยะเวลา)"
        )
    if _is_cut(blocks, headers[-1]):
        raise Unreadable(f"{name} is cut off in its last row; send the whole file again")


def _is_cut(blocks: Sequence[Block], header: Header) -> bool:
    """Tell text whose last row is shorter than the row in the line above it; another table stands
    apart, and in a Word file rows of one table may differ.
    """
    *_, before, last = [None, *blocks]
    return (
        isinstance(last, Row)
        and isinstance(before, Row)
        and 1 < len(last.cells) < header.width <= len(before.cells)
        and last.line == before.line + 1
        and not any(is_signature(cell.text) for cell in last.cells)
        and read_header(last) is None
    )


def _heading_warnings(
    organization: str | None, is_guess: bool, printed: int | None, given: int | None
) -> list[Warning]:
    warnings: list[Warning] = []
    if organization is None:
        warnings.append(Warning(WarningKind.MISSING, "หัวเอกสาร", "ไม่พบชื่อหน่วยงานเจ้าของแผน"))
    if is_guess:
        message = f"ไม่พบชื่อหน่วยงานในหัวเอกสาร จึงใช้ “{organization}” ที่พบในเนื้อหา"
        warnings.append(Warning(WarningKind.MISSING, "หัวเอกสาร", message))
    if given and printed and given != printed:
        message = f"เอกสารระบุปีงบประมาณ พ.ศ. {printed} แต่อ่านเป็น พ.ศ. {given} ตามที่กำหนด"
        warnings.append(Warning(WarningKind.CONTRADICTION, "หัวเอกสาร", message))
    if given and not printed:
        message = f"เอกสารไม่ได้ระบุปีงบประมาณ จึงใช้ พ.ศ. {given} ตามที่กำหนด"
        warnings.append(Warning(WarningKind.MISSING, "หัวเอกสาร", message))
    if not given and not printed:
        warnings.append(Warning(WarningKind.MISSING, "หัวเอกสาร", "ไม่พบปีงบประมาณของแผน"))
    return warnings


def _draft_warnings(reading: RowsRead) -> list[Warning]:
    """Mark every measure of a document without a table as unsure."""
    whole = "เอกสารไม่มีตารางมาตรการ จึงอ่านรายการข้อความเป็นร่าง โปรดตรวจสอบทุกข้อก่อนใช้"
    each = "ร่างจากบรรทัดที่ {} ซึ่งไม่ได้อยู่ในตาราง ยังไม่แน่ใจว่าเป็นมาตรการ โปรดตรวจสอบ"
    return [
        Warning(WarningKind.MISSING, "ทั้งเอกสาร", whole),
        *(
            Warning(WarningKind.MISSING, draft.where, each.format(draft.line))
            for draft in reading.drafts
        ),
    ]


def _year_warnings(reading: RowsRead, fiscal_year: int | None) -> list[Warning]:
    """Warn of periods that lie outside the plan's fiscal year, wholly or in part."""
    warnings: list[Warning] = []
    if fiscal_year is None:
        return warnings
    for draft in reading.drafts:
        for slot in draft.slots:
            if slot.period is None or not (
                slot.period.is_outside(fiscal_year) or slot.period.reaches_beyond(fiscal_year)
            ):
                continue
            where = "อยู่นอก" if slot.period.is_outside(fiscal_year) else "ยาวเกิน"
            message = f"ระยะเวลา “{slot.period.text}” {where}ปีงบประมาณ พ.ศ. {fiscal_year}"
            warnings.append(Warning(WarningKind.CONTRADICTION, draft.where, message))
    return warnings


def _read_claims(
    blocks: Sequence[Block], drafts: Sequence[GatheredMeasure], table_scores: Sequence[PrintedScore]
) -> tuple[list[PrintedScore], list[Warning]]:
    places = [
        (entry.text, draft.where)
        for draft in drafts
        for entries in draft.lists.values()
        for entry in entries
    ]
    places += [(block.text, f"บรรทัดที่ {block.line}") for block in blocks if isinstance(block, Prose)]
    found: list[ScoreClaim] = []
    trusted: list[PrintedScore] = []
    doubtful: list[PrintedScore] = []
    for text, where in places:
        here = read_claims(text, where)
        sure, unsure = claims.read_stated(text, where, here)
        found, trusted, doubtful = found + here, trusted + sure, doubtful + unsure
    stated = trusted + doubtful
    return stated, claims.check_claims(found, [*table_scores, *stated])


def _analysed_issues(blocks: Sequence[Block]) -> tuple[IssueEntry, ...]:
    """Return the issues an analysis names ("ประเด็นที่ 1 …") where the table of measures has
    none.
    """
    issues: dict[str, IssueEntry] = {}
    for block in blocks:
        text = block.text if isinstance(block, Prose) else block.cells[0].text
        if text.startswith("ประเด็นที่") and len(text) <= 200:
            number, title = split_issue(text)
            if number and title:
                issues.setdefault(number, IssueEntry(number, title))
    return tuple(issues.values())
