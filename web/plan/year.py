"""From year to year: the draft of the next plan, and bringing a draft into force."""

from flask import Blueprint, flash, redirect, render_template, request, url_for

from models.correcting import CannotChange
from models.month.adoption import CannotAdopt, adopt_plan
from models.tables.people import Role
from papers.carry_plan import CannotCarry, CarriedDecisions, decide_all, write_decided
from plans.storing.gaps import gaps_of
from plans.storing.removal import remove_plan
from web.access import Answered, Visit, page
from web.plan import words
from web.plan.overview import own_plan, to_year, years_of

year = Blueprint(
    "plan_year", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)


@year.get("/plan/<int:year>/carry")
@page(Role.SECRETARIAT)
def show(visit: Visit, year: int) -> Answered:
    """Show what would become of each measure in the next year's plan."""
    own_plan(visit, year)
    try:
        decided = _decided(visit, year)
    except CannotCarry:
        flash(words.CANNOT_CARRY, "problem")
        return to_year(visit, year)
    return render_template(
        "plan/carry.html",
        visit=visit,
        year=year,
        decided=decided,
        there=year + 1 in years_of(visit),
        fates=words.FATES,
        reasons=words.REASONS,
    )


@year.post("/plan/<int:year>/carry")
@page(Role.SECRETARIAT)
def carry(visit: Visit, year: int) -> Answered:
    """Write the draft as it was shown; when something changed since, show it anew."""
    own_plan(visit, year)
    here = redirect(url_for("plan_year.show", slug=visit.organization.slug, year=year), 303)
    try:
        decided = _decided(visit, year)
        if str(decided.since) != request.form.get("since"):
            flash(words.CHANGED_MEANWHILE, "problem")
            return here
        write_decided(visit.session, visit.organization, decided, visit.now)
    except CannotCarry:
        flash(words.CANNOT_CARRY, "problem")
        return to_year(visit, year)
    flash(words.carried(year + 1))
    return to_year(visit, year + 1)


@year.post("/plan/<int:year>/adopt")
@page(Role.SECRETARIAT)
def adopt(visit: Visit, year: int) -> Answered:
    """Bring a draft into force, once it was seen what that asks for."""
    own_plan(visit, year)
    attempt = visit.session.begin_nested()
    try:
        done = adopt_plan(visit.session, visit.organization, year, visit.now)
    except CannotAdopt:
        attempt.rollback()
        flash(words.CANNOT_ADOPT, "problem")
        return to_year(visit, year)
    if request.form.get("sure") != str(done.obligations):
        attempt.rollback()
        plan = own_plan(visit, year)
        lacking = len(gaps_of(visit.session, plan, visit.now))
        return render_template(
            "plan/adopt.html", visit=visit, plan=plan, done=done, lacking=lacking
        )
    attempt.commit()
    flash(words.adopted(year, done.obligations))
    return to_year(visit, year)


@year.post("/plan/<int:year>/remove")
@page(Role.SECRETARIAT)
def remove(visit: Visit, year: int) -> Answered:
    """Remove a plan of which nobody reported, once it was seen what goes with it."""
    own_plan(visit, year)
    attempt = visit.session.begin_nested()
    try:
        gone = remove_plan(visit.session, visit.organization, year, visit.now)
    except CannotChange:
        attempt.rollback()
        flash(words.CANNOT_REMOVE, "problem")
        return to_year(visit, year)
    if request.form.get("sure") != f"{gone.measures} {gone.obligations}":
        attempt.rollback()
        return render_template("plan/remove_plan.html", visit=visit, year=year, gone=gone)
    attempt.commit()
    flash(words.removed(year))
    return redirect(url_for("plan.overview", slug=visit.organization.slug), 303)


def _decided(visit: Visit, year: int) -> CarriedDecisions:
    return decide_all(
        visit.session, visit.organization, year + 1, visit.now, since=year, replace=True
    )
