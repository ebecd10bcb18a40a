"""ประกาศ in the chat: what was typed is read, shown as it will arrive with its cost, then sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from messages import menu, parts
from messages.chat.announcement import CircularFault, circular_card
from messages.limits import clip, utf16_length
from messages.parts import (
    Component,
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
from messages.secretariat.cost import held_line, left_line, names, shortage
from messages.taps import Action, pack
from models.people.circulars import Reach
from models.tables.announcement import CIRCULAR_BODY, CIRCULAR_TITLE
from models.tables.organization import Organization

TITLE = "แจ้งจากฝ่ายเลขานุการ"
"""The title of what was typed without one."""
_TYPED = re.compile(
    rf"\s*/?{menu.ANNOUNCE}(?:\s*ถึง\s*(?P<who>[^:：\n]{{1,300}})[:：\n]|\s*[:：]|(?=\s)|$)(?P<rest>.*)",
    re.DOTALL,
)
_ALL = re.compile(r"(?:หน่วยงาน|ส่วนราชการ)?\s*(?:ทุก(?:หน่วยงาน|ส่วนราชการ|แห่ง|คน)?|ทั้งหมด)")
_MISSING = re.compile(r"(?:หน่วยงาน|ผู้|คน|ส่วนราชการ)?\s*(?:ที่)?\s*(?:ยังไม่(?:ส่ง|รายงาน)|ค้างส่ง).*")
_APART = re.compile(r"\s*(?:,|，|、|;|\sและ|\n)\s*")


class Audience(StrEnum):
    """To whom an announcement goes; kept in buttons."""

    ALL = "all"
    MISSING = "missing"
    NAMED = "named"


@dataclass(frozen=True)
class TypedAnnouncement:
    """An announcement as somebody typed it: to whom (``names`` as typed), title and text."""

    audience: Audience
    names: tuple[str, ...]
    title: str
    body: str


def read_announcement(text: str) -> TypedAnnouncement | None:
    """Read "ประกาศ …", "ประกาศถึง สสจ., คลัง: …"; None for other words. The first of several lines is
    the title, if it is short enough for one.
    """
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    who = (found["who"] or "").strip()
    rest = "\n".join(line.strip() for line in found["rest"].strip().splitlines())
    first, _, after = rest.partition("\n")
    is_titled = bool(after.strip()) and utf16_length(first) <= CIRCULAR_TITLE
    title, body = (first, after.strip()) if is_titled else (TITLE, rest)
    if not who or _ALL.fullmatch(who):
        return TypedAnnouncement(Audience.ALL, (), title, body)
    if _MISSING.fullmatch(who):
        return TypedAnnouncement(Audience.MISSING, (), title, body)
    return TypedAnnouncement(Audience.NAMED, tuple(filter(None, _APART.split(who))), title, body)


@dataclass(frozen=True)
class AudienceChoice:
    """One way to send an announcement: to whom, and whom that reaches."""

    audience: Audience
    reach: Reach


def look(
    organization: Organization,
    typed: TypedAnnouncement,
    message_id: str,
    choices: Sequence[AudienceChoice],
    left: int | None,
    when: str | None,
    quick: Sequence[LineAction],
    problem: str = "",
    to_come: int = 0,
) -> list[Message]:
    """The announcement as it will arrive, then to whom it would go and what it costs, a button for
    each of ``choices``; ``left`` is how many messages the month has (None: no limit known),
    ``to_come`` how many of them its reminders take.
    """
    card = circular_card(organization, typed.title, typed.body, 0)
    card["contents"].pop("footer")
    body: list[Component] = [words(problem, color=parts.WARN)] if problem else []
    for each in choices:
        reach, people = each.reach, len(each.reach.people)
        body.append(
            words(f"ถึง{_to(each)} ({reach.agencies:,} แห่ง) ใช้ {people:,} ข้อความ", bold=True)
        )
        if reach.unreached:
            body.append(muted(f"ส่งไลน์ไม่ถึง โปรดโทรศัพท์: {names(reach.unreached)}"))
        body += shortage(people, left, to_come, held_of(reach, left))
    rest = left_line(left)
    body.append(muted(f"{rest} {f'ส่งในเวลาราชการ ({when})' if when else 'ส่งทันที'}", margin="md"))
    body.append(muted("หากต้องการแก้ไข พิมพ์ประกาศใหม่ ข้อความนี้จะไม่ถูกส่งจนกว่าจะกดส่ง หรือพิมพ์ ยืนยัน"))
    buttons = [
        button(
            tap(
                f"{_SEND[each.audience]} {len(each.reach.people):,} ข้อความ",
                pack(
                    Action.ANNOUNCE,
                    m=message_id,
                    g=organization.id,
                    w=each.audience,
                    n=len(each.reach.people),
                ),
                says="ส่งประกาศ",
            ),
            "secondary" if number else "primary",
        )
        for number, each in enumerate(choices)
        if each.reach.roles
    ]
    costs = ", ".join(f"{_to(each)} {len(each.reach.people):,} ข้อความ" for each in choices)
    title = "ดูประกาศก่อนส่ง"
    above = clip(organization.name, 120)
    shown = bubble(title, body, buttons, above=above, tone=parts.CALM)
    return [card, flex_message(f"{title}: {costs}", shown, quick)]


def how_to(quick: Sequence[LineAction]) -> Message:
    """To the secretariat that typed the word alone."""
    return text_message(
        f"พิมพ์ {menu.ANNOUNCE} ตามด้วยข้อความ ระบบจะแสดงตัวอย่างและจำนวนข้อความที่ใช้ก่อนส่ง เช่น\n"
        f"• {menu.ANNOUNCE} ขอเชิญประชุมวันที่ 15 ธันวาคม 2569 เวลา 13.30 น.\n"
        f"• {menu.ANNOUNCE}ถึงหน่วยงานที่ยังไม่รายงาน: โปรดรายงานภายในวันศุกร์นี้\n"
        f"• {menu.ANNOUNCE}ถึง สสจ., คลังจังหวัด: โปรดส่งเอกสารเพิ่มเติม\n"
        "หากพิมพ์หลายบรรทัด บรรทัดแรกเป็นหัวข้อ",
        quick,
    )


def unknown_names(typed: Sequence[str], quick: Sequence[LineAction]) -> Message:
    """Names of agencies that mean none, or several."""
    listed = ", ".join(clip(name, 80) for name in typed[:10])
    return text_message(
        f"ไม่พบหน่วยงาน หรือพบมากกว่าหนึ่งหน่วยงาน: {listed} จึงยังไม่ได้ส่ง โปรดพิมพ์ชื่อให้ชัดเจนแล้วพิมพ์ประกาศใหม่",
        quick,
    )


def nobody(quick: Sequence[LineAction]) -> Message:
    """It would reach nobody."""
    return text_message("ไม่มีผู้รับที่ส่งไลน์ถึง จึงยังไม่ได้ส่งประกาศ โปรดแจ้งทางโทรศัพท์", quick)


def nobody_missing(quick: Sequence[LineAction]) -> Message:
    """It was for those who have not reported, and there are none."""
    return text_message("ไม่มีหน่วยงานที่ยังไม่รายงาน จึงไม่ได้ส่งประกาศ", quick)


def refused(fault: CircularFault, quick: Sequence[LineAction]) -> Message:
    """The words cannot be announced as they are."""
    if fault is CircularFault.NO_BODY:
        return how_to(quick)
    if fault is CircularFault.UNSEEN:
        return text_message("ข้อความมีอักขระที่มองไม่เห็น โปรดพิมพ์ใหม่", quick)
    return text_message(f"ประกาศยาวเกินไป ส่งได้ไม่เกิน {CIRCULAR_BODY:,} ตัวอักษร โปรดย่อแล้วพิมพ์ใหม่", quick)


def held_of(reach: Reach, left: int | None) -> list[str]:
    """Return the names of the agencies whose officers a month with so many messages left would not
    reach: pushes go in the order in which people came.
    """
    beyond = list(reach.people)[left:] if left is not None else []
    found = (role.agency for role in reach.roles if role.person_id in beyond)
    return list(dict.fromkeys(agency.name for agency in found if agency is not None))


def sent(
    people: int, when: str | None, quick: Sequence[LineAction], held: Sequence[str] = ()
) -> Message:
    """It was sent, except to the agencies ``held`` which the month's messages do not reach."""
    if held:
        return text_message(
            f"บันทึกประกาศแล้ว {held_line(people, held)} ดูผู้ที่รับทราบได้จาก {menu.PAGES}", quick
        )
    how = f"จะถึงผู้รับในเวลาราชการ ({when})" if when else "ระบบกำลังส่ง"
    return text_message(f"ส่งประกาศแล้ว {people:,} ข้อความ {how} ดูผู้ที่รับทราบได้จาก {menu.PAGES}", quick)


