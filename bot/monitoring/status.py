"""How everything stands at a moment, for one screen: the program, and each organization."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.line.channels import LOCAL
from bot.monitoring.host_clock import trouble_of
from bot.settings import Settings
from bot.version import version
from models.encrypting import EncryptedState, encrypted_state
from models.heartbeat import LIFE, SCHEDULER, last_heartbeat
from models.month.calendar import fiscal_year_of, local_day, month_of
from models.month.owing import agencies_without_officer, measures_without_party
from models.month.summary import summarize_round
from models.outbox.backlog import Backlog, JobStatus, backlog, last_jobs
from models.outbox.line_plans import PlanAdvice, advise_plan
from models.outbox.quota import quota_month, used_messages
from models.outbox.undelivered import NotArrived, not_arrived
from models.people.groups import linked_groups
from models.tables.agency import Agency
from models.tables.obligations import Round
from models.tables.organization import Channel, Organization
from models.tables.people import Membership, Person, is_held
from models.tables.plan import Measure, Plan

_JOBS_SHOWN = 3


@dataclass(frozen=True)
class PlanStatus:
    """A plan of this fiscal year (Buddhist era) or a later one."""

    fiscal_year: int
    adopted: bool
    measures: int
    nobody_answers: int
    """Measures for which no agency answers yet."""


@dataclass(frozen=True)
class RoundStatus:
    """A round that is open, and how many of its reports were expected and sent; ``due_on`` is a
    Bangkok day.
    """

    month: date
    opens_at: datetime
    due_on: date
    closes_at: datetime
    expected: int
    sent: int


@dataclass(frozen=True)
class OrganizationStatus:
    """How an organization stands; ``people`` are roles held now, ``blocked`` how many of their
    holders have blocked us.
    """

    slug: str
    name: str
    plans: tuple[PlanStatus, ...]
    rounds: tuple[RoundStatus, ...]
    agencies: int
    agencies_without_officer: tuple[str, ...]
    people: dict[str, int]
    blocked: int
    withdrawn: int
    """How many of the people took their consent back."""
    groups: int
    not_arrived: tuple[NotArrived, ...]
    """What people and groups did not get, since this quota month began."""
    last_jobs: tuple[JobStatus, ...]


@dataclass(frozen=True)
class ProgramStatus:
    """How the program stands; ``trouble`` are English sentences of what wants somebody's hand."""

    version: str
    now: datetime
    scheduler_at: datetime | None
    inbox_waiting: int
    inbox_oldest_at: datetime | None
    inbox_failed: int
    outbox_waiting: int
    outbox_given_up: int
    """Of this quota month, without what was taken back because it was out of date."""
    paid_messages_used: int
    paid_messages_limit: int | None
    """None: unlimited or unknown."""
    plan_advice: PlanAdvice | None
    """Which of LINE's plans holds what the last months took; None when nothing was pushed in
    them.
    """
    encrypts: bool
    """Whether telephones are stored encrypted (``ENCRYPTION_KEY``)."""
    trouble: tuple[str, ...]
    organizations: tuple[OrganizationStatus, ...]


def program_status(session: Session, settings: Settings, now: datetime) -> ProgramStatus:
    """Return how everything stands; nothing is changed and LINE is not asked."""
    waits = backlog(session, now)
    channel = session.scalar(
        select(Channel).where(Channel.line_channel_id == (settings.line_channel_id or LOCAL))
    )
    beat = last_heartbeat(session, SCHEDULER)
    encrypted = encrypted_state(session)
    organizations = session.scalars(select(Organization).order_by(Organization.slug)).all()
    return ProgramStatus(
        version=version(),
        now=now,
        scheduler_at=beat,
        inbox_waiting=waits.inbox_waiting,
        inbox_oldest_at=waits.inbox_oldest_at,
        inbox_failed=waits.inbox_failed,
        outbox_waiting=waits.outbox_waiting,
        outbox_given_up=waits.outbox_given_up,
        paid_messages_used=used_messages(session, channel, now) if channel else 0,
        paid_messages_limit=channel.quota_limit if channel else None,
        plan_advice=advise_plan(session, channel, now) if channel else None,
        encrypts=encrypted.has_key,
        trouble=(*_trouble(channel, beat, waits, now), *_locked(encrypted)),
        organizations=tuple(organization_status(session, each, now) for each in organizations),
    )


