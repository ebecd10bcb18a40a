"""A small province for the month's tests: a plan, agencies, people and groups, made with a few
words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.calendar import at
from models.reports.submissions import ReportContent, send_report
from models.tables.agency import Agency, AgencyGroup
from models.tables.obligations import Obligation, Progress, Round
from models.tables.organization import Channel, GroupChat, Organization, OrganizationKind
from models.tables.people import Membership, Person, Role
from models.tables.plan import Assignment, Issue, Measure, Plan

ENTERED = at(date(2026, 10, 1))
YEAR = 2570


class Province:
    """Builds one organization in a session and keeps what it made by name."""

    def __init__(self, session: Session, slug: str = "sukhothai", **settings: Any) -> None:
        self.session = session
        channel = session.scalar(select(Channel).limit(1)) or Channel(
            line_channel_id="1600000000", basic_id="@kaona"
        )
        self.organization = Organization(
            slug=slug,
            name=f"จังหวัด{slug}",
            kind=OrganizationKind.PROVINCE,
            channel=channel,
            settings=settings,
            created_at=ENTERED,
        )
        self.plan = Plan(organization=self.organization, fiscal_year=YEAR, adopted_at=ENTERED)
        session.add_all([self.organization, self.plan])
        session.flush()
        self.agencies: dict[str, Agency] = {}
        self.people: dict[str, Person] = {}

    def issue(self, number: str, title: str) -> Issue:
        issue = Issue(plan=self.plan, position=int(number), number=number, title=title)
        self.session.add(issue)
        self.session.flush()
        return issue

    def agency(self, name: str) -> Agency:
        if name not in self.agencies:
            self.agencies[name] = Agency(organization_id=self.organization.id, name=name)
            self.session.add(self.agencies[name])
            self.session.flush()
        return self.agencies[name]

    def group_of(self, name: str, members: Sequence[str]) -> AgencyGroup:
        group = AgencyGroup(
            organization_id=self.organization.id,
            name=name,
            members=[self.agency(member) for member in members],
        )
        self.session.add(group)
        self.session.flush()
        return group

    def measure(
        self,
        code: str,
        *parties: str | AgencyGroup | None,
        start: date | None = None,
        end: date | None = None,
        recurrence: str | None = None,
        issue: Issue | None = None,
        title: str = "",
    ) -> Measure:
        measure = Measure(
            plan=self.plan,
            issue=issue,
            position=len(self.plan.measures),
            code=code,
            title=title or f"มาตรการที่ {code}",
        )
        self.session.add(measure)
        for position, party in enumerate(parties):
            measure.assignments.append(
                Assignment(
                    position=position,
                    agency=self.agency(party) if isinstance(party, str) else None,
                    group=party if isinstance(party, AgencyGroup) else None,
                    start_on=start,
                    end_on=end,
                    recurrence=recurrence,
                )
            )
        self.session.flush()
        return measure

    def person(self, name: str, role: Role, *agencies: str) -> Person:
        if name not in self.people:
            self.people[name] = Person(
                channel_id=self.organization.channel_id,
                line_user_id=line_id("U", f"{self.organization.slug}{name}"),
                full_name=name,
                consented_at=ENTERED,
                created_at=ENTERED,
            )
        person = self.people[name]
        self.session.add(person)
        for agency in agencies or [None]:
            person.memberships.append(
                Membership(
                    organization=self.organization,
                    agency=self.agency(agency) if agency else None,
                    role=role,
                    since=ENTERED,
                )
            )
        self.session.flush()
        return person

    def line_group(self, members: int | None = 50) -> GroupChat:
        group = GroupChat(
            channel_id=self.organization.channel_id,
            line_group_id=line_id("C", self.organization.slug),
            organization_id=self.organization.id,
            bound_at=ENTERED,
            member_count=members,
        )
        self.session.add(group)
        self.session.flush()
        return group


def line_id(kind: str, name: str) -> str:
    """Return a LINE user or group id made of a name."""
    return kind + hashlib.sha256(name.encode()).hexdigest()[:32]


def obligation(session: Session, month: date, code: str, agency: str) -> Obligation:
    """Return what an agency owes (or owed) for a measure in a month."""
    return session.scalars(
        select(Obligation)
        .join(Round)
        .join(Obligation.assignment)
        .join(Assignment.measure)
        .join(Obligation.agency)
        .where(Round.month == month, Measure.code == code, Agency.name == agency)
    ).one()


def report(
    session: Session,
    month: date,
    code: str,
    agency: str,
    now: datetime,
    progress: Progress = Progress.IN_PROGRESS,
) -> Obligation:
    """Let somebody of the agency send a report."""
    found = obligation(session, month, code, agency)
    by = session.scalars(select(Person).limit(1)).one()
    send_report(session, found, ReportContent(progress, "ดำเนินการตามแผน"), by=by, now=now)
    return found
