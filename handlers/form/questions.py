"""What a draft shows: its current question, or the last look before sending, or the question for a
reason.
"""

from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.advising import advise
from handlers.form.drafts import notes_of
from handlers.speaker import Speaker
from messages import menu
from messages.form import feedback as feedback_texts
from messages.form import questions as texts
from messages.form import report_cards, returning
from messages.form.answering import WORDS
from messages.form.conversion import as_sent, evidence_names, shown_answers, standing_of
from messages.form.form_tables import EXCUSE, FORMS, REOPEN, REPORT, RETURN
from messages.form.forms import REVIEW, Move, Said, advance
from messages.form.looking import held as held_texts
from messages.form.no_action import no_action_action
from messages.form.questions import Subject
from messages.form.subjects import subject_of
from messages.limits import MESSAGES, TEXT, split_fitting
from messages.parts import Message, text_message
from messages.said import hints
from messages.said.language.dating import impossible_days
from models.month.calendar import local_day
from models.month.owing import officers_by_agency
from models.reports.drafts import evidence_of_draft
from models.reports.history import last_progress
from models.reports.notes import DraftNotes
from models.reports.reasons import kept_reasons
from models.tables.conversation import Draft
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation, ObligationState, Revision
from models.tables.people import Membership, Person, Role

_DAYS = 3  # that no calendar has, named on a card
_NO_NOTES = DraftNotes()
_LEFT = {
    RETURN: feedback_texts.not_returned,
    EXCUSE: feedback_texts.not_excused,
    REOPEN: feedback_texts.not_reopened,
}


def current_question(draft: Draft) -> str | None:
    """Return the key of the question that is open; None at the review."""
    question = FORMS[draft.form].current(draft.answers)
    return question.key if question is not None else None


def prompt(context: Context, draft: Draft, feedback: str = "") -> Answer:
    """Return the current question, or the review when there is none; ``feedback`` on what was said
    comes before it. While words are held, it is asked about them: nothing goes on without that.
    """
    notes = notes_of(draft)
    if notes.taken_back:
        draft.answers = replace(notes, taken_back=False).to_answers(draft.answers)
        feedback = f"{feedback_texts.taken_back()}\n{feedback}".strip()
    answer = Answer.of(_question(context, draft) if notes.held is None else _ask_about(draft))
    said: list[Message] = []
    while feedback and len(said) < MESSAGES - 1:  # a text too long is quoted, and may fill several
        part, feedback = split_fitting(feedback, TEXT)
        said.append(text_message(part))
    return answer.preceded_by(*said)


def shown_again(context: Context, draft: Draft, feedback: str = "") -> Answer:
    """Return the same for somebody who has not seen the draft for a while: where words are held at
    the last look, the report they may belong to comes first.
    """
    answer = prompt(context, draft, feedback)
    if notes_of(draft).held is None or current_question(draft) is not None:
        return answer
    return answer.preceded_by(_question(context, draft))


def _ask_about(draft: Draft) -> Message:
    """Ask whether words that are held are an answer; at the last look, whether they are of the
    summary.
    """
    assert draft.obligation is not None
    notes = notes_of(draft)
    text = notes.held.text if notes.held is not None else ""
    if current_question(draft) is None:
        return held_texts.ask_addition(draft.id, text, was_confirmed=notes.warned)
    return held_texts.ask_held(draft.id, subject_of(draft.obligation), text)


def going_on(context: Context, speaker: Speaker, answer: Answer) -> Answer:
    """Show the question of the form that is open after an answer about another report."""
    draft = drafts.active_draft(context, speaker)
    return answer if draft is None else answer.followed_by(*prompt(context, draft).messages)


def feedback_only(context: Context, draft: Draft, feedback: str) -> Answer:
    """Return feedback with the current question's quick replies, for when the question itself would
    be shown too often.
    """
    question = _question(context, draft)
    quick = {"quickReply": question["quickReply"]} if "quickReply" in question else {}
    return Answer.of(text_message(feedback) | quick)


def left_form_text(draft: Draft) -> str:
    """Return the sentence that says what happened to a draft that was left."""
    assert draft.obligation is not None
    subject, state = subject_of(draft.obligation), draft.obligation.state
    if draft.form != REPORT:
        return _LEFT[draft.form](subject)
    stands = state in (ObligationState.SENT, ObligationState.ACCEPTED)
    where = menu.MINE if stands else menu.REPORT  # what was sent is no longer among what is due
    return feedback_texts.parked(subject, standing_of(draft.obligation), where)


def ask_reason(
    context: Context,
    speaker: Speaker,
    form: str,
    obligation: Obligation,
    notes: DraftNotes = _NO_NOTES,
) -> Answer:
    """Open a form of the secretariat, which asks for a reason only; always from the start."""
    before = drafts.active_draft(context, speaker)
    draft, _ = drafts.activate(context, speaker, form, obligation)
    drafts.save(context, draft, {}, notes)
    was_left = before is not None and before is not draft
    return prompt(context, draft, left_form_text(before) if before and was_left else "")


