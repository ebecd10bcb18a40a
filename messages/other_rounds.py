"""Words about another round than the one that is asked for: what was begun for an earlier one, and
reports that name a month.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.form.questions import Subject, progress_word
from messages.form.report_cards import why_refused
from messages.limits import clip
from messages.parts import LineAction, Message, tap, text_message
from messages.taps import Action, month_value, pack
from models.reports.settling import NotTaken
from thai.dates import long_month, short_month

USE_LEFT = "ใช้ร่างเดิม"
_USES = re.compile(
    rf"(?:ขอ|ให้)?(?:{USE_LEFT}|เอาร่างเดิม|ใช้ร่าง(?=ของ|เดือน|รอบ))(?:ของ|รอบ|เดือน|[ก-๙.\d]|\s)*"
)


def asks_to_use(text: str) -> bool:
    """Tell whether words ask to use what was begun for an earlier round."""
    return _USES.fullmatch(text) is not None


def use_action(draft_id: int, obligation_id: int, month: date) -> LineAction:
    """A button that uses a draft of an earlier round for another report."""
    return tap(
        f"{USE_LEFT} {short_month(month)}",
        pack(Action.USE_LEFT, d=draft_id, o=obligation_id),
        says=f"{USE_LEFT}ของเดือน{long_month(month)}",
    )


def left(
    month: date, now: date, progress: str, summary: str, evidence: int, *, code: str | None
) -> str:
    """A draft of a ``month`` was left; the form of the month that is asked ``now`` opens. With a
    ``code`` that month's report is still taken, as a late one.
    """
    said = [progress_word(progress)] if progress else []
    said += [f"“{clip(summary, 600)}”"] if summary else []
    said += [f"หลักฐาน {evidence} รายการ"] if evidence else []
    late = f" หากจะส่งของเดือนเดิม พิมพ์ รายงานเดือน{long_month(month)} {code}" if code else ""
    return (
        f"ท่านมีร่างของรอบเดือน{long_month(month)} ที่ยังไม่ได้ส่ง\n{' '.join(said)}\n"
        f"พิมพ์ {USE_LEFT} เพื่อใช้กับรอบเดือน{long_month(now)}{late}"
    )


def used(month: date, unused: str) -> str:
    """What was begun for a month is used; ``unused`` is its summary where another was told."""
    tail = f"\nข้อความในร่างเดิมที่ไม่ได้ใช้\n“{clip(unused, 600)}”" if unused else ""
    return f"ใช้ร่างของรอบเดือน{long_month(month)} แล้ว โปรดตรวจก่อนส่ง{tail}"


LATE = "รายงานนี้จะนับเป็นรายงานที่ส่งหลังกำหนด"
_LISTED = 12


@dataclass(frozen=True)
class OfMonth:
    """A report of a month that was named: its receipt ``number``, where it was sent, and why none
    is taken (``why``; None: it is).
    """

    obligation_id: int
    subject: Subject
    number: str | None
    why: NotTaken | None

    @property
    def line(self) -> str:
        """How it stands, on one line."""
        sent = f" ส่งแล้ว เลขที่รับ {self.number}" if self.number else ""
        why = f" {why_refused(self.why)}" if self.why is not None else ""
        return f"• {clip(self.subject.name, 90)}:{sent or ('' if why else ' ยังไม่ได้ส่ง')}{why}"


def is_closed(month: date) -> str:
    """The round of a month that was named is closed."""
    return f"รอบเดือน{long_month(month)} ปิดแล้ว"


def not_begun(month: date) -> str:
    """The month that was named is still to come."""
    return f"ยังไม่ถึงรอบรายงานเดือน{long_month(month)}"


def goes_on(month: date) -> str:
    """The round of a month that was named is not closed."""
    return f"รายการของรอบเดือน{long_month(month)}"


def nothing_of(month: date) -> str:
    """Nothing is, or was, to be reported of the month that was named."""
    return f"ท่านไม่มีรายการของรอบเดือน{long_month(month)}"


def which_round(
    head: str,
    stand: Sequence[OfMonth],
    late: date | None,
    now: date | None,
    message_id: str | None,
    quick: Sequence[LineAction],
) -> Message:
    """A report names a month that is closed, or of which nothing is asked (``head`` says it): it is
    kept nowhere until its writer says of which month it is: of that one, as a ``late`` report, or
    of the one that is asked ``now`` (None: it cannot be).
    """
    lines = [f"{head} ข้อความนี้ยังไม่ได้บันทึก", *(each.line for each in stand[:_LISTED])]
    actions = []
    if late is not None:
        lines.append(f"ยังส่งเป็นรายงานล่าช้าของรอบนั้นได้ พิมพ์ ส่งของเดือน{long_month(late)}")
        actions.append(_round_action("ส่งล่าช้าของ", "ส่งของเดือน", late, message_id))
    if now is not None:
        lines.append(f"หากเป็นของรอบปัจจุบัน พิมพ์ ใช้กับรอบเดือน{long_month(now)}")
        actions.append(_round_action("ใช้กับรอบ", "ใช้กับรอบเดือน", now, message_id))
    return text_message("\n".join(lines), [*actions, *quick[:1]])


def _round_action(label: str, says: str, month: date, message_id: str | None) -> LineAction:
    return tap(
        f"{label} {short_month(month)}",
        pack(Action.SAID, m=message_id or "", r=month_value(month)),
        says=f"{says}{long_month(month)}",
    )


def reports_of(
    head: str, stand: Sequence[OfMonth], quick: Sequence[LineAction], *, late: bool
) -> Message:
    """The reports of a month that was named and nothing told of: how each stands, with a button for
    what is still taken (``late``: after its close); ``head`` says how the month stands.
    """
    free = [each for each in stand if each.why is None and each.number is None]
    actions = [
        tap(
            f"รายงาน {each.subject.code or each.subject.title}",
            pack(Action.REPORT, o=each.obligation_id),
        )
        for each in free[:_LISTED]
    ]
    lines = [head, *(each.line for each in stand[:_LISTED])]
    lines += [f"เลือกรายการที่จะส่งจากปุ่ม {LATE if late else ''}".strip()] if free else []
    return text_message("\n".join(lines), [*actions, *quick[:1]])
