"""Words about another round than the one that is asked for: what was begun for an earlier one, and
reports that name a month.
"""

import re
from datetime import date

from messages.form.questions import progress_word
from messages.limits import clip
from messages.parts import LineAction, tap
from messages.taps import Action, pack
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
