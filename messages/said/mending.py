"""What somebody takes back in the same breath: "ไม่ใช่ข้อ 3", "แก้เป็น", "เอ้ย"."""

import re
from collections.abc import Sequence
from datetime import date

from messages.said.clauses import without_plans
from messages.said.language.days import DAY
from messages.said.language.facts import read_facts
from messages.said.measures import DueMeasure, named_measures
from messages.said.statuses import cue_spans, status_in

_NOT_THAT = re.compile(
    r"(?:และ)?(?:ไม่ใช่|มิใช่)(?!ไหม|มั้ย|หรือ)\s?(?:(?:ข้อ|มาตรการ)(?:ที่)?\s?)?"
    r"(?:\d[\d.,/]*(?:\s?(?:คน|ราย|ท่าน|%))?|(?:กำลัง|แล้วเสร็จ|เสร็จ|ยังไม่|อยู่ระหว่าง)[ก-๙]*)(?:นะ|ครับ|ค่ะ|คะ|\s)*"
    r"(?:แต่)?(?:เป็น)?"
)
_MENDS = re.compile(
    r"(?:ที่ถูก(?:ต้อง)?(?:คือ|เป็น)?|(?:ที่|ความ)จริง(?:คือ|แล้ว)?|จริงๆ(?:แล้ว)?(?:คือ)?|"
    r"แก้(?:ไข)?(?:ใหม่)?(?:ให้)?เป็น|เปลี่ยน(?:สถานะ)?เป็น|ต้องเป็น|เอ้ย|เอ๊ย|เอ๋ย|เฮ้ย|อุ๊ย|ไม่ใช่(?:สิ|ๆ))\s?"
)
_FROM = re.compile(r"จาก[^\d\n]{1,40}?เป็น\s?(?=เสร็จ|แล้วเสร็จ|กำลัง|อยู่ระหว่าง|ยังไม่|ไม่|ดำเนินการ)")


_DENIED = re.compile(
    r"(?:ไม่)?ใช่ว่า[ก-๙\d. ]{0,16}?(?:จะ)?(?:ยัง)?ไม่[ก-๙]{0,16}?(?:นะคะ|นะครับ|นะ|ค่ะ|ครับ|หรอก)\s?"
)
"""What is said not to be so: "ไม่ใช่ว่ายังไม่เสร็จนะคะ"."""
_AT_ONCE = re.compile(rf"(?:เป็น|คือ|วันที่|เมื่อ|วัน|ที่|\s)*(?:{DAY.pattern})")
"""Another day, at once after "I mean"."""


def corrected(text: str, due: Sequence[DueMeasure], today: date) -> str:
    """Return a text as its writer leaves it: what comes after "I mean" stands for what was said of
    the same before it.
    """
    text = _DENIED.sub(" ", text)
    text = _FROM.sub("เป็น ", _NOT_THAT.sub(" ", text)).strip(" ")
    last = None
    for match in _MENDS.finditer(text):
        last = match if text[match.end() :].strip(" .!") else last
    if last is None:
        return text
    before, after = text[: last.start()], text[last.end() :]
    facts = read_facts(after, today)
    named = named_measures(after, due, facts.masked)
    has_status = status_in(without_plans(after), facts) is not None
    if not (named or has_status or facts.events or facts.days or facts.percent is not None):
        return text
    kept = read_facts(before, today)
    of_before = named_measures(before, due, kept.masked)
    if has_status and not kept.any:
        before = "" if named else " ".join(before[slice(*each.span)] for each in of_before)
        return f"{before} {after}".strip()
    gone = [each.span for each in of_before] if named else []
    gone += cue_spans(before) if has_status else []
    gone += kept.counted if any(each.attendees for each in facts.events) else []
    if _AT_ONCE.match(after) and (days := [match.span() for match in DAY.finditer(before)]):
        gone.append(days[-1])
    letters = list(before)
    for start, end in gone:
        letters[start:end] = " " * (end - start)
    return re.sub(" +", " ", f"{''.join(letters)} {after}").strip()
