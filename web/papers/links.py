"""Whether the links of a result report open: asked over the network by long work, read here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.tables.work import Work
from models.work import works_in_view
from papers.result.checks.links import LinkState
from web.access import Visit

LINKS = "papers.links"
"""The kind of the work that asks."""


@dataclass(frozen=True)
class AskedLinks:
    """The newest answers for a year's report, and when they were asked for."""

    answers: Mapping[str, LinkState]
    at: datetime | None = None

    def ask(self, link: str) -> LinkState:
        """Return what became of a link; one that was never asked for is as good as dead."""
        return self.answers.get(link, LinkState.DEAD)

    def ask_known(self, link: str) -> LinkState:
        """Return what became of a link; nothing is said of one that was never asked for."""
        return self.answers.get(link, LinkState.OPENS)


def asked_links(visit: Visit, fiscal_year: int) -> AskedLinks:
    """Return the newest answers of the links of a year's report."""
    for work in works_in_view(visit.session, visit.organization.id, LINKS, most=50):
        if work.key == str(fiscal_year) and work.result is not None:
            return AskedLinks(_answers(work), work.finished_at)
    return AskedLinks({})


def _answers(work: Work) -> dict[str, LinkState]:
    links = (work.result or {}).get("links", {})
    return {link: LinkState(state) for link, state in links.items()}
