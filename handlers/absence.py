"""Who unblocks the account hears what came meanwhile: nothing was sent to them, and nothing is
lost.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import String, cast, func, select

from handlers.answer import Context
from handlers.lists import OBLIGATIONS, due_of
from handlers.secretariat.review import waiting_count
from handlers.speaker import Speaker
from messages import menu
from messages.chat import undelivered as texts
from messages.form.subjects import subject_of
from messages.parts import Message
from models.tables.obligations import Obligation, ReviewDecision, Round
from models.tables.outbox import JobRun
from models.tables.people import Role
from thai.dates import long_month

_MOST = 10
_SUMMARY = "close_round"  # as scheduler.slots.Job stores it


def what_came(context: Context, speaker: Speaker, since: datetime) -> Message:
    """Say what happened since somebody blocked the account: decisions about their reports, rounds
    summed up, what is due or waits for them now.
    """
    lines = list(_decisions(context, speaker, since))[-_MOST:]
    lines += list(_summaries(context, speaker, since))[-_MOST:]
    due = len(due_of(context, speaker))
    lines += [texts.due_line(due)] if due else []
    if speaker.secretariat_organizations():
        waiting = waiting_count(context, speaker)
        lines += [texts.waiting_line(waiting)] if waiting else []
    return texts.while_away(since, lines)


def _decisions(context: Context, speaker: Speaker, since: datetime) -> Iterator[str]:
    agencies = [m.agency_id for m in speaker.memberships if m.role is Role.OFFICER]
    if not agencies:
        return
    rows = context.session.scalars(
        OBLIGATIONS.where(Obligation.agency_id.in_(agencies)).order_by(Obligation.id)
    )
    for row in rows:
        current = row.report.current if row.report is not None else None
        review = current.review if current is not None else None
        name = subject_of(row).name
        if current is not None and review is not None and review.decided_at > since:
            if review.decision is ReviewDecision.RETURNED:
                yield texts.returned_line(current.receipt_number, name, review.reason or "-")
        elif row.excused_at is not None and row.excused_at > since:
            yield texts.excused_line(name, long_month(row.round.month))


def _summaries(context: Context, speaker: Speaker, since: datetime) -> Iterator[str]:
    organizations = {m.organization_id for m in speaker.memberships if m.role is not Role.OFFICER}
    months = context.session.scalars(
        select(Round.month)
        .join(JobRun, JobRun.organization_id == Round.organization_id)
        .where(
            Round.organization_id.in_(organizations),
            JobRun.job == _SUMMARY,
            JobRun.ran_at > since,
            JobRun.slot == func.substr(cast(Round.month, String), 1, 7),
        )
        .order_by(Round.month)
    )
    for month in months:
        yield texts.summary_line(long_month(month), menu.summary_of(month))
