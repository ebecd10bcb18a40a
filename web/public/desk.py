"""What the public may see of a year, decided on the desk: evidence after a look at it, the licence
of the data.
"""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from models.month.calendar import fiscal_year_of, local_day
from models.tables.people import Role
from models.tables.plan import Measure, Plan
from models.tables.year.result_report import PersonalData
from papers.open.evidence import CAPTION, Decision, EvidenceItem, decide_evidence, year_evidence
from papers.open.licences import LICENCES, choose_licence, licence_of
from papers.open.published import published_years
from papers.result.labels import measure_labels
from web.access import Answered, Visit, page
from web.public import words

publicity = Blueprint(
    "publicity", __name__, template_folder="../templates", url_prefix="/console/<slug>/public"
)
_PER_PAGE = 24
_CHOICES = {
    "public": (True, PersonalData.NONE),
    "kept": (False, PersonalData.NONE),
    "personal": (False, PersonalData.WITHHELD),
}
_FIELDS = ("choice", "caption", "was", "chosen", "read")
"""What the form carries of each piece; the last two are choice and caption as the page showed them.
"""
_SHOWN = ("all", "unseen", "public", "kept")


@dataclass(frozen=True)
class Listed:
    """A piece of evidence in the list, with its measure."""

    item: EvidenceItem
    measure: str
    title: str

    @property
    def choice(self) -> str:
        """Which of the form's choices stands now; empty for none yet."""
        if self.item.found is None:
            return ""
        if self.item.found is not PersonalData.NONE:
            return "personal"
        return "public" if self.item.is_public else "kept"


@publicity.get("/")
@page(Role.SECRETARIAT)
def overview(visit: Visit) -> Answered:
    """Lead to the year of which most is asked: the newest published one, else this one."""
    years = _years(visit)
    chosen = next(iter(published_years(visit.session, visit.organization.id)), years[0])
    return redirect(
        url_for("publicity.year", slug=visit.organization.slug, fiscal_year=chosen), 303
    )


@publicity.get("/<int:fiscal_year>")
@page(Role.SECRETARIAT)
def year(visit: Visit, fiscal_year: int) -> Answered:
    """List a year's evidence of accepted reports."""
    years = _years(visit)
    if fiscal_year not in years:
        abort(404)
    listed = _listed(visit, fiscal_year)
    show = request.args.get("show", "all")
    show = show if show in _SHOWN else "all"
    found = [each for each in listed if show == "all" or _kind(each) == show]
    pages = max(-(-len(found) // _PER_PAGE), 1)
    number = min(max(request.args.get("page", 1, int), 1), pages)
    organization = visit.organization
    return render_template(
        "public/desk.html",
        visit=visit,
        fiscal_year=fiscal_year,
        years=years,
        published=published_years(visit.session, organization.id),
        counts={kind: sum(_kind(each) == kind for each in listed) for kind in _SHOWN[1:]},
        total=len(listed),
        found=found[(number - 1) * _PER_PAGE : number * _PER_PAGE],
        matched=len(found),
        show=show,
        number=number,
        pages=pages,
        longest=CAPTION,
        licences=LICENCES,
        licence=licence_of(organization),
        not_published=words.NOT_PUBLISHED,
    )


@publicity.post("/<int:fiscal_year>/decide")
@page(Role.SECRETARIAT)
def decide(visit: Visit, fiscal_year: int) -> Answered:
    """Store what was decided of the evidence on the page; what nothing was chosen for stays."""
    form = request.form
    decisions = {}
    for evidence_id in form.getlist("evidence", type=int):
        asked = {name: form.get(f"{name}-{evidence_id}", "") for name in _FIELDS}
        same_words = asked["choice"] != "public" or asked["caption"] == asked["read"]
        if asked["choice"] not in _CHOICES or (asked["choice"] == asked["chosen"] and same_words):
            continue  # as it was when the page was opened: nothing was decided
        is_public, found = _CHOICES[asked["choice"]]
        decisions[evidence_id] = Decision(is_public, found, asked["caption"], asked["was"])
    result = decide_evidence(
        visit.session, visit.organization, fiscal_year, decisions, by=visit.person, now=visit.now
    )
    flash(words.decided(result.marked, result.withdrawn))
    if result.overtaken:
        flash(words.overtaken([item.caption for item in result.overtaken]), "problem")
    if result.refused:
        flash(words.refused([item.caption for item in result.refused]), "problem")
    return redirect(
        url_for(
            "publicity.year",
            slug=visit.organization.slug,
            fiscal_year=fiscal_year,
            show=form.get("show") if form.get("show") in _SHOWN else None,
            page=form.get("page", type=int),
        ),
        303,
    )


@publicity.post("/<int:fiscal_year>/licence")
@page(Role.SECRETARIAT)
def licence(visit: Visit, fiscal_year: int) -> Answered:
    """Choose the licence of the organization's open data."""
    try:
        choose_licence(
            visit.session, visit.organization, request.form.get("licence", ""), visit.now
        )
    except ValueError:
        abort(400)
    flash(words.LICENCE_KEPT)
    return redirect(
        url_for("publicity.year", slug=visit.organization.slug, fiscal_year=fiscal_year), 303
    )


def _kind(each: Listed) -> str:
    return {"": "unseen", "public": "public"}.get(each.choice, "kept")


def _years(visit: Visit) -> list[int]:
    """Return the years with a plan or a published report, the latest first, at least this one."""
    plans = select(Plan.fiscal_year).where(Plan.organization_id == visit.organization.id)
    found = {*visit.session.scalars(plans)}
    found.update(published_years(visit.session, visit.organization.id))
    return sorted(found, reverse=True) or [fiscal_year_of(local_day(visit.now))]


def _listed(visit: Visit, fiscal_year: int) -> list[Listed]:
    measures = visit.session.scalars(
        select(Measure)
        .join(Plan)
        .where(
            Plan.organization_id == visit.organization.id,
            Plan.fiscal_year == fiscal_year,
            Measure.removed_at.is_(None),
        )
        .order_by(Measure.position)
    ).all()
    labels = measure_labels(measures)
    titles = {measure.id: measure.title for measure in measures}
    order = {measure.id: place for place, measure in enumerate(measures)}
    items = [
        item
        for item in year_evidence(visit.session, visit.organization.id, fiscal_year)
        if item.measure_id in labels
    ]
    items.sort(key=lambda item: order[item.measure_id])
    return [Listed(item, labels[item.measure_id], titles[item.measure_id]) for item in items]