def organization_status(
    session: Session, organization: Organization, now: datetime
) -> OrganizationStatus:
    """Return how one organization stands."""
    year, own = fiscal_year_of(local_day(now)), organization.id
    held = (Membership.organization_id == own, is_held(now))
    people = session.execute(
        select(Membership.role, func.count()).where(*held).group_by(Membership.role)
    )
    blocked = (
        select(func.count(Person.id.distinct()))
        .join(Membership)
        .where(*held, Person.blocked_at.is_not(None))
    )
    withdrawn = (
        select(func.count(Person.id.distinct()))
        .join(Membership)
        .where(*held, Person.withdrawn_at.is_not(None))
    )
    return OrganizationStatus(
        slug=organization.slug,
        name=organization.name,
        plans=_plans(session, organization, year),
        rounds=_rounds(session, organization, now),
        agencies=_count(session, Agency.organization_id == own),
        agencies_without_officer=tuple(agencies_without_officer(session, own, year, now)),
        people={role.value: count for role, count in people},
        blocked=session.scalar(blocked) or 0,
        withdrawn=session.scalar(withdrawn) or 0,
        groups=len(linked_groups(session, own)),
        not_arrived=tuple(not_arrived(session, own, quota_month(now))),
        last_jobs=last_jobs(session, own, _JOBS_SHOWN),
    )


def _plans(session: Session, organization: Organization, year: int) -> tuple[PlanStatus, ...]:
    rows = session.execute(
        select(Plan.fiscal_year, Plan.adopted_at, func.count(Measure.id))
        .outerjoin(Measure, (Measure.plan_id == Plan.id) & Measure.removed_at.is_(None))
        .where(Plan.organization_id == organization.id, Plan.fiscal_year >= year)
        .group_by(Plan.id)
        .order_by(Plan.fiscal_year)
    ).all()
    return tuple(
        PlanStatus(
            *(fiscal_year, adopted_at is not None, measures),
            nobody_answers=len(measures_without_party(session, organization.id, fiscal_year)),
        )
        for fiscal_year, adopted_at, measures in rows
    )


def _rounds(session: Session, organization: Organization, now: datetime) -> tuple[RoundStatus, ...]:
    found = session.scalars(
        select(Round)
        .where(
            Round.organization_id == organization.id,
            Round.closes_at > now,
            Round.month <= month_of(local_day(now)),
        )
        .order_by(Round.month)
    ).all()
    counted = [(each, summarize_round(session, each).total) for each in found]
    return tuple(
        RoundStatus(
            *(each.month, each.opens_at, each.due_on, each.closes_at),
            *(total.expected, total.sent),
        )
        for each, total in counted
    )


def _trouble(
    channel: Channel | None, beat: datetime | None, waits: Backlog, now: datetime
) -> tuple[str, ...]:
    clock = trouble_of(channel.clock_ahead_seconds) if channel else None
    found = [clock] if clock else []
    if beat is None or abs(now - beat) >= LIFE:
        found.append("the scheduler has shown no life for five minutes: nothing is sent")
    if waits.inbox_failed:
        found.append(f"{waits.inbox_failed} events met a bug and were put aside")
    if waits.outbox_given_up:
        found.append(f"{waits.outbox_given_up} messages of this month were given up")
    return tuple(found)


def _locked(found: EncryptedState) -> tuple[str, ...]:
    if not found.outdated:
        return ()
    how = "with the first ENCRYPTION_KEY" if found.has_key else "plainly"
    return (f"{found.outdated} texts are not stored {how}: run `kaona db encrypt`",)


def _count(session: Session, *where: object) -> int:
    return session.scalar(select(func.count()).where(*where)) or 0  # type: ignore[arg-type]
