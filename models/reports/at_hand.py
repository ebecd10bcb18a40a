"""What there is of some people that an answer may need, seen in one look: nearly always there is
nothing but their open drafts, and nothing else need be asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    and_,
    bindparam,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from models.database import pad_for_statement_cache
from models.reports.accepted.thanks import ACCEPTED
from models.reports.awaited_files import UNTOLD
from models.reports.drafts import waiting_evidence, waits_since
from models.tables.conversation import Draft
from models.tables.evidence import Evidence
from models.tables.files import AwaitedFile
from models.tables.obligations import Revision
from models.tables.outbox import ANSWER, OVER_QUOTA, RECEIPT, REMINDERS, Delivery, DeliveryState
from models.tables.people import Person

RECEIPTS = (
    select(Delivery)
    .where(
        Delivery.recipient.in_(bindparam("users", expanding=True)),
        Delivery.state == literal_column(f"'{DeliveryState.WAITING}'"),
        or_(
            Delivery.purpose == literal_column(f"'{RECEIPT}'"),
            and_(Delivery.error == OVER_QUOTA, Delivery.purpose.not_in((ANSWER, *REMINDERS))),
        ),
        Delivery.first_push_at.is_(None),  # LINE may have taken what was begun
    )
    .order_by(Delivery.id)
)
"""Receipts of a page that wait to be pushed, and what waits for want of quota; reminders are left:
who writes sees what is due.
"""


class _Kind(IntEnum):
    """What a row of the look is about."""

    DRAFT = 0
    EVIDENCE = 1
    WAITING = 2
    UNTOLD = 3
    ACCEPTED = 4
    RECEIPT = 5


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft that was neither sent nor cancelled."""

    id: int
    person_id: int
    obligation_id: int | None
    form: str
    is_active: bool
    was_shown_together: bool
    """It was shown together with others, to be sent by one confirmation."""


@dataclass(frozen=True)
class AtHand:
    """What there is of some people: their open drafts, the oldest first; which of these hold
    evidence; by person id who sent evidence that belongs to no report yet. Whether there are files
    whose outcome is untold, reports accepted since, and receipts that wait.
    """

    drafts: list[OpenDraft] = field(default_factory=list)
    with_evidence: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)
    has_untold: bool = False
    has_accepted: bool = False
    has_receipts: bool = False


def look_at_hand(
    session: Session, people: Sequence[Person], heard: Sequence[datetime], now: datetime
) -> AtHand:
    """Look what there is of some people; ``heard`` are the moments up to which those of them know
    what was accepted who report.
    """
    if not people:
        return AtHand()
    asked = {
        "people": pad_for_statement_cache([person.id for person in people]),
        "users": pad_for_statement_cache([person.line_user_id for person in people]),
        "since": min(heard, default=now),
        "waits_since": waits_since(now),
    }
    rows = session.execute(_LOOK, asked).all()
    kinds = {row.kind for row in rows}
    open_drafts = [
        OpenDraft(number, person_id, about, form, bool(is_active), together is not None)
        for kind, person_id, number, about, form, is_active, together in rows
        if kind == _Kind.DRAFT
    ]
    return AtHand(
        sorted(open_drafts, key=attrgetter("id")),
        {row.number for row in rows if row.kind == _Kind.EVIDENCE},
        {row.person_id for row in rows if row.kind == _Kind.WAITING},
        _Kind.UNTOLD in kinds,
        _Kind.ACCEPTED in kinds,
        _Kind.RECEIPT in kinds,
    )


def _row(kind: _Kind, person: Any, *columns: Any) -> tuple[Any, ...]:
    """The columns of a row: its kind, whose it is, its number, what it is about, and more."""
    missing = [null()] * (_COLUMNS - len(columns))
    return (literal_column(str(int(kind))).label("kind"), person, *columns, *missing)


def _narrow(
    query: Select[*tuple[Any, ...]], kind: _Kind, person: Any, *columns: Any
) -> Select[*tuple[Any, ...]]:
    """Return a query for something with only what the look needs of it."""
    return query.with_only_columns(*_row(kind, person, *columns)).order_by(None)


_COLUMNS = 5  # after the kind and the person
_IN_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_LOOK = union_all(
    # First: its columns name and type those of the others.
    select(
        *_row(
            _Kind.DRAFT,
            Draft.person_id,
            Draft.id.label("number"),
            Draft.obligation_id.label("about"),
            Draft.form,
            Draft.active.label("is_active"),
            Draft.answers["_together"].as_string().label("together"),
        )
    ).where(Draft.person_id.in_(_IN_PEOPLE), Draft.closed_at.is_(None)),
    select(*_row(_Kind.EVIDENCE, Draft.person_id, Evidence.draft_id))
    .join(Draft, Draft.id == Evidence.draft_id)
    .where(Draft.person_id.in_(_IN_PEOPLE), Draft.closed_at.is_(None)),
    _narrow(
        waiting_evidence(Evidence.person_id.in_(_IN_PEOPLE), bindparam("waits_since")),
        _Kind.WAITING,
        Evidence.person_id,
    ),
    _narrow(UNTOLD, _Kind.UNTOLD, AwaitedFile.person_id),
    _narrow(ACCEPTED, _Kind.ACCEPTED, Revision.sent_by_id),
    _narrow(RECEIPTS, _Kind.RECEIPT, null()),
)
