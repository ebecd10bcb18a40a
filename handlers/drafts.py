"""Drafts in the database: which one is active, picking one up again, putting it aside, closing it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers.answer import Context
from handlers.form_tables import REPORT
from handlers.speaker import Speaker
from models.conversation import Draft
from models.people import Membership
from models.plan import Assignment
from models.reporting import Evidence, Obligation, revision_evidence

SILENCE_BEFORE_ASKING = timedelta(hours=12)
"""After so long, words may be an answer to the open question or the beginning of something else."""

_WAITING_EVIDENCE = timedelta(days=7)


def active_draft(context: Context, speaker: Speaker) -> Draft | None:
    """Return the form a person is in the middle of, if they still hold a role in which they may fill it in; else it is left."""
    draft = context.session.scalar(
        select(Draft)
        .where(Draft.person_id == speaker.person.id, Draft.active)
        .options(
            joinedload(Draft.obligation).options(
                joinedload(Obligation.assignment).joinedload(Assignment.measure),
                joinedload(Obligation.agency),
                joinedload(Obligation.round),
            )
        )
    )
    if draft is None or speaker.holds(draft.membership_id):
        return draft
    assert draft.obligation is not None
    membership = speaker.membership_for(draft.obligation) if draft.form == REPORT else None
    if membership is None:
        _leave(context, draft)
        return None
    draft.membership_id = membership.id
    return draft


def own_draft(context: Context, speaker: Speaker, draft_id: int | None) -> Draft | None:
    """Return a person's own draft by id, open or closed."""
    draft = context.session.get(Draft, draft_id) if draft_id is not None else None
    return draft if draft is not None and draft.person_id == speaker.person.id else None


def open_draft(context: Context, speaker: Speaker, form: str, obligation: Obligation) -> Draft | None:
    """Return the draft put aside earlier for the same thing."""
    return context.session.scalar(
        select(Draft).where(
            Draft.person_id == speaker.person.id,
            Draft.form == form,
            Draft.obligation_id == obligation.id,
            Draft.closed_at.is_(None),
        )
    )


def begun_obligations(context: Context, speaker: Speaker) -> set[int]:
    """Return the obligations for which a person has a report begun and not sent."""
    found = context.session.scalars(
        select(Draft.obligation_id).where(
            Draft.person_id == speaker.person.id, Draft.form == REPORT, Draft.closed_at.is_(None)
        )
    )
    return {obligation_id for obligation_id in found if obligation_id is not None}


def activate(
    context: Context,
    speaker: Speaker,
    form: str,
    obligation: Obligation,
    membership: Membership,
    answers: dict[str, Any] | None = None,
) -> Draft:
    """Make a draft the active one, picking up what was put aside; ``answers`` fills a new one. Leave what was active before."""
    draft = open_draft(context, speaker, form, obligation)
    leave(context, speaker, but=draft)
    if draft is None:
        draft = Draft(
            person_id=speaker.person.id,
            form=form,
            obligation=obligation,
            membership_id=membership.id,
            answers=answers or {},
            started_at=context.now,
            updated_at=context.now,
        )
        context.session.add(draft)
    draft.membership_id = membership.id
    draft.active, draft.updated_at = True, context.now
    context.session.flush()
    return draft


def leave(context: Context, speaker: Speaker, *, but: Draft | None = None) -> Draft | None:
    """Put the active draft aside, unless it is ``but``; return what was left."""
    draft = active_draft(context, speaker)
    if draft is None or draft is but:
        return None
    _leave(context, draft)
    return draft


def _leave(context: Context, draft: Draft) -> None:
    draft.active = False
    if draft.form != REPORT:
        draft.closed_at = context.now  # a reason not given is asked for anew; there is nothing to keep
    context.session.flush()  # only one may be active: this must reach the database before the next one does


def save(context: Context, draft: Draft, answers: dict[str, Any]) -> None:
    """Store a draft's answers."""
    draft.answers, draft.updated_at = answers, context.now
    context.session.flush()


def close(context: Context, draft: Draft) -> None:
    """End a draft: it was sent, or cancelled."""
    draft.active, draft.closed_at, draft.updated_at = False, context.now, context.now
    context.session.flush()


def waiting_evidence(context: Context, speaker: Speaker) -> list[Evidence]:
    """Return what a person sent outside any form in the last days and belongs to no report yet, oldest first."""
    attached = select(revision_evidence.c.evidence_id)
    return list(
        context.session.scalars(
            select(Evidence)
            .where(
                Evidence.person_id == speaker.person.id,
                Evidence.draft_id.is_(None),
                Evidence.erased_at.is_(None),
                Evidence.received_at > context.now - _WAITING_EVIDENCE,
                Evidence.id.not_in(attached),
            )
            .order_by(Evidence.id)
        )
    )
