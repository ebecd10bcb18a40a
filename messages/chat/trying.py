"""A message somebody sends to the own chat, to see that the bot's messages arrive."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.moments import format_moment
from messages.outgoing import Outgoing
from messages.parts import text_message
from models.people.rates import is_allowed
from models.tables.organization import Organization
from models.tables.outbox import TEST, Delivery
from models.tables.people import Person

EVERY = timedelta(minutes=1)
_WELCOME = timedelta(minutes=30)


def ask_for_test(
    session: Session, organization: Organization, person: Person, now: datetime
) -> Outgoing | None:
    """Return a test message to a person, which costs one of the month's messages; None when one was
    asked for less than a minute ago.
    """
    if not is_allowed(session, f"test-message {person.id}", now, most=1, every=EVERY):
        return None
    said = (
        f"ข้อความทดสอบจากก้าวหน้า {organization.name} ส่งเมื่อ {format_moment(now)} "
        "ท่านได้รับข้อความจากระบบแล้ว"
    )
    return Outgoing(
        recipient=person.line_user_id,
        messages=(text_message(said),),
        purpose=TEST,
        dedupe_key=f"test:{organization.id}:{person.id}:{int(now.timestamp())}",
        organization_id=organization.id,
        expires_at=now + _WELCOME,
    )


def last_test(session: Session, organization: Organization, person: Person) -> Delivery | None:
    """Return a person's newest test message, which tells whether it arrived."""
    return session.scalar(
        select(Delivery)
        .where(
            Delivery.organization_id == organization.id,
            Delivery.recipient == person.line_user_id,
            Delivery.purpose == TEST,
        )
        .order_by(Delivery.id.desc())
        .limit(1)
    )
