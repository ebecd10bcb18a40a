"""What waits, what failed and what was done last: of everything, or of one organization; for one
screen of a command and for a page.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.outbox.quota import quota_month
from models.outbox.undelivered import is_conversation_of
from models.tables.conversation import Conversation, InboxEvent
from models.tables.outbox import WITHDRAWN, Delivery, DeliveryState, JobRun


@dataclass(frozen=True)
class Backlog:
    """What came in and is not answered, and what is to go out; moments are aware."""

    inbox_waiting: int
    inbox_oldest_at: datetime | None
    inbox_failed: int
    outbox_waiting: int
    outbox_given_up: int
    """Of this quota month, without what was taken back because it was out of date."""


@dataclass(frozen=True)
class JobStatus:
    """A slot of the calendar that a tick looked at."""

    job: str
    slot: str
    ran_at: datetime
    skipped: bool


def backlog(session: Session, now: datetime, organization_id: int | None = None) -> Backlog:
    """Return what waits and failed: of an organization's people and groups, or of everybody."""
    came = select(func.count(), func.min(InboxEvent.received_at)).select_from(InboxEvent)
    failed = select(func.count()).select_from(InboxEvent).where(InboxEvent.failed)
    owned: list[ColumnElement[bool]] = []
    if organization_id is not None:
        chat = Conversation.id == InboxEvent.conversation_id
        came = came.join(Conversation, chat).where(is_conversation_of(organization_id))
        failed = failed.join(Conversation, chat).where(is_conversation_of(organization_id))
        owned = [Delivery.organization_id == organization_id]
    waiting, oldest = session.execute(came.where(InboxEvent.handled_at.is_(None))).one()
    goes = select(func.count()).select_from(Delivery).where(*owned)
    given_up = goes.where(
        Delivery.state == DeliveryState.GIVEN_UP,
        Delivery.created_at >= quota_month(now),
        func.coalesce(Delivery.error, "") != WITHDRAWN,
    )
    return Backlog(
        inbox_waiting=waiting,
        inbox_oldest_at=oldest,
        inbox_failed=session.scalar(failed) or 0,
        outbox_waiting=session.scalar(goes.where(Delivery.state == DeliveryState.WAITING)) or 0,
        outbox_given_up=session.scalar(given_up) or 0,
    )


def last_jobs(session: Session, organization_id: int, most: int) -> tuple[JobStatus, ...]:
    """Return the slots an organization's ticks looked at last, the newest first."""
    ran = select(JobRun).where(JobRun.organization_id == organization_id)
    return tuple(
        JobStatus(run.job, run.slot, run.ran_at, run.skipped)
        for run in session.scalars(ran.order_by(JobRun.ran_at.desc(), JobRun.id.desc()).limit(most))
    )
