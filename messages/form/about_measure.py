"""มาตรการนี้คืออะไร: a measure in the plan's words, its reports, and what counts as evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from messages.form.questions import progress_word
from messages.limits import clip
from messages.menu import plain
from messages.parts import (
    CALM,
    Component,
    LineAction,
    Message,
    bubble,
    button,
    entry,
    field,
    fitting,
    flex_message,
    muted,
    rule,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from thai.numbers import to_arabic_digits

LABEL = "มาตรการนี้คืออะไร"
_ASKED = re.compile(
    r"(?:ขอ|อยาก|ช่วย|ดู|ทราบ|รู้|ถาม|ข้อมูล|รายละเอียด|บอก|\s)*+(?P<lead>มาตรการย่อย|มาตรการ|ข้อ)?(?:ที่)?\s?"
    r"(?P<code>\d{1,2}(?:\.\d{1,2}){0,2})\s?(?:นี้)?\s?"
    r"(?:คือ(?:อะไร|มาตรการอะไร|เรื่องอะไร)|หมายถึงอะไร|หมายความว่าอย่างไร|เกี่ยวกับอะไร|เรื่องอะไร|"
    r"(?:ต้อง)?ทำอะไร|รายละเอียด|(?:เคย)?รายงาน(?:อะไรไป(?:แล้ว)?|ไป(?:แล้ว)?(?:อะไร|ว่าอย่างไร))|"
    r"อะไรใช้เป็นหลักฐาน(?:ได้)?|(?:ต้อง)?(?:ใช้|แนบ|ส่ง)?หลักฐานอะไร|มีขั้นตอนอะไร)"
    r"(?:ได้)?(?:บ้าง)?(?:หรือ|\?|\s)*"
)
_DETAILS = re.compile(
    r"(?:ขอ|อยาก|ช่วย|ดู|ทราบ|รู้|\s)*+(?:รายละเอียด|ขั้นตอน|ข้อมูล|หลักฐาน)(?:ของ)?\s?(?P<lead>มาตรการย่อย|มาตรการ|ข้อ)?"
    r"(?:ที่)?\s?(?P<code>\d{1,2}(?:\.\d{1,2}){0,2})\s?(?:ใช้อะไร(?:ได้)?(?:บ้าง)?)?(?:หน่อย|ด้วย|ให้|\?|\s)*"
)
_LINES = 8
_LENGTHS = (200, 140, 100, 70, 40)
"""Letters of each line, the longest that LINE takes of so many."""


@dataclass(frozen=True)
class MeasureStory:
    """What was reported of a measure in a round, ``month`` in Thai."""

    month: str
    progress: str
    summary: str


@dataclass(frozen=True)
class MeasureFacts:
    """What somebody reads of a measure: lists of text as the plan has them, the agency's newest
    reports first, names of evidence that was accepted. ``due_id`` is the obligation that is asked
    for now.
    """

    code: str | None
    title: str
    agency: str
    steps: tuple[str, ...]
    indicators: tuple[str, ...]
    targets: tuple[str, ...]
    period: str
    followup: str
    told: tuple[MeasureStory, ...]
    accepted: tuple[str, ...]
    due_id: int | None


def asked_code(text: str) -> str | None:
    """Return the number of the measure about which words ask ("มาตรการ 1.1 คืออะไร"); None for
    other words. A number alone is one only after a word for it, or with a dot.
    """
    words_asked = to_arabic_digits(plain(text))
    found = _ASKED.fullmatch(words_asked) or _DETAILS.fullmatch(words_asked)
    return found["code"] if found and (found["lead"] or "." in found["code"]) else None


def about_action(obligation_id: int, code: str | None) -> LineAction:
    """A button that asks what a measure is."""
    says = f"มาตรการ {code} คืออะไร" if code else LABEL
    return tap(LABEL, pack(Action.ABOUT, o=obligation_id), says=says)


def about_measure(facts: MeasureFacts, quick: Sequence[LineAction]) -> Message:
    """The card of a measure, with as much of each line as LINE takes."""
    head = f"มาตรการ {facts.code}" if facts.code else LABEL
    buttons = [button(tap("รายงานผล", pack(Action.REPORT, o=facts.due_id)))] if facts.due_id else []
    card = fitting(
        lambda length: bubble(
            head, _body(facts, length), buttons, above="จากแผนของหน่วยงาน", tone=CALM
        ),
        _LENGTHS,
    )
    return flex_message(f"{head}: {facts.title}", card, quick)


def _body(facts: MeasureFacts, length: int) -> list[Component]:
    body = [words(facts.title, limit=400, lines=6, bold=True), muted(facts.agency)]
    for label, lines in (
        ("ขั้นตอน", facts.steps),
        ("ตัวชี้วัด", facts.indicators),
        ("เป้าหมาย", facts.targets),
        ("ระยะเวลา", (facts.period,)),
        ("การติดตาม", (facts.followup,)),
    ):
        body += _lines(label, lines, length)
    body += [rule(), muted("รายงานที่ผ่านมาของหน่วยงานท่าน", margin="md")]
    body += [
        entry(
            words(f"รอบ {each.month} · {progress_word(each.progress)}", bold=True),
            *([words(clip(each.summary, length), lines=4)] if each.summary else []),
        )
        for each in facts.told
    ] or [words("ยังไม่มีรายงาน")]
    body += [
        rule(),
        field(
            "อะไรใช้เป็นหลักฐานได้",
            "รูปถ่ายกิจกรรม หนังสือหรือคำสั่ง (ไฟล์ หรือเลขที่และวันที่) บันทึกการประชุม ลิงก์ประกาศบนเว็บไซต์ "
            "ที่แสดงว่าได้ทำตามมาตรการ",
        ),
    ]
    if facts.accepted:
        listed = "\n".join(f"• {clip(name, 80)}" for name in facts.accepted)
        body.append(field("ที่เคยรับรองแล้ว", listed))
    return body


def unknown(code: str, quick: Sequence[LineAction]) -> Message:
    """None of the agency's measures has this number."""
    return text_message(
        f"ไม่พบมาตรการ {code} ในรายการของหน่วยงานท่าน พิมพ์ งานของฉัน เพื่อดูรายการทั้งหมด", quick
    )


def _lines(label: str, lines: Sequence[str], length: int) -> list[Component]:
    found = [clip(line, length) for line in lines if line.strip()]
    more = [f"และอีก {len(found) - _LINES} ข้อ"] if len(found) > _LINES else []
    return [field(label, "\n".join([*found[:_LINES], *more]))] if found else []
