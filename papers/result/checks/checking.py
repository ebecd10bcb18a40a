"""What must be looked at before a result report is published; nothing wrong gets out quietly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.plan_facts import open_doubts
from models.tables.plan import Plan
from models.tables.year.result_report import AcceptedReport
from papers.drawn.rows import Rows
from papers.print.document import Document, MarkKind, PaperCell, PaperTable
from papers.print.letters_shown import not_shown, unread
from papers.result.checks.links import Ask, LinkState, check_links, links_in
from papers.result.checks.personal import (
    Attached,
    attached_files,
    count_unseen_files,
    personal_numbers,
)
from papers.result.claim_marks import marked
from papers.result.composition import ComposedPaper
from papers.result.layout import DRAWN
from papers.result.wording import issue_heading
from thai.filler import is_filler
from thai.numbers import to_arabic_digits


class FindingKind(StrEnum):
    """What is found in a paper."""

    ARITHMETIC = "arithmetic"
    UNCHECKED = "unchecked"
    MISSING_MEASURE = "missing_measure"
    EMPTY_CELL = "empty_cell"
    FILLER = "filler"
    NOT_SHOWN = "not_shown"
    RETURNED = "returned"
    WAITING = "waiting"
    CHANGED = "changed"
    DEAD_LINK = "dead_link"
    PERSONAL_DATA = "personal_data"
    DOUBT = "doubt"
    UNSETTLED = "unsettled"


NEVER_LET_STAND = frozenset({FindingKind.ARITHMETIC})
"""What cannot be published whoever says so (docs/contracts.md#what-never-bends); the rest a
publisher may let stand knowingly, kind by kind.
"""

NEVER_STOPS = frozenset({FindingKind.UNCHECKED, FindingKind.UNSETTLED})
"""What is shown and stands against nothing; somebody may confirm it (``papers.result.confirming``).
"""
_MARKED = {
    FindingKind.ARITHMETIC: MarkKind.WRONG,
    FindingKind.UNCHECKED: MarkKind.UNCHECKED,
}


@dataclass(frozen=True)
class Finding:
    """One thing to look at; ``where`` is a cell ("1.1/outcome"), a measure or a part of the paper,
    ``message`` is Thai.
    """

    kind: FindingKind
    where: str
    message: str


def check_paper(session: Session, composition: ComposedPaper, ask: Ask | None) -> list[Finding]:
    """Return all there is to look at; ``ask`` None leaves the links unasked."""
    document = composition.document
    cells = document.cells()
    everything = [*cells, *composition.parts, *document.annex_cells()]
    findings = [
        Finding(kind, cell.key, mark.note)
        for kind, found in _MARKED.items()
        for cell, mark in marked(everything, found)
    ]
    findings = list(dict.fromkeys(findings))  # what the annex says again is found once
    findings += _missing(composition)
    findings += [
        Finding(FindingKind.EMPTY_CELL, cell.key, "ช่องนี้ยังไม่มีข้อความ")
        for cell in cells
        if not any(line.text.strip() for line in cell.lines)
    ]
    texts = _texts(composition)
    findings += check_texts(texts)
    findings += check_doubts(composition.plan)
    findings += _reviews(composition)
    findings += _changed(session, composition, cells)
    if ask is not None:
        findings += _links(texts, ask)
    findings += _evidence(session, composition)
    return findings


def answered(composition: ComposedPaper, ask: Ask) -> Ask:
    """Ask for every link of a paper now, and return the answers: publishing happens in a
    transaction, which must not wait for a network.
    """
    answers = check_links(links_of(composition), ask)
    return lambda link: answers.get(link, LinkState.DEAD)


def links_of(composition: ComposedPaper) -> list[str]:
    """Return every link of a paper once, in printed order."""
    return links_in(text for _, text in _texts(composition))


def shown_files(session: Session, composition: ComposedPaper) -> list[Attached]:
    """Return the pictures and files of the accepted reports the paper is drawn from."""
    return attached_files(session, _revisions(session, composition))


def _revisions(session: Session, composition: ComposedPaper) -> Select[int]:
    """Ask for the revisions a paper is drawn from."""
    rows = Rows.of(session, composition.plan, composition.material.until)
    return select(AcceptedReport.revision_id).where(rows.wanted)


def _texts(composition: ComposedPaper) -> list[tuple[str, str]]:
    """Return (place, text) for everything the paper says; blanks to be signed in are no texts."""
    cells = [
        *composition.document.cells(),
        *composition.document.annex_cells(),
        *(part for part in composition.parts if part.key != "signature"),
    ]
    return [(cell.key, line.text) for cell in cells for line in cell.lines]


def _missing(composition: ComposedPaper) -> Iterable[Finding]:
    document = composition.document
    if not composition.measures:
        yield Finding(FindingKind.MISSING_MEASURE, "table", "แผนไม่มีมาตรการเลย")
    for issue in composition.plan.issues:
        if not issue.measures:  # no heading is printed for it
            where = issue_heading(issue.number, issue.title) or issue.number or "-"
            yield Finding(FindingKind.MISSING_MEASURE, where, "ประเด็นนี้ไม่มีมาตรการ")
    issues = [section.heading for section in document.sections]
    for missing in missing_codes(
        [measure.code for measure in composition.measures if measure.code], issues
    ):
        yield Finding(
            FindingKind.MISSING_MEASURE,
            missing,
            f"ลำดับมาตรการข้าม {missing} โปรดตรวจสอบว่ามาตรการ {missing} หายไปหรือไม่",
        )


def missing_codes(codes: Iterable[str], headings: Iterable[str] = ()) -> list[str]:
    """Return the codes that a numbering skips: of "1.1", "1.3" it is "1.2".

    A code with measures below it is there ("6" when there is "6.1"), and so is a number that only
    an issue has, because a lone measure of an issue is often printed without one.
    """
    printed = list(codes)
    known = {
        ".".join(code.split(".")[:depth])
        for code in printed
        for depth in range(1, code.count(".") + 2)
    }
    known |= {
        match[1]
        for heading in headings
        if (match := re.match(r"(\d+)\.", to_arabic_digits(heading)))
    }
    highest: dict[str, int] = {}
    for match in filter(None, (re.fullmatch(r"(.*?)(\d{1,3})", code) for code in printed)):
        highest[match[1]] = max(highest.get(match[1], 0), int(match[2]))
    wanted = [f"{head}{number}" for head, last in highest.items() for number in range(1, last)]
    return [code for code in wanted if code not in known]


def check_document(document: Document, plan: Plan | None = None) -> list[Finding]:
    """Return what is to be looked at in the words of any paper of ours, and the open doubts of the
    plan it is made from.
    """
    texts = [("titles", text) for text in document.titles]
    for part in document.parts:
        if isinstance(part, PaperTable):
            cells = [cell for row in part.rows for cell in row.cells]
            texts += [
                (cell.key or part.caption, line.text) for cell in cells for line in cell.lines
            ]
        else:
            texts.append((_short(part.text), part.text))
    texts += [("introduction", text) for text in document.introduction]
    texts += [(cell.key, line.text) for cell in document.cells() for line in cell.lines]
    return [*check_texts(texts), *(check_doubts(plan) if plan else ())]


def check_doubts(plan: Plan) -> Iterable[Finding]:
    """Yield what the import was unsure of until somebody settles it; a rule that may say its
    opposite stands against publishing.
    """
    for number, doubt in open_doubts(plan):
        kind = FindingKind.DOUBT if doubt.get("grave") else FindingKind.UNSETTLED
        yield Finding(kind, doubt["where"], f"{doubt['message']} (ข้อสงสัยที่ {number})")


def check_texts(texts: Iterable[tuple[str, str]]) -> Iterable[Finding]:
    """Yield what is doubtful in the words of (place, text) pairs, whichever paper they are of."""
    for where, text in texts:
        if is_filler(text):
            yield Finding(
                FindingKind.FILLER, where, f"ยังมีข้อความแนะนำของแบบฟอร์มค้างอยู่: “{_short(text)}”"
            )
        if signs := not_shown(text):
            listed = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs)
            yield Finding(
                FindingKind.NOT_SHOWN, where, f"มีตัวอักษรแปลกปนอยู่และพิมพ์เป็น PDF ไม่ได้: {listed}"
            )
        if signs := unread(text):
            message = f"มีตัวอักษรที่อ่านไม่ออก ({' '.join(signs)}): “{_short(text)}” โปรดเทียบกับต้นฉบับ"
            yield Finding(FindingKind.NOT_SHOWN, where, message)
        if personal_numbers(text):
            yield Finding(
                FindingKind.PERSONAL_DATA, where, "มีเลขประจำตัวประชาชนหรือหมายเลขโทรศัพท์มือถืออยู่ในข้อความ"
            )


def _reviews(composition: ComposedPaper) -> Iterable[Finding]:
    for measure in composition.measures:
        found = composition.material.by_measure.get(measure.id)
        label = composition.labels[measure.id]
        if found and found.returned:
            yield Finding(
                FindingKind.RETURNED, label, f"มีรายงานที่ส่งกลับแก้ไขและยังไม่ได้ส่งใหม่ {found.returned} ฉบับ"
            )
        if found and found.waiting:
            yield Finding(
                FindingKind.WAITING, label, f"มีรายงานที่ยังไม่ได้ตรวจรับรอง {found.waiting} ฉบับ"
            )


def _changed(
    session: Session, composition: ComposedPaper, cells: Iterable[PaperCell]
) -> Iterable[Finding]:
    for cell in cells:
        if cell.note:
            yield Finding(FindingKind.CHANGED, cell.key, cell.note)
    rows = Rows.of(session, composition.plan, composition.material.until)
    edited_at = {state.place: state.edit.at for state in composition.states if state.edit}
    for measure in composition.measures:
        reports = composition.material.by_measure.get(measure.id)
        if not (measure.printed_results or measure.printed_outcomes):
            continue
        if reports is None or not reports.by_progress:
            continue
        # Whoever wrote the cell anew after a report was accepted has seen it.
        seen = max(
            (edited_at[place] for name in DRAWN if (place := (measure.id, name)) in edited_at),
            default=None,
        )
        if count := rows.some([measure.id]).count_since(seen):
            message = f"ข้อความมาจากเอกสารที่นำเข้า แต่มีรายงานที่รับรองแล้ว {count} ฉบับ ซึ่งไม่ได้อยู่ในข้อความ"
            yield Finding(FindingKind.CHANGED, composition.labels[measure.id], message)


def _links(texts: list[tuple[str, str]], ask: Ask) -> Iterable[Finding]:
    places: dict[str, str] = {}
    for where, text in texts:
        for link in links_in([text]):
            places.setdefault(link, where)
    for link, state in check_links(places, ask).items():
        if state is LinkState.DEAD:
            yield Finding(FindingKind.DEAD_LINK, places[link], f"เปิดลิงก์ไม่ได้: {link}")
        elif state is LinkState.FORBIDDEN:
            yield Finding(
                FindingKind.DEAD_LINK, places[link], f"ลิงก์นี้อยู่ในเครือข่ายภายใน ประชาชนเปิดไม่ได้: {link}"
            )


def _evidence(session: Session, composition: ComposedPaper) -> Iterable[Finding]:
    count = count_unseen_files(session, _revisions(session, composition))
    for measure in composition.measures:
        if measure.id in count:
            message = f"มีรูปภาพหรือไฟล์หลักฐาน {count[measure.id]} รายการที่ยังไม่ได้ตรวจข้อมูลส่วนบุคคล"
            yield Finding(FindingKind.PERSONAL_DATA, composition.labels[measure.id], message)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