def take_reason(context: Context, speaker: Speaker, draft: Draft, said: Said) -> str | Answer:
    """Let a form of the secretariat take one thing: return the reason, which closes the form, or
    what to answer when none was given.
    """
    step = advance(FORMS[draft.form], draft.answers, said)
    if step.move is Move.ASK:
        was_asked = current_question(draft) is not None
        stays = "" if step.answers != draft.answers else returning.still_to_confirm(draft.form)
        if step.answers != draft.answers:
            drafts.save(context, draft, step.answers)
        return prompt(context, draft, step.feedback if was_asked else stays)
    drafts.close(context, draft)
    if step.move is Move.FINISH:
        return str(step.answers["reason"])
    return Answer.of(text_message(left_form_text(draft), speaker.quick))


def _question(context: Context, draft: Draft) -> Message:
    assert draft.obligation is not None
    subject = subject_of(draft.obligation)
    if draft.form == REPORT:
        return _report_question(context, draft, subject)
    if current_question(draft) is None:
        heard = _who_hears(context, draft.obligation, draft.person_id)
        reason = str(draft.answers["reason"])
        return returning.confirm(draft.form, draft.id, REVIEW, subject, reason, heard)
    quick = texts.form_actions(draft.id, "reason", can_park=False)
    if draft.form == RETURN:
        return returning.ask_reason(draft.id, subject, kept_for_returning(context, draft), quick)
    ask = texts.ask_excuse if draft.form == EXCUSE else texts.ask_why_reopen
    return ask(subject, quick)


def _who_hears(context: Context, obligation: Obligation, but: int) -> list[str]:
    """Return the names of an agency's officers who can be notified, without who decides."""
    own = context.session.get_one(Person, but).line_user_id
    officers = officers_by_agency(context.session, obligation.round.organization_id, context.now)
    found = officers.get(obligation.agency_id, [])
    return [each.name for each in found if each.line_user_id != own]


def kept_for_returning(context: Context, draft: Draft) -> list[str]:
    """Return the reasons for returning that the organization keeps."""
    assert draft.obligation is not None
    organization_id = draft.obligation.round.organization_id
    return kept_reasons(context.session, organization_id, texts.RETURN_REASONS)


def _report_question(context: Context, draft: Draft, subject: Subject) -> Message:
    form, answers = FORMS[REPORT], draft.answers
    question = form.current(answers)
    if question is None:
        return _review(context, draft, subject)
    can_back = question.key != form.questions[0].key
    can_skip = question.optional(answers) and question.key != "evidence"
    quick = texts.form_actions(draft.id, question.key, can_skip=can_skip, can_back=can_back)
    if question.key == "progress":
        assert draft.obligation is not None
        if draft.obligation.state is ObligationState.OWED and not is_on_behalf(context, draft):
            quick = [no_action_action(draft.obligation_id or 0), *quick]
        return texts.ask_progress(
            draft.id, subject, last_progress(context.session, draft.obligation), quick
        )
    if question.key == "evidence":
        return texts.ask_evidence(
            draft.id, subject, evidence_names(evidence_of(context, draft)), quick
        )
    old = old_words(draft, question.key)
    if old:
        quick = [*texts.old_actions(draft.id, question.key, old), *quick]
    return texts.ask_words(
        question.key, subject, answers["progress"], old, quick, can_skip=can_skip
    )


def _review(context: Context, draft: Draft, subject: Subject) -> Message:
    assert draft.obligation is not None
    shown = shown_answers(draft.answers, evidence_of(context, draft))
    notes, advice = notes_of(draft), ""
    base = context.session.get(Revision, notes.base) if notes.base is not None else None
    shown = as_sent(shown, base) if base is not None else shown
    if not notes.hinted and hints.is_vague(shown, local_day(context.now)):
        advice = advise(context, draft.obligation)
        draft.answers = replace(notes, hinted=True).to_answers(draft.answers)
    return report_cards.review_before_sending(
        draft.id,
        REVIEW,
        subject,
        shown,
        standing_of(draft.obligation),
        on_behalf=is_on_behalf(context, draft),
        advice=advice,
        cautions=cautions(context, draft),
    )


def cautions(context: Context, draft: Draft) -> list[str]:
    """Return what to look at before a draft is sent."""
    assert draft.obligation is not None
    was_accepted = draft.obligation.state is ObligationState.ACCEPTED
    told = "\n".join(str(draft.answers.get(key, "")) for key in WORDS)
    return [
        *([report_cards.CHECKED_AGAIN] if was_accepted else []),
        *map(feedback_texts.no_such_day, impossible_days(told, local_day(context.now))[:_DAYS]),
    ]


def is_on_behalf(context: Context, draft: Draft) -> bool:
    """Tell whether a draft is being filled in by the secretariat for an agency."""
    return context.session.get_one(Membership, draft.membership_id).role is Role.SECRETARIAT


def old_words(draft: Draft, key: str) -> str:
    """Return what was answered to a question before; empty when nothing was."""
    return notes_of(draft).old.get(key, "")


def evidence_of(context: Context, draft: Draft) -> list[Evidence]:
    """Return the evidence a draft would be sent with (``models.reports.drafts``)."""
    return evidence_of_draft(context.session, draft)
