"""Filling in a report: beginning, asking, mending, sending."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from handlers import drafts
from handlers.answer import Answer, Context
from handlers.form_tables import FORMS, REPORT
from handlers.forms import Move, Said, Step, advance, forget
from handlers.speaker import Speaker
from handlers.subjects import evidence_names, subject_of
from messages import chat, report
from messages import form as say
from messages.moments import moment_words
from messages.parts import Action, Message, retype, text_message
from messages.taps import Tap, pack
from models.conversation import Draft
from models.owing import due_for_agencies, fold
from models.people import Membership, Role
from models.reporting import Evidence, Obligation, ObligationState, Progress, Revision, Round
from models.reports import CannotTake, Content, refusal, send_report

_FORM = FORMS[REPORT]
TYPING = "typing"  # a button that only opens the keyboard; LINE reports the tap all the same


def begin(context: Context, speaker: Speaker, obligation: Obligation, membership: Membership) -> list[Message]:
    """Open the report form for an obligation, or go on where it was left; a report that was sent is opened as a copy to mend."""
    reason = refusal(obligation, context.now)
    if reason is not None:
        return [report.refused(reason, speaker.quick)]
    resumed = drafts.open_draft(context, speaker, REPORT, obligation) is not None
    answers = _copy_of(obligation.report.current) if obligation.report is not None else {}
    draft = drafts.activate(context, speaker, REPORT, obligation, membership, answers)
    remarks = [say.resumed(subject_of(obligation).name)] if resumed and draft.answers else []
    waiting = drafts.waiting_evidence(context, speaker)
    for item in waiting:
        item.draft_id, item.agency_id = draft.id, obligation.agency_id
    if waiting:
        context.session.flush()
        context.session.expire(draft, ["evidence"])
        remarks.append(say.evidence_attached(len(waiting)))
    return show(context, draft, "\n".join(remarks))


def _copy_of(revision: Revision) -> dict[str, Any]:
    """Return a sent report as answers, so that its copy opens at the review with a button for each part."""
    return {
        "progress": revision.progress.value,
        "summary": revision.summary,
        "outcome": revision.outcome,
        "evidence": "done",
        "_base": revision.id,
    } | ({"obstacle": revision.obstacle} if revision.progress is Progress.NOT_ACHIEVED else {})


def take(context: Context, speaker: Speaker, draft: Draft, said: Said, message_id: str | None) -> Answer:
    """Let the form take one thing a person said."""
    step = advance(_FORM, draft.answers, said)
    answers = step.answers
    if step.answered and message_id:
        # If they unsend the message, its words are forgotten too.
        answers = answers | {"_from": {**answers.get("_from", {}), step.answered: message_id}}
    drafts.save(context, draft, answers)
    return Answer(tuple(_after(context, speaker, draft, step)))


def mend(context: Context, draft: Draft, key: str) -> list[Message]:
    """Ask one question again; the old answer is offered for editing where LINE lets us."""
    if key not in {question.key for question in _FORM.relevant(draft.answers)}:
        return show(context, draft)
    old = draft.answers.get(key)
    answers = forget(_FORM, draft.answers, key)
    if isinstance(old, str) and key != "evidence":
        answers = answers | {"_old": {key: old}}
    drafts.save(context, draft, answers)
    return show(context, draft)


def _after(context: Context, speaker: Speaker, draft: Draft, step: Step) -> list[Message]:
    assert draft.obligation is not None
    name = subject_of(draft.obligation).name
    if step.move is Move.PARK:
        draft.active = False
        return [text_message(say.parked(name), speaker.quick)]
    if step.move is Move.CANCEL:
        drafts.close(context, draft)
        return [text_message(say.cancelled(name), speaker.quick)]
    if step.move is Move.FINISH:
        return _send(context, speaker, draft)
    return show(context, draft, step.remark)


def show(context: Context, draft: Draft, remark: str = "") -> list[Message]:
    """Return the current question, or the review when there is none, with a remark before it."""
    return [*([text_message(remark)] if remark else []), _question(context, draft)]


def current_question(draft: Draft) -> str | None:
    """Return the key of the question that is open; None at the review."""
    question = _FORM.current(draft.answers)
    return question.key if question is not None else None


def _question(context: Context, draft: Draft) -> Message:
    assert draft.obligation is not None
    subject, answers = subject_of(draft.obligation), draft.answers
    question = _FORM.current(answers)
    if question is None:
        evidence = evidence_of(context, draft)
        shown = report.Shown(
            progress=answers["progress"],
            summary=answers["summary"],
            outcome=answers.get("outcome", ""),
            obstacle=answers.get("obstacle", ""),
            evidence=evidence_names(evidence),
        )
        return report.review_before_sending(draft.id, subject, shown, needs_obstacle="obstacle" in answers)
    answered = any(q.key in answers for q in _FORM.relevant(answers))
    quick = say.form_actions(draft.id, can_skip=question.optional and question.key != "evidence", can_back=answered)
    quick = [*_old_words(answers, question.key), *quick]
    if question.key == "progress":
        return say.ask_progress(draft.id, subject, _last_progress(context, draft.obligation), quick)
    if question.key == "summary":
        return say.ask_summary(answers["progress"], quick)
    if question.key == "obstacle":
        return say.ask_obstacle(quick)
    if question.key == "outcome":
        return say.ask_outcome(quick)
    return say.ask_evidence(draft.id, len(evidence_of(context, draft)), quick)


def _old_words(answers: dict[str, Any], key: str) -> list[Action]:
    old = answers.get("_old", {}).get(key, "")
    return [retype(say.OLD_WORDS, pack(TYPING), old)] if old else []


def evidence_of(context: Context, draft: Draft) -> list[Evidence]:
    """Return the evidence a draft would be sent with: what its copied revision had, and what came since."""
    base = draft.answers.get("_base")
    revision = context.session.get(Revision, base) if base is not None else None
    old = [item for item in revision.evidence if item.erased_at is None] if revision else []
    return [*old, *(item for item in draft.evidence if item.erased_at is None)]


def _send(context: Context, speaker: Speaker, draft: Draft) -> list[Message]:
    assert draft.obligation is not None
    obligation, answers = draft.obligation, draft.answers
    membership = context.session.get_one(Membership, draft.membership_id)
    context.session.refresh(obligation, ["report"])
    if obligation.report is not None and obligation.report.current.id not in (
        answers.get("_base"),
        answers.get("_seen"),
    ):
        # A colleague sent this report meanwhile: a second confirmation makes ours its next revision, knowingly.
        sent = obligation.report.current
        drafts.save(context, draft, answers | {"_seen": sent.id})
        return show(context, draft, report.sent_by_colleague(sent.receipt_number, moment_words(sent.sent_at)))
    content = Content(
        progress=Progress(answers["progress"]),
        summary=answers["summary"],
        outcome=answers.get("outcome", ""),
        obstacle=answers.get("obstacle", ""),
    )
    try:
        revision = send_report(
            context.session,
            obligation,
            content,
            by=speaker.person,
            now=context.now,
            draft_id=draft.id,
            on_behalf=membership.role is Role.SECRETARIAT,
            evidence=evidence_of(context, draft),
        )
    except CannotTake as refused:
        draft.active = False
        return [report.refused(refused.reason, speaker.quick)]
    drafts.close(context, draft)
    return [receipt_of(context, speaker, revision)]


def receipt_of(context: Context, speaker: Speaker, revision: Revision) -> Message:
    """Return the receipt of a revision just sent."""
    obligation = revision.report.obligation
    organization_id = obligation.round.organization_id
    agency_ids = speaker.agency_ids(organization_id) or [obligation.agency_id]
    left = fold(due_for_agencies(context.session, organization_id, agency_ids, context.now))
    return report.receipt(
        revision.receipt_number,
        subject_of(obligation),
        revision.progress.value,
        moment_words(revision.sent_at),
        late=revision.report.late,
        left=len(left),
        obligation_id=obligation.id,
    )


def same_again(context: Context, speaker: Speaker, obligation: Obligation) -> list[Message]:
    """ไม่มีความคืบหน้าเพิ่มเติม: send the last report's status as this round's report. A second tap changes nothing."""
    if obligation.report is not None and obligation.state is not ObligationState.RETURNED:
        return [report.already_sent(obligation.report.current.receipt_number)]
    reason = refusal(obligation, context.now)
    if reason is not None:
        return [report.refused(reason, speaker.quick)]
    previous = _previous(context, obligation)
    if previous is None or obligation.state is ObligationState.RETURNED:
        return [report.no_earlier_report()]
    summary = report.same_as(subject_of(previous.report.obligation).month)
    revision = send_report(
        context.session,
        obligation,
        Content(previous.progress, summary, outcome=previous.outcome, obstacle=previous.obstacle),
        by=speaker.person,
        now=context.now,
        on_behalf=speaker.officer_for(obligation) is None,
    )
    draft = drafts.open_draft(context, speaker, REPORT, obligation)
    if draft is not None:
        drafts.close(context, draft)
    return [receipt_of(context, speaker, revision)]


def stale_button(context: Context, speaker: Speaker, draft: Draft | None) -> list[Message]:
    """Answer a button of a draft that is not the active one: it was sent, or dropped, or put aside."""
    if draft is not None:
        revision = context.session.scalar(select(Revision).where(Revision.draft_id == draft.id))
        if revision is not None:
            return [report.already_sent(revision.receipt_number)]
    current = drafts.active_draft(context, speaker)
    if current is not None and current.form == REPORT:
        return show(context, current, say.other_draft())
    if draft is not None and draft.closed_at is None and draft.obligation is not None:
        membership = context.session.get_one(Membership, draft.membership_id)
        return begin(context, speaker, draft.obligation, membership)
    return [chat.stale(speaker.quick)]


def _previous(context: Context, obligation: Obligation) -> Revision | None:
    """Return the newest revision of the newest earlier round that was reported and not returned."""
    found = context.session.scalar(
        select(Obligation)
        .join(Round)
        .where(
            Obligation.assignment_id == obligation.assignment_id,
            Obligation.agency_id == obligation.agency_id,
            Obligation.state.in_((ObligationState.SENT, ObligationState.ACCEPTED)),
            Round.month < obligation.round.month,
        )
        .order_by(Round.month.desc())
        .limit(1)
    )
    return found.report.current if found is not None and found.report is not None else None


def _last_progress(context: Context, obligation: Obligation) -> str | None:
    previous = _previous(context, obligation)
    return previous.progress.value if previous is not None else None


def membership_for(speaker: Speaker, obligation: Obligation) -> Membership | None:
    """Return the role in which a person may report for an obligation: its agency's officer, or the secretariat."""
    return speaker.officer_for(obligation) or speaker.secretariat_for(obligation.round.organization_id)


def find_obligation(context: Context, speaker: Speaker, tap: Tap) -> tuple[Obligation, Membership] | None:
    """Return the obligation a button names, if this person may touch it."""
    number = tap.number("o")
    obligation = context.session.get(Obligation, number) if number is not None else None
    membership = membership_for(speaker, obligation) if obligation is not None else None
    return (obligation, membership) if obligation is not None and membership is not None else None
