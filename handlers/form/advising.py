"""An example beside the hint that a summary is vague: how this agency, or else the organization's
published result report, has put such work before.
"""

from collections.abc import Iterable

from handlers.answer import Context
from messages.limits import clip
from messages.said import hints
from models.month.calendar import local_day
from models.reports.history import accepted_summaries
from models.tables.obligations import Obligation
from papers.open.published import latest_year, load_year

_SHORTEST, _LONGEST = 20, 160
"""Letters of an example: shorter ones show nothing, longer ones are not read on a telephone."""
_SUMMARY = "summary"


def advise(context: Context, obligation: Obligation) -> str:
    """Return the hint for a vague summary, with an example that names something to check: of the
    agency's own accepted reports, the same measure's first; else of the newest published report, as
    it was published; else a made-up one.
    """
    own = accepted_summaries(context.session, obligation)
    if (found := _concrete(context, own)) is not None:
        return hints.vague(found, hints.OWN)
    if (found := _concrete(context, _published(context, obligation))) is not None:
        return hints.vague(found, hints.PUBLISHED)
    return hints.vague()


def _concrete(context: Context, texts: Iterable[str]) -> str | None:
    today = local_day(context.now)
    for text in texts:
        words = " ".join(text.split())
        if len(words) >= _SHORTEST and hints.is_concrete(words, today):
            return clip(words, _LONGEST)
    return None


def _published(context: Context, obligation: Obligation) -> Iterable[str]:
    """Return what the newest published report says of the measure, then of the others."""
    slug = obligation.round.organization.slug
    year = latest_year(context.session, slug)
    published = load_year(context.session, slug, year) if year is not None else None
    if published is None:
        return []
    measure = obligation.assignment.measure
    rows = sorted(published.newest.measures, key=lambda row: row.title != measure.title)
    return [line for row in rows for line in row.lines(_SUMMARY)]
