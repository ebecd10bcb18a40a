"""The reading of one message: its kind and, of a report, each measure's status, words and facts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from messages.said.facts import Facts, Span, read_facts
from messages.said.kinds import Kind, kind_of
from messages.said.measures import DueMeasure, NamedMeasures, measure_in_words, named_measures
from messages.said.statuses import cue_spans, status_in
from messages.said.words import content_words
from thai.cleaning import clean
from thai.numbers import to_arabic_digits


@dataclass(frozen=True)
class SaidReport:
    """What a message says of some measures (ids of what is due; none: it does not say which).

    ``progress`` is a status or ``NOTHING_NEW``; None,
        "" and empty facts are what it does not say.
    ``summary`` are the person's own words without the measure's number and the bare status.
    """

    measures: tuple[int, ...]
    progress: str | None
    summary: str
    obstacle: str
    facts: Facts


@dataclass(frozen=True)
class Reading:
    """What a message is; ``unknown`` are numbers of measures that are not due."""

    kind: Kind
    reports: tuple[SaidReport, ...] = ()
    unknown: tuple[str, ...] = ()


_ALL = re.compile(
    r"(?:ทุก(?:ข้อ|มาตรการ|รายการ|เรื่อง|อัน|ตัว)|ทั้งหมด(?:\s?\d+\s?(?:ข้อ|มาตรการ|รายการ|"
    r"เรื่อง))?|ทั้ง\s?\d+\s?(?:ข้อ|มาตรการ|รายการ|เรื่อง))"
)
_ACTED = re.compile(
    r"ประชุม|อบรม|ชี้แจง|จัด(?!ซื้อ)|เผยแพร่|ประกาศ|แจ้งเวียน|เวียน|ติดประกาศ|สำรวจ|ทบทวน|"
    r"ปรับปรุง|จัดทำ|ตรวจ|แต่งตั้ง|ประชาสัมพันธ์|ลงนาม|มอบ|รณรงค์|สัมมนา|ออกหนังสือ|มีหนังสือ|"
    r"ส่งหนังสือ|ทำหนังสือ|ดำเนินการ|รายงานผล|รวบรวม|จัดซื้อจัดจ้าง|ให้ความรู้|ลงพื้นที่|โพสต์|อัปโหลด|"
    r"อัพโหลด|ติดตาม|เก็บข้อมูล|คัดเลือก|อธิบาย|พาไป|ศึกษาดูงาน|สาธิต|ทำกิจกรรม|กิจกรรม|ดูงาน|"
    r"บรรยาย|แจก|ติดตั้ง|ซ่อม|บันทึก|สรุปผล|ร่วมกัน|อธิบาย|เปิดรับ|ลงเว็บ|ทำสื่อ|ทำคลิป"
)
_NEUTRAL = re.compile(
    r"ครับผม|ครับ|ค่ะ|คะ|คับ|นะ|จ้า|สถานะ|ตอนนี้|ขณะนี้|ช่วงนี้|เดือนนี้|รอบนี้|ดำเนินการ|งานนี้|งาน|"
    r"มาตรการ|เรื่องนี้|เรา|หน่วยงาน"
    r"|ทาง|ขอ|รายงาน|แจ้ง|ว่า|ไป|อยู่|แล้ว|ได้|ทำ|ก็|ของ|ผม|หนู|ประมาณ|ร้อยละ|เปอร์เซ็นต์"
)
_SPARE_LETTERS = 6
_SURELY_NONE = (Kind.EXTENSION, Kind.CONTACT, Kind.SENT_YET, Kind.QUESTION, Kind.STOP)
_LATER = re.compile(r"เดี๋ยว|เด๋ว|ไว้ก่อน|(?:จะ|ค่อย)(?:ส่ง|รายงาน|ทำ|ดู|แจ้ง)|พรุ่งนี้|รอแป๊บ|สักครู่")
"""Words of what somebody will do about it."""
_WORK_LEAD = re.compile(r"(?:เดือนนี้|รอบนี้|ดำเนินการ|ดำเนินงาน|ทำ|งาน|\s)*")
_OBSTACLE = re.compile(
    r"(?:แต่)?\s?(?:มี|พบ|ติด)?(?:ปัญหา(?:และ|/)?อุปสรรค|ปัญหา|อุปสรรค)\s?(?:คือ|ที่พบ|ว่า|:|"
    r"ได้แก่)*|ติดขัด(?:ที่|เรื่อง|ตรง)?|แต่(?:ติด|ขาด)"
)
_BECAUSE = re.compile(r"เนื่องจาก|เพราะ(?:ว่า)?|ด้วยเหตุ|ติด(?:ที่|เรื่อง|ภารกิจ|งบ|ประชุม|ราชการ)")
_LEAD = re.compile(
    r"^(?:\s|[.,:;)\-–]|ครับ|ค่ะ|คะ|นะ|แล้ว|รายงานว่า|ขอรายงาน(?:ผล|ว่า)?|รายงาน(?=\s)|"
    r"แจ้งว่า|สวัสดี(?:ครับ|ค่ะ)?|เรียนแจ้ง|เรียน|ว่า|ที่(?=\s))+"
)
_TAIL = re.compile(r"(?:\s|[.,:;\-–]|ครับผม|ครับ|ค่ะ|คะ|คับ|นะ|จ้า|และ|กับ|(?<=\s)ส่วน)++$")


def read(text: str, due: Sequence[DueMeasure], today: date) -> Reading:
    """Read a message against the measures that are due to its writer; ``today`` is a Bangkok day.

    What is not surely a report is none. A measure is left open when several are due and the message
    does not say which.
    """
    lines = [clean(line) for line in text.split("\n")]
    text = to_arabic_digits("\n".join(line for line in lines if line))
    facts = read_facts(text, today)
    named = named_measures(text, due, facts.masked)
    kind, status = kind_of(text), status_in(text, facts)
    known = any(each.ids for each in named)
    in_words = any(measure_in_words(line, due) is not None for line in [text, *text.split("\n")])
    tells = _tells(text, facts, today, known, status, in_words)
    if kind in _SURELY_NONE or (kind is not None and not tells):
        return Reading(kind)
    if kind in (Kind.MOVED, Kind.LEAVE) and not (known or facts.any):
        return Reading(kind)  # of the person, not of the work
    if _LATER.search(text) and not tells:
        return Reading(Kind.OTHER)
    unknown = tuple(code for each in named for code in each.unknown)
    reports = tuple(_reports(text, due, named, today))
    if not reports or not (known or tells):
        return Reading(Kind.OTHER, unknown=unknown if status or facts.any else ())
    return Reading(Kind.REPORT, reports, unknown)


def read_words(text: str, today: date) -> SaidReport:
    """Read what is known to be a report of one measure: status, words and facts."""
    lines = [clean(line) for line in text.split("\n")]
    return _report((), to_arabic_digits("\n".join(line for line in lines if line)), today)


def _tells(
    text: str, facts: Facts, today: date, known: bool, status: str | None, in_words: bool
) -> bool:
    """Whether words tell of a measure's work: named by number, or in the plan's own words with a
    status; a status that is all there is; or something done on a day that has come, by a letter or
    at a link. A plain day, a place, or something else that is finished is none.
    """
    happened = any(day <= today for day in facts.days) or bool(facts.letters or facts.links)
    acted = bool(_ACTED.search(text))
    if known:
        return status is not None or acted or facts.any
    if status is not None and (in_words or _is_bare(text)):
        return True
    return happened and acted


def _is_bare(text: str) -> bool:
    """Whether a message is a status and hardly more, or begins with one as a report does."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    work = _WORK_LEAD.match(text, start)
    starts = (start, work.end() if work else start)
    spans = sorted(cue_spans(text))
    if any(first in starts for first, _ in spans):
        return True
    rest, end = "", 0
    for first, last in spans:
        rest, end = rest + text[end:first] if first > end else rest, max(end, last)
    rest = _NEUTRAL.sub("", rest + text[end:])
    return sum(letter.isalpha() for letter in rest) <= _SPARE_LETTERS


