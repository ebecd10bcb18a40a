"""What the secretariat reads when a round opens: whether the month's paid messages suffice, what
goes first when they do not, and which of LINE's plans would hold them.
"""

from datetime import date

from messages import menu
from messages.parts import (
    ALERT,
    BRAND,
    MUTED,
    Component,
    Message,
    bubble,
    flex_message,
    muted,
    rule,
    text_message,
    words,
)
from models.outbox.forecast import Forecast
from models.outbox.line_plans import PlanAdvice
from thai.dates import long_month, short_month

ORDER = "เตือนวันกำหนดส่ง เรื่องที่แจ้งผลการตรวจ เตือนก่อนกำหนดส่ง ผู้บริหารและฝ่ายเลขานุการ แล้วจึงกลุ่มไลน์"
"""What goes first when the messages do not suffice (docs/month.md)."""
_ASK = f"/{menu.SUMMARY}"


def month_forecast(found: Forecast) -> tuple[Message, ...]:
    """Return the forecast as one card."""
    if found.suffices and found.group_goes:
        verdict, color = "✔ โควตาเพียงพอสำหรับรอบนี้", BRAND
    else:
        verdict, color = "▲ โควตาไม่พอส่งทุกข้อความของรอบนี้", ALERT
    body = [
        words(verdict, size="lg", bold=True, color=color),
        words(f"โควตา {found.limit:,} ข้อความ · ใช้ไปแล้ว {found.used:,} · เหลือ {found.left:,}"),
        words(f"เดือนนี้จะส่งอีกไม่เกิน {found.to_come:,} ข้อความ (หากไม่มีหน่วยงานใดรายงานเพิ่ม)"),
        *(muted(line) for line in _parts(found)),
    ]
    if not (found.suffices and found.group_goes):
        body += [rule(), *_short(found)]
    if found.advice is not None:
        body += [rule(), *(words(line, size="xs", color=MUTED) for line in advised(found.advice))]
    month = long_month(found.month)
    alt = f"โควตาข้อความเดือน{month}: {verdict} เหลือ {found.left:,} จะส่งอีกไม่เกิน {found.to_come:,}"
    card = bubble(f"โควตาข้อความเดือน{month}", body, above="ถึงฝ่ายเลขานุการ")
    return (flex_message(alt, card),)


def summary_withheld(month: date) -> Message:
    """Tell the secretariat that a round's summary was not pushed to the group."""
    return text_message(
        f"โควตาข้อความไม่พอส่งสรุปรอบเดือน{long_month(month)} เข้ากลุ่มไลน์ จึงไม่ส่ง "
        f"พิมพ์ {_ASK} ในกลุ่มเพื่อดูสรุปได้ทันที ไม่เสียโควตา"
    )


def advised(advice: PlanAdvice) -> list[str]:
    """Return in words what the last months took, and which of LINE's plans holds such a month."""
    lines = []
    if advice.months:
        taken = " · ".join(f"{short_month(month)} {count:,}" for month, count in advice.months)
        lines.append(f"เดือนที่ผ่านมาใช้ {taken} ข้อความ")
    if advice.plan is None:
        lines.append("มากกว่าทุกแพ็กเกจมาตรฐานของ LINE โปรดสอบถาม LINE")
    else:
        lines.append(
            f"แพ็กเกจ LINE ที่เพียงพอ: {advice.plan.name} ({advice.plan.messages:,} ข้อความต่อเดือน)"
            + (f" ปัจจุบันมี {advice.limit:,} จึงไม่พอ" if advice.is_short else "")
        )
    return lines


def _parts(found: Forecast) -> list[str]:
    parts = (
        ("การ์ดเปิดรอบในกลุ่มไลน์", found.group),
        ("เตือนก่อนกำหนดส่ง", found.first),
        ("เตือนวันกำหนดส่ง", found.last),
        ("ฝ่ายเลขานุการและผู้บริหาร", found.rest),
        ("การเตือนของหน่วยงานอื่นในบัญชี LINE เดียวกัน", found.others),
    )
    return [f"• {what} {count:,}" for what, count in parts if count]


def _short(found: Forecast) -> list[Component]:
    lines = [words(f"ส่งตามลำดับนี้: {ORDER}", size="xs")]
    if found.has_group and not found.group_goes:
        lines.append(
            words(
                "รอบนี้จึงไม่ส่งการ์ดเปิดรอบเข้ากลุ่มไลน์ และสรุปปิดรอบจะส่งเข้ากลุ่มต่อเมื่อโควตาพอ "
                f"สมาชิกพิมพ์ {_ASK} ในกลุ่มเพื่อดูสรุปได้ทุกเมื่อ ไม่เสียโควตา",
                bold=True,
                color=ALERT,
            )
        )
    lines.append(words("เปลี่ยนแพ็กเกจได้ที่ LINE Official Account Manager", size="xs"))
    return lines
