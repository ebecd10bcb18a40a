"""Setting the sample up: the organization, its agencies and plan in the database, its people
entering by their codes in chat.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.line.channels import ensure_channel
from bot.line.richmenus import link_everybody, make_menus, roles_by_user
from bot.program import Program
from demo.control import Control
from demo.sample.data import SampleProvince, load_plan
from messages.menu import BIND_GROUP
from messages.taps import Action, unpack
from models.people.invites import create_invite
from models.tables.agency import Agency, AgencyAlias, AgencyGroup
from models.tables.organization import Organization, OrganizationKind
from models.tables.people import Role
from plans.storing.store import import_plan


@dataclass(frozen=True)
class Entered:
    """Who has entered: LINE user ids by full name (the newcomer, who has not, among them), and the
    LINE group's id.
    """

    users: dict[str, str]
    group_id: str


def found_province(
    program: Program, control: Control, province: SampleProvince, now: datetime
) -> None:
    """Enter the organization, its agencies with the collective party, and its plan, adopted at a
    moment.
    """
    bot = control.bot()
    with program.database.begin() as session:
        channel = ensure_channel(session, program.settings)
        channel.bot_user_id, channel.basic_id = bot["userId"], bot["basicId"]
        organization = Organization(
            slug=province.slug,
            name=province.name,
            kind=OrganizationKind.PROVINCE,
            channel_id=channel.id,
            secretariat_phone=province.phone,
            settings={},
            created_at=now,
        )
        session.add(organization)
        session.flush()
        members = [_agency(organization.id, each.name, each.aliases) for each in province.agencies]
        session.add_all(members)
        session.add(
            AgencyGroup(organization_id=organization.id, name=province.collective, members=members)
        )
        session.flush()
        import_plan(session, organization, load_plan(province), now=now, source_name=province.name)


def _agency(organization_id: int, name: str, aliases: Iterable[str]) -> Agency:
    return Agency(
        organization_id=organization_id,
        name=name,
        aliases=[AgencyAlias(organization_id=organization_id, alias=alias) for alias in aliases],
    )


def let_people_in(
    program: Program, control: Control, province: SampleProvince, now: datetime
) -> Entered:
    """Let everybody add the bot and enter by code, and the group be bound; events must be handled
    before webhooks are answered.
    """
    make_menus(program.line)
    with program.database.begin() as session:
        codes = list(_codes(session, province, now))
        group_code = create_invite(session, find_organization(session, province), None, now=now)
    users: dict[str, str] = {}
    for full_name, line_name, code in codes:
        user_id = users[full_name] = control.add_person(line_name)
        control.say(user_id, user_id, code)
        control.tap(user_id, user_id, consent_button(control.heard(user_id)))
    secretary = users[province.secretariat[0].full_name]
    members = [
        secretary,
        *(user_id for user_id in users.values() if user_id != secretary),
    ]  # who founds it comes first
    users[province.newcomer.full_name] = control.add_person(province.newcomer.line_name)
    group_id = control.add_group(province.line_group, members)
    control.say(group_id, secretary, f"/{BIND_GROUP} {group_code}")
    with program.database.read() as session:
        roles = roles_by_user(session, program.channel_id, program.clock())
    link_everybody(program.line, make_menus(program.line).ids, roles)
    return Entered(users, group_id)


def _codes(
    session: Session, province: SampleProvince, now: datetime
) -> Iterator[tuple[str, str, str]]:
    """Make everybody's code; yield (full name, name in LINE, code)."""
    organization = find_organization(session, province)
    agencies = agencies_by_short_name(session, province)
    ranks = [(Role.EXECUTIVE, province.executives), (Role.SECRETARIAT, province.secretariat)]
    for role, people in [*ranks, (Role.OFFICER, province.officers)]:
        for person in people:
            agency = agencies[person.agency] if person.agency else None
            code = create_invite(
                session, organization, role, agency=agency, full_name=person.full_name, now=now
            )
            yield person.full_name, person.line_name, code


def newcomers_code(program: Program, province: SampleProvince, now: datetime) -> str:
    """Make the code of the officer who is still to enter."""
    person = province.newcomer
    assert person.agency is not None
    with program.database.begin() as session:
        agency = agencies_by_short_name(session, province)[person.agency]
        organization = find_organization(session, province)
        return create_invite(
            session, organization, Role.OFFICER, agency=agency, full_name=person.full_name, now=now
        )


def consent_button(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the action of the button that consents, wherever in the messages it is. LookupError
    when there is none.
    """
    for action in _actions(messages):
        tap = unpack(str(action.get("data", "")))
        if tap is not None and tap.action is Action.CONSENT:
            return action
    raise LookupError("no consent was asked for")


def _actions(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") == "postback":
            yield value
        for part in value.values():
            yield from _actions(part)
    elif isinstance(value, list):
        for part in value:
            yield from _actions(part)


def find_organization(session: Session, province: SampleProvince) -> Organization:
    """Return the organization's row."""
    return session.scalars(select(Organization).where(Organization.slug == province.slug)).one()


def agencies_by_short_name(session: Session, province: SampleProvince) -> dict[str, Agency]:
    """Return the agencies' rows by the names the sample's files use."""
    rows = {agency.name: agency for agency in session.scalars(select(Agency))}
    return {agency.short: rows[agency.name] for agency in province.agencies}
