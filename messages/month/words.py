"""The words and signs the month's cards share: bars, states, dates."""

from dataclasses import dataclass
from datetime import date

from messages import menu
from messages.limits import clip
from messages.parts import (
    ALERT,
    BRAND,
    CALM,
    INK,
    MUTED,
    WARN,
    Component,
    LineAction,
    box,
    message_action,
    muted,
    words,
)
from models.month.owing import Owing
from models.month.summary import Count
from models.tables.obligations import ObligationState
from thai.dates import short_month, weekday_date
from thai.numbers import whole_per_cent

BAR_LENGTH = 10
AGENCY = 120
NOT_ALL_SENT = "หน่วยงานที่ยังรายงานไม่ครบ"
NOTHING_EXPECTED = "ไม่มีรายการที่ต้องรายงาน"


@dataclass(frozen=True)
class StateLook:
    """A state as people see it: a sign and a word (either is enough without colour), and a
    colour.
    """

    sign: str
    word: str
    color: str

    @property
    def text(self) -> str:
        """Sign and word."""
        return f"{self.sign} {self.word}"


OWED = StateLook("○", "รอรายงาน", INK)
OVERDUE = StateLook("▲", "เกินกำหนด", ALERT)
RETURNED = StateLook("↩", "ส่งกลับให้แก้ไข", WARN)
STATE_LOOKS = {
    ObligationState.OWED: OWED,
    ObligationState.RETURNED: RETURNED,
    ObligationState.SENT: StateLook("●", "ส่งแล้ว รอตรวจ", CALM),
    ObligationState.ACCEPTED: StateLook("✔", "รับรองแล้ว", BRAND),
    ObligationState.EXCUSED: StateLook("–", "ได้รับการยกเว้น", MUTED),
    ObligationState.ENDED: StateLook("✔", "แล้วเสร็จก่อนหน้านี้", BRAND),
    ObligationState.MISSED: StateLook("✕", "ไม่ได้รายงาน", ALERT),
}


def state_look(state: ObligationState, *, is_overdue: bool = False) -> StateLook:
    """Return how a state looks; what was never answered in time looks overdue."""
    return OVERDUE if is_overdue and state is ObligationState.OWED else STATE_LOOKS[state]


def due_line(
    day: date, *, size: str = "md", color: str = INK, is_extended: bool = False
) -> Component:
    """Until when a report is expected: what a reader looks for first, in letters as large as a
    title's or larger.
    """
    apart = "\n" if size == "lg" else " "  # a narrow card has no room for both on one line
    return words(
        f"{'ขยายเวลาถึง' if is_extended else 'กำหนดส่ง'}{apart}{weekday_date(day)}",
        size=size,
        color=color,
        bold=True,
    )


def bar(done: int, whole: int, length: int = BAR_LENGTH) -> str:
    """Return a bar of blocks: full only when all is done, empty only when nothing is."""
    if whole <= 0:
        return "▱" * length
    filled = done * length // whole
    if done > 0:
        filled = max(filled, 1)
    return "▰" * filled + "▱" * (length - filled)


def share(done: int, whole: int) -> str:
    """Return "▰▰▰▰▱▱ 28/33 (85%)"; 100% means all."""
    return f"{bar(done, whole)} {done:,}/{whole:,}" + (
        f" ({whole_per_cent(done, whole)}%)" if whole else ""
    )


def named(code: str | None, title: str) -> str:
    """Return a measure's code and title, or the title alone."""
    return f"{code} {title}" if code else title


def months_text(months: tuple[date, ...]) -> str:
    """Return "ต.ค. 69, พ.ย. 69"; of more than four only the ends."""
    if len(months) > 4:
        return f"{short_month(months[0])} ถึง {short_month(months[-1])} ({len(months)} รอบ)"
    return ", ".join(short_month(month) for month in months)


def count_line(count: Count) -> str:
    """Return the numbers of a count in one line."""
    parts = [f"ส่งแล้ว {count.sent:,} จาก {count.expected:,} รายการ", f"ตรงเวลา {count.on_time:,}"]
    late = count.sent - count.on_time
    if late:
        parts.append(f"ล่าช้า {late:,}")
    parts.append(f"รับรองแล้ว {count.accepted:,}")
    if count.returned:
        parts.append(f"รอแก้ไข {count.returned:,}")
    if count.extended:
        parts.append(f"ขยายเวลา {count.extended:,}")
    return " · ".join(parts)


def agencies_line(done: int, whole: int, returned: int) -> str:
    """Return how many agencies have sent everything; what was ``returned`` to them was sent, but is
    still to be mended.
    """
    fixing = f" (รอแก้ไข {returned:,} รายการ)" if returned else ""
    return f"รายงานครบแล้ว {done:,} จาก {whole:,} หน่วยงาน{fixing}"


def judged_line(count: Count) -> str:
    """Return the smaller numbers under a bar."""
    fixing = f" · รอแก้ไข {count.returned:,}" if count.returned else ""
    return f"ตรงเวลา {count.on_time:,} · รับรองแล้ว {count.accepted:,}{fixing}"


def total_block(count: Count) -> Component:
    """The whole of a count: a large bar with its numbers under it."""
    if not count.expected:
        return box([words(NOTHING_EXPECTED, color=MUTED)])
    return box(
        [
            words(share(count.sent, count.expected), size="md", bold=True, color=BRAND),
            muted(count_line(count)),
        ],
        spacing="xs",
    )


def owing_line(owing: Owing) -> str:
    """Return an agency with how many reports it has not sent."""
    extended = f" ขยายเวลา {owing.extended:,}" if owing.extended else ""
    return f"{clip(owing.agency_name, AGENCY)} (ค้าง {owing.owed:,} รายการ{extended})"


def newest_summary(month: date) -> LineAction:
    """A button of a dated card that asks for the newest numbers of that card's own month, by
    typing the words, so that it works in a group too.
    """
    return message_action("ดูสรุปล่าสุด", f"/{menu.summary_of(month)}")
