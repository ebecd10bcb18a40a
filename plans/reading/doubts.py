"""What an officer should look at again: misread letters, template text left in, and what the
document does not say.
"""

import re
from collections.abc import Iterable, Sequence

from plans.columns import Column
from plans.document import MeasureEntry, Warning, WarningKind
from plans.header import read_header
from plans.reading import parties
from plans.reading.gathering import GatheredMeasure
from plans.reading.rows import RowsRead
from plans.reading.surroundings import is_signature
from plans.tables import Block, Prose, solid
from thai.cleaning import broken_words
from thai.filler import blank_headings, is_filler

# Letters that no Thai or Latin keyboard gives, inside or beside a Thai word: another script read
# into it.
_FOREIGN = re.compile(
    r"[ก-๙A-Za-z]*[\u0370-\u03ff\u0400-\u0dff\u0e80-\u1fff\u2e80-\ud7a3\uf900-\ufaff]+[ก-๙A-Za-z]*"
)
_PLACE = re.compile(r"ประเด็น(?:ที่)?\s*\d{1,2}")
# Words of every such plan that scanners get wrong, each with what is near enough to it to be meant
# so.
_SET_WORDS = {"ประพฤติมิชอบ": re.compile(r"ประพ[ก-๙]{1,5}\s?มิชอบ")}
_ALIKE = 20
"""Letters by which the beginning and the end of a sentence are known again."""
_MOST_ALIKE = 50
_LIST_MARK = re.compile(r"^[-–•▪■*()\d๐-๙.]+")
_AS_A_WORD = re.compile(r"หรือ|และ|รวม|เพื่อ|ตลอดจน|โดย|ให้|อย่าง|ของ|ใน|ที่|ซึ่ง|ได้|จาก|ต่อ|ตาม")
_CUT_OFF = re.compile(r"(?:และ|หรือ|เพื่อ|โดย|ซึ่ง|ที่อาจ)$")


def check_text(blocks: Sequence[Block], drafts: Sequence[GatheredMeasure] = ()) -> list[Warning]:
    """Warn of misread letters and of template text left in; places are named by the measure or
    issue they belong to.
    """
    warnings: list[Warning] = []
    place = ""
    named = {
        word: draft.where
        for draft in reversed(drafts)
        for text in _texts_of(draft)
        for word in _misread(text)
    }
    for block in blocks:
        for text in _texts(block):
            if found := _PLACE.match(text):
                place = found[0]
            where = place or f"บรรทัดที่ {block.line}"
            for word, doubt in _misread(text).items():
                warnings.append(
                    Warning(WarningKind.OCR, named.get(word, f"บรรทัดที่ {block.line}"), doubt)
                )
            if is_filler(text) and not is_signature(text):
                message = f"ยังมีข้อความแนะนำของแบบฟอร์มค้างอยู่: “{_short(text)}”"
                warnings.append(Warning(WarningKind.FILLER, where, message))
            if blanks := blank_headings(text):
                names = ", ".join(blanks)
                warnings.append(Warning(WarningKind.FILLER, where, f"หัวข้อยังว่างอยู่: {names}"))
    return list(dict.fromkeys(warnings))


def _texts_of(draft: GatheredMeasure) -> Iterable[str]:
    return (
        draft.title,
        draft.followup,
        draft.budget,
        *(item.text for entries in draft.lists.values() for item in entries),
    )


def _misread(text: str) -> dict[str, str]:
    """Return the words of a text that were read wrong, with the doubt about each."""
    found = {
        word: f"มีตัวอักษรแปลกปนอยู่ใน “{word}” โปรดตรวจสอบกับต้นฉบับ" for word in _FOREIGN.findall(text)
    }
    found |= {
        word: f"ตัวอักษรใน “{word}” เพี้ยนและมีคำอ่านได้หลายอย่าง โปรดตรวจสอบกับต้นฉบับ"
        for word in broken_words(text)
    }
    for right, pattern in _SET_WORDS.items():
        slips = {solid(word) for word in pattern.findall(text)} - {right}
        found |= {slip: f"“{slip}” น่าจะหมายถึง “{right}” โปรดตรวจสอบกับต้นฉบับ" for slip in slips}
    return found


