"""Sending a report: when it is taken, what is sent, and the receipt."""

from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import is_on_behalf, prompt
from handlers.speaker import Speaker
from messages.chat import lists
from messages.form import feedback as feedback_texts
from messages.form import receipts, report_cards
from messages.form.conversion import replaces_accepted
from messages.form.form_tables import REPORT
from messages.form.subjects import subject_of
from messages.moments import format_moment
from messages.parts import tap
from messages.reporting import is_begun, send_draft, send_nothing_new
from messages.taps import Action, pack
from models.month.due import due_for_agencies, fold
from models.reports.excuses import stays_without_action
from models.reports.history import last_report
from models.reports.settling import hold
from models.reports.submissions import not_taken
from models.reports.withdrawing import why_it_stays
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, ObligationState, Revision


def blocker(context: Context, speaker: Speaker, obligation: Obligation) -> Answer | None:
    """Return why a report for an obligation is not taken now; None when it is."""
    reason = not_taken(obligation, context.now)
    return Answer.of(report_cards.refused(reason, speaker.quick)) if reason is not None else None


def send(context: Context, speaker: Speaker, draft: Draft) -> Answer:
    """Send a confirmed draft; the receipt, or why it is not taken."""
    made = deliver(context, speaker, draft)
    return made if isinstance(made, Answer) else receipt_of(context, speaker, made)


def deliver(context: Context, speaker: Speaker, draft: Draft) -> Revision | Answer:
    """Turn a confirmed draft into a report, or a new revision of it; what to answer instead when it
    is not taken. A colleague's report is replaced only knowingly.
    """
    sent = send_draft(
        context.session,
        draft,
        by=speaker.person,
        now=context.now,
        on_behalf=is_on_behalf(context, draft),
    )
    if isinstance(sent, Revision):
        drafts.close(context, draft)
        return sent
    if sent.colleague is not None:
        notes = replace(drafts.notes_of(draft), seen=sent.colleague.id)
        drafts.save(context, draft, draft.answers, notes)
        number, moment = sent.colleague.receipt_number, format_moment(sent.colleague.sent_at)
        return prompt(context, draft, report_cards.sent_by_colleague(number, moment))
    if sent.refused is not None:
        drafts.leave(context, speaker)
        return Answer.of(report_cards.refused(sent.refused, speaker.quick))
    return prompt(context, draft)


def receipt_of(context: Context, speaker: Speaker, revision: Revision) -> Answer:
    """Return the receipt of a revision just sent; on an agency's behalf it leads back to that
    agency.
    """
    obligation = revision.report.obligation
    organization_id = obligation.round.organization_id
    agency_ids = (
        [obligation.agency_id] if revision.on_behalf else speaker.agency_ids(organization_id)
    )
    dues = due_for_agencies(context.session, organization_id, agency_ids, context.now)
    left = fold(dues, context.now)
    behalf = tap(lists.SEE_AGENCY, pack(Action.AGENCY, g=obligation.agency_id, page=1))
    subject, sent = subject_of(obligation), format_moment(revision.sent_at)
    number, keeps = revision.receipt_number, why_it_stays(revision, speaker.person, context.now)
    amends = receipts.Amends(
        edit=receipts.edit_action(obligation.id),
        retell=receipts.retell_action(number, revision.summary),
        undo=receipts.undo_action([revision.id]) if keeps is None else None,
    )
    card = receipts.receipt(
        number,
        subject,
        revision.progress.value,
        sent,
        late=revision.report.late,
        left=len(left),
        awaited=sum(item.is_awaited for item in revision.evidence),
        amends=amends,
        more=behalf if revision.on_behalf else lists.next_report(),
        again=replaces_accepted(revision),
    )
    state = receipts.received(number, subject, sent, speaker.quick)
    return Answer.of(card).confirming(organization_id, state)


def same_again(context: Context, speaker: Speaker, obligation: Obligation) -> Answer:
    """ไม่มีความคืบหน้าเพิ่มเติม: send the last report's status as this round's report. A second tap
    changes nothing.
    """
    made = deliver_same_again(context, speaker, obligation)
    return made if isinstance(made, Answer) else receipt_of(context, speaker, made)


def deliver_same_again(
    context: Context, speaker: Speaker, obligation: Obligation
) -> Revision | Answer:
    """Do so without a receipt; what to answer instead where nothing is sent."""
    hold(context.session, obligation)
    if obligation.state is ObligationState.RETURNED:
        copy = tap(report_cards.OPEN_COPY, pack(Action.EDIT, o=obligation.id))
        return Answer.of(report_cards.edit_instead([copy, *speaker.quick]))
    if obligation.report is not None:
        number = obligation.report.current.receipt_number
        return Answer.of(receipts.already_sent(number, speaker.quick))
    blocked = blocker(context, speaker, obligation)
    if blocked is not None:
        return blocked
    previous = last_report(context.session, obligation)
    if previous is None and not stays_without_action(obligation):
        begin = tap(lists.REPORT_IT, pack(Action.REPORT, o=obligation.id))
        return Answer.of(report_cards.no_earlier_report([begin, *speaker.quick]))
    draft = drafts.open_draft(context, speaker, REPORT, obligation)
    if draft is not None and is_begun(context.session, draft):
        # What was typed and photographed must not be thrown away by a tap on an older card.
        drafts.activate(context, speaker, REPORT, obligation)
        return prompt(context, draft, feedback_texts.draft_in_the_way(subject_of(obligation)))
    revision = send_nothing_new(
        context.session,
        obligation,
        previous,
        by=speaker.person,
        now=context.now,
        on_behalf=speaker.officer_for(obligation) is None,
    )
    if draft is not None:
        drafts.close(context, draft)
    return revision
