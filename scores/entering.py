"""One score as a person types it, and entering it beside what somebody else may have entered."""

import re
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.organization import Organization, hold_organization
from models.tables.year.score import Score
from scores.codes import PARTS, is_question
from scores.ledger import Entry
from scores.own_rules import unknown_codes
from scores.rounding import decimals, two_decimals
from scores.store import EnteredBy, ScoreChange, enter_scores
from thai.numbers import to_arabic_digits

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
ONE_BY_ONE = "entered one by one"
"""The source of a score that came from no file."""


class ScoreProblem(StrEnum):
    """Why a score is not taken."""

    NO_SCORE = "no_score"  # not 0 to 100 with at most two decimals
    NO_PARTS = "no_parts"  # only questions have parts
    UNKNOWN_CODE = "unknown_code"  # the year's rule knows no such code
    CHANGED = "changed"  # somebody else entered another one meanwhile


class BadScore(Exception):
    """A score that is not taken; the message is one English sentence."""

    def __init__(self, problem: ScoreProblem, message: str) -> None:
        super().__init__(message)
        self.problem = problem


def read_value(text: str) -> Decimal:
    """Return a score that somebody typed, 0 to 100, with the decimals that were typed; BadScore for
    anything else. Thai digits are understood.
    """
    typed = to_arabic_digits(text.strip())
    if not _NUMBER.fullmatch(typed) or Decimal(typed) > 100:
        raise BadScore(
            ScoreProblem.NO_SCORE,
            f"{text!r} is no score between 0 and 100 with at most two decimals",
        )
    return Decimal(typed)


def stored_score(
    session: Session, organization_id: int, fiscal_year: int, code: str, part: int
) -> Score | None:
    """Return the stored row of one score; None without one."""
    place = {"fiscal_year": fiscal_year, "code": code, "part": part}
    return session.scalar(select(Score).filter_by(organization_id=organization_id, **place))


def enter_score(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    code: str,
    part: int,
    value: Decimal,
    *,
    by: EnteredBy,
    now: datetime,
) -> ScoreChange | None:
    """Enter one score as it is printed; None when it is as stored. BadScore when the year has no
    such code or part.
    """
    if part not in (0, *PARTS) or (part and not is_question(code)):
        raise BadScore(ScoreProblem.NO_PARTS, f"only questions have parts, not {code}")
    entry = Entry(code, part, two_decimals(value), decimals(value))
    if strange := unknown_codes(session, organization.id, {fiscal_year: [entry]}):
        raise BadScore(ScoreProblem.UNKNOWN_CODE, strange)
    entries = {fiscal_year: [entry]}
    changes = enter_scores(session, organization, entries, source=ONE_BY_ONE, by=by, now=now)
    return changes[0] if changes else None


def check_unchanged(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    code: str,
    part: int,
    seen: Decimal | None,
) -> None:
    """Hold the organization, and BadScore when a score is not the one that was seen (None: there
    was none).
    """
    hold_organization(session, organization.id)
    row = stored_score(session, organization.id, fiscal_year, code, part)
    if (row.value if row else None) != seen:
        raise BadScore(ScoreProblem.CHANGED, f"{code} of FY{fiscal_year} was changed meanwhile")
