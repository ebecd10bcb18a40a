"""What answers to a batch of people are made of, looked up for all of them at once.

Each value is kept under the key by which it is asked for one person later (``models.remembering``),
so nobody has to know whether it was looked up before.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.database import pad_for_statement_cache
from models.remembering import remember
from models.reports import drafts, history
from models.reports.at_hand import AtHand
from models.tables.conversation import Draft
from models.tables.evidence import Evidence
from models.tables.obligations import Progress

_WAITING = drafts.waiting_evidence(
    Evidence.person_id.in_(bindparam("people", expanding=True)), bindparam("since")
)
_IN_DRAFTS = (
    select(Evidence)
    .where(Evidence.draft_id.in_(bindparam("drafts", expanding=True)))
    .order_by(Evidence.id)
)


def note_last_progress(session: Session, obligation_id: int, progress: Progress | None) -> None:
    """Keep what ``history.last_progress`` returns for an obligation."""
    value = progress.value if progress is not None else None
    remember(session, history.progress_key(obligation_id), history.EARLIER, value)


def note_begun(
    session: Session,
    form: str,
    at_hand: AtHand,
    wanted: Iterable[tuple[int, int]],
    loaded: Mapping[int, Draft],
) -> None:
    """Keep what ``drafts.find_draft`` returns for people about to report, as (person id, obligation
    id); ``loaded`` are the drafts that were looked up, by id.
    """
    begun: dict[tuple[int, int | None], int] = {}
    for each in at_hand.drafts:
        if each.form == form:
            begun.setdefault((each.person_id, each.obligation_id), each.id)
    for person_id, number in wanted:
        key, read_from = drafts.draft_key(person_id, form, number)
        found = begun.get((person_id, number))
        remember(session, key, read_from, loaded[found] if found is not None else None)


def note_obligations_begun(
    session: Session, form: str, at_hand: AtHand, person_ids: Iterable[int]
) -> None:
    """Keep what ``drafts.begun_obligations`` returns for some people, and whether any of their
    drafts was shown together with others.
    """
    together = {each.person_id for each in at_hand.drafts if each.was_shown_together}
    begun: dict[int, set[int]] = {person_id: set() for person_id in person_ids}
    for each in at_hand.drafts:
        if each.form == form and each.obligation_id is not None:
            begun[each.person_id].add(each.obligation_id)
    for person_id, found in begun.items():
        key, read_from = drafts.begun_key(person_id, form)
        remember(session, key, read_from, frozenset(found))
        key, read_from = drafts.together_key(person_id)
        remember(session, key, read_from, person_id in together)


def look_up_waiting(
    session: Session, at_hand: AtHand, person_ids: Sequence[int], now: datetime
) -> None:
    """Look up what ``drafts.evidence_that_waits`` returns for some people."""
    waiting: dict[int, list[Evidence]] = {person_id: [] for person_id in person_ids}
    with_some = [person_id for person_id in waiting if person_id in at_hand.waiting]
    if with_some:
        asked = {
            "people": pad_for_statement_cache(with_some),
            "since": drafts.waits_since(now),
        }
        for piece in session.scalars(_WAITING, asked):
            waiting[piece.person_id].append(piece)
    for person_id, pieces in waiting.items():
        key, read_from = drafts.waiting_key(person_id)
        remember(session, key, read_from, pieces)


def look_up_evidence(session: Session, at_hand: AtHand, open_drafts: Iterable[Draft]) -> None:
    """Look up what ``drafts.evidence_of_draft`` returns for drafts that change no sent report."""
    keys = {draft.id: drafts.evidence_key(draft) for draft in open_drafts}
    new = {number: each for number, each in keys.items() if not each.is_of_report}
    found: dict[int, list[Evidence]] = {number: [] for number in new}
    holding = [number for number in new if number in at_hand.with_evidence]
    if holding:
        asked = {"drafts": pad_for_statement_cache(holding)}
        for piece in session.scalars(_IN_DRAFTS, asked):
            if piece.draft_id is not None and piece.erased_at is None:
                found[piece.draft_id].append(piece)
    for number, pieces in found.items():
        remember(session, new[number].key, new[number].read_from, pieces)
