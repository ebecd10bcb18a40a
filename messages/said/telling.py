"""Whether words tell of a measure's work at all, or of something else that is finished."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from messages.said.clauses import sentences, without_plans
from messages.said.groups import of_one_number, says_all, told_apart
from messages.said.kinds import Kind, kind_of
from messages.said.language.facts import Facts, is_evidence_alone, read_facts
from messages.said.language.pieces import LEAD, TAIL
from messages.said.measures import (
    DueMeasure,
    NamedMeasures,
    both_in_words,
    measure_in_words,
    named_measures,
)
from messages.said.statuses import cue_spans, status_in
from thai.numbers import to_arabic_digits
from thai.progress_words import NOTHING_NEW, progress_of

_ACTED = re.compile(
    r"ประชุม|อบรม|ชี้แจง|ติดป้าย|ลงประกาศ|จัด(?!ซื้อ)|เผยแพร่|ประกาศ|แจ้งเวียน|เวียน|ติดประกาศ|สำรวจ|ทบทวน|"
    r"ปรับปรุง|จัดทำ|ตรวจ|แต่งตั้ง|ประชาสัมพันธ์|ลงนาม|มอบ|รณรงค์|สัมมนา|ออกหนังสือ|มีหนังสือ|"
    r"ส่งหนังสือ|ทำหนังสือ|ดำเนินการ|รายงานผล|รวบรวม|จัดซื้อจัดจ้าง|ให้ความรู้|ลงพื้นที่|โพสต์|อัปโหลด|"
    r"อัพโหลด|ติดตาม|เก็บข้อมูล|คัดเลือก|อธิบาย|พาไป|ศึกษาดูงาน|สาธิต|ทำกิจกรรม|กิจกรรม|ดูงาน|"
    r"บรรยาย|แจก|ติดตั้ง|ซ่อม|บันทึก|สรุปผล|ร่วมกัน|อธิบาย|เปิดรับ|ลงเว็บ|ทำสื่อ|ทำคลิป"
)
_WORKED = re.compile(rf"(?:ได้|มีการ|จัด|เพิ่ง|ก็|\s)*+(?:{_ACTED.pattern})[^\n?]*?แล้ว")
_NEUTRAL = re.compile(
    r"ทั้งหมด|ทั้งสิ้น|ครับผม|ครับ|ค่ะ|คะ|คับ|นะ|จ้า|พี่|น้อง|เหตุการณ์|ภาพรวม|โดยรวม|ทุกอย่าง|ผลการ|ผล|ยัง|หมด|สถานะ|ตอนนี้|ขณะนี้|ช่วงนี้|เดือนนี้|รอบนี้|ดำเนินการ|งานนี้|งาน|"
    r"มาตรการ|เรื่องนี้|เรา|หน่วยงาน"
    r"|ทาง|ขอ|รายงาน|แจ้ง|ว่า|ไป|อยู่|แล้ว|ได้|ทำ|ก็|ของ|ผม|หนู|ประมาณ|ร้อยละ|เปอร์เซ็นต์"
)
_SHORT = 7
_SHORT_ANSWER = 9
"""Letters of "ไม่มีครับ" and the like, which may answer anything."""
_UNDONE = ("not_achieved", NOTHING_NEW, "in_progress")
_OTHERWISE = re.compile(r"\n|\s(?=ส่วน)")
_NUMBER = re.compile(r"\d\.\d|(?:ข้อ|มาตรการ)(?:ที่)?\s?\d")
_WORK_LEAD = re.compile(r"(?:เดือนนี้|รอบนี้|ดำเนินการ|ดำเนินงาน|ทำ|งาน|\s)*")
_WORK = (
    "ทำ|ดำเนิน|จัด|เตรียม|ปรับ|รวบรวม|ร่าง|ประสาน|ตรวจ|ทบทวน|อบรม|เผยแพร่|สรุป|รอ(?!รถ|เพื่อน|ลูก|คน|แฟน|ข้าว|คิว)|ขอ|ออกแบบ|พัฒนา|ทดสอบ|"
    "สำรวจ|เก็บ|ติดตั้ง|เสนอ|พิจารณา|แก้|คัดเลือก|ผลิต|เขียน|วาง|ติดตาม|เริ่ม|ปฏิบัติ|ขับเคลื่อน|เร่ง|แจ้ง|ลง(?!ทะเบียน|ชื่อ)|"
    "ประกาศ|ประชา|หาวัน|หาวิทยากร|หาสถานที่|หาผู้|ผู้|หัวหน้า|ผอ|นาย|คำสั่ง|งบ|อนุมัติ|หนังสือ|เอกสาร|ผล|กรม|จังหวัด|"
    "บริษัท|ช่าง|คณะ|ตอบ|ลงนาม|เซ็น|ชี้แจง|ถ่าย|ตัดต่อ|จัดซื้อ|จะเริ่ม|จะดำเนิน|จะทำ|จะจัด|แล้ว|อยู่|ครับ|ค่ะ|คะ|นะ"
)
_THE_WORK = re.compile(
    r"(?:ส่วน|แต่)?(?:งาน|มาตรการ)(?:นี้|ที่ให้ทำ)?(?:ก็|ของเรา)?(?:ทำ|ดำเนินการ)?"
    r"(?:เสร็จ(?:แล้ว|สิ้น|เรียบร้อย)|แล้วเสร็จ|เรียบร้อย|กำลัง(?:ทำ|ดำเนินการ)|อยู่ระหว่างดำเนินการ|"
    r"ยังไม่(?:ได้)?(?:เสร็จ|เริ่ม|ทำ)|คืบหน้า)(?:แล้ว|อยู่|เลย|เรียบร้อย|ทำ|นะ|ครับ|ค่ะ|คะ|จ้า|พี่|ดี)*"
)
"""What is said of the one measure that is due, after small talk."""
_FEAST = re.compile(
    r"งาน(?:แต่ง|ศพ|บวช|เลี้ยง|วัด|บุญ|วันเกิด|กาชาด|ขึ้นบ้าน|กีฬา|บ้าน|กฐิน|ลอย|มงคล|ปี|เทศกาล|ฌาปน|เผา|สวด|ทอด|กระเบื้อง|รับปริญญา)|เลี้ยงส่ง"
)
_OF_NO_WORK = re.compile(rf"(?:กำลัง|อยู่ระหว่าง|ยังไม่ได้|รอ)(?!\s|$|{_WORK})|เสร็จ(?:ธุระ|ประชุม|กิจ|จาก)")
"""What somebody is doing that is no work: "กำลังกินข้าว"."""

_SHOWS = re.compile(
    r"(?:ขอ)?(?:ส่ง|แนบ)(?:รูป|ภาพ|ไฟล์|หลักฐาน|เอกสาร)(?:ถ่าย|ประกอบ|กิจกรรม|ของ|\s)*(?:ให้|มา|ไป|แล้ว|ตามนี้|ค่ะ|ครับ|คะ|นะ|จ้า|พี่|\s)*|"
    r"(?:ขอ)?รายงาน(?:ผล)?\s*(?:ค่ะ|ครับ|คะ|นะ|จ้า|\s)*|รายละเอียดตาม(?:ไฟล์|เอกสาร|รูป|ที่)?แนบ(?:ค่ะ|ครับ|คะ|นะ|จ้า|\s)*"
)
"""What is said beside a photo of a measure, and says nothing else."""
_SENT = re.compile(
    r"ส่ง(?:รูป|ภาพ)(?:ให้|มา)?(?:แล้ว)?(?=นะ|ค่ะ|ครับ|คะ|จ้า|\s|$)|(?:^|ขอ)ส่ง(?:รูป|ภาพ)(?=[ก-๙])"
)
_SHORTLY = 50
"""Letters of what only goes with a photo."""


def measures_named(text: str, due: Sequence[DueMeasure], facts: Facts) -> list[NamedMeasures]:
    """Return the measures that a text names, "ข้อ 6 ทั้งสองข้อ" as each of them."""
    return [
        replace(each, ids=both, unknown=()) if (both := of_one_number(text, each, due)) else each
        for each in named_measures(text, due, facts.masked)
    ]


def shown(
    text: str, facts: Facts, named: Sequence[NamedMeasures], due: Sequence[DueMeasure]
) -> tuple[int, ...] | None:
    """Return the measures of which a text only shows something: a link, a letter, or the photo that
    comes with it; None where it says anything else.
    """
    rest = text
    for each in reversed(named):
        rest = f"{rest[: each.span[0]]}{' ' * (each.span[1] - each.span[0])}{rest[each.span[1] :]}"
    ids = tuple(number for each in named for number in each.ids)
    if len(named) > 1 or (named and not ids):
        return None
    if is_evidence_alone(rest, facts):
        return ids or ((due[0].id,) if len(due) == 1 else ())
    if ids and _SHOWS.fullmatch(rest.strip()):
        return ids
    sent = _SENT.search(rest)
    if sent is None or named:
        return None
    found = measure_in_words(f"{rest[: sent.start()]} {rest[sent.end() :]}", due)
    return None if found is None or len(rest) > _SHORTLY else (found,)


def names_a_number(text: str) -> bool:
    """Whether a text, as it was typed, may name a measure by its number: a quick look before it is
    read.
    """
    return bool(_NUMBER.search(to_arabic_digits(text)))


def names_work(text: str) -> bool:
    """Whether a few words, as they were typed, say of some work that it was done: "ประชุมแล้ว"."""
    return bool(_WORKED.match(to_arabic_digits(text.strip())))


def tells_beside(words: str, due: Sequence[DueMeasure], today: date) -> bool:
    """Whether words tell of work beside what they tell of their writer or complain of."""
    if len(due) == 1 and _tells_of_the_only(words):
        return True
    lines = (
        " ".join(
            each
            for each in line
            if kind_of(each) is None
            or _NUMBER.search(each)
            or (kind_of(each) is Kind.COMPLAINT and _begins(each, _UNDONE))
        )
        for line in sentences(words)
    )
    rest = "\n".join(line for line in lines if line)
    facts = read_facts(rest, today)
    done = without_plans(rest)
    return bool(rest) and tells(done, facts, today, measures_named(done, due, facts), due)


def tells(
    text: str,
    facts: Facts,
    today: date,
    named: Sequence[NamedMeasures],
    due: Sequence[DueMeasure],
) -> bool:
    """Whether words (without plans) tell of a measure's work: named by number, or in the plan's own
    words with a status; a status that is all there is; or something done on a day that has come, by
    a letter or at a link. A plain day, a place, or something else that is finished is none.
    """
    status = status_in(text, facts)
    if any(each.ids for each in named):
        return status is not None or _is_told(text, facts, today)
    if status is None and not _happened(text, facts, today):
        return False
    if status is not None and (
        (len(due) == 1 and _tells_of_the_only(text))
        or _is_bare(_without_links(text, facts))
        or says_all(text, due)
    ):
        return True
    parts = dict.fromkeys([text, *_OTHERWISE.split(text)])
    in_words = any(measure_in_words(each, due) is not None for each in parts)
    in_words = in_words or bool(both_in_words(text, due) or told_apart(text, due, today))
    if status is not None and in_words:
        return True
    alone = in_words or status is not None or len(due) == 1
    return alone and _happened(text, facts, today)


def _happened(text: str, facts: Facts, today: date) -> bool:
    """Whether something was done on a day that is written out and has come, by a letter or at a
    link.
    """
    if not (facts.letters or facts.links or any(day <= today for day in facts.days)):
        return False
    dated = any(re.search(r"\d|www|http", text[slice(*span)]) for span in facts.named)
    return dated and bool(_ACTED.search(text))


def _without_links(text: str, facts: Facts) -> str:
    for link in facts.links:
        text = text.replace(link, " ")
    return text.strip()


def _is_told(text: str, facts: Facts, today: date) -> bool:
    """Whether words of a measure that is named tell what was done, without its status."""
    came = any(event.attendees for event in facts.events)
    past = any(day < today for day in facts.days)
    if facts.letters or facts.links:
        return True
    return (
        (came or past)
        and all(day <= today for day in facts.days)
        and (bool(_ACTED.search(text)) or (came and past))
    )


def _is_bare(text: str) -> bool:
    """Whether a message is a status and hardly more, or has a sentence that begins with one as a
    report does.
    """
    if _FEAST.search(text):
        return False
    if progress_of(text) is not None and len(TAIL.sub("", text)) > _SHORT_ANSWER:
        return True
    for sentence in (each for line in sentences(text) for each in line):
        parts = sentence.split(" ")
        if _begins(sentence) or any(map(_is_none_new, parts)):
            return True
        if _ACTED.match(sentence) and any(map(progress_of, parts)):
            return True  # "ติดประกาศแล้ว เสร็จค่ะ"
    if _OF_NO_WORK.search(text):
        return False
    rest, end = "", 0
    for first, last in sorted(cue_spans(text)):
        rest, end = rest + text[end:first] if first > end else rest, max(end, last)
    rest = _NEUTRAL.sub("", rest + text[end:])
    return not any(letter.isalpha() for letter in rest)


def _tells_of_the_only(text: str) -> bool:
    """Whether some words among others are "งานเสร็จแล้ว", and no feast or funeral is meant."""
    return not _FEAST.search(text) and any(map(_THE_WORK.fullmatch, text.split()))


def _is_none_new(words: str) -> bool:
    spans = cue_spans(words, (NOTHING_NEW, "not_started")) if len(words) > _SHORT else []
    return any(first == 0 and not _OF_NO_WORK.match(words) for first, _ in spans)


def _begins(sentence: str, statuses: Sequence[str] = ()) -> bool:
    """Whether a sentence begins with a status of work: not "กำลังกินข้าว"."""
    lead = LEAD.match(sentence)
    start = lead.end() if lead else 0
    work = _WORK_LEAD.match(sentence, start)
    starts = (0, start, work.end() if work else start)
    return any(
        first in starts and not _OF_NO_WORK.match(sentence, first)
        for first, _ in cue_spans(sentence, statuses)
    )
