"""The end of a role: officers change every year, and what they did stays theirs."""

from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session, joinedload

from models import audit
from models.correcting import CannotChange, Hindrance
from models.tables.agency import Agency
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, Report, Revision
from models.tables.people import Membership, Role, is_held


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


def _close_drafts(session: Session, membership: Membership, now: datetime) -> None:
    session.execute(
        update(Draft)
        .where(Draft.membership_id == membership.id, Draft.closed_at.is_(None))
        .values(active=False, closed_at=now, updated_at=now)
    )
