"""What the secretariat did about an agency's report: the notices to its officers, and what the
secretariat reads about who is notified.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from messages import menu, parts
from messages.chat.lists import REPORT_IT, SEE_AGENCY
from messages.form.questions import Subject
from messages.form.report_cards import OPEN_COPY, about
from messages.limits import clip
from messages.month.words import named
from messages.parts import (
    Component,
    LineAction,
    Message,
    bubble,
    button,
    field,
    flex_message,
    muted,
    rule,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from models.reports.accepted.thanks import ThankedReport
from thai.dates import short_month

_THANKED = 3
"""Accepted reports that are named in the thanks."""


@dataclass(frozen=True)
class Notified:
    """Who of an agency is to be notified of what was done: so many ``officers``, at once or
    (``when``) in working hours; ``left`` is how many messages the month has, if fewer than that.
    ``blocked`` are the names of those who blocked the account: nothing reaches them.

    Where it is nobody: ``withdrawn`` when they never got the notice that this takes back,
    ``only_themselves`` when who did it is the agency's only officer, ``not_needed`` when nothing
    follows for them.
    """

    officers: int
    when: str | None = None
    withdrawn: bool = False
    only_themselves: bool = False
    not_needed: bool = False
    left: int | None = None
    blocked: tuple[str, ...] = ()


def who_hears(notified: Notified) -> str:
    """Say who is to hear of a decision, for who decided."""
    if notified.not_needed:
        return ""
    blocked = ", ".join(clip(name, 80) for name in notified.blocked[:5])
    unheard = f"เจ้าหน้าที่ปิดรับข้อความจากบัญชีนี้ (บล็อก): {blocked} โปรดแจ้งทางโทรศัพท์" if blocked else ""
    return f"{_officers_hear(notified)} {unheard}".strip()


def _officers_hear(notified: Notified) -> str:
    """What is known at this moment: nothing was sent yet."""
    if notified.officers and notified.left is not None:
        return (
            f"โควตาข้อความของเดือนนี้เหลือ {notified.left:,} ข้อความ "
            f"ไม่พอแจ้งเจ้าหน้าที่ {notified.officers:,} คน โปรดแจ้งทางโทรศัพท์"
        )
    if notified.officers:
        return (
            f"ระบบจะแจ้งเจ้าหน้าที่ในเวลาราชการ ({notified.when})"
            if notified.when
            else "ระบบกำลังส่งข้อความแจ้งเจ้าหน้าที่"
        )
    if notified.only_themselves or (notified.blocked and not notified.withdrawn):
        return ""
    if notified.withdrawn:
        return "เจ้าหน้าที่ยังไม่ได้รับแจ้งเรื่องเดิม ระบบจึงยกเลิกข้อความที่รอแจ้งแล้ว"
    return "หน่วยงานนี้ยังไม่มีผู้ลงทะเบียน โปรดแจ้งทางโทรศัพท์"


# For the secretariat


def returned(number: str, agency: str, notified: Notified) -> Message:
    """A report was returned."""
    return text_message(
        f"ส่งกลับรายงานเลขที่ {number} ของ{agency}แล้ว {who_hears(notified)}".strip(),
        [menu.REVIEW_ACTION, menu.SUMMARY_ACTION],
    )


def excused(agency_id: int, subject: Subject, notified: Notified) -> Message:
    """An obligation was excused."""
    return text_message(
        f"ยกเว้นการรายงานแล้ว\n{_named(subject)}\n{who_hears(notified)}".strip(), _back_to(agency_id)
    )


def excused_already(agency_id: int, subject: Subject, by: str, when: str, reason: str) -> Message:
    """Somebody of the secretariat was faster."""
    return text_message(
        f"{clip(by, 120)} ยกเว้นการรายงานนี้แล้วเมื่อ {when} จึงไม่ได้บันทึกซ้ำ\n{_named(subject)}\n"
        f"เหตุผลที่บันทึกไว้: {reason}",
        _back_to(agency_id),
    )


def reopened(agency_id: int, subject: Subject, notified: Notified) -> Message:
    """An obligation was reopened."""
    return text_message(
        f"เปิดให้รายงานหรือแก้ไขได้อีกครั้งแล้ว\n{_named(subject)}\n{who_hears(notified)}".strip(),
        _back_to(agency_id),
    )


def open_already(agency_id: int, subject: Subject) -> Message:
    """There was nothing to reopen: it is open, or not asked for any more."""
    return text_message(f"รายการนี้เปิดให้รายงานหรือแก้ไขได้อยู่แล้ว\n{_named(subject)}", _back_to(agency_id))


def _named(subject: Subject) -> str:
    return f"{subject.agency}\n{clip(subject.name, 200)} รอบเดือน{subject.month}"


def _back_to(agency_id: int) -> list[LineAction]:
    return [tap(SEE_AGENCY, pack(Action.AGENCY, g=agency_id, page=1)), menu.SUMMARY_ACTION]


# For the officers


def thanks(accepted: Sequence[ThankedReport]) -> Message:
    """To who sent what was accepted, with an answer they get anyway."""
    lines = [
        f"• {clip(named(each.code, each.title), 90)} รอบ {short_month(each.month)}"
        for each in accepted[-_THANKED:]
    ]
    if len(accepted) > _THANKED:
        lines.append(f"และอีก {len(accepted) - _THANKED:,} รายการ")
    head = f"✔ ฝ่ายเลขานุการรับรองรายงานของท่านแล้ว {len(accepted):,} รายการ ขอบคุณ"
    return text_message("\n".join([head, *lines]))


def returned_notice(
    obligation_id: int, number: str, subject: Subject, reason: str, phone: str | None
) -> Message:
    """Say what to change; the button opens a copy."""
    body = [field("เหตุผลที่ส่งกลับ", reason, bold=True), field("เลขที่รับ", number)]
    alt = f"รายงานเลขที่ {number} ถูกส่งกลับแก้ไข: {reason}"
    return _notice(
        "โปรดแก้ไขรายงาน", alt, subject, body, phone, [_copy(obligation_id)], tone=parts.WARN
    )


def excused_notice(subject: Subject, reason: str, phone: str | None) -> Message:
    """Say that a report is not asked for."""
    body = [
        words("ฝ่ายเลขานุการยกเว้นการรายงานรายการนี้แล้ว หน่วยงานของท่านไม่ต้องส่งรายงาน"),
        field("เหตุผลที่ยกเว้น", reason, bold=True),
    ]
    alt = f"ยกเว้นการรายงาน: {subject.name} รอบเดือน{subject.month} ไม่ต้องส่งรายงาน"
    return _notice("ยกเว้นการรายงาน", alt, subject, body, phone, [menu.MINE_ACTION])


def reopened_notice(
    obligation_id: int, number: str, subject: Subject, reason: str | None, phone: str | None
) -> Message:
    """Say that a sent report may be changed once more, and why; the button opens a copy."""
    body = [
        words("ฝ่ายเลขานุการเปิดให้แก้ไขรายงานที่ส่งแล้วได้อีกหนึ่งครั้ง หากไม่มีสิ่งที่ต้องแก้ไข ไม่ต้องดำเนินการใด"),
        *([field("เหตุผลที่เปิดให้แก้ไข", reason, bold=True)] if reason else []),
        field("เลขที่รับ", number),
    ]
    alt = f"เปิดให้แก้ไขรายงานเลขที่ {number}: {subject.name} รอบเดือน{subject.month}"
    return _notice("เปิดให้แก้ไขรายงานอีกครั้ง", alt, subject, body, phone, [_copy(obligation_id)])


def asked_again_notice(obligation_id: int, subject: Subject, phone: str | None) -> Message:
    """Say that an excuse was taken back and the report is due."""
    body = [
        words("ฝ่ายเลขานุการยกเลิกการยกเว้นรายการนี้แล้ว โปรดส่งรายงาน"),
        words(f"กำหนดส่ง\n{subject.due}", size="lg", bold=True),
    ]
    alt = f"โปรดรายงาน: {subject.name} รอบเดือน{subject.month} (ยกเลิกการยกเว้นแล้ว)"
    buttons = [tap(REPORT_IT, pack(Action.REPORT, o=obligation_id))]
    return _notice("โปรดรายงานรายการนี้", alt, subject, body, phone, buttons)


def extended_notice(
    obligation_id: int, subject: Subject, reason: str, phone: str | None
) -> Message:
    """Say until when a report is on time now."""
    body = [
        words("ฝ่ายเลขานุการขยายเวลาการรายงานรายการนี้แล้ว รายงานที่ส่งภายในกำหนดใหม่ไม่นับว่าล่าช้า"),
        words(f"ขยายเวลาถึง\n{subject.due}", size="lg", bold=True),
        field("เหตุผล", reason),
    ]
    alt = f"ขยายเวลาถึง{subject.due}: {subject.name} รอบเดือน{subject.month}"
    buttons = [tap(REPORT_IT, pack(Action.REPORT, o=obligation_id))]
    return _notice("ขยายเวลาการรายงาน", alt, subject, body, phone, buttons)


def not_extended_notice(
    obligation_id: int, subject: Subject, reason: str, phone: str | None
) -> Message:
    """Say that the due date stays as it is."""
    body = [
        words("ฝ่ายเลขานุการไม่อาจขยายเวลาตามที่ขอได้ โปรดรายงานภายในกำหนดเดิม"),
        words(f"กำหนดส่ง\n{subject.due}", size="lg", bold=True),
        field("เหตุผล", reason, bold=True),
    ]
    alt = f"ไม่ได้ขยายเวลา: {subject.name} รอบเดือน{subject.month} กำหนดส่ง{subject.due}"
    buttons = [tap(REPORT_IT, pack(Action.REPORT, o=obligation_id))]
    return _notice("ผลการขอขยายเวลา", alt, subject, body, phone, buttons)


def _copy(obligation_id: int) -> LineAction:
    return tap(OPEN_COPY, pack(Action.EDIT, o=obligation_id))


def _notice(
    title: str,
    alt: str,
    subject: Subject,
    body: Sequence[Component],
    phone: str | None,
    buttons: Sequence[LineAction],
    *,
    tone: str = parts.BRAND,
) -> Message:
    ask = f"สอบถามฝ่ายเลขานุการ โทร. {phone}" if phone else "สอบถามได้ที่ฝ่ายเลขานุการ"
    contents = [*about(subject), rule(), *body, muted(ask, margin="md")]
    return flex_message(
        alt,
        bubble(
            title, contents, [button(action) for action in buttons], above=subject.short, tone=tone
        ),
    )
