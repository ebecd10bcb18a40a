"""The menu below a person's chat, put right at LINE once a change of roles is committed: a piece of
long work, for LINE may not answer at that moment.
"""

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from models.heartbeat import last_heartbeat, record_heartbeat
from models.tables.people import Membership, Person
from models.work import ask_for_work

MENU = "person.menu"
"""The kind of that work; ``given`` holds the LINE id as ``user`` until it is done."""
_LOOKED = "dated menus"
"""The heartbeat of looking for roles that begin or end by their date."""
_LOOK_BACK = timedelta(days=2)


def ask_for_menu(
    session: Session, organization_id: int, person: Person, line_user_id: str, now: datetime
) -> None:
    """Have LINE show a person the menu of the roles they hold then; none for who was erased, which
    is why the LINE id is given by itself.
    """
    given, key = {"user": line_user_id}, f"person:{person.id}"
    work = ask_for_work(session, organization_id, MENU, key, given, None, now)
    work.given = given  # of one that waits, an erasure has taken the LINE id out


def ask_for_menu_of(session: Session, membership: Membership, now: datetime) -> None:
    """Have LINE show the holder of a role that begins or ends now the menu they hold then."""
    person = membership.person
    ask_for_menu(session, membership.organization_id, person, person.line_user_id, now)


def ask_for_dated_menus(session: Session, now: datetime) -> int:
    """Do so for everybody whose standing in began or ended by its date since this was done last;
    return how many there were.
    """
    last = last_heartbeat(session, _LOOKED) or now - _LOOK_BACK
    begun = and_(Membership.since > last, Membership.since <= now)
    ended = and_(Membership.ended_at > last, Membership.ended_at <= now)
    found = session.scalars(
        select(Membership)
        .join(Person)
        .where(
            Membership.stands_in_for_id.is_not(None),
            or_(begun, ended),
            Person.erased_at.is_(None),
        )
        .options(joinedload(Membership.person))
        .order_by(Membership.id)
    ).all()
    for each in found:
        ask_for_menu_of(session, each, now)
    record_heartbeat(session, _LOOKED, now)
    return len(found)
