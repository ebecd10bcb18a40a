"""Under which item of the assessment's open data a paper is published, as far as the rules
know it.
"""

from sqlalchemy.orm import Session

from models.tables.organization import Organization
from papers.print.texts import printable
from scores.own_rules import rule_of
from scores.rules import Covers, Purpose


def item_line(
    session: Session, organization: Organization, fiscal_year: int, purpose: Purpose
) -> str:
    """Return the line of a title page on the item of a year's paper: its number and heading; empty
    where that is not known.

    The item is that of the assessment which asks for the paper of this fiscal year: its own year's,
    or the next one's where that asks for the year before. Where a rule does not say which year an
    item is about, no paper is called by it.
    """
    for assessed, covers in ((fiscal_year, Covers.SAME), (fiscal_year + 1, Covers.PREVIOUS)):
        item = rule_of(session, organization.id, assessed).item(purpose, organization.kind.value)
        if item is not None and item.number is not None and item.covers == covers:
            return printable(
                " ".join(
                    filter(None, ("รายการเปิดเผยข้อมูลสาธารณะ (OIT) ข้อ", item.number, item.heading))
                )
            )
    return ""
