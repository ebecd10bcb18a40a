"""What the papers' pages have in common: the year they are about, the composed report, and papers
shown inside a page.
"""

from base64 import b64encode
from datetime import date
from functools import cache
from pathlib import Path

from flask import Response, abort, make_response, request
from sqlalchemy import select

from models.month.calendar import fiscal_year_of, local_day
from models.tables.obligations import Round
from models.tables.plan import Plan
from papers.result.composing import NoPlan, compose
from papers.result.composition import ComposedPaper, State
from scores.store import years_with_scores
from web.access import Visit

_STATIC = Path(__file__).parents[1] / "static"
FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox; frame-ancestors 'self'"
)
"""The policy of a paper shown inside a page of ours: it may look as it likes and do nothing."""

FRAMED_PICTURES = f"img-src data:; {FRAMED}"
"""The same for a paper with pictures in it."""


def composed_or_404(visit: Visit, fiscal_year: int) -> ComposedPaper:
    """Return the result report of a year as it stands; 404 without a plan of that year."""
    try:
        return compose(visit.session, visit.organization, fiscal_year, visit.now)
    except NoPlan:
        abort(404)


def known_years(visit: Visit) -> list[int]:
    """Return the fiscal years with a plan or with scores, and this one; the newest first."""
    mine = Plan.organization_id == visit.organization.id
    plans = visit.session.scalars(select(Plan.fiscal_year).where(mine))
    scored = years_with_scores(visit.session, visit.organization.id)
    return sorted({*plans, *scored, fiscal_year_of(local_day(visit.now))}, reverse=True)


def planned_years(visit: Visit) -> list[int]:
    """Return the fiscal years with a plan, the newest first."""
    mine = Plan.organization_id == visit.organization.id
    years = visit.session.scalars(select(Plan.fiscal_year).where(mine))
    return sorted(years, reverse=True)


def round_months(visit: Visit) -> list[date]:
    """Return the months of the organization's rounds, the newest first."""
    mine = Round.organization_id == visit.organization.id
    months = visit.session.scalars(select(Round.month).where(mine).order_by(Round.month.desc()))
    return list(months)


def asked_year(years: list[int]) -> int:
    """Return the year an address asks for (``?year=2570``), else the newest."""
    asked = request.args.get("year", type=int)
    return asked if asked in years else years[0]


def framed(body: bytes, media_type: str, policy: str = FRAMED) -> Response:
    """Return something to be shown in a frame of our own pages, and nowhere else; HTML with our
    typeface in it, for a frame may fetch none.
    """
    if media_type == "text/html":
        body = body.replace(b"</head>", _typeface() + b"</head>", 1)
    answer = make_response(body)
    answer.mimetype = media_type
    answer.headers["Content-Security-Policy"] = policy
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@cache
def _typeface() -> bytes:
    faces = (
        f"@font-face{{font-family:Sarabun;font-weight:{weight};src:url(data:font/woff2;base64,"
        f"{b64encode((_STATIC / name).read_bytes()).decode()})}}"
        for name, weight in (("sarabun-regular.woff2", 400), ("sarabun-bold.woff2", 700))
    )
    return f"<style>{''.join(faces)}</style>".encode()


def anchor_of(state: State) -> str:
    """Return the name by which links jump to a place of the report."""
    measure_id, place = state.place
    return f"c-{measure_id or 0}-{place}"


def measure_anchor(measure_id: int) -> str:
    """Return the name by which links jump to a measure of the report."""
    return f"m-{measure_id}"
