"""Taking over from somebody, or standing in during an absence: what both are told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from messages.outgoing import Outgoing
from messages.parts import Message, text_message
from models.month.calendar import local_day
from models.month.holidays import load_working_days
from models.month.quiet import next_allowed
from models.people.handover import HandedOver
from models.people.joining import Joined
from models.people.stand_in import last_day
from models.tables.people import Invite, Membership, Person
from thai.dates import short_date
from thai.labels import role_label

HANDED_OVER = "handed_over"
STANDS_IN = "stands_in"


def place_of(invite: Invite) -> str | None:
    """Say in whose place an invite puts somebody; None for an ordinary one."""
    if invite.membership is None:
        return None
    name = invite.membership.person.name
    if invite.holds_from is None or invite.holds_until is None:
        return f"รับช่วงต่อจาก {name} งานและแบบรายงานที่ค้างจะย้ายมาที่ท่าน"
    until = short_date(local_day(invite.holds_until - timedelta(microseconds=1)))
    first = short_date(local_day(invite.holds_from))
    return f"ปฏิบัติหน้าที่แทน {name} ตั้งแต่ {first} ถึง {until}"


def place_taken(joined: Joined) -> list[str]:
    """Say, to who has just entered, in whose place they are; nothing for an ordinary entry."""
    if joined.taken_over is not None:
        taken = joined.taken_over
        words = f"รับช่วงต่อจาก {taken.leaver.person.name} แล้ว"
        begun = f"มีแบบรายงานที่ค้างไว้ {taken.drafts} รายการ เปิดต่อได้จากรายการงาน"
        return [words, *([begun] if taken.drafts else [])]
    if joined.membership.stands_in_for is not None:
        return [_stands_in(joined.membership)]
    return []


def handed_over(session: Session, taken: HandedOver, now: datetime) -> tuple[Outgoing, ...]:
    """Return the notice to who left: thanks, and that nothing is asked of them any more; none to
    who cannot be reached.
    """
    leaver, successor = taken.leaver, taken.successor
    place = leaver.agency.name if leaver.agency else leaver.organization.name
    text = (
        f"ท่านส่งมอบหน้าที่{role_label(leaver.role.value)}ของ{place}"
        f"ให้ {_called(successor.person, 'ผู้รับผิดชอบคนใหม่')} เรียบร้อยแล้ว "
        "รายงานที่ท่านส่งไว้ยังอยู่ครบ ระบบจะไม่ส่งข้อความแจ้งเตือนงานนี้ถึงท่านอีก ขอบคุณ"
    )
    return _notice(session, leaver, f"{HANDED_OVER}:{leaver.id}", text, HANDED_OVER, now)


def stand_in_appointed(
    session: Session, stand_in: Membership, now: datetime
) -> tuple[Outgoing, ...]:
    """Return the notices that somebody stands in: to them, and to the officer."""
    officer = stand_in.stands_in_for
    assert officer is not None
    agency = stand_in.agency.name if stand_in.agency else "-"
    key = f"{STANDS_IN}:{stand_in.id}"
    theirs = f"ฝ่ายเลขานุการกำหนดให้ท่าน{_stands_in(stand_in)} (ผู้รายงานของ{agency})"
    back = (
        f"{_called(stand_in.person, 'ผู้แทน')} จะรายงานแทนท่าน ({agency}) "
        f"{_days(stand_in)} ระหว่างนี้ระบบจะแจ้งเตือนผู้แทน เมื่อครบกำหนดหน้าที่จะกลับมาที่ท่านเอง"
    )
    return (
        *_notice(session, stand_in, f"{key}:to", theirs, STANDS_IN, now),
        *_notice(session, officer, f"{key}:for", back, STANDS_IN, now),
    )


def not_yet(stand_ins: Sequence[Membership]) -> Message:
    """To who stands in from a later day on, and is nobody's officer before."""
    lines = "\n".join(f"• {_stands_in(each)}" for each in stand_ins)
    return text_message(
        f"ท่านลงทะเบียนไว้แล้ว ยังไม่ถึงวันที่เริ่มปฏิบัติหน้าที่แทน\n{lines}\nเมื่อถึงวันแรก พิมพ์ รายงาน ได้ทันที"
    )


def time_ended(stand_in: Membership) -> Message:
    """To who stood in and has no other role: when that ended, and how to enter again."""
    agency = f" (ผู้รายงานของ{stand_in.agency.name})" if stand_in.agency else ""
    phone = stand_in.organization.secretariat_phone
    return text_message(
        f"ท่าน{_stands_in(stand_in)}{agency} ขณะนี้ครบกำหนดแล้ว จึงรายงานแทนไม่ได้อีก "
        "รายงานที่ท่านส่งไว้ยังอยู่ครบ หากยังต้องรายงานแทนหรือได้รับรหัสใหม่ "
        f"โปรดติดต่อฝ่ายเลขานุการ{f' โทร. {phone}' if phone else ''} หรือพิมพ์รหัสเชิญ"
    )


def place_line(stand_in: Membership, *, is_own: bool) -> str:
    """Say that somebody stands in, to them (``is_own``) or to the officer."""
    if is_own:
        return f"ท่าน{_stands_in(stand_in)}"
    return f"{stand_in.person.name} รายงานแทนท่าน {_days(stand_in)}"


def _notice(
    session: Session, to: Membership, key: str, text: str, purpose: str, now: datetime
) -> tuple[Outgoing, ...]:
    if not to.person.is_reached:
        return ()
    organization, today = to.organization, local_day(now)
    days = load_working_days(session, today, today, organization.id)
    return (
        Outgoing(
            recipient=to.person.line_user_id,
            messages=(text_message(text),),
            purpose=purpose,
            dedupe_key=key,
            organization_id=organization.id,
            not_before=next_allowed(now, days, organization.policy),
        ),
    )


def _stands_in(stand_in: Membership) -> str:
    officer = stand_in.stands_in_for
    assert officer is not None
    return f"ปฏิบัติหน้าที่แทน {officer.person.name} {_days(stand_in)}"


def _days(stand_in: Membership) -> str:
    first, last = local_day(stand_in.since), last_day(stand_in)
    if first == last:
        return f"เฉพาะวันที่ {short_date(first)}"
    return f"ตั้งแต่ {short_date(first)} ถึง {short_date(last)}"


def _called(person: Person, otherwise: str) -> str:
    """Return a person's name, or what to call somebody whose name nobody told us yet."""
    return otherwise if person.name == "-" else person.name
