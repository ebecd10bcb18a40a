"""Filling in a report: beginning, answering, editing; ``sending`` does what follows the
confirmation.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from handlers.answer import Answer, Context
from handlers.form import drafts, rounds
from handlers.form.questions import (
    current_question,
    evidence_of,
    left_form_text,
    old_words,
    prompt,
    shown_again,
)
from handlers.form.sending import blocker, send
from handlers.form.told import (
    as_before,
    attach_told,
    keep,
    measure_of,
    parted,
    read_told,
    take_beside,
    take_told,
    told_at_status,
)
from handlers.prefetch import look_up_obligation
from handlers.speaker import Speaker
from messages import menu
from messages.chat import small_talk
from messages.form import evidence as evidence_texts
from messages.form import feedback as feedback_texts
from messages.form import questions as texts
from messages.form import receipts, report_cards
from messages.form.answering import first_answers, use_kept, words_said
from messages.form.conversion import standing_of
from messages.form.form_tables import FORMS, REPORT
from messages.form.forms import (
    FormStep,
    Move,
    Said,
    Word,
    advance,
    as_it_stood,
    forget,
    put,
)
from messages.form.mending import status_alone
from messages.form.subjects import subject_of
from messages.parts import text_message
from messages.said.language.leading import answer_in
from messages.said.pasted import answer_alone
from messages.said.several import instead_of
from messages.taps import Tap
from models.reports.drafts import take_waiting
from models.reports.notes import Answers, DraftNotes
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, ObligationState, Report, Revision
from thai.labels import PROGRESS_LABELS
from thai.progress_words import NOTHING_NEW, said_progress

_FORM = FORMS[REPORT]
_TELLS = re.compile("[^\\W\\d_].*[^\\W\\d_]", re.DOTALL)  # two letters at least


def begin(context: Context, speaker: Speaker, obligation: Obligation) -> Answer:
    """Open the report form for an obligation this person may report for, or go on where it was
    left; a report that was sent is opened as a copy to edit.
    """
    blocked = blocker(context, speaker, obligation)
    if blocked is not None:
        return blocked
    before = drafts.active_draft(context, speaker)
    draft, resumed = drafts.activate(
        context, speaker, REPORT, obligation, lambda: first_answers(obligation)
    )
    feedback = [left_form_text(before)] if before is not None and before is not draft else []
    if resumed and draft.answers and before is not draft:
        feedback.append(feedback_texts.resumed(subject_of(obligation)))
    if obligation.report is not None and obligation.state is ObligationState.RETURNED:
        feedback += _why_returned(obligation.report)
    waiting = drafts.waiting_evidence(context, speaker)
    if waiting:
        take_waiting(draft, waiting)
        context.session.flush()
        feedback.append(evidence_texts.attached(len(waiting)))
    left, offered = rounds.told_of(context, speaker, draft)
    feedback += [left] if left else []
    show = prompt if before is draft else shown_again
    answer = show(context, draft, "\n".join(feedback))
    return answer.offering(offered) if offered else answer


def _why_returned(sent: Report) -> list[str]:
    """Return what is to be changed, for whoever comes to it by another way than the notice."""
    review = sent.current.review
    return (
        [report_cards.return_reason(review.reason)] if review is not None and review.reason else []
    )


def take(
    context: Context, speaker: Speaker, draft: Draft, said: Said, sources: Sequence[str]
) -> Answer:
    """Let the form take one thing a person said, in the messages ``sources``."""
    asked = current_question(draft)
    if said.word is None and said.question is None:
        alone = answer_alone(said.text, measure_of(draft))
        if not alone and said.text.strip():
            return prompt(context, draft, feedback_texts.only_pasted())
        if asked in ("progress", "summary"):
            alone = answer_in(alone, measure_of(draft).code or "")
        said = replace(said, text=alone)
        if _is_none(draft, alone):
            said = Said(word=Word.SKIP)
    if asked == "summary" and said.word is None and said.question is None:
        status = status_alone(said.text, measure_of(draft).code or "")
        if status is not None:
            return _turn(context, draft, status, sources)
    if asked == "progress" and said.word is None and said_progress(said.text) == NOTHING_NEW:
        said = replace(said, text=as_before(context, draft))
    told = told_at_status(context, draft, asked, said)
    if told is not None and told.progress is not None:
        said = replace(said, text=told.progress)
    typed = said
    said, beside = parted(context, draft, asked, said)
    step = advance(_FORM, draft.answers, said)
    answers, feedback = step.answers, step.feedback
    notes, unused = _without_held(draft, step)
    if step.answered:
        notes = notes.with_source(step.answered, sources)
        answers, notes = take_beside(context, answers, notes, beside, sources)
        if step.answered == "progress":
            if told is not None:
                answers, notes = take_told(context, answers, notes, told, sources)
            answers, notes, feedback = _use_kept(answers, notes)
    elif asked == "progress" and said.word is None and said.question is None:
        notes, feedback = keep(context, answers, notes, said.text, sources, feedback)
    feedback = "\n".join(each for each in (feedback, unused) if each)
    drafts.save(context, draft, answers, notes)
    if step.answered in ("progress", "summary") and sources:
        facts = (told or read_told(context, draft, typed)).facts
        attach_told(context, speaker, draft, facts, sources[-1])
    return _after(context, speaker, draft, replace(step, answers=draft.answers, feedback=feedback))


def _use_kept(answers: Answers, notes: DraftNotes) -> tuple[Answers, DraftNotes, str]:
    """Let the words that came before the status be the summary; one that was asked for again and
    not told is shown, and not lost.
    """
    before = notes.old.get("summary", "") if notes.kept is not None else ""
    answers, notes, feedback = use_kept(answers, notes)
    if before and before not in str(answers.get("summary", before)):
        feedback = f"{feedback}\n{instead_of(before)}".strip()
    return answers, notes, feedback


def _turn(context: Context, draft: Draft, status: str, sources: Sequence[str]) -> Answer:
    """Take a status that is told of the measure once more, where the summary is asked for."""
    answers = put(_FORM, draft.answers, "progress", status)
    notes = DraftNotes.from_answers(answers).with_source("progress", sources)
    drafts.save(context, draft, answers, notes)
    return prompt(context, draft, feedback_texts.turned(PROGRESS_LABELS[status]))


def _without_held(draft: Draft, step: FormStep) -> tuple[DraftNotes, str]:
    """Drop words that were held when the form goes on without them, or is put aside, and say so;
    where it stands still they stay, and it is asked about them.
    """
    notes = DraftNotes.from_answers(step.answers)
    stands_still = step.answers == draft.answers and step.move is Move.ASK
    if notes.held is None or stands_still:
        return notes, ""
    return notes.holding(None), feedback_texts.not_used(notes.held.text)


def _is_none(draft: Draft, text: str) -> bool:
    """Tell whether words say of what may be left out that there is none, or that it is to be left
    out.
    """
    question, plain = _FORM.current(draft.answers), menu.plain(text)
    if question is None or question.key not in ("summary", "obstacle", "outcome"):
        return False
    if plain in texts.DELETED:
        return True
    may_be_none = question.key != "summary" and question.optional(draft.answers)
    return may_be_none and plain in texts.NONE


def edit_answer(context: Context, draft: Draft, key: str) -> Answer:
    """Ask one question again; the old answer is offered to be kept or edited."""
    told = words_said(draft.answers, "summary")
    if key == "summary" and told and current_question(draft) == "progress":
        return prompt(context, draft, feedback_texts.told_so_far(told))
    asked = forget(draft.answers, key)
    may_tell = key in texts.ADDS and key not in draft.answers
    if key not in {question.key for question in _FORM.relevant(asked)} or not (
        key in draft.answers or may_tell
    ):
        is_told = may_tell and "progress" in draft.answers and _FORM.current(draft.answers) is None
        why = feedback_texts.not_asked(key) if is_told else feedback_texts.moved_on()
        return prompt(context, draft, why)
    unused = drafts.drop_held(context, draft)
    drafts.save(context, draft, asked, DraftNotes.from_answers(asked).holding(None))
    follows = may_tell and current_question(draft) != key
    feedback = [feedback_texts.follows(key)] if follows else []
    return prompt(context, draft, "\n".join([*feedback, *filter(None, [unused])]))


def keep_old(context: Context, speaker: Speaker, draft: Draft, key: str) -> Answer:
    """Answer a question as it was answered before."""
    old = old_words(draft, key)
    if not old:
        return prompt(context, draft, "" if key in draft.answers else feedback_texts.moved_on())
    sources = drafts.notes_of(draft).sources.get(key, ())
    return take(context, speaker, draft, Said(text=old, question=key), sources)


def stand_again(context: Context, draft: Draft) -> Answer | None:
    """Answer all that is asked again as it was before, and show it; None where that is no whole
    report.
    """
    stood = as_it_stood(_FORM, draft.answers, _FORM.current(draft.answers))
    if stood is None:
        return None
    drafts.save(context, draft, stood)
    return prompt(context, draft)


def keep_asked(context: Context, speaker: Speaker) -> None:
    """Answer the question that is open as it was before, where it was: whoever goes on elsewhere
    finds the words there.
    """
    draft = drafts.active_draft(context, speaker)
    key = current_question(draft) if draft is not None and draft.form == REPORT else None
    if draft is None or key is None or not old_words(draft, key):
        return
    drafts.save(context, draft, put(_FORM, draft.answers, key, old_words(draft, key)))


def _after(context: Context, speaker: Speaker, draft: Draft, step: FormStep) -> Answer:
    assert draft.obligation is not None
    subject = subject_of(draft.obligation)
    if step.move is Move.PARK:
        drafts.leave(context, speaker)
        said = "\n\n".join(filter(None, (left_form_text(draft), step.feedback)))
        return Answer.of(text_message(said, speaker.quick))
    if step.move is Move.CANCEL:
        dropped = [each for each in evidence_of(context, draft) if each.draft_id == draft.id]
        drafts.close(context, draft)
        unsent = standing_of(draft.obligation)
        said = feedback_texts.cancelled(subject, unsent, len(dropped))
        return Answer.of(text_message(said, speaker.quick))
    if step.move is Move.FINISH:
        return send(context, speaker, draft)
    return prompt(context, draft, step.feedback)


def stale_button(context: Context, speaker: Speaker, draft: Draft | None) -> Answer:
    """Answer a button of a draft that is not the active one: it was sent, or dropped, or put
    aside.
    """
    current = drafts.active_draft(context, speaker)
    revision = None
    if draft is not None:
        revision = context.session.scalar(select(Revision).where(Revision.draft_id == draft.id))
    if revision is not None and revision.withdrawn_at is None:
        sent = receipts.already_sent(revision.receipt_number, speaker.quick)
        return Answer.of(sent) if current is None else prompt(context, current).preceded_by(sent)
    if current is not None:
        return prompt(context, current, feedback_texts.other_draft())
    if (
        draft is not None
        and (draft.closed_at is None or revision is not None)
        and draft.obligation is not None
        and draft.form == REPORT
        and speaker.membership_for(draft.obligation) is not None
    ):
        return begin(context, speaker, draft.obligation)
    return Answer.of(small_talk.stale(speaker.quick))


def find_obligation(context: Context, speaker: Speaker, tap: Tap) -> Obligation | None:
    """Return the obligation a button names, if this person may report for it."""
    obligation = look_up_obligation(context.session, tap.number("o"))
    return obligation if obligation and speaker.membership_for(obligation) else None
