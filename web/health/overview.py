"""How the system stands for one organization: what was done, waits, failed, costs and is kept; what
failed can be sent once more, its cost shown first.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for

from messages.month.forecast import advised
from messages.secretariat.undelivered import what_was_sent, why_undelivered
from models import audit
from models.heartbeat import SCHEDULER, is_scheduler_alive, last_heartbeat
from models.month.calendar import local_day
from models.outbox.backlog import backlog, last_jobs
from models.outbox.line_plans import advise_plan
from models.outbox.quota import messages_left, quota_month, used_by, used_messages
from models.outbox.retrying import (
    NotAgain,
    cost_again,
    failed_events,
    given_up,
    handle_again,
    recipient_name,
    send_again,
    why_not_again,
)
from models.outbox.undelivered import Loss, not_arrived
from models.reports.storage import stored_evidence
from models.tables.conversation import InboxEvent
from models.tables.outbox import Delivery
from models.tables.people import Role
from web.access import Answered, Visit, page
from web.calendar.words import JOBS, OTHER_JOB
from web.health import words

health = Blueprint("health", __name__, template_folder="../templates", url_prefix="/console/<slug>")
_JOBS, _FAILURES = 8, 50
RETRIED = "delivery.retried"
"""The entry of the history by which a sending once more is remembered."""


@dataclass(frozen=True)
class Failure:
    """A delivery that was given up (``why`` it must not go again, None when it may), or an event
    that met a bug (``is_event``).
    """

    number: int
    at: datetime
    what: str
    who: str
    because: str
    why: NotAgain | None = None
    is_event: bool = False


@health.get("/health/")
@page(Role.SECRETARIAT)
def overview(visit: Visit) -> Answered:
    """Show how everything stands."""
    return _overview(visit)


@health.get("/health/retry")
@page(Role.SECRETARIAT)
def look(visit: Visit) -> Answered:
    """Show what sending once more what was ticked costs; nothing is sent."""
    deliveries, events = _chosen(visit, request.args.getlist("delivery", type=int))
    if not deliveries and not events:
        return _overview(visit, words.CHOOSE)
    return render_template(
        "health/retry.html",
        visit=visit,
        deliveries=[_of_delivery(visit, row) for row in deliveries],
        events=[_of_event(visit, *each) for each in events],
        cost=sum(map(cost_again, deliveries)),
        at_most=len(events),
        left=messages_left(visit.session, visit.organization.channel_id, visit.now),
    )


@health.post("/health/retry")
@page(Role.SECRETARIAT)
def retry(visit: Visit) -> Answered:
    """Let what was looked at wait to be sent, or handled, once more; what somebody else took up
    meanwhile is passed over.
    """
    wanted = request.form.getlist("delivery", type=int)
    deliveries, events = _chosen(visit, wanted, hold=True)
    for row in deliveries:
        send_again(row, visit.now)
    handled = [event for event, _key in events if handle_again(event)]
    if not deliveries and not handled:
        flash(words.NOTHING_LEFT, "problem")
    else:
        body = {
            "deliveries": [row.id for row in deliveries],
            "events": [event.id for event in handled],
            "messages": sum(map(cost_again, deliveries)),
            "by": visit.person.id,
        }
        subject = f"organization:{visit.organization.id}"
        audit.record(visit.session, visit.organization.id, RETRIED, subject, body, visit.now)
        flash(words.again(len(deliveries), len(handled)))
    return redirect(url_for("health.overview", slug=visit.organization.slug), 303)


def _overview(visit: Visit, problem: str | None = None) -> Answered:
    session, here, now = visit.session, visit.organization, visit.now
    # What was cleared away is history: nobody can do anything about it.
    rows = [row for row in given_up(session, here.id) if row.messages]
    events = [each for each in failed_events(session, here.id) if each[0].payload is not None]
    channel = here.channel
    shown = render_template(
        "health/overview.html",
        visit=visit,
        alive=words.ALIVE if is_scheduler_alive(session, now) else words.STILL,
        beat=last_heartbeat(session, SCHEDULER),
        jobs=[
            (JOBS.get(job.job, OTHER_JOB), job, words.SKIPPED if job.skipped else words.RAN)
            for job in last_jobs(session, here.id, _JOBS)
        ],
        waits=backlog(session, now, here.id),
        failures=[
            *(_of_delivery(visit, row) for row in rows[-_FAILURES:]),
            *(_of_event(visit, *each) for each in events[-_FAILURES:]),
        ],
        more=max(len(rows) - _FAILURES, 0) + max(len(events) - _FAILURES, 0),
        lost=not_arrived(session, here.id, quota_month(now)),
        loss_words=words.LOSSES,
        group=words.GROUP,
        not_again=words.NOT_AGAIN,
        what=what_was_sent,
        because=why_undelivered,
        own=used_by(session, here.id, now),
        used=used_messages(session, channel, now),
        limit=channel.quota_limit,
        advice=advised(found) if (found := advise_plan(session, channel, now)) else (),
        kept=stored_evidence(session, here.id),
        disk=visit.ground.disk(),
        days_since=lambda moment: words.days_since((local_day(now) - local_day(moment)).days),
        slot_word=words.slot_word,
        problem=problem,
    )
    return (shown, 422) if problem else shown


def _chosen(
    visit: Visit, numbers: list[int], *, hold: bool = False
) -> tuple[list[Delivery], list[tuple[InboxEvent, str]]]:
    """Return what was ticked and may go again, of what this organization misses."""
    session, here = visit.session, visit.organization.id
    source = request.form if hold else request.args
    wanted = set(source.getlist("event", type=int))
    deliveries = [
        row
        for row in given_up(session, here, hold=hold)
        if row.id in numbers and why_not_again(session, row, visit.now) is None
    ]
    events = [
        (event, key)
        for event, key in failed_events(session, here, hold=hold)
        if event.id in wanted and event.payload is not None
    ]
    return deliveries, events


def _of_delivery(visit: Visit, row: Delivery) -> Failure:
    who = recipient_name(visit.session, row.channel_id, row.recipient)
    return Failure(
        row.id,
        row.failed_at or row.created_at,
        what_was_sent(row.purpose),
        who if row.recipient.startswith("U") else words.GROUP,
        why_undelivered(row.error),
        why_not_again(visit.session, row, visit.now),
    )


def _of_event(visit: Visit, event: InboxEvent, key: str) -> Failure:
    who = recipient_name(visit.session, event.channel_id, key)
    return Failure(
        event.id,
        event.handled_at or event.received_at,
        words.LOSSES[Loss.EVENT],
        who if key.startswith("U") else words.GROUP,
        "",
        is_event=True,
    )
