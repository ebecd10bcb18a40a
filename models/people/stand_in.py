"""Standing in for an officer during an absence: a role with a first and a last day, held by rule
from the one to the other (``models.tables.people.is_held``); nothing has to be taken back.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, joinedload

from models import audit
from models.correcting import CannotChange, Hindrance
from models.month.calendar import at, local_day
from models.people.invites import create_invite
from models.people.memberships import end_membership
from models.people.menus import ask_for_menu_of
from models.tables.people import Invite, Membership, Person, Role, is_held

LONGEST_DAYS = 366


def appoint_stand_in(
    session: Session, officer: Membership, person: Person, first: date, last: date, now: datetime
) -> Membership:
    """Let a person of the organization report for an officer's agency, and be reminded in the
    officer's place, from one day (Bangkok) through another.

    CannotChange when that cannot be: the days, who else stands in, or who the person is.
    """
    during = _check(session, officer, first, last, now)
    here = select(Membership.id).where(
        Membership.person_id == person.id,
        Membership.organization_id == officer.organization_id,
        is_held(now),
    )
    if session.scalar(here.limit(1)) is None:
        raise CannotChange(
            f"{person.name} holds no role here: make an invite instead", Hindrance.NOT_OF_HERE
        )
    return take_the_place(session, officer, person, during, now)


def stand_in_code(
    session: Session,
    officer: Membership,
    first: date,
    last: date,
    now: datetime,
    full_name: str | None = None,
) -> str:
    """Make the code for somebody from outside who stands in, and return it. CannotChange as
    ``appoint_stand_in``.
    """
    during = _check(session, officer, first, last, now)
    code = create_invite(
        session,
        officer.organization,
        Role.OFFICER,
        agency=officer.agency,
        full_name=full_name,
        replaces=officer,
        during=during,
        now=now,
    )
    body = {"for": officer.person_id, "from": str(first), "until": str(last), "name": full_name}
    subject = f"membership:{officer.id}"
    audit.record(session, officer.organization_id, "stand_in.invited", subject, body, now)
    return code


def take_the_place(
    session: Session,
    officer: Membership,
    person: Person,
    during: tuple[datetime, datetime],
    now: datetime,
) -> Membership:
    """Store that a person stands in from one moment to another. CannotChange when they report for
    the agency themselves.
    """
    themselves = exists().where(
        Membership.person_id == person.id,
        Membership.agency_id == officer.agency_id,
        Membership.role == Role.OFFICER,
        Membership.stands_in_for_id.is_(None),
        is_held(now),
    )
    if session.scalar(select(themselves)):
        raise CannotChange(
            f"{person.name} reports for the agency already", Hindrance.ROLE_HELD, person.name
        )
    made = Membership(
        person_id=person.id,
        organization_id=officer.organization_id,
        agency_id=officer.agency_id,
        role=Role.OFFICER,
        since=during[0],
        ended_at=during[1],
        stands_in_for_id=officer.id,
    )
    session.add(made)
    session.flush()
    body = {
        "person": person.id,
        "for": officer.person_id,
        "from": during[0].isoformat(),
        "until": during[1].isoformat(),
    }
    subject = f"membership:{made.id}"
    audit.record(session, officer.organization_id, "stand_in.appointed", subject, body, now)
    if made.holds_at(now):  # else the tick does so on the day
        ask_for_menu_of(session, made, now)
    return made


def end_stand_ins(session: Session, officer: Membership, now: datetime) -> list[Membership]:
    """End who stands in for an officer, now or later, with the codes nobody has used; return who
    stood in.
    """
    rows = session.scalars(
        select(Membership).where(
            Membership.stands_in_for_id == officer.id, Membership.ended_at > now
        )
    ).all()
    for each in rows:
        end_membership(session, each, now)
    session.execute(
        update(Invite)
        .where(
            Invite.membership_id == officer.id,
            Invite.used_at.is_(None),
            Invite.expires_at > now,
            Invite.holds_until.is_not(None),
        )
        .values(expires_at=now)
    )
    return list(rows)


def stand_ins(session: Session, organization_id: int, now: datetime) -> list[Membership]:
    """Return who stands in for whom, now or later, in the order in which it begins."""
    return list(
        session.scalars(
            select(Membership)
            .where(
                Membership.organization_id == organization_id,
                Membership.stands_in_for_id.is_not(None),
                Membership.ended_at > now,
            )
            .options(
                joinedload(Membership.person),
                joinedload(Membership.agency),
                joinedload(Membership.stands_in_for).joinedload(Membership.person),
            )
            .order_by(Membership.since, Membership.id)
        )
    )


def last_day(stand_in: Membership) -> date:
    """Return the last day (Bangkok) on which somebody stands in."""
    assert stand_in.ended_at is not None
    return local_day(stand_in.ended_at - timedelta(microseconds=1))


def _check(
    session: Session, officer: Membership, first: date, last: date, now: datetime
) -> tuple[datetime, datetime]:
    """Return from when until when."""
    if officer.role is not Role.OFFICER:
        raise CannotChange("only an officer has a stand-in", Hindrance.NOT_OFFICER)
    if officer.stands_in_for_id is not None:
        raise CannotChange("who stands in has no stand-in", Hindrance.IS_STAND_IN)
    if not officer.holds_at(now):
        raise CannotChange(f"the role of number {officer.id} has ended", Hindrance.ROLE_ENDED)
    today = local_day(now)
    if not max(first, today) <= last <= first + timedelta(days=LONGEST_DAYS):
        raise CannotChange(
            "the last day is today or later, not before the first, within a year of it",
            Hindrance.BAD_DATES,
        )
    during = max(at(first), now), at(last + timedelta(days=1))
    overlapping = exists().where(
        Membership.stands_in_for_id == officer.id,
        Membership.since < during[1],
        Membership.ended_at > during[0],
    )
    if session.scalar(select(overlapping)):
        raise CannotChange(
            "somebody stands in on some of these days already", Hindrance.AWAY_ALREADY
        )
    return during
