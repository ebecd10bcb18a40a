"""What waits for me: the first page of the desk, each line one click from done."""

from dataclasses import dataclass

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy import select

from messages.chat.notes import note_line
from messages.nudging import foresee, nudged_on_day
from messages.secretariat.undelivered import undelivered_lines
from messages.taps import LARGEST_ID
from models.month.calendar import fiscal_start, fiscal_year_of, local_day, month_of
from models.month.days_off import DayOff, confirm_days_off, days_off_of_year, is_confirmed
from models.month.matrix import matrix_of
from models.month.owing import Officer, officers_by_agency
from models.month.summary import asked_round, round_totals, view_round
from models.outbox.quota import messages_left, reminders_to_come, used_messages
from models.outbox.undelivered import LOOK_BACK, not_arrived
from models.people.notes import notes_waiting, put_away
from models.reports.extensions import waiting_requests
from models.reports.waiting import AgencyWaiting, waiting_by_agency
from models.tables.obligations import Round
from models.tables.organization import Channel
from models.tables.people import Role
from models.tables.plan import Plan
from web.access import Answered, Visit, page
from web.desk.shown import month_of_address
from web.desk.words import DAYS_CONFIRMED, NOTES_DONE
from web.words import STATES

desk = Blueprint("desk", __name__, template_folder="../templates", url_prefix="/console/<slug>")


@dataclass(frozen=True)
class AgencyLine:
    """An agency with what waits, how much a nudge would ask of it now, and what that would cost
    (``officers``, one message each).
    """

    waiting: AgencyWaiting
    asked: int
    officers: list[Officer]
    was_nudged: bool

    @property
    def can_nudge(self) -> bool:
        """Whether a nudge would reach somebody now."""
        return bool(self.asked and self.officers and not self.was_nudged)


@dataclass(frozen=True)
class Quota:
    """The month's paid messages: used, allowed (None: no limit known), left, and how many the
    reminders to come will take.
    """

    used: int
    limit: int | None
    left: int | None
    to_come: int

    @property
    def is_short(self) -> bool:
        """Whether the month's messages may not suffice."""
        return self.left is not None and self.left < self.to_come


@desk.get("/")
@page(Role.SECRETARIAT, Role.EXECUTIVE, Role.OFFICER)
def start(visit: Visit) -> Answered:
    """Show each role its first page; an officer's is the page of the own reports."""
    if visit.roles == {Role.OFFICER}:
        return redirect(url_for("officer.answer", slug=visit.organization.slug), 303)
    found = asked_round(visit.session, visit.organization, visit.now)
    if found is None:
        if visit.is_secretariat and "setup.checklist" in current_app.view_functions:
            return redirect(url_for("setup.checklist", slug=visit.organization.slug), 303)
        return render_template("desk/empty.html", visit=visit)
    if Role.SECRETARIAT not in visit.roles:
        if Role.EXECUTIVE in visit.roles and "own" not in request.args:
            return redirect(url_for("executive.month", slug=visit.organization.slug), 303)
        return _own(visit, found)
    session, organization_id = visit.session, visit.organization.id
    lines = _agency_lines(visit)
    nudges = [line for line in lines if line.can_nudge]
    requests = waiting_requests(session, organization_id, visit.now)
    lost = not_arrived(session, organization_id, visit.now - LOOK_BACK)
    notes = notes_waiting(session, organization_id)
    doubts, year = _doubts(visit), _unconfirmed_year(visit)
    return render_template(
        "desk/start.html",
        visit=visit,
        round=found,
        view=round_totals(session, found),
        lines=lines,
        to_check=sum(line.waiting.to_check for line in lines),
        nudges=nudges,
        nudge_cost=len({each.line_user_id for line in nudges for each in line.officers}),
        requests=requests,
        undelivered=undelivered_lines(lost),
        notes=[(each.id, note_line(each)) for each in notes],
        doubts=doubts,
        plan_page=_page_if_there(visit, "plan.overview"),
        unconfirmed_year=year,
        days_off=_days_off(visit, year) if year else [],
        quota=_quota(visit),
        is_empty=not (lines or requests or lost or notes or doubts or year),
    )


