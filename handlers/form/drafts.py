"""Drafts in the database: which one is active, picking one up again, putting it aside,
closing it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from handlers.answer import Context
from handlers.prefetch import look_up_active_draft
from handlers.speaker import Speaker
from messages.form import feedback as feedback_texts
from messages.form.form_tables import REPORT
from models.reports.drafts import begun_obligations as begun_by
from models.reports.drafts import close_draft, evidence_that_waits, find_draft
from models.reports.notes import Answers, DraftNotes
from models.tables.conversation import Draft
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation

SILENCE_BEFORE_ASKING = timedelta(hours=12)
"""After so long, words may be an answer to the open question or the beginning of something else."""


def active_draft(context: Context, speaker: Speaker) -> Draft | None:
    """Return the form a person is in the middle of, if they still hold a role in which they may
    fill it in; else it is left.
    """
    known = context.known.drafts
    if speaker.person.id not in known:
        known[speaker.person.id] = look_up_active_draft(context.session, speaker.person.id)
    draft = known[speaker.person.id]
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


def open_draft(
    context: Context, speaker: Speaker, form: str, obligation: Obligation
) -> Draft | None:
    """Return the draft put aside earlier for the same thing, or the active one when it is
    for that.
    """
    return find_draft(context.session, speaker.person, form, obligation)


def begun_obligations(context: Context, speaker: Speaker) -> frozenset[int]:
    """Return the obligations for which a person has a report begun and not sent."""
    return begun_by(context.session, speaker.person, REPORT)


def activate(
    context: Context,
    speaker: Speaker,
    form: str,
    obligation: Obligation,
    first_answers: Callable[[], Answers] = dict,
) -> tuple[Draft, bool]:
    """Make a draft the active one, picking up what was put aside, and tell whether there was any;
    leave what was active before.

    ``first_answers`` fill a new one.
    """
    find = speaker.membership_for if form == REPORT else speaker.secretariat_of
    membership = find(obligation)
    assert membership is not None, "the caller has looked whether this person may"
    draft = open_draft(context, speaker, form, obligation)
    resumed = draft is not None
    leave(context, speaker, but=draft)
    if draft is None:
        draft = Draft(
            person_id=speaker.person.id,
            form=form,
            obligation=obligation,
            membership_id=membership.id,
            answers=first_answers(),
            started_at=context.now,
            updated_at=context.now,
        )
        context.session.add(draft)
    draft.membership_id = membership.id
    draft.answers = _choosing_over(draft.answers)
    draft.active, draft.updated_at = True, context.now
    context.session.flush()
    context.known.drafts[draft.person_id] = draft
    return draft, resumed


def leave(context: Context, speaker: Speaker, *, but: Draft | None = None) -> Draft | None:
    """Put the active draft aside, unless it is ``but``; return what was left."""
    draft = active_draft(context, speaker)
    if draft is None or draft is but:
        return None
    _leave(context, draft)
    return draft


def _leave(context: Context, draft: Draft) -> None:
    draft.active = False
    context.known.drafts[draft.person_id] = None
    if draft.form != REPORT:
        draft.closed_at = (
            context.now
        )  # a reason not given is asked for again; there is nothing to keep
    # only one may be active: this must reach the database before the next one does
    context.session.flush()


def save(context: Context, draft: Draft, answers: Answers, notes: DraftNotes | None = None) -> None:
    """Store a draft's answers, with ``notes`` in place of those among them if given. Whatever was
    said instead, the question which evidence to remove is over.
    """
    answers = answers if notes is None else notes.to_answers(answers)
    # Written with what the batch changes otherwise: one statement for the drafts of many people.
    draft.answers, draft.updated_at = _choosing_over(answers), context.now


def notes_of(draft: Draft) -> DraftNotes:
    """Return what a draft remembers beside its answers."""
    return DraftNotes.from_answers(draft.answers)


def drop_held(context: Context, draft: Draft) -> str:
    """Leave words that are held out of a report; return what to say of them, empty without any."""
    notes = notes_of(draft)
    if notes.held is None:
        return ""
    save(context, draft, draft.answers, notes.holding(None))
    return feedback_texts.not_used(notes.held.text)


def _choosing_over(answers: Answers) -> Answers:
    return replace(DraftNotes.from_answers(answers), choosing=False).to_answers(answers)


def close(context: Context, draft: Draft) -> None:
    """End a draft: it was sent, or cancelled."""
    if context.known.drafts.get(draft.person_id) is draft:
        context.known.drafts[draft.person_id] = None
    close_draft(context.session, draft, context.now)


def waiting_evidence(context: Context, speaker: Speaker) -> list[Evidence]:
    """Return what a person sent outside any form in the last days and belongs to no report yet,
    oldest first.
    """
    return evidence_that_waits(context.session, speaker.person, context.now)
