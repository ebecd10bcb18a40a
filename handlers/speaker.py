"""Who is speaking: a person found by LINE id, with the roles they hold now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from handlers.answer import Context
from handlers.prefetch import look_up_people
from messages.chat.small_talk import Office
from messages.deciding import Decider
from messages.menu import menu
from messages.parts import LineAction
from models.tables.obligations import Obligation
from models.tables.organization import Organization
from models.tables.people import Membership, Person, Role


@dataclass(frozen=True)
class Speaker:
    """A person and their live memberships (at least one)."""

    person: Person
    memberships: tuple[Membership, ...]

    @property
    def roles(self) -> frozenset[str]:
        """The roles held in any organization."""
        return frozenset(membership.role.value for membership in self.memberships)

    @property
    def quick(self) -> list[LineAction]:
        """The quick replies under an ordinary answer to this person."""
        return menu(self.roles)

    @property
    def organizations(self) -> list[Organization]:
        """The organizations this person serves, each once, in the order they entered."""
        return list({m.organization_id: m.organization for m in self.memberships}.values())

    @property
    def offices(self) -> list[Office]:
        """The secretariats this person may turn to."""
        return [
            Office(organization.name, organization.secretariat_phone)
            for organization in self.organizations
        ]

    def agency_ids(self, organization_id: int) -> list[int]:
        """The agencies this person reports for in an organization."""
        return [
            m.agency_id
            for m in self.memberships
            if m.role is Role.OFFICER
            and m.organization_id == organization_id
            and m.agency_id is not None
        ]

    def officer_for(self, obligation: Obligation) -> Membership | None:
        """The membership that lets this person report for an obligation's agency."""
        return self._find(lambda m: m.role is Role.OFFICER and m.agency_id == obligation.agency_id)

    def secretariat_for(self, organization_id: int) -> Membership | None:
        """The membership that lets this person act as an organization's secretariat."""
        return self._find(
            lambda m: m.role is Role.SECRETARIAT and m.organization_id == organization_id
        )

    def secretariat_organizations(self) -> list[Organization]:
        """The organizations whose secretariat this person belongs to."""
        return [m.organization for m in self.memberships if m.role is Role.SECRETARIAT]

    def membership_for(self, obligation: Obligation) -> Membership | None:
        """The role in which this person may report for an obligation: its agency's officer, or the
        secretariat.
        """
        return self.officer_for(obligation) or self.secretariat_of(obligation)

    def secretariat_of(self, obligation: Obligation) -> Membership | None:
        """The membership that lets this person decide about an obligation."""
        return self.secretariat_for(obligation.round.organization_id)

    def decider(self, context: Context) -> Decider:
        """This person as who decides about reports."""
        return Decider(context.session, context.channel_id, self.person, context.now)

    def holds(self, membership_id: int) -> bool:
        """Tell whether a membership is one of this person's live ones."""
        return any(membership.id == membership_id for membership in self.memberships)

    def _find(self, holds: Callable[[Membership], bool]) -> Membership | None:
        return next((membership for membership in self.memberships if holds(membership)), None)


def offices_of(context: Context) -> list[Office]:
    """The secretariats that speak through this account."""
    return [Office(each.name, each.secretariat_phone) for each in served_by(context)]


def served_by(context: Context) -> Sequence[Organization]:
    """The organizations that speak through this account."""
    return context.session.scalars(
        select(Organization)
        .where(Organization.channel_id == context.channel_id)
        .order_by(Organization.id)
    ).all()


def find_person(context: Context, user_id: str) -> Person | None:
    """Return the person of a LINE id, registered or not."""
    people = context.known.people
    if user_id not in people:
        people |= look_up_people(context.session, context.channel_id, [user_id])
    return people[user_id]


def reload_person(context: Context, user_id: str) -> Person | None:
    """Return the person of a LINE id after something of them was changed: somebody has just
    entered, or got one more role.
    """
    context.known.people |= look_up_people(
        context.session, context.channel_id, [user_id], reload=True
    )
    return context.known.people[user_id]


def speaker_of(person: Person | None, now: datetime) -> Speaker | None:
    """Return the person with the roles held at a moment; None when they hold none."""
    if person is None:
        return None
    live = tuple(membership for membership in person.memberships if membership.holds_at(now))
    return Speaker(person, live) if live else None