def _reports(
    text: str, due: Sequence[DueMeasure], named: Sequence[NamedMeasures], today: date
) -> Iterator[SaidReport]:
    with_ids = [each for each in named if each.ids]
    if with_ids:
        yield from (_report(ids, words, today) for ids, words in _parted(text, with_ids))
        return
    if any(each.unknown for each in named):
        return  # a number that is not due: which one is meant must be asked
    if _ALL.search(text) and len(due) > 1:
        yield _report(tuple(each.id for each in due), _ALL.sub(" ", text), today)
        return
    lines = text.split("\n")
    by_line = [measure_in_words(line, due) for line in lines]
    if len({found for found in by_line if found is not None}) > 1:
        yield from _by_lines(lines, by_line, today)
        return
    found = due[0].id if len(due) == 1 else measure_in_words(text, due)
    if due:
        yield _report((found,) if found is not None else (), text, today)


def _by_lines(
    lines: Sequence[str], by_line: Sequence[int | None], today: date
) -> Iterator[SaidReport]:
    """A line that names no measure goes on with the one before it."""
    told: dict[int, list[str]] = {}
    last: int | None = None
    for line, found in zip(lines, by_line, strict=True):
        last = found if found is not None else last
        if last is not None:
            told.setdefault(last, []).append(line)
    for measure, words in told.items():
        yield _report((measure,), "\n".join(words), today)


