"""The result report of a year, composed from the stored plan, the accepted reports, the scores and
the secretariat's edits.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.tables.organization import Organization
from models.tables.plan import Assignment, Measure, Plan
from models.tables.year.score import Score
from papers.drawn.telling import Telling
from papers.result.annex import MOST_PAGES, estimated_pages, with_annex
from papers.result.composer import Composer
from papers.result.composition import ComposedPaper
from papers.result.layout import PaperLayout
from papers.result.score_words import Ledger


class NoPlan(Exception):
    """There is no plan of that year; the message is one English sentence for the command line."""


def compose(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    now: datetime,
    layout: PaperLayout | None = None,
    until: date | None = None,
) -> ComposedPaper:
    """Compose the draft of a year's result report; NoPlan without a plan of that year.

    ``until`` (the first day of a month of the year) makes the interim paper of the rounds up to
    that month, which says so on its title page and at the foot of every page. Agencies told one by
    one on more than ``MOST_PAGES`` pages are rolled up, and stand in the annex.
    """
    plan = load_plan(session, organization, fiscal_year)
    layout = layout or PaperLayout.of(organization.kind, organization.settings)
    composed = _composed(session, organization, plan, layout, now, until)
    if layout.agencies is not Telling.EACH or estimated_pages(composed.document) <= MOST_PAGES:
        return composed
    rolled_up = replace(layout, agencies=Telling.ROLLED_UP)
    paper = _composed(session, organization, plan, rolled_up, now, until)
    return replace(paper, document=with_annex(paper.document, composed.document))


def _composed(
    session: Session,
    organization: Organization,
    plan: Plan,
    layout: PaperLayout,
    now: datetime,
    until: date | None,
) -> ComposedPaper:
    ledger = load_ledger(session, organization)
    return Composer(session, organization, plan, layout, ledger, now, until).compose()


def load_plan(session: Session, organization: Organization, fiscal_year: int) -> Plan:
    """Return the plan of a year with what hangs on it; NoPlan when there is none."""
    plan = session.scalar(
        select(Plan)
        .where(Plan.organization_id == organization.id, Plan.fiscal_year == fiscal_year)
        .options(
            selectinload(Plan.issues),
            selectinload(Plan.measures).selectinload(Measure.steps),
            selectinload(Plan.measures)
            .selectinload(Measure.assignments)
            .joinedload(Assignment.group),
            selectinload(Plan.measures)
            .selectinload(Measure.assignments)
            .joinedload(Assignment.agency),
        )
    )
    if plan is None:
        raise NoPlan(
            f"{organization.slug} has no plan of fiscal year {fiscal_year}: import it first"
        )
    return plan


def load_ledger(session: Session, organization: Organization) -> Ledger:
    """Return the stored scores that are printed in a result report: indicators and the whole."""
    rows = session.scalars(
        select(Score).where(Score.organization_id == organization.id, Score.part == 0)
    )
    return {(row.code, row.fiscal_year): row.value for row in rows}
