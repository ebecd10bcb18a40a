"""A form that is taken out names due dates: whoever it is for was told them, as by an answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.month.announcing import announce, begun_rounds
from models.tables.agency import Agency
from models.tables.organization import Organization
from models.tables.people import Membership, Person, Role, is_held
from plans.workbooks.agency_answers import FormItem


def note_handed_out(
    session: Session,
    organization: Organization,
    agency: Agency,
    items: Sequence[FormItem],
    now: datetime,
) -> None:
    """Keep that the agency's officers and the secretariat know the due dates on a form
    (docs/month.md#a-date-that-was-announced); of rounds that have begun and are open at ``now``
    only.
    """
    people = session.scalars(
        select(Person.line_user_id)
        .join(Membership)
        .where(
            Membership.organization_id == organization.id,
            is_held(now),
            or_(
                Membership.role == Role.SECRETARIAT,
                (Membership.role == Role.OFFICER) & (Membership.agency_id == agency.id),
            ),
        )
    ).all()
    months = {item.month for item in items}
    for found in begun_rounds(session, now, organization_id=organization.id):
        if found.month in months:
            announce(session, found, people)