def sent_before(quick: Sequence[LineAction]) -> Message:
    """The button was tapped once already."""
    return text_message(f"ประกาศนี้ส่งไปแล้ว ไม่ได้ส่งซ้ำ ดูผู้ที่รับทราบได้จาก {menu.PAGES}", quick)


def gone(quick: Sequence[LineAction]) -> Message:
    """What was typed is not kept any more."""
    return text_message(f"ข้อความนั้นไม่ได้เก็บไว้แล้ว โปรดพิมพ์ {menu.ANNOUNCE} ใหม่", quick)


SHOWN_BEFORE = "ประกาศนี้แสดงไว้ก่อนหน้านี้ จึงยังไม่ได้ส่ง โปรดดูอีกครั้งก่อนส่ง"
CHANGED = "จำนวนผู้รับเปลี่ยนไปจากที่แสดงไว้ โปรดดูอีกครั้งก่อนส่ง"


_SEND = {
    Audience.ALL: "ส่งถึงทุกหน่วยงาน",
    Audience.MISSING: "ส่งถึงที่ยังไม่รายงาน",
    Audience.NAMED: "ส่งถึงหน่วยงานที่ระบุ",
}
"""A button has no room for more."""


def _to(choice: AudienceChoice) -> str:
    return {
        Audience.ALL: "ทุกหน่วยงาน",
        Audience.MISSING: "หน่วยงานที่ยังไม่รายงาน",
        Audience.NAMED: "หน่วยงานที่ระบุ",
    }[choice.audience]
