"""Other rounds than the one that is asked for: what was begun for an earlier one and not sent, and
what is there of a month that is named.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from handlers import lists
from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import evidence_of, prompt
from handlers.form.sending import blocker
from handlers.prefetch import look_up_obligation
from handlers.speaker import Speaker
from messages import menu
from messages import other_rounds as texts
from messages.chat import small_talk
from messages.form.answering import first_answers, is_untouched
from messages.form.form_tables import FORMS, REPORT
from messages.form.subjects import subject_of
from messages.parts import LineAction
from messages.reporting import is_begun, is_changed
from messages.taps import Tap
from models.reports.notes import Answers, DraftNotes, without_notes
from models.reports.submissions import not_taken
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, ObligationState, Round
from models.tables.plan import Measure

_FORM = FORMS[REPORT]


def left_before(context: Context, speaker: Speaker, obligation: Obligation) -> Draft | None:
    """Return the newest draft with anything in it that this person left for an earlier round of the
    same assignment; what was sent as it is there is none.
    """
    rows = context.session.scalars(
        select(Draft)
        .join(Obligation, Obligation.id == Draft.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(
            Draft.person_id == speaker.person.id,
            Draft.form == REPORT,
            Draft.closed_at.is_(None),
            Obligation.assignment_id == obligation.assignment_id,
            Obligation.agency_id == obligation.agency_id,
            Round.month < obligation.round.month,
        )
        .order_by(Round.month.desc())
    )
    begun = (each for each in rows if is_begun(context.session, each))
    return next((each for each in begun if is_changed(context.session, each)), None)


def told_of(context: Context, speaker: Speaker, draft: Draft) -> tuple[str, list[LineAction]]:
    """Return what to say of the draft of an earlier round where the form of the next one is opened
    and empty, with the button that takes it over; nothing where there is none.
    """
    assert draft.obligation is not None
    if not is_untouched(draft.answers) or draft.obligation.report is not None:
        return "", []
    left = left_before(context, speaker, draft.obligation)
    if left is None or left.obligation is None:
        return "", []
    month = left.obligation.round.month
    said = texts.left(
        month,
        draft.obligation.round.month,
        str(left.answers.get("progress", "")),
        _summary_of(left.answers),
        len(evidence_of(context, left)),
        code=subject_of(draft.obligation).code if _is_taken(context, speaker, left) else None,
    )
    return said, [texts.use_action(left.id, draft.obligation.id, month)]


def _is_taken(context: Context, speaker: Speaker, left: Draft) -> bool:
    assert left.obligation is not None
    return blocker(context, speaker, left.obligation) is None


def _summary_of(answers: Answers) -> str:
    notes = DraftNotes.from_answers(answers)
    kept = notes.kept.text if notes.kept is not None else ""
    return str(answers.get("summary") or kept or notes.old.get("summary", ""))


def take_words(context: Context, speaker: Speaker, draft: Draft, text: str) -> Answer | None:
    """Take over the draft of an earlier round for the form that is open; None for other words, and
    where there is none.
    """
    if draft.form != REPORT or draft.obligation is None or not texts.asks_to_use(menu.plain(text)):
        return None
    left = left_before(context, speaker, draft.obligation)
    return _use(context, draft, left) if left is not None else None


def tapped(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Do so by its button; tapped twice the report is shown."""
    left = drafts.own_draft(context, speaker, tap.number("d"))
    obligation = look_up_obligation(context.session, tap.number("o"))
    if left is None or obligation is None or speaker.membership_for(obligation) is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    blocked = blocker(context, speaker, obligation)
    if blocked is not None:
        return blocked
    draft, _ = drafts.activate(
        context, speaker, REPORT, obligation, lambda: first_answers(obligation)
    )
    is_of_it = left.obligation is not None and (
        left.obligation.assignment_id == obligation.assignment_id
        and left.obligation.agency_id == obligation.agency_id
    )
    if left.closed_at is not None or left is draft or left.form != REPORT or not is_of_it:
        return prompt(context, draft)
    return _use(context, draft, left)


def _use(context: Context, draft: Draft, left: Draft) -> Answer:
    """Let what was begun for an earlier round be the answers that are still open, with its
    evidence; what was told anew stays.
    """
    assert left.obligation is not None
    pieces = [piece for piece in evidence_of(context, left) if piece.draft_id == left.id]
    for piece in pieces:
        piece.draft_id = draft.id
    before, now = DraftNotes.from_answers(left.answers), DraftNotes.from_answers(draft.answers)
    said = {**without_notes(left.answers), **without_notes(draft.answers)}
    notes = replace(
        now,
        kept=now.kept or before.kept,
        sources={**before.sources, **now.sources},
        old={**before.old, **now.old},
    )
    answers = notes.to_answers(said)
    relevant = {question.key for question in _FORM.relevant(answers)}
    said = {key: value for key, value in said.items() if key in relevant}
    drafts.save(context, draft, said, notes)
    drafts.close(context, left)
    unused = str(left.answers.get("summary", ""))
    unused = unused if unused != said.get("summary", "") else ""
    return prompt(context, draft, texts.used(left.obligation.round.month, unused))


def of_month(context: Context, speaker: Speaker, month: date) -> dict[int, Obligation]:
    """Return what this person was to report, or reported, of a month (its first day), by id."""
    agencies = [each.agency_id for each in speaker.memberships if each.agency_id is not None]
    rows = context.session.scalars(
        lists.OBLIGATIONS.where(Round.month == month, Obligation.agency_id.in_(agencies)).order_by(
            Measure.position, Obligation.agency_id
        )
    ).all()
    own = (each for each in rows if speaker.officer_for(each))
    return {each.id: each for each in own if each.report or not lists.is_removed(each)}


def may_be_told(obligation: Obligation, now: datetime) -> bool:
    """Tell whether a report is taken of what was not sent, or was returned."""
    is_open = obligation.report is None or obligation.state is ObligationState.RETURNED
    return is_open and not_taken(obligation, now) is None
