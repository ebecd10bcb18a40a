"""Of which report evidence is that came outside any form, and how an event's place is called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from messages.form.questions import Subject
from messages.limits import QUICK_LABEL, clip
from messages.parts import (
    LineAction,
    Message,
    bubble,
    button,
    flex_message,
    muted,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from models.tables.obligations import ObligationState
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_CHOSEN = re.compile(
    r"(?:แนบ|ของ|เป็นของ|กับ|รายงาน|มาตรการ|ข้อ|ที่|รายการ|\s)*+(?P<key>\d{1,3}(?:\.\d{1,3}){0,3})"
)
_PLACE = 200
_NAME = 90
_COUNTRY = re.compile(r"(?:[\s,]*(?:\d{5}|ประเทศไทย|Thailand))+$", re.IGNORECASE)
"""What the address of every place in the country ends with."""
_LISTED = 20
_CHOICES = 10
_LABEL = 27
"""Letters on a button: the card names the measures, and longer labels are made small to fit."""


def place_name(title: str, address: str) -> str:
    """Return a place's name, with its address where it tells more, without post code and country;
    empty when there is neither.
    """
    title = clean(title)[:_PLACE]
    address = _COUNTRY.sub("", clean(address)[:_PLACE]).strip()
    if not title or not address or address in title:
        return title or address
    return address if title in address else f"{title} ({address})"


def of_place(name: str) -> str:
    """How the place of an event stands among the evidence."""
    return f"สถานที่: {name}"


def nameless_place() -> str:
    """A place came that has no name and no address."""
    return (
        "ตำแหน่งนี้ไม่มีชื่อสถานที่และที่อยู่ จึงยังไม่ได้บันทึก (ระบบไม่เก็บพิกัด) โปรดเลือกสถานที่ที่มีชื่อ หรือพิมพ์ชื่อสถานที่ในสรุปผล"
    )


@dataclass(frozen=True)
class PlacingChoice:
    """A report to which evidence may belong; ``key`` is what is typed to choose it. ``is_sent``: it
    was sent a moment ago, and would be corrected.
    """

    obligation_id: int
    key: str
    name: str
    is_sent: bool = False

    def words(self, limit: int) -> str:
        """What is typed, and what it stands for, in so many letters."""
        is_code = self.name.startswith(f"{self.key} ")
        rest = self.name.removeprefix(f"{self.key} ") if is_code else self.name
        mark = " (ส่งแล้ว)" if self.is_sent else ""
        return clip(f"{self.key}{'' if is_code else ')'}{mark} {rest}", limit)


def which_measure(
    shown: str,
    choices: Sequence[PlacingChoice],
    message_id: str | None,
    quick: Sequence[LineAction],
) -> Message:
    """Evidence came outside any form, and it is not plain what it belongs to: it is kept (``shown``
    says so). ``message_id`` is that of words said just before, which belong to the same report.

    On a card, whose buttons stay when the next photo comes.
    """
    buttons = [
        button(
            tap(
                each.words(_LABEL),
                pack(Action.SAID, o=each.obligation_id, m=message_id)
                if message_id
                else pack(Action.REPORT, o=each.obligation_id),
                says=f"แนบกับ {each.words(_NAME)}",
            ),
            "secondary",
        )
        for each in choices[:_CHOICES]
    ]
    lines = [muted(f"• {each.words(_NAME)}") for each in choices[:_LISTED]]
    if len(choices) > _LISTED:
        lines.append(muted(f"และอีก {len(choices) - _LISTED} รายการ"))
    example = choices[0].key
    body = [
        words(shown),
        *lines,
        words(f"กดเลือก หรือพิมพ์เลขข้างหน้า เช่น {example} ระบบจะแนบให้", margin="md"),
    ]
    listed = ", ".join(each.key for each in choices[:_CHOICES])
    return flex_message(
        f"แนบกับมาตรการใด พิมพ์เลข {listed}", bubble("แนบกับมาตรการใด", body, buttons), quick
    )


def chosen(text: str) -> str | None:
    """Return the number somebody typed to say of which report evidence is ("1.1", "แนบกับข้อ ๒");
    None for other words.
    """
    found = _CHOSEN.fullmatch(to_arabic_digits(text))
    return found["key"] if found else None


def one_more(shown: str, count: int, quick: Sequence[LineAction]) -> Message:
    """Another of several files outside any form; the first was answered with the reports to choose
    from.
    """
    return text_message(
        f"{shown} (รอแนบรวม {count} รายการ) โปรดเลือกมาตรการจากการ์ดข้างต้น หรือพิมพ์เลขมาตรการ",
        quick,
    )


_STANDS = {
    ObligationState.RETURNED: "ส่งกลับให้แก้ไข",
    ObligationState.SENT: "ส่งแล้ว",
    ObligationState.ACCEPTED: "ส่งแล้ว รับรองแล้ว",
    ObligationState.OWED: "รอรายงาน",
}


def which_round(
    choices: Sequence[tuple[int, Subject, ObligationState]],
    message_id: str | None,
    quick: Sequence[LineAction],
) -> Message:
    """A report was told of a measure of which several rounds may be meant (obligation, subject,
    state): which it is, by a tap or by the month's name.
    """
    listed = "\n".join(
        f"• รอบเดือน{subject.month} ({_STANDS.get(state, 'ส่งแล้ว')})" for _, subject, state in choices
    )
    actions = [
        tap(
            clip(f"รอบ{subject.month}", QUICK_LABEL),
            pack(Action.SAID, o=obligation_id, m=message_id or ""),
            says=f"เป็นของรอบเดือน{subject.month}",
        )
        for obligation_id, subject, _ in choices
    ]
    subject = choices[0][1]
    example = choices[-1][1].month.split(" ")[0]
    return text_message(
        f"ข้อความนี้เป็นรายงานของ {clip(subject.name, 120)} รอบใด ขณะนี้ยังไม่ได้บันทึก\n{listed}\n"
        f"โปรดเลือกจากปุ่ม หรือพิมพ์ชื่อเดือน เช่น รอบ{example}",
        [*actions, *quick[:1]],
    )


def which_sent(
    choices: Sequence[tuple[int, Subject, str]],
    message_id: str | None,
    quick: Sequence[LineAction],
) -> Message:
    """A report was told without a measure, and all that is due was sent (obligation, subject,
    receipt number): nothing is kept until somebody says which it corrects.
    """
    listed = "\n".join(
        f"• {clip(subject.name, 90)} รอบเดือน{subject.month} เลขที่รับ {number}"
        for _, subject, number in choices[:_CHOICES]
    )
    actions = [
        tap(
            clip(f"แก้ไข {subject.code or subject.title}", QUICK_LABEL),
            pack(Action.SAID, o=obligation_id, m=message_id or ""),
            says=f"ใช้แก้ไขรายงาน {clip(subject.name, 200)}",
        )
        for obligation_id, subject, _ in choices[:_CHOICES]
    ]
    return text_message(
        "รายงานที่ถึงกำหนดส่งครบแล้ว ข้อความนี้จึงยังไม่ได้บันทึก หากใช้แก้ไขรายงานที่ส่งแล้ว โปรดเลือกจากปุ่ม "
        f"หรือพิมพ์เลขมาตรการนำหน้าข้อความแล้วส่งอีกครั้ง\n{listed}",
        [*actions, *quick[:1]],
    )