@desk.post("/days-off/confirm")
@page(Role.SECRETARIAT)
def confirm_days(visit: Visit) -> Answered:
    """Keep that the secretariat confirmed the year's days off that were shown."""
    year = request.form.get("year", type=int)
    if year != fiscal_year_of(local_day(visit.now)):
        abort(400)
    confirm_days_off(visit.session, visit.organization, year, visit.person, visit.now)
    flash(DAYS_CONFIRMED.format(year))
    return redirect(url_for("desk.start", slug=visit.organization.slug), 303)


@desk.post("/notes/done")
@page(Role.SECRETARIAT)
def put_notes_away(visit: Visit) -> Answered:
    """Put away the notes that were shown, up to the newest of them (``up_to``)."""
    up_to = request.form.get("up_to", type=int)
    if up_to is None or not 0 < up_to <= LARGEST_ID:
        abort(400)
    done = put_away(visit.session, visit.organization.id, up_to, visit.person, visit.now)
    flash(NOTES_DONE.format(done))
    return redirect(url_for("desk.start", slug=visit.organization.slug), 303)


def _own(visit: Visit, found: Round) -> Answered:
    """Show an officer the own agencies' reports of the month, an executive how the month stands."""
    sees_all = Role.EXECUTIVE in visit.roles and "own" not in request.args
    own = None if sees_all else visit.agency_ids
    return render_template(
        "desk/own.html",
        visit=visit,
        round=found,
        view=view_round(visit.session, found, visit.now, own),
        matrix=matrix_of(visit.session, found, visit.agency_ids),
        states=STATES,
    )


def chosen_round(visit: Visit, month: str) -> Round:
    """Return the round an address names; 404 for none."""
    named = month_of_address(month)
    found = asked_round(visit.session, visit.organization, visit.now, named) if named else None
    if found is None:
        abort(404)
    return found


def rounds_of(visit: Visit) -> list[Round]:
    """Return all rounds of the organization, the newest first."""
    return list(
        visit.session.scalars(
            select(Round)
            .where(Round.organization_id == visit.organization.id)
            .order_by(Round.month.desc())
        )
    )


def _agency_lines(visit: Visit) -> list[AgencyLine]:
    session, organization_id = visit.session, visit.organization.id
    officers = officers_by_agency(session, organization_id, visit.now)
    nudged = nudged_on_day(session, visit.organization, visit.now)
    foreseen = foresee(session, visit.organization, visit.now, None)
    return [
        AgencyLine(
            each,
            each.asked(foreseen.kinds),
            officers.get(each.agency_id, []),
            each.agency_id in nudged,
        )
        for each in waiting_by_agency(session, organization_id, visit.now)
    ]


def _doubts(visit: Visit) -> int:
    """Return how many doubts of the year's import nobody has settled."""
    plans = visit.session.scalars(
        select(Plan.doubts).where(
            Plan.organization_id == visit.organization.id,
            Plan.fiscal_year >= fiscal_year_of(local_day(visit.now)),
        )
    )
    return sum(1 for doubts in plans for each in doubts or () if not each.get("settled_at"))


def _unconfirmed_year(visit: Visit) -> int | None:
    """Return the fiscal year whose days off are to be confirmed: in October, as in the chat."""
    today = local_day(visit.now)
    year = fiscal_year_of(today)
    if month_of(today) != fiscal_start(year):
        return None
    return None if is_confirmed(visit.session, visit.organization.id, year) else year


def _days_off(visit: Visit, year: int) -> list[DayOff]:
    return days_off_of_year(visit.session, year, visit.organization.id)


def _quota(visit: Visit) -> Quota:
    channel_id = visit.organization.channel_id
    channel = visit.session.get_one(Channel, channel_id)
    return Quota(
        used_messages(visit.session, channel, visit.now),
        channel.quota_limit,
        messages_left(visit.session, channel_id, visit.now),
        reminders_to_come(visit.session, channel_id, visit.now),
    )


def _page_if_there(visit: Visit, endpoint: str) -> str | None:
    if endpoint not in current_app.view_functions:
        return None
    return url_for(endpoint, slug=visit.organization.slug)
