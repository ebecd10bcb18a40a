"""ตรวจรายงาน: the secretariat accepts, or returns with a reason."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import ask_reason, take_reason
from handlers.speaker import Speaker
from messages.chat import notices, small_talk
from messages.deciding import return_report
from messages.form import evidence as texts
from messages.form import report_cards, review_cards
from messages.form.conversion import files_of, waiting_of
from messages.form.form_tables import RETURN
from messages.form.forms import Said
from messages.moments import format_moment
from messages.parts import carousels
from messages.taps import Tap
from models.reports.notes import DraftNotes
from models.reports.reviews import review_report
from models.reports.settling import CannotTake, NotTaken
from models.tables.conversation import Draft
from models.tables.obligations import (
    Obligation,
    ObligationState,
    Report,
    ReviewDecision,
    Revision,
    Round,
)
from models.tables.plan import Assignment

PAGE = 5
_MOST = 3
"""Messages with cards: what was left before, and that there are more, find room beside them."""


def show_waiting(context: Context, speaker: Speaker) -> Answer:
    """Answer "ตรวจรายงาน": the reports that wait, oldest first, a few at a time."""
    if not speaker.secretariat_organizations():
        return Answer.of(small_talk.not_for_you(speaker.quick))
    revisions, total = waiting_reports(context, speaker)
    if not revisions:
        return Answer.of(review_cards.nothing_to_review(speaker.quick))
    cards = [
        review_cards.review_card(waiting_of(revision, context.evidence_link))
        for revision in revisions
    ]
    messages = carousels(review_cards.waiting_alt(total), cards, speaker.quick)
    while len(messages) > _MOST:  # of the longest reports a message holds only one
        cards.pop()
        messages = carousels(review_cards.waiting_alt(total), cards, speaker.quick)
    left = total - len(cards)
    answer = Answer.of(*messages)
    return answer.followed_by(review_cards.more_to_review(left)) if left else answer


def waiting_reports(context: Context, speaker: Speaker) -> tuple[Sequence[Revision], int]:
    """Return the reports that wait for review longest, as many as one answer shows, and how many
    wait in all.
    """
    organizations = [organization.id for organization in speaker.secretariat_organizations()]
    newest = (
        select(func.max(Revision.number))
        .where(Revision.report_id == Report.id)
        .correlate(Report)
        .scalar_subquery()
    )
    query = (
        select(Revision)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(
            Round.organization_id.in_(organizations),
            Obligation.state == ObligationState.SENT,
            Revision.number == newest,
        )
    )
    total = context.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = context.session.scalars(
        query.options(
            joinedload(Revision.sent_by),
            selectinload(Revision.evidence),
            joinedload(Revision.report)
            .joinedload(Report.obligation)
            .options(
                joinedload(Obligation.agency),
                joinedload(Obligation.round),
                joinedload(Obligation.assignment).joinedload(Assignment.measure),
            ),
        )
        .order_by(Revision.sent_at, Revision.id)
        .limit(PAGE)
    ).all()
    return rows, total


def accept(context: Context, speaker: Speaker, revision: Revision) -> Answer:
    """Accept a revision."""
    try:
        review_report(
            context.session, revision, ReviewDecision.ACCEPTED, by=speaker.person, now=context.now
        )
    except CannotTake as refused:
        return _too_late(context, speaker, revision, refused.reason)
    left = waiting_reports(context, speaker)[1]
    agency = revision.report.obligation.agency.name
    answer = Answer.of(review_cards.accepted(revision.receipt_number, agency, left))
    return _confirming(context, answer, revision, was_accepted=True)


def _confirming(
    context: Context, answer: Answer, revision: Revision, *, was_accepted: bool
) -> Answer:
    obligation = revision.report.obligation
    state = review_cards.review_stored(
        revision.receipt_number,
        obligation.agency.name,
        format_moment(context.now),
        was_accepted=was_accepted,
    )
    return answer.confirming(obligation.round.organization_id, state)


def _too_late(context: Context, speaker: Speaker, revision: Revision, why: NotTaken) -> Answer:
    """Tell that somebody reviewed it before; or that there is a newer one, and show that."""
    if revision.review is not None:
        review = revision.review
        return Answer.of(
            review_cards.reviewed_already(
                revision.receipt_number,
                was_accepted=review.decision is ReviewDecision.ACCEPTED,
                by=review.decided_by.name,
                when=format_moment(review.decided_at),
            )
        )
    answer = Answer.of(report_cards.refused(why, speaker.quick))
    current = revision.report.current
    if why is not NotTaken.CHANGED_SINCE or current.review is not None:
        return answer
    card = review_cards.review_card(waiting_of(current, context.evidence_link))
    return answer.followed_by(*carousels(review_cards.waiting_alt(1), [card], speaker.quick))


def show_files(context: Context, speaker: Speaker, revision: Revision) -> Answer:
    """Show every file and link of a revision."""
    files = files_of(revision, context.evidence_link)
    if not files:
        return Answer.of(texts.no_files(speaker.quick))
    return Answer.of(*texts.all_files(revision.receipt_number, files, speaker.quick))


def begin_return(context: Context, speaker: Speaker, revision: Revision) -> Answer:
    """Ask for the reason before a revision is returned."""
    if revision.review is not None:
        return _too_late(context, speaker, revision, NotTaken.ALREADY_REVIEWED)
    if revision is not revision.report.current:
        return _too_late(context, speaker, revision, NotTaken.CHANGED_SINCE)
    notes = DraftNotes(revision=revision.id)
    return ask_reason(context, speaker, RETURN, revision.report.obligation, notes)


def take_return(context: Context, speaker: Speaker, draft: Draft, said: Said) -> Answer:
    """Let the return form take one thing the secretariat said; the reason returns the report at
    once.
    """
    reason = take_reason(context, speaker, draft, said)
    if isinstance(reason, Answer):
        return reason
    revision = context.session.get_one(Revision, drafts.notes_of(draft).revision)
    try:
        decided = return_report(speaker.decider(context), revision, reason)
    except CannotTake as refused:
        return _too_late(context, speaker, revision, refused.reason)
    number, agency = revision.receipt_number, revision.report.obligation.agency.name
    said_back = notices.returned(number, agency, decided.notified)
    answer = Answer.of(said_back).notifying(decided.notices)
    return _confirming(context, answer, revision, was_accepted=False)


def find_revision(context: Context, speaker: Speaker, tap: Tap) -> Revision | None:
    """Return the revision a button names, if this person is its organization's secretariat."""
    number = tap.number("r")
    revision = context.session.get(Revision, number) if number is not None else None
    return revision if revision and speaker.secretariat_of(revision.report.obligation) else None
