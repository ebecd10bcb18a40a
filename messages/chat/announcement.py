"""ประกาศ: what an agency's officers get of the secretariat's own accord, with a button that says
that it was seen.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from messages.limits import clip, utf16_length
from messages.moments import format_moment
from messages.outgoing import Outgoing
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
from models.month.calendar import local_day
from models.month.holidays import load_working_days
from models.month.quiet import next_allowed
from models.people.circulars import Reach
from models.tables.announcement import CIRCULAR_BODY, CIRCULAR_TITLE, Circular
from models.tables.organization import Organization

ANNOUNCED = "announcement"
"""The purpose of the pushes."""
SEEN = "รับทราบ"
_WELCOME = timedelta(days=7)
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn"})


class CircularFault(StrEnum):
    """Why words are no announcement."""

    NO_TITLE = "no title"
    NO_BODY = "no text"
    TITLE_LONG = "the title is too long"
    BODY_LONG = "the text is too long"
    UNSEEN = "letters that cannot be seen"


class CircularRefused(Exception):
    """The words cannot be announced."""

    def __init__(self, fault: CircularFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def check_circular(title: str, body: str) -> tuple[str, str]:
    """Return title and text as they are sent, or CircularRefused."""
    title = " ".join(title.split())
    body = "\n".join(line.rstrip() for line in body.splitlines()).strip()
    if not title:
        raise CircularRefused(CircularFault.NO_TITLE)
    if not body:
        raise CircularRefused(CircularFault.NO_BODY)
    if utf16_length(title) > CIRCULAR_TITLE:
        raise CircularRefused(CircularFault.TITLE_LONG)
    if utf16_length(body) > CIRCULAR_BODY:
        raise CircularRefused(CircularFault.BODY_LONG)
    if any(unicodedata.category(letter) in _UNSEEN for letter in title + body.replace("\n", "")):
        raise CircularRefused(CircularFault.UNSEEN)
    return title, body


def circular_card(organization: Organization, title: str, body: str, circular_id: int) -> Message:
    """The announcement as its readers get it."""
    phone = organization.secretariat_phone
    ask = f"สอบถามฝ่ายเลขานุการ โทร. {phone}" if phone else "สอบถามได้ที่ฝ่ายเลขานุการ"
    return flex_message(
        f"ประกาศ: {title}\n{body}",
        bubble(
            title,
            [words(body, size="md"), muted(ask, margin="md")],
            [button(tap(SEEN, pack(Action.SEEN, c=circular_id)))],
            above=f"ประกาศจาก{organization.name}",
        ),
    )


def goes_at(session: Session, organization: Organization, now: datetime) -> datetime:
    """Return when an announcement would go: now, or when it may after the quiet time."""
    today = local_day(now)
    days = load_working_days(session, today, today, organization.id)
    return next_allowed(now, days, organization.policy)


def circular_pushes(
    session: Session, organization: Organization, circular: Circular, reach: Reach, now: datetime
) -> tuple[Outgoing, ...]:
    """Return the pushes of an announcement, one to each person; those that cannot go within seven
    days are not welcome any more.
    """
    when = goes_at(session, organization, now)
    card = circular_card(organization, circular.title, circular.body, circular.id)
    return tuple(
        Outgoing(
            recipient=person.line_user_id,
            messages=(card,),
            purpose=ANNOUNCED,
            dedupe_key=f"{ANNOUNCED}:{circular.id}:{person.line_user_id}",
            organization_id=organization.id,
            not_before=when,
            expires_at=when + _WELCOME,
        )
        for person in reach.people.values()
    )


def confirmed(title: str, at: datetime, quick: Sequence[LineAction]) -> Message:
    """To who tapped "รับทราบ"."""
    return text_message(
        f"บันทึกการรับทราบประกาศ “{clip(title, 120)}” แล้ว ({format_moment(at)})", quick
    )
