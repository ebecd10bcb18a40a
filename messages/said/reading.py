"""The reading of one message: its kind and, of a report, each measure's status, words and facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from messages.said.clauses import told, without_plans
from messages.said.kinds import Kind, kind_of
from messages.said.language.facts import read_facts
from messages.said.language.spelling import as_meant
from messages.said.measures import DueMeasure, NamedMeasures, measure_in_words
from messages.said.mending import corrected
from messages.said.parting import SaidReport, report_of, reports_in, told_as
from messages.said.pasted import answer_alone, own_words
from messages.said.statuses import cue_spans, is_left_open, status_in
from messages.said.telling import measures_named, shown, tells, tells_beside
from messages.said.weighing import PART, Shares, shape_of, weigh
from thai.cleaning import clean
from thai.numbers import to_arabic_digits
from thai.progress_words import progress_of

__all__ = ["Reading", "SaidReport", "parts_of", "read", "read_words", "words_of"]


@dataclass(frozen=True)
class Reading:
    """What a message is; ``unknown`` are numbers of measures that are not due, ``maybe`` the ids of
    measures that it names with a status, and is yet not surely a report of.
    """

    kind: Kind
    reports: tuple[SaidReport, ...] = ()
    unknown: tuple[str, ...] = ()
    maybe: tuple[int, ...] = ()


_SURELY_NONE = (Kind.EXTENSION, Kind.CONTACT, Kind.SENT_YET, Kind.QUESTION, Kind.STOP)
_COURTESIES = (Kind.GREETING, Kind.THANKS)
_REQUESTED = (Kind.EXTENSION, Kind.STOP, Kind.CONTACT)
_OWN_ANSWERS = (Kind.MOVED, Kind.LEAVE, Kind.SENT_YET)
_GIVEN_UP = re.compile(r"ตัดออก|ยกเลิก|พับ(?:โครงการ|แผน)|ไม่มีงบ|งบไม่มี|งบ(?:โดน|ถูก)?ตัด|ไม่ได้งบ|ไม่ให้งบ")
"""Why a work is done no more: "ไม่ได้ทำแล้ว" is said of it, and not of its writer's post."""
_FELL_SHORT = re.compile(
    r"^(?!.*ขอ(?:ขยาย|เลื่อน|เวลา|ผ่อน|ส่ง)).*(?:ถือว่าไม่|ไม่สำเร็จ|ไม่ได้เป้า|ไม่บรรลุ|ไม่ถึงเป้า|ไม่เป็นไปตาม)",
    re.S,
)
"""What was not achieved, and for what no more time is asked."""
_NEWS = re.compile(
    r"^[\[(【<]?\s?(?:ข่าว(?:ประชาสัมพันธ์|ฝาก|ด่วน|แจก|สาร)?|ประชาสัมพันธ์|press|pr)\s?[:\])】>]|^ข่าว(?:ประชาสัมพันธ์|ด่วน|เด่น|วันนี้)\s|#ส่งต่อ|อ่านต่อ|แชร์ต่อ|"
    r"สนใจ(?:สมัคร|ลงทะเบียน|เข้าร่วม)|(?:สมัคร|ลงทะเบียน)ได้ที่",
    re.I,
)
"""What is passed on as news is nobody's report."""
_SAYS = re.compile("[A-Za-z0-9ก-ฮ✅✔☑]")
"""What words have that say anything."""
_CERTAIN = 0.99
"""How likely words without a question are a report, that no rule is asked whether they are."""
_NEVER, _DOUBTED = 0.001, 0.3
"""How likely words are a report: below the first no rule is asked, where no number is named; below
the second what the rules hold for a report is asked back.
"""
_MAYBE, _LIKELY, _SURE = 0.4, 0.7, 0.85
"""What the rules hold for none is asked back from the first, read from the second where a measure
is named, from the third where something else is asked or told beside it. Where none is named, it
needs more.
"""
_FEW = 24
"""Letters of words that tell little."""
_OPEN, _SUREST = 0.93, 0.98
"""Below the first what a message tells is weighed by itself as well; of no measure that is named it
is read from there, where it says little from the second.
"""
_SIGNS = re.compile(
    r"แล้ว|ละ(?![ก-ฮ])|ยัง|กำลัง|อยู่|เสร็จ|ครบ|จบ|เหลือ|รอ(?![งบ])|ติด|ไม่|%|ร้อยละ\s?\d|เริ่ม|เดิม|คืบ|เป้า|ล่ม|ล้ม|เลื่อน|ค้าง|เรียบร้อย|"
    r"สำเร็จ|[✅✔☑]|\d\s?(?:คน|ราย|ท่าน|นาย)|\d\s?/\s?\d|https?:|www\."
)
"""Without any of these the pieces alone make no report."""
_ENDED = re.compile(r"แล้ว|ละ(?![ก-ฮ])|เสร็จ|ครบ|จบ|เรียบ|สำเร็จ|(?<!เ)ปิด|เคลียร์|ok|done|[✅✔☑]", re.I)
"""What is done sounds so; where something took place and no more is told, it may go on."""
_LEFT = re.compile(r"(?<![ก-ฮ])เหลือ|(?<=\s)รอ(?![บงดย])|ยังขาด|ยังค้าง")
_FOUND, _OTHERWISE_SAID = 0.6, 0.85
"""How sure a status must be where the rules found none, and where they found another."""
_BESIDE = (Kind.QUESTION, Kind.SENT_YET)
_OF_PERSONS = (Kind.MOVED, Kind.LEAVE, Kind.COMPLAINT)


