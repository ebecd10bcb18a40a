"""What answers to a batch of people are made of, looked up for all of them at once.

Each value is kept under the key by which it is asked for one person later (``models.remembering``),
so nobody has to know whether it was looked up before.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.database import pad_for_statement_cache
from models.month.due import earlier_progress
from models.remembering import remember
from models.reports import drafts, history
from models.tables.conversation import Draft
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation, Round

_LAST_PROGRESS = (
    select(Obligation.id, earlier_progress())
    .join(Round, Round.id == Obligation.round_id)
    .where(Obligation.id.in_(bindparam("obligations", expanding=True)))
)
_OPEN = (
    select(Draft)
    .where(
        Draft.person_id.in_(bindparam("people", expanding=True)),
        Draft.form == bindparam("form"),
        Draft.obligation_id.in_(bindparam("obligations", expanding=True)),
        Draft.closed_at.is_(None),
    )
    .order_by(Draft.id)
)
_WAITING = drafts.waiting_evidence(Evidence.person_id.in_(bindparam("people", expanding=True)))
_IN_DRAFTS = (
    select(Evidence)
    .where(Evidence.draft_id.in_(bindparam("drafts", expanding=True)))
    .order_by(Evidence.id)
)


def look_up_last_progress(session: Session, obligation_ids: Sequence[int]) -> None:
    """Look up what ``history.last_progress`` returns for some obligations."""
    if obligation_ids:
        asked = {"obligations": pad_for_statement_cache(obligation_ids)}
        for number, found in session.execute(_LAST_PROGRESS, asked):
            value = found.value if found is not None else None
            remember(session, history.progress_key(number), history.EARLIER, value)


def look_up_begun(
    session: Session, form: str, wanted: Sequence[tuple[int, int]], now: datetime
) -> None:
    """Look up what ``drafts.find_draft`` and ``drafts.evidence_that_waits`` return for people about
    to report, as (person id, obligation id).
    """
    if not wanted:
        return
    asked = {"people": pad_for_statement_cache([person_id for person_id, _ in wanted])}
    about = {"form": form, "obligations": pad_for_statement_cache([each for _, each in wanted])}
    begun: dict[tuple[int, int | None], Draft] = {}
    for draft in session.scalars(_OPEN, asked | about):
        begun.setdefault((draft.person_id, draft.obligation_id), draft)
    waiting: dict[int, list[Evidence]] = {person_id: [] for person_id, _ in wanted}
    for piece in session.scalars(_WAITING, asked | {"since": drafts.waits_since(now)}):
        waiting[piece.person_id].append(piece)
    for person_id, number in wanted:
        key, read_from = drafts.draft_key(person_id, form, number)
        remember(session, key, read_from, begun.get((person_id, number)))
        key, read_from = drafts.waiting_key(person_id)
        remember(session, key, read_from, waiting[person_id])


def look_up_evidence(session: Session, open_drafts: Iterable[Draft]) -> None:
    """Look up what ``drafts.evidence_of_draft`` returns for drafts that change no sent report."""
    keys = {draft.id: drafts.evidence_key(draft) for draft in open_drafts}
    new = {number: each for number, each in keys.items() if not each.is_of_report}
    if not new:
        return
    found: dict[int, list[Evidence]] = {number: [] for number in new}
    for piece in session.scalars(_IN_DRAFTS, {"drafts": pad_for_statement_cache(list(new))}):
        if piece.draft_id is not None and piece.erased_at is None:
            found[piece.draft_id].append(piece)
    for number, pieces in found.items():
        remember(session, new[number].key, new[number].read_from, pieces)
