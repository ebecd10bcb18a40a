"""The plan of a year: its measures, last year's beside them, what it lacks, the import's doubts."""

from dataclasses import dataclass, field

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from models.month.calendar import fiscal_year_of, local_day
from models.plan_facts import NoDoubt, open_doubts, settle_doubt
from models.tables.people import Role
from models.tables.plan import Assignment, Measure, Plan
from plans.document import MeasureEntry
from plans.reading.dates.period import write_period
from plans.storing.gaps import Lack, gaps_of, loaded_plan
from plans.storing.matching import pair_measures
from plans.storing.stored import measure_entry
from web.access import Answered, Visit, page
from web.plan import words
from web.plan.forms import period_text

plan = Blueprint("plan", __name__, template_folder="../templates", url_prefix="/console/<slug>")


@dataclass(frozen=True)
class ShownParty:
    """Somebody who answers for a measure; a group says how many it stands for."""

    text: str
    group_id: int | None = None
    members: int | None = None
    is_open: bool = False


@dataclass
class ShownParties:
    """Who answers for the same steps in the same period."""

    steps: str
    period: str
    parties: list[ShownParty] = field(default_factory=list)


@dataclass(frozen=True)
class Beside:
    """A measure of this year and the one it was last year; None where there is none."""

    now: MeasureEntry | None
    before: MeasureEntry | None


@plan.get("/plan/")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def overview(visit: Visit) -> Answered:
    """Lead to the plan of this fiscal year, else to the newest."""
    years = years_of(visit)
    if not years:
        return render_template("plan/empty.html", visit=visit)
    this = fiscal_year_of(local_day(visit.now))
    return to_year(visit, this if this in years else years[0])


@plan.get("/plan/<int:year>")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def of_year(visit: Visit, year: int) -> Answered:
    """Show the measures of a year by issue."""
    found = own_plan(visit, year)
    living = [measure for measure in found.measures if measure.removed_at is None]
    gaps = gaps_of(visit.session, found, visit.now)
    return render_template(
        "plan/plan.html",
        visit=visit,
        plan=found,
        years=years_of(visit),
        groups=_by_issue(living),
        count=len(living),
        gaps=len(gaps),
        doubts=len(open_doubts(found)),
        parties=parties_of,
    )


@plan.get("/plan/<int:year>/beside")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def beside(visit: Visit, year: int) -> Answered:
    """Show last year's measures beside this year's."""
    found = own_plan(visit, year)
    earlier = [each for each in years_of(visit) if each < year]
    last = loaded_plan(visit.session, visit.organization.id, earlier[0]) if earlier else None
    entries = [measure_entry(each) for each in found.measures if each.removed_at is None]
    pairs = pair_measures(last.measures if last else [], entries)
    rows = [
        Beside(pair.wanted, measure_entry(pair.stored) if pair.stored else None)
        for pair in pairs
        if pair.wanted or (pair.stored and pair.stored.removed_at is None)
    ]
    return render_template(
        "plan/beside.html", visit=visit, plan=found, last=last, rows=rows, period=period_text
    )


@plan.get("/plan/<int:year>/gaps")
@page(Role.SECRETARIAT)
def gaps(visit: Visit, year: int) -> Answered:
    """List what the plan lacks, each with where it is mended, and what the import doubted."""
    found = own_plan(visit, year)
    listed = gaps_of(visit.session, found, visit.now)
    return render_template(
        "plan/gaps.html",
        visit=visit,
        plan=found,
        gaps=[(lack, [gap for gap in listed if gap.lack is lack]) for lack in Lack],
        lacks=words.LACKS,
        doubts=open_doubts(found),
        people=_people(visit),
        kinds={kind.value: said for kind, said in words.KINDS.items()},
    )


@plan.post("/plan/<int:year>/doubt")
@page(Role.SECRETARIAT)
def settle(visit: Visit, year: int) -> Answered:
    """Stand for a doubt of the import."""
    found = own_plan(visit, year)
    number = request.form.get("number", 0, type=int)
    try:
        settle_doubt(visit.session, found, number, by=visit.person.name, now=visit.now)
        flash(words.DOUBT_SETTLED)
    except NoDoubt:
        flash(words.CHANGED_MEANWHILE, "problem")
    return redirect(url_for("plan.gaps", slug=visit.organization.slug, year=year), 303)


def _people(visit: Visit) -> str | None:
    """Return where officers are invited; None while there is no such page."""
    if "people.overview" not in current_app.view_functions:
        return None
    return url_for("people.overview", slug=visit.organization.slug)


def own_plan(visit: Visit, year: int) -> Plan:
    """Return the plan of a year; 404 without one."""
    found = loaded_plan(visit.session, visit.organization.id, year)
    if found is None:
        abort(404)
    return found


def years_of(visit: Visit) -> list[int]:
    """Return the fiscal years that have a plan, the newest first."""
    years = select(Plan.fiscal_year).where(Plan.organization_id == visit.organization.id)
    return list(visit.session.scalars(years.order_by(Plan.fiscal_year.desc())))


def to_year(visit: Visit, year: int) -> Response:
    """Lead to the plan of a year."""
    return redirect(url_for("plan.of_year", slug=visit.organization.slug, year=year), 303)


def parties_of(measure: Measure) -> list[ShownParties]:
    """Return who answers for a measure, together where steps and period are the same."""
    found: dict[tuple[str, str], ShownParties] = {}
    for each in measure.assignments:
        if each.removed_at is None:
            steps = ", ".join(str(step + 1) for step in each.steps)
            written = write_period(each.start_on, each.end_on, each.recurrence)
            period = each.period_text or written
            together = found.setdefault((steps, period), ShownParties(steps, period))
            together.parties.append(_shown(each))
    return list(found.values())


def _shown(each: Assignment) -> ShownParty:
    known = each.agency or each.group
    return ShownParty(
        each.party_text or (known.name if known else ""),
        each.group_id,
        len(each.group.members) if each.group else None,
        is_open=known is None or (each.group is not None and not each.group.members),
    )


def _by_issue(living: list[Measure]) -> list[tuple[str, list[Measure]]]:
    """Return the measures under their issues, in printed order."""
    groups: list[tuple[str, list[Measure]]] = []
    last: int | None = -1
    for measure in living:
        if not groups or measure.issue_id != last:
            issue = measure.issue
            heading = f"{issue.number or ''} {issue.title}".strip() if issue else ""
            groups.append((heading, []))
            last = measure.issue_id
        groups[-1][1].append(measure)
    return groups