def read(text: str, due: Sequence[DueMeasure], today: date) -> Reading:
    """Read a message against the measures that are due to its writer; ``today`` is a Bangkok day.

    What is not surely a report is none. A measure is left open when several are due and the message
    does not say which. Rules read first; then the weighed pieces have their say: what they hold for
    no report is asked back, what they surely hold for one is read.
    """
    text = words_of(text, due)
    kind = kind_of(text)
    if kind is Kind.MOVED and _GIVEN_UP.search(text):
        kind = None
    if kind is Kind.EXTENSION and _FELL_SHORT.search(text):
        kind = None
    if kind in _COURTESIES or not due or not _SAYS.search(text) or _NEWS.search(text):
        return Reading(kind or Kind.OTHER)
    facts = read_facts(text, today)
    named = measures_named(text, due, facts)
    if kind is None and (alone := shown(text, facts, named, due)) is not None:
        return Reading(Kind.REPORT, (report_of(alone, text, today),))
    shares = weigh(shape_of(text, facts, named, due))
    if shares.report < _NEVER and not named:
        return Reading(kind or Kind.OTHER)
    words = corrected(told(text), due, today)
    is_sure = kind is None and shares.report > _CERTAIN and bool(_SIGNS.search(words))
    reading = _by_rules(text, words, kind, due, today, named, is_sure)
    if reading.unknown or kind in _REQUESTED:
        return reading
    if words != text and _is_open(shares, is_report=reading.kind is Kind.REPORT):
        told_of = weigh(_shape(words, due, today))
        higher = (told_of.report > shares.report) == (reading.kind is Kind.REPORT)
        shares = told_of if higher else shares  # what is asked beside a report is no doubt of it
    if reading.kind is Kind.REPORT:
        return _unless_doubted(reading, shares, due, today)
    if not words or shares.report < (_LIKELY if kind in _OWN_ANSWERS else _MAYBE):
        return reading
    return _found(reading, text, words, shares, due, today)


def _is_open(shares: Shares, *, is_report: bool) -> bool:
    """Whether what was told, weighed by itself, may change what is thought of a message."""
    if is_report:
        return shares.report < _OPEN or shares.status[1] < _OPEN
    return shares.report >= _MAYBE


def _unless_doubted(
    reading: Reading, shares: Shares, due: Sequence[DueMeasure], today: date
) -> Reading:
    """Return what the rules hold for a report, asked back where the pieces hold it for none."""
    reports = _settled(reading.reports, shares, due, today)
    if shares.report >= _DOUBTED and all(each.progress or each.facts.any for each in reports):
        return replace(reading, reports=reports)
    ids = (number for each in reading.reports for number in each.measures)
    return Reading(Kind.OTHER, maybe=tuple(dict.fromkeys(ids)))


def _found(
    reading: Reading,
    text: str,
    words: str,
    shares: Shares,
    due: Sequence[DueMeasure],
    today: date,
) -> Reading:
    """Return what the rules hold for none as the report that the pieces hold it for, or asked
    back.
    """
    done = without_plans(words)
    named = measures_named(done, due, read_facts(done, today))
    if not _SIGNS.search(words):
        return reading
    is_named = bool(named) or measure_in_words(words, due) is not None
    if not is_named and shares.report < (_OPEN if len(words) > _FEW else _SUREST):
        return reading
    reports = _settled(reports_in(words, text, due, named, today), shares, due, today)
    is_told = bool(reports) and all(each.progress or each.facts.any for each in reports)
    least = _LIKELY if is_named and reading.kind in (Kind.OTHER, Kind.REPORT) else _SURE
    if is_told and shares.report >= least:
        return Reading(Kind.REPORT, reports)
    ids = (number for each in reports for number in each.measures)
    return Reading(reading.kind, maybe=reading.maybe or tuple(dict.fromkeys(ids)))


def _shape(words: str, due: Sequence[DueMeasure], today: date) -> str:
    facts = read_facts(words, today)
    return shape_of(words, facts, measures_named(words, due, facts), due)


