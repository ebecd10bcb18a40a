"""Who unblocks the account hears what came meanwhile: nothing was sent to them, and nothing is
lost.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import String, cast, func, or_, select

from handlers.answer import Context
from handlers.due import due_of
from handlers.lists import OBLIGATIONS
from handlers.secretariat.review import waiting_count
from handlers.speaker import Speaker
from messages import menu
from messages.chat import places as place_texts
from messages.chat.places import place_line
from messages.form.subjects import subject_of
from messages.parts import Message
from messages.secretariat import undelivered as texts
from models.people.circulars import circulars_for
from models.tables.obligations import (
    NOT_EXPECTED,
    ExtensionRequest,
    Obligation,
    Report,
    Review,
    ReviewDecision,
    Revision,
    Round,
)
from models.tables.outbox import JobRun
from models.tables.people import Membership, Person, Role
from thai.dates import long_month
from thai.labels import role_label

_MOST = 10
_SUMMARY = "close_round"  # as scheduler.slots.Job stores it


def what_came(context: Context, speaker: Speaker, since: datetime) -> Message:
    """Say what happened since somebody blocked the account: decisions about their reports, answers
    to requests, announcements, who stands in, rounds summed up, what is due or waits for them now.
    """
    lines = list(_decisions(context, speaker, since))[-_MOST:]
    lines += list(_answers(context, speaker, since))[-_MOST:]
    lines += list(_announced(context, speaker, since))[-_MOST:]
    lines += list(_standing_in(context, speaker, since))[-_MOST:]
    lines += list(_summaries(context, speaker, since))[-_MOST:]
    due = due_of(context, speaker)
    lines += [texts.due_line(len(due), min(each.due_on for each in due))] if due else []
    if speaker.secretariat_organizations():
        waiting = waiting_count(context, speaker)
        lines += [texts.waiting_line(waiting)] if waiting else []
    return texts.while_away(since, lines)


def roles_ended(person: Person, since: datetime) -> Message | None:
    """Say which roles of somebody ended since they blocked the account, where none is left; None
    when none did.
    """
    ended = [
        role
        for role in person.memberships
        if role.ended_at is not None and role.ended_at > since and role.stands_in_for_id is None
    ]
    places = [
        (role_label(role.role.value), role.agency.name if role.agency else role.organization.name)
        for role in ended
    ]
    return texts.roles_ended(since, places) if places else None


def not_yet(context: Context, person: Person | None) -> Message | None:
    """Say from when somebody stands in who does so from a later day on; None for others."""
    later = [
        role
        for role in (person.memberships if person is not None else ())
        if role.stands_in_for_id is not None
        and role.since > context.now
        and (role.ended_at is None or role.ended_at > role.since)
    ]
    return place_texts.not_yet(later) if later else None


def time_ended(context: Context, person: Person | None) -> Message | None:
    """Say until when somebody stood in whose last role was that; None for others."""
    roles = person.memberships if person is not None else ()
    ended = [role for role in roles if role.ended_at is not None and role.ended_at <= context.now]
    last = max(ended, key=lambda role: (role.ended_at, role.id), default=None)
    if last is None or last.ended_at is None or last.stands_in_for_id is None:
        return None
    if last.ended_at <= last.since:  # taken back before it began
        return None
    return place_texts.time_ended(last)


def _decisions(context: Context, speaker: Speaker, since: datetime) -> Iterator[str]:
    agencies = _agencies(speaker)
    if not agencies:
        return
    reviewed = (
        select(Review.id)
        .join(Revision, Revision.id == Review.revision_id)
        .join(Report, Report.id == Revision.report_id)
        .where(Report.obligation_id == Obligation.id, Review.decided_at > since)
    )
    decided = or_(reviewed.exists(), Obligation.reopened_at > since, Obligation.excused_at > since)
    rows = context.session.scalars(
        OBLIGATIONS.where(Obligation.agency_id.in_(agencies), decided).order_by(Obligation.id)
    )
    for row in rows:
        current = row.report.current if row.report is not None else None
        review = current.review if current is not None else None
        name = subject_of(row).name
        if current is not None and review is not None and review.decided_at > since:
            if review.decision is ReviewDecision.RETURNED:
                yield texts.returned_line(current.receipt_number, name, review.reason or "-")
        elif row.reopened_at is not None and row.reopened_at > since:
            yield texts.reopened_line(name, long_month(row.round.month))
        elif row.excused_at is not None and row.excused_at > since:
            yield texts.excused_line(name, long_month(row.round.month))


def _answers(context: Context, speaker: Speaker, since: datetime) -> Iterator[str]:
    """Tell of requests for more time that were answered meanwhile."""
    requests = context.session.scalars(
        select(ExtensionRequest)
        .join(Obligation, Obligation.id == ExtensionRequest.obligation_id)
        .where(Obligation.agency_id.in_(_agencies(speaker)), ExtensionRequest.answered_at > since)
        .where(ExtensionRequest.answered_by_id.is_not(None))
        .order_by(ExtensionRequest.id)
    )
    for each in requests:
        subject = subject_of(each.obligation)
        yield texts.extension_line(subject.name, subject.due, granted=bool(each.granted))


def _announced(context: Context, speaker: Speaker, since: datetime) -> Iterator[str]:
    for organization in speaker.organizations:
        agencies = speaker.agency_ids(organization.id)
        if agencies:
            for each in circulars_for(context.session, organization.id, agencies, since):
                yield texts.announced_line(each.title, each.body)


def _standing_in(context: Context, speaker: Speaker, since: datetime) -> Iterator[str]:
    """Tell who stands in for this person, or for whom they do, if that began meanwhile."""
    own = [each.id for each in speaker.memberships]
    rows = context.session.scalars(
        select(Membership)
        .where(
            or_(Membership.stands_in_for_id.in_(own), Membership.id.in_(own)),
            Membership.stands_in_for_id.is_not(None),
            Membership.since > since,
            Membership.ended_at > context.now,
        )
        .order_by(Membership.id)
    )
    for each in rows:
        yield place_line(each, is_own=each.person_id == speaker.person.id)


def _agencies(speaker: Speaker) -> list[int]:
    return [
        m.agency_id
        for m in speaker.memberships
        if m.role is Role.OFFICER and m.agency_id is not None
    ]


def _summaries(context: Context, speaker: Speaker, since: datetime) -> Iterator[str]:
    """Tell of the rounds that were summed up meanwhile: what nobody was sent was not missed."""
    organizations = {m.organization_id for m in speaker.memberships if m.role is not Role.OFFICER}
    expected = select(Obligation.round_id).where(Obligation.state.not_in(NOT_EXPECTED))
    months = context.session.scalars(
        select(Round.month)
        .join(JobRun, JobRun.organization_id == Round.organization_id)
        .where(
            Round.organization_id.in_(organizations),
            JobRun.job == _SUMMARY,
            JobRun.ran_at > since,
            JobRun.skipped.is_(False),
            Round.id.in_(expected),
            JobRun.slot == func.substr(cast(Round.month, String), 1, 7),
        )
        .order_by(Round.month)
    )
    for month in months:
        yield texts.summary_line(long_month(month), menu.summary_of(month))
