"""The end of a role: officers change every year, and what they did stays theirs."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session, joinedload

from models import audit
from models.correcting import CannotChange, Hindrance
from models.people.menus import ask_for_menu_of
from models.tables.agency import Agency
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, Report, Revision
from models.tables.organization import Organization, hold_organization
from models.tables.people import Membership, Person, Role, is_held


def live_memberships(session: Session, organization_id: int, now: datetime) -> list[Membership]:
    """Return the roles held at a moment in an organization, in the order people entered."""
    return list(
        session.scalars(
            select(Membership)
            .where(Membership.organization_id == organization_id, is_held(now))
            .options(joinedload(Membership.person), joinedload(Membership.agency))
            .order_by(Membership.id)
        )
    )


def move_membership(
    session: Session, membership: Membership, agency: Agency, now: datetime
) -> None:
    """Give an officer who was entered for a wrong agency the right one. CannotChange for another
    role, when they report for it already, or have reported for the wrong one.
    """
    if membership.role is not Role.OFFICER:
        raise CannotChange(
            f"only an officer has an agency; this is {membership.role.value}",
            Hindrance.NOT_OFFICER,
        )
    same = (
        Membership.person_id == membership.person_id,
        Membership.agency_id == agency.id,
        is_held(now),
    )
    if session.scalar(select(exists().where(*same))):
        raise CannotChange(
            f"{membership.person.name} reports for {agency.name} already",
            Hindrance.ROLE_HELD,
            agency.name,
        )
    sent = (
        select(func.count())
        .select_from(Revision)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .where(
            Revision.sent_by_id == membership.person_id,
            Obligation.agency_id == membership.agency_id,
        )
    )
    if kept := session.scalar(sent):
        raise CannotChange(
            f"{membership.person.name} has sent {kept} reports for the other agency: `kaona person "
            f"end {membership.id}`, then `kaona invite` for {agency.name}",
            Hindrance.HAS_SENT,
            membership.person.name,
        )
    body = {"person": membership.person_id, "from": membership.agency_id, "to": agency.id}
    membership.agency = agency
    session.execute(
        update(Membership)
        .where(Membership.stands_in_for_id == membership.id)
        .values(agency_id=agency.id)
    )
    _close_drafts(session, membership, now)
    subject = f"membership:{membership.id}"
    audit.record(session, membership.organization_id, "membership.moved", subject, body, now)


def give_role(
    session: Session,
    owner: Organization,
    person: Person,
    role: Role,
    agency: Agency | None,
    now: datetime,
) -> Membership:
    """Give somebody who is here already one more role. CannotChange when they hold it, when they
    are not of here, and for an officer without an agency or another role with one.
    """
    hold_organization(session, owner.id)
    if (role is Role.OFFICER) != (agency is not None):
        raise CannotChange("an officer has an agency, and nobody else", Hindrance.NO_AGENCY)
    mine = (Membership.person_id == person.id, Membership.organization_id == owner.id)
    if not session.scalar(select(exists().where(*mine))):
        raise CannotChange(f"{person.name} is not of here", Hindrance.NOT_OF_HERE, person.name)
    same = (
        Membership.role == role,
        Membership.stands_in_for_id.is_(None),
        Membership.agency_id == agency.id if agency else Membership.agency_id.is_(None),
    )
    if session.scalar(select(exists().where(*mine, *same, is_held(now)))):
        raise CannotChange(
            f"{person.name} holds this role already", Hindrance.ROLE_HELD, person.name
        )
    made = Membership(person=person, organization=owner, agency=agency, role=role, since=now)
    session.add(made)
    session.flush()
    body = {"person": person.id, "agency": made.agency_id, "role": role.value}
    audit.record(session, owner.id, "membership.given", f"membership:{made.id}", body, now)
    ask_for_menu_of(session, made, now)
    return made


def end_role(session: Session, membership: Membership, now: datetime) -> None:
    """End a role as ``end_membership``; CannotChange for the last of the secretariat: nobody could
    come in to give it again.
    """
    hold_organization(session, membership.organization_id)
    other = Membership.id != membership.id
    if membership.role is Role.SECRETARIAT and not _stays(session, membership, other, now):
        raise CannotChange(
            "somebody must be the secretariat: invite who follows first",
            Hindrance.LAST_SECRETARY,
        )
    end_membership(session, membership, now)


def only_secretary_of(session: Session, person: Person, now: datetime) -> list[Organization]:
    """Return the organizations that would have no secretariat without a person."""
    held = select(Membership).where(
        Membership.person_id == person.id, Membership.role == Role.SECRETARIAT, is_held(now)
    )
    return [
        each.organization
        for each in session.scalars(held.order_by(Membership.organization_id))
        if not _stays(session, each, Membership.person_id != person.id, now)
    ]


def name_successor(
    session: Session, person: Person, successor: Person | None, now: datetime
) -> list[Membership]:
    """See to it that every organization keeps a secretariat when a person leaves them all: where
    there is no other, ``successor`` gets the role. CannotChange without one, or when that one is
    not of the organization or cannot be reached any more.
    """
    given: list[Membership] = []
    for owner in only_secretary_of(session, person, now):
        hold_organization(session, owner.id)
        if successor is None:
            raise CannotChange(
                f"{owner.name} would have no secretariat: name who follows",
                Hindrance.LAST_SECRETARY,
                owner.name,
            )
        if successor.id == person.id or not successor.is_reached:
            raise CannotChange(
                f"{successor.name} cannot follow", Hindrance.NOT_OF_HERE, successor.name
            )
        given.append(give_role(session, owner, successor, Role.SECRETARIAT, None, now))
    return given


def _stays(
    session: Session, membership: Membership, other: ColumnElement[bool], now: datetime
) -> bool:
    """Whether a role's organization has it held by another too; ``other`` says what that is."""
    others = exists().where(
        Membership.organization_id == membership.organization_id,
        Membership.role == membership.role,
        other,
        is_held(now),
    )
    return bool(session.scalar(select(others)))


def end_membership(session: Session, membership: Membership, now: datetime) -> None:
    """End a role: nothing is asked or shown in it any more; reports and their sender's name stay.
    Doing it twice does nothing.

    A form left open in the role is put aside for good: the next holder begins anew.
    """
    if membership.ended_at is not None and membership.ended_at <= now:
        return
    membership.ended_at = now
    _close_drafts(session, membership, now)
    body = {
        "person": membership.person_id,
        "agency": membership.agency_id,
        "role": membership.role.value,
    }
    audit.record(
        session,
        membership.organization_id,
        "membership.ended",
        f"membership:{membership.id}",
        body,
        now,
    )
    ask_for_menu_of(session, membership, now)


def _close_drafts(session: Session, membership: Membership, now: datetime) -> None:
    session.execute(
        update(Draft)
        .where(Draft.membership_id == membership.id, Draft.closed_at.is_(None))
        .values(active=False, closed_at=now, updated_at=now)
    )