def _settled(
    reports: Sequence[SaidReport], whole: Shares, due: Sequence[DueMeasure], today: date
) -> tuple[SaidReport, ...]:
    """Return reports with the status that the pieces tell where the rules found none, or surely
    another.
    """
    settled = []
    for each in reports:
        shares = whole if len(reports) == 1 else weigh(parts_of(each, due, today))
        status, share = shares.status
        found = share >= (_FOUND if each.progress is None else _OTHERWISE_SAID)
        if status == "done" and each.progress is None and not _ENDED.search(each.words):
            found = False
        if status == "done" and (is_left_open(each.words, today) or _is_left(each)):
            found = False
        # A share of the work that was told says how far it is, whatever else the words are like.
        # So does a status that is the first thing said.
        is_free = each.progress is None or (
            each.facts.percent is None and progress_of(each.words.split(" ")[0]) != each.progress
        )
        is_other = found and is_free and status != each.progress
        settled.append(told_as(each, status, today) if is_other else each)
    return tuple(settled)


def _is_left(report: SaidReport) -> bool:
    """Whether the rules found what is left to do, or waited for, and it does not end as done."""
    ends = progress_of(report.words.rpartition(" ")[2])
    return report.progress == "in_progress" and ends is None and bool(_LEFT.search(report.words))


def words_of(text: str, due: Sequence[DueMeasure]) -> str:
    """Return a message as its writer meant it: cleaned, mended, without what is quoted."""
    return own_words(_plain(text), due)


def parts_of(report: SaidReport, due: Sequence[DueMeasure], today: date) -> str:
    """Return the shape of what is said of one measure (see ``weighing``)."""
    return shape_of(report.words, read_facts(report.words, today), (), due, PART)


def _by_rules(
    text: str,
    words: str,
    kind: Kind | None,
    due: Sequence[DueMeasure],
    today: date,
    named: list[NamedMeasures],
    is_sure: bool,
) -> Reading:
    """Read by rules; ``named`` are the measures that the whole text names."""
    done = without_plans(words)
    facts = read_facts(done, today)
    named = named if done == text else measures_named(done, due, facts)
    told_of = is_sure or tells(done, facts, today, named, due)
    if kind is Kind.EXTENSION or (not told_of and kind is not None):
        return Reading(kind)
    if kind in _SURELY_NONE and not any(each.ids for each in named):
        # the question itself is not among the words
        of_one = len(due) == 1 or measure_in_words(words, due) is not None
        if kind not in _BESIDE or not of_one:
            return Reading(kind)
    if kind in _OF_PERSONS and not tells_beside(words, due, today):
        return Reading(kind)
    unknown = tuple(code for each in named for code in each.unknown)
    reports = reports_in(words, text, due, named, today) if told_of or unknown else ()
    if not reports or not told_of:
        if unknown:
            says = facts.any or status_in(done, facts) is not None
            return Reading(Kind.OTHER, unknown=unknown if says else ())
        return Reading(Kind.OTHER, maybe=_maybe(text, due, today))
    return Reading(Kind.REPORT, reports, unknown)


def _maybe(text: str, due: Sequence[DueMeasure], today: date) -> tuple[int, ...]:
    """Return the measures of which a message says a status, but planned, ordered or by others."""
    facts = read_facts(text, today)
    if not cue_spans(text):
        return ()
    ids = (number for each in measures_named(text, due, facts) for number in each.ids)
    return tuple(dict.fromkeys(ids))


def read_words(text: str, today: date, measure: DueMeasure | None = None) -> SaidReport:
    """Read what is known to be a report of one measure: status, words and facts; where it is known
    which, without what was pasted around them, and with the status that the pieces tell.
    """
    if measure is None:
        return report_of((), _plain(text), today)
    words = own_words(_plain(answer_alone(text, measure)), [measure])
    named = [
        each for each in measures_named(words, [measure], read_facts(words, today)) if each.ids
    ]
    if named and not words[: named[0].span[0]].strip():
        words = words[named[0].span[1] :]  # its own number, as one begins a report outside a form
    report, shares = report_of((), words, today), weigh(_shape(words, [measure], today))
    if shares.report < _LIKELY:
        return report  # what sounds like no report tells no status by how it sounds
    if report.progress is None and shares.report < (_SURE if len(words) > _FEW else _CERTAIN):
        return report  # a few words tell no status: the form asks for it
    return _settled((report,), shares, [measure], today)[0]


_SALUTATION = re.compile(
    r"^(?:กราบ)?เรียน\s?(?:(?:ท่าน|ฝ่าย|ทีม|พี่|คุณ|หัวหน้า)*(?:เลขานุการ|เลขาฯ?|แอดมิน|ผู้ว่า[ก-๙]*|นายอำเภอ|ผู้ดูแล[ก-๙]*|"
    r"จังหวัด)|ท่าน|ทุกท่าน)(?:ค่ะ|ครับ|ที่เคารพ)?\s+"
)


def _plain(text: str) -> str:
    lines = (as_meant(to_arabic_digits(clean(line))) for line in text.split("\n"))
    return _SALUTATION.sub("", "\n".join(line for line in lines if line), count=1)