def _parted(text: str, named: Sequence[NamedMeasures]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Give what is said of each group of measures: what follows its numbers, or what stands before
    them when the message ends with numbers.
    """
    ends = [each.span[1] for each in named]
    starts = [each.span[0] for each in named]
    before = text[: starts[0]]
    after = [text[end:start] for end, start in zip(ends, [*starts[1:], len(text)], strict=True)]
    leads = bool(_TAIL.sub("", _LEAD.sub("", before)))
    if leads and not _TAIL.sub("", after[-1]):
        words = [before, *after[:-1]]
    else:
        words = [f"{before} {after[0]}" if leads else after[0], *after[1:]]
    merged: dict[int, list[str]] = {}
    groups: list[tuple[tuple[int, ...], str]] = []
    for each, said in zip(named, words, strict=True):
        if len(each.ids) == 1 and each.ids[0] in merged:
            merged[each.ids[0]].append(said)  # named twice: one report
            continue
        if len(each.ids) == 1:
            merged[each.ids[0]] = [said]
        groups.append((each.ids, said))
    for ids, said in groups:
        yield ids, "\n".join(merged[ids[0]]) if len(ids) == 1 else said


def _report(ids: tuple[int, ...], words: str, today: date) -> SaidReport:
    facts = read_facts(words, today)
    progress = status_in(_TAIL.sub("", _LEAD.sub("", words)), facts)
    summary, obstacle = _obstacle_apart(words, progress)
    summary = _without_status(summary)
    if len(content_words(summary)) < 2 and not read_facts(summary, today).any:
        summary = ""
    return SaidReport(ids, progress, summary, obstacle, facts)


def _obstacle_apart(words: str, progress: str | None) -> tuple[str, str]:
    """Return what was done, and what stood in its way: after words of trouble; of work not done
    also after a reason.
    """
    found = _OBSTACLE.search(words)
    if found is None and progress in ("not_achieved", "not_started", "in_progress"):
        found = _BECAUSE.search(words)
    if found is None or re.search(r"ไม่(?:มี|พบ)\s?$", words[: found.start()]):
        return words, ""
    led = found[0] if _BECAUSE.match(found[0]) else ""
    return words[: found.start()], _trim(led + words[found.end() :])


def _without_status(words: str) -> str:
    """Return words without a bare status, and a share of the work, at their head or end."""
    words = _trim(words)
    while True:
        spans = [span for span in _bare(words) if span[0] == 0 or span[1] == len(words)]
        if not spans:
            return words
        start, end = max(spans, key=lambda span: span[1] - span[0])
        shorter = _trim(words[end:] if start == 0 else words[:start])
        if not shorter or shorter == words:
            return shorter
        words = shorter


_BARE = re.compile(
    r"(?:สถานะ|ตอนนี้|ขณะนี้|เดือนนี้|รอบนี้)?\s?(?:ดำเนินการ|ทำ|อยู่ระหว่างดำเนินการ|"
    r"ระหว่างดำเนินการ|กำลังดำเนินการ|กำลังทำ|อยู่ระหว่าง(?=\s|$))?\s?"
    r"(?:แล้วเสร็จ|เสร็จสิ้น|เสร็จเรียบร้อย|เสร็จสมบูรณ์|เสร็จ|เรียบร้อย|ครบถ้วน|คืบหน้า(?:ไป)?|"
    r"ก้าวหน้า|ไปแล้ว|ไป)?(?:แล้ว|อยู่|ครับ|ค่ะ)*"
    r"\s?(?:ประมาณ)?\s?(?:ร้อยละ\s?\d{1,3}(?:\.\d+)?|\d{1,3}(?:\.\d+)?\s?(?:%|"
    r"เปอร์เซ็นต์))?(?=\s|$|[.,;])"
)


def _bare(words: str) -> Iterator[Span]:
    head = _BARE.match(words)
    if head and head[0].strip():
        yield head.span()
    for match in re.finditer(r"(?<=\s)\S+$", words):
        tail = _BARE.fullmatch(match[0])
        if tail and match[0].strip():
            yield match.span()


def _trim(words: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", words)).strip()