def check_titles(drafts: Sequence[GatheredMeasure], blocks: Sequence[Block]) -> list[Warning]:
    """Warn of measures that break off where the same sentence goes on elsewhere in the document
    ("4) …" in the analysis).
    """
    warnings = []
    sentences = [
        _LIST_MARK.sub("", solid(block.text)) for block in blocks if isinstance(block, Prose)
    ]
    known: dict[str, list[str]] = {}
    for sentence in sentences:
        known.setdefault(sentence[:_ALIKE], []).append(sentence)
    for draft in drafts:
        title = solid(draft.title)
        alike = known.get(title[:_ALIKE], [])[:_MOST_ALIKE] if len(title) >= 3 * _ALIKE else []
        for sentence in alike:
            end = sentence.find(title[-_ALIKE:], _ALIKE) + _ALIKE
            rest = sentence[end:] if _ALIKE < end <= len(title) + _ALIKE else ""
            if len(rest) > 3 and _AS_A_WORD.match(rest):
                message = (
                    f"ข้อความอาจขาดตอนที่ “…{draft.title[-30:]}” เพราะที่อื่นในเอกสารพิมพ์ต่อว่า “{rest[:60]}”"
                )
                warnings.append(Warning(WarningKind.MISSING, draft.where, message))
                break
    return warnings


def check_measure(
    draft: GatheredMeasure, measure: MeasureEntry, columns: set[Column]
) -> list[Warning]:
    """Warn of what one measure lacks, of periods and parties that cannot be resolved, and of
    guesses.
    """
    warnings: list[Warning] = []

    def warn(kind: WarningKind, message: str) -> None:
        warnings.append(Warning(kind, draft.where, message))

    names = {name for assignment in measure.assignments for name in assignment.parties}
    lacking = [
        label
        for column, label, is_there in (
            (Column.STEPS, "ขั้นตอน", bool(measure.steps)),
            (Column.PARTY, "ผู้รับผิดชอบ", bool(names)),
            (
                Column.PERIOD,
                "ระยะเวลา",
                any(assignment.period_text for assignment in measure.assignments),
            ),
        )
        if column in columns and not is_there
    ]
    if lacking:
        warn(WarningKind.MISSING, f"ไม่ได้ระบุ{_listed(lacking)} (หากเป็นช่องที่ผสานกับแถวอื่น โปรดระบุให้ครบ)")
    for name in sorted(names):
        if parties.is_vague(name):
            warn(WarningKind.UNRESOLVED_PARTY, f"ผู้รับผิดชอบ “{name}” ไม่ระบุว่าเป็นหน่วยงานใด")
    for period in [slot.period for slot in draft.slots if slot.period]:
        if not period.is_resolved:
            message = f"อ่านระยะเวลา “{period.text}” ไม่ได้ โปรดระบุเดือนและปี"
            warn(WarningKind.UNRESOLVED_PERIOD, message)
        for guess in period.guesses:
            warn(guess.kind, f"ระยะเวลา “{period.text}”: {guess.message}")
    for text in (*measure.steps, *measure.results, *measure.outcomes, measure.title):
        # "ได้แก่" ends an introduction, unless nothing follows.
        if _CUT_OFF.search(text) or (text.endswith("ได้แก่") and text in measure.steps[-1:]):
            warn(WarningKind.MISSING, f"ข้อความอาจขาดตอนที่ “…{text[-30:]}”")
    return list(dict.fromkeys(warnings))


def check_measures(reading: RowsRead, measures: Sequence[MeasureEntry]) -> list[Warning]:
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
        warnings.append(
            Warning(WarningKind.MISSING, "ตารางมาตรการ", f"ตารางไม่มีช่อง{_listed(absent)}")
        )
    if reading.unread:
        names = ", ".join(f"“{heading}”" for heading in list(reading.unread)[:8])
        warnings.append(
            Warning(
                WarningKind.MISSING, "ตารางมาตรการ", f"ไม่ได้อ่านช่อง {names} เพราะไม่ใช่ส่วนของแผนที่เก็บไว้"
            )
        )
    if measures and all(measure.issue is None for measure in measures):
        warnings.append(
            Warning(WarningKind.MISSING, "ตารางมาตรการ", "ตารางไม่ได้ระบุว่ามาตรการใดอยู่ในประเด็นใด")
        )
    seen: set[str] = set()
    for measure in measures:
        identity = measure.code or solid(f"{measure.issue}/{measure.title}")
        if identity in seen:
            name = (
                f"มาตรการ {measure.code}" if measure.code else f"มาตรการ “{_short(measure.title)}”"
            )
            warnings.append(
                Warning(
                    WarningKind.DUPLICATE,
                    name,
                    "ปรากฏซ้ำในเอกสาร โปรดตรวจสอบว่าเป็นมาตรการเดียวกันหรือไม่",
                )
            )
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
