"""What an officer should look at again: misread letters, template text left in, and what the document does not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from models.filler import blank_headings, is_filler
from plans import parties
from plans.document import MeasureEntry, Warning, WarningKind
from plans.draft import Draft
from plans.header import Column, read_header
from plans.rows import Reading
from plans.tables import Block, Prose

# Letters that no Thai or Latin keyboard gives, inside or beside a Thai word: another script read into it.
_FOREIGN = re.compile(r"[ก-๙A-Za-z]*[\u0370-\u03ff\u0400-\u0dff\u0e80-\u1fff\u2e80-\ud7a3\uf900-\ufaff]+[ก-๙A-Za-z]*")
_PLACE = re.compile(r"ประเด็น(?:ที่)?\s*\d{1,2}")
_CUT_OFF = re.compile(r"(?:และ|หรือ|เพื่อ|โดย|ซึ่ง|ที่อาจ)$")


def check_text(blocks: Sequence[Block]) -> list[Warning]:
    """Warn of foreign letters and of template text left in; places are named by the issue they stand under."""
    warnings: list[Warning] = []
    place = ""
    for block in blocks:
        for text in _texts(block):
            if found := _PLACE.match(text):
                place = found[0]
            where = place or f"บรรทัดที่ {block.line}"
            for word in _FOREIGN.findall(text):
                message = f"มีตัวอักษรแปลกปนอยู่ใน “{word}” โปรดตรวจสอบกับต้นฉบับ"
                warnings.append(Warning(WarningKind.OCR, f"บรรทัดที่ {block.line}", message))
            if is_filler(text):
                message = f"ยังมีข้อความแนะนำของแบบฟอร์มค้างอยู่: “{_short(text)}”"
                warnings.append(Warning(WarningKind.FILLER, where, message))
            if blanks := blank_headings(text):
                names = ", ".join(blanks)
                warnings.append(Warning(WarningKind.FILLER, where, f"หัวข้อยังว่างอยู่: {names}"))
    return list(dict.fromkeys(warnings))


def check_measure(draft: Draft, measure: MeasureEntry, columns: set[Column]) -> list[Warning]:
    """Warn of what one measure lacks, of periods and parties that cannot be resolved, and of guesses."""
    warnings: list[Warning] = []

    def warn(kind: WarningKind, message: str) -> None:
        warnings.append(Warning(kind, draft.where, message))

    names = {name for assignment in measure.assignments for name in assignment.parties}
    lacking = [
        label
        for column, label, is_there in (
            (Column.STEPS, "ขั้นตอน", bool(measure.steps)),
            (Column.PARTY, "ผู้รับผิดชอบ", bool(names)),
            (Column.PERIOD, "ระยะเวลา", any(assignment.period_text for assignment in measure.assignments)),
        )
        if column in columns and not is_there
    ]
    if lacking:
        warn(WarningKind.MISSING, f"ไม่ได้ระบุ{_listed(lacking)} (หากเป็นช่องที่ผสานกับแถวอื่น โปรดระบุให้ครบ)")
    for name in sorted(names):
        if parties.is_vague(name):
            warn(WarningKind.UNRESOLVED_PARTY, f"ผู้รับผิดชอบ “{name}” ไม่ระบุว่าเป็นหน่วยงานใด")
    for slot in draft.slots:
        if slot.period and not slot.period.is_resolved:
            warn(WarningKind.UNRESOLVED_PERIOD, f"อ่านระยะเวลา “{slot.period.text}” ไม่ได้ โปรดระบุเดือนและปี")
        for guess in slot.period.guesses if slot.period else ():
            kind = WarningKind.OCR if "อ่านเป็น" in guess else WarningKind.MISSING
            warn(kind, f"ระยะเวลา “{slot.period.text}”: {guess}" if slot.period else guess)
    for text in (*measure.steps, *measure.results, *measure.outcomes, measure.title):
        # "ได้แก่" ends an introduction, unless nothing follows.
        if _CUT_OFF.search(text) or (text.endswith("ได้แก่") and text in measure.steps[-1:]):
            warn(WarningKind.MISSING, f"ข้อความอาจขาดตอนที่ “…{text[-30:]}”")
    return list(dict.fromkeys(warnings))


def check_measures(reading: Reading, measures: Sequence[MeasureEntry]) -> list[Warning]:
    """Warn once of columns that no table has, and of codes and titles that stand twice."""
    warnings: list[Warning] = []
    absent = [
        label
        for column, label in (
            (Column.STEPS, "ขั้นตอน"),
            (Column.PARTY, "ผู้รับผิดชอบ"),
            (Column.PERIOD, "ระยะเวลา"),
        )
        if column not in reading.columns
    ]
    if absent:
        warnings.append(Warning(WarningKind.MISSING, "ตารางมาตรการ", f"ตารางไม่มีช่อง{_listed(absent)}"))
    if reading.unread:
        names = ", ".join(f"“{heading}”" for heading in list(reading.unread)[:8])
        warnings.append(Warning(WarningKind.MISSING, "ตารางมาตรการ", f"ไม่ได้อ่านช่อง {names} เพราะไม่ใช่ส่วนของแผนที่เก็บไว้"))
    if measures and all(measure.issue is None for measure in measures):
        warnings.append(Warning(WarningKind.MISSING, "ตารางมาตรการ", "ตารางไม่ได้ระบุว่ามาตรการใดอยู่ในประเด็นใด"))
    seen: set[str] = set()
    for measure in measures:
        identity = measure.code or re.sub(r"\s", "", f"{measure.issue}/{measure.title}")
        if identity in seen:
            name = f"มาตรการ {measure.code}" if measure.code else f"มาตรการ “{_short(measure.title)}”"
            warnings.append(Warning(WarningKind.DUPLICATE, name, "ปรากฏซ้ำในเอกสาร โปรดตรวจสอบว่าเป็นมาตรการเดียวกันหรือไม่"))
        seen.add(identity)
    return warnings


def _texts(block: Block) -> Iterable[str]:
    if isinstance(block, Prose):
        return (block.text,)
    return () if read_header(block) else tuple(cell.text for cell in block.cells if cell)


def _listed(labels: Sequence[str]) -> str:
    """Return "ก", "กและข" or "ก ข และค"."""
    if len(labels) < 3:
        return "และ".join(labels)
    return f"{' '.join(labels[:-1])} และ{labels[-1]}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
