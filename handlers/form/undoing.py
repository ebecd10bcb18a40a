"""เลิกส่ง: taking back what was just sent, by the receipt's button or by words
(docs/decisions/0041-two-interactions-and-ten-minutes.md).
"""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import going_on, prompt
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.form import undoing as texts
from messages.form.conversion import standing_of
from messages.form.form_tables import REPORT
from messages.form.mending import is_receipt, receipt_parts
from messages.form.subjects import subject_of
from messages.parts import text_message
from messages.taking_back import take_back
from messages.taps import LARGEST_ID, Tap
from models.reports.withdrawing import UNDO_FOR, CannotWithdraw, last_sent, sent_since
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, Report, Revision, Round
from models.tables.plan import Assignment, Measure


def tapped(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Take back the reports a button names, as far as this person sent them."""
    numbers = [int(each) for each in tap.values.get("r", "").split(".") if each.isdecimal()]
    found = context.session.scalars(
        select(Revision)
        .where(
            Revision.id.in_([number for number in numbers if number <= LARGEST_ID]),
            Revision.sent_by_id == speaker.person.id,
        )
        .order_by(Revision.id)
    ).all()
    return _undo(context, speaker, found) if found else Answer.of(small_talk.stale(speaker.quick))


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Take back what the words name, or what was sent last; None for other words."""
    of_all = texts.asks_undo_all(incoming.text)
    which = "" if of_all else texts.asks_undo(incoming.text)
    draft = drafts.active_draft(context, speaker)
    if which is None or (draft is not None and draft.form != REPORT):
        return None
    if draft is not None and not which and not of_all and texts.may_mean_the_form(incoming.text):
        return prompt(context, draft, texts.which_is_meant())
    found = _lately(context, speaker) if of_all else _of_mine(context, speaker, which)
    if not found:
        nothing = Answer.of(texts.nothing_to_undo(speaker.quick))
        return going_on(context, speaker, nothing)
    return _undo(context, speaker, found)


def _lately(context: Context, speaker: Speaker) -> list[Revision]:
    """Return what this person sent and may still take back, the newest of each report."""
    sent = sent_since(context.session, speaker.person, context.now - UNDO_FOR)
    return [each for each in sent if each is each.report.current]


def _of_mine(context: Context, speaker: Speaker, which: str) -> list[Revision]:
    """Return what a number names, of a measure's the newest that was not taken back; what was sent
    last without a number.
    """
    if not which:
        return last_sent(context.session, speaker.person)
    mine = (
        select(Revision)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .where(Revision.sent_by_id == speaker.person.id)
        .order_by(Revision.sent_at.desc(), Revision.id.desc())
        .limit(1)
    )
    if is_receipt(which):
        year, report_id, number = receipt_parts(which)
        mine = mine.join(Round, Round.id == Obligation.round_id).where(
            Round.fiscal_year == year, Report.id == report_id, Revision.number == number
        )
    else:
        mine = (
            mine.join(Assignment, Assignment.id == Obligation.assignment_id)
            .join(Measure, Measure.id == Assignment.measure_id)
            .where(Measure.code == which)
        )
    found = context.session.scalar(mine)
    if found is None:
        return []
    before = found.report.revisions[-1:] if found.withdrawn_at is not None else []
    named_whole = not is_receipt(which) and before and before[0].sent_by_id == speaker.person.id
    return before if named_whole else [found]


def _undo(context: Context, speaker: Speaker, revisions: Sequence[Revision]) -> Answer:
    """Take back what may be; of one its draft is opened again, of several they wait."""
    undone: list[Revision] = []
    opened: list[Draft] = []
    why = None
    for revision in revisions:
        obligation = revision.report.obligation
        membership = speaker.membership_for(obligation)
        if membership is None:
            why = why or Answer.of(small_talk.not_for_you(speaker.quick))
            continue
        try:
            draft = take_back(
                context.session, membership, revision, by=speaker.person, now=context.now
            )
        except CannotWithdraw as refused:
            number = revision.receipt_number
            why = why or Answer.of(texts.stays(number, refused.reason, speaker.quick))
            continue
        undone.append(revision)
        opened.append(draft)
    if not undone:
        why = why or Answer.of(texts.nothing_to_undo(speaker.quick))
        return going_on(context, speaker, why)
    told = [(each.receipt_number, subject_of(each.report.obligation)) for each in undone]
    organization_id = undone[0].report.obligation.round.organization_id
    if len(undone) > 1:
        said = text_message(texts.undone(told, texts.drafts_wait()), speaker.quick)
        answer = Answer.of(said).confirming(organization_id, said)
        return going_on(context, speaker, _after_the_rest(answer, why))
    obligation = undone[0].report.obligation
    said = text_message(texts.undone(told, standing_of(obligation)), speaker.quick)
    if drafts.active_draft(context, speaker) is not None:
        answer = Answer.of(said).confirming(organization_id, said)
        return going_on(context, speaker, _after_the_rest(answer, why))
    draft, _ = drafts.activate(context, speaker, REPORT, obligation)
    assert draft is opened[0]
    answer = prompt(context, draft, texts.undone(told, standing_of(obligation)))
    return _after_the_rest(answer.confirming(organization_id, said), why)


def _after_the_rest(answer: Answer, why: Answer | None) -> Answer:
    """The same answer after the reason why another report stays as it was sent."""
    return answer if why is None else answer.preceded_by(*why.messages)
