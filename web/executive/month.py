"""The executive's page: the month, the trend, what is stuck and with whom, the level to expect.
Nothing on it operates anything.
"""

from datetime import date

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from models.month.brief import who_is_stuck
from models.month.summary import asked_round
from models.tables.people import Role
from papers.brief import LATE, MISSING, ON_TIME, compose_brief, months_of
from papers.open.published import published_years
from papers.print.charts import legend
from web.access import Answered, Visit, page
from web.desk.shown import month_of_address
from web.desk.start import rounds_of

executive = Blueprint(
    "executive", __name__, template_folder="../templates", url_prefix="/console/<slug>/executive"
)


@executive.get("/")
@page(Role.EXECUTIVE, Role.SECRETARIAT)
def month(visit: Visit) -> Answered:
    """Show the month that runs, or the one asked for (``month``)."""
    asked = request.args.get("month", "")
    named: date | None = month_of_address(asked) if asked else None
    if asked and named is None:
        abort(404)
    found = asked_round(visit.session, visit.organization, visit.now, named)
    if found is None:
        if named is not None:
            abort(404)
        return render_template("executive/empty.html", visit=visit)
    brief = compose_brief(visit.session, visit.organization, found.month, visit.now)
    stuck = who_is_stuck(visit.session, visit.organization.id, visit.now)
    years = published_years(visit.session, visit.organization.id)
    return render_template(
        "executive/month.html",
        visit=visit,
        brief=brief,
        round=found,
        rounds=[each for each in rounds_of(visit) if each.fiscal_year == found.fiscal_year],
        months=[each for each in months_of(visit.session, found, visit.now) if each.count],
        chart=Markup(brief.months),  # noqa: S704 -- drawn by papers.print.charts, which escapes
        legend=Markup(legend(ON_TIME, LATE, MISSING)),  # noqa: S704 -- likewise
        stuck=stuck,
        published=years[0] if years else None,
        is_officer=Role.OFFICER in visit.roles,
    )
