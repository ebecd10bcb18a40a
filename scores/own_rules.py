"""The rule of a year: the one an organization stored for itself, else the shipped one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.tables.organization import Organization, hold_organization
from models.tables.year.score import ScoreRule
from scores.ledger import Entry
from scores.rule_form import rule_from_json
from scores.rules import Rule
from scores.shipped_rules import shipped_rule
from scores.store import EnteredBy


def rule_of(session: Session, organization_id: int, fiscal_year: int) -> Rule:
    """Return the rule of a year: the organization's own, else the shipped one, else an empty
    one.
    """
    own = own_rule_form(session, organization_id, fiscal_year)
    return rule_from_json(own) if own is not None else shipped_rule(fiscal_year)


def own_rule_form(
    session: Session, organization_id: int, fiscal_year: int
) -> dict[str, Any] | None:
    """Return the rule an organization stored for a year, in the form it is edited in; None without
    one.
    """
    return session.scalar(
        select(ScoreRule.body).filter_by(organization_id=organization_id, fiscal_year=fiscal_year)
    )


def store_rule(
    session: Session,
    organization: Organization,
    form: dict[str, Any],
    *,
    by: EnteredBy,
    now: datetime,
) -> Rule:
    """Store an organization's own rule of the year it names, in place of any other; BadRule when it
    does not hold together.
    """
    rule = rule_from_json(form)
    hold_organization(session, organization.id)
    place = {"organization_id": organization.id, "fiscal_year": rule.fiscal_year}
    row = session.scalar(select(ScoreRule).filter_by(**place))
    if row is None:
        row = ScoreRule(**place)
        session.add(row)
    row.body = form
    by.put_on(row, now)
    session.flush()
    body = {"fiscal_year": rule.fiscal_year, "rule": form, "by": by.words, "person": by.person_id}
    audit.record(session, organization.id, "score_rule.stored", f"score_rule:{row.id}", body, now)
    return rule


def drop_rule(
    session: Session, organization: Organization, fiscal_year: int, *, by: EnteredBy, now: datetime
) -> bool:
    """Return to the shipped rule of a year; False when the organization had none of its own."""
    hold_organization(session, organization.id)
    row = session.scalar(
        select(ScoreRule).filter_by(organization_id=organization.id, fiscal_year=fiscal_year)
    )
    if row is None:
        return False
    body = {"fiscal_year": fiscal_year, "rule": row.body, "by": by.words, "person": by.person_id}
    audit.record(session, organization.id, "score_rule.dropped", f"score_rule:{row.id}", body, now)
    session.delete(row)
    session.flush()
    return True


def unknown_codes(
    session: Session, organization_id: int, entries: Mapping[int, Iterable[Entry]]
) -> str | None:
    """Return one sentence on the codes that the rules of their fiscal years do not know; None when
    there are none.
    """
    for year, scores in entries.items():
        rule = rule_of(session, organization_id, year)
        if strange := sorted({each.code for each in scores if not rule.knows(each.code)}):
            return (
                f"the rule of FY{year} knows no {', '.join(strange)}: "
                "`kaona score rule` shows what it knows"
            )
    return None
