"""ตรวจรายงาน: the secretariat looks at what waits and accepts it; ``returning`` returns."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from handlers.answer import SILENCE, Answer, Context
from handlers.receipts import look_up_thanks
from handlers.requests.extending import asked_first
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.form import evidence as texts
from messages.form import report_cards, review_cards
from messages.form.conversion import files_of, waiting_of
from messages.form.subjects import subject_of
from messages.form.together import TOGETHER, together_card
from messages.moments import format_moment
from messages.parts import Bubble, carousels
from messages.taps import LARGEST_ID, Tap
from models.reports.reviews import accept_reports, review_report
from models.reports.settling import CannotTake, NotTaken
from models.tables.obligations import (
    Obligation,
    ObligationState,
    Report,
    ReviewDecision,
    Revision,
    Round,
)
from models.tables.plan import Assignment, Measure

PAGE = 10
"""Cards in one answer, if so many find room."""
_MOST = 3
"""Messages with cards: what was left before, and that there are more, find room beside them."""


class _Waits(NamedTuple):
    """A revision that waits for review."""

    revision_id: int
    agency_id: int
    month: date


def show_waiting(context: Context, speaker: Speaker) -> Answer:
    """Answer "ตรวจรายงาน": the reports that wait, longest first, a few agencies at a time; several
    of one agency and month stand together on one card.
    """
    if not speaker.secretariat_organizations():
        return Answer.of(small_talk.not_for_you(speaker.quick))
    shown = _show(context, speaker, _waiting(context, speaker))
    return asked_first(context, speaker, shown)


def show_agency_waiting(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Show an agency's waiting reports of a month one by one, whole."""
    if not speaker.secretariat_organizations():
        return Answer.of(small_talk.not_for_you(speaker.quick))
    found = _of_agency(context, speaker, tap.number("g"), tap.month())
    return _show(context, speaker, [[each] for group in found for each in group])


def _of_agency(
    context: Context, speaker: Speaker, agency_id: int | None, month: date | None
) -> list[list[_Waits]]:
    return [
        group
        for group in _waiting(context, speaker)
        if group[0].agency_id == agency_id and month in (None, group[0].month)
    ]


def show_one(context: Context, speaker: Speaker, revision: Revision) -> Answer:
    """Show a waiting report whole, with its evidence, to accept or return."""
    if revision.withdrawn_at is not None:
        return too_late(context, speaker, revision, NotTaken.WITHDRAWN)
    if revision.review is not None or revision is not revision.report.current:
        return too_late(context, speaker, revision, NotTaken.CHANGED_SINCE)
    card = review_cards.review_card(waiting_of(revision, context.evidence_link))
    return Answer.of(*carousels(review_cards.waiting_alt(1), [card], speaker.quick))


def with_rest(context: Context, speaker: Speaker, answer: Answer, obligation: Obligation) -> Answer:
    """The same answer, followed by what else waits of the agency and month, together."""
    groups = _of_agency(context, speaker, obligation.agency_id, obligation.round.month)
    rest = _show(context, speaker, groups, leads_on=True) if groups else SILENCE
    return answer.followed_by(*rest.messages)


def _show(
    context: Context,
    speaker: Speaker,
    groups: Sequence[Sequence[_Waits]],
    *,
    leads_on: bool = False,
) -> Answer:
    """Show what finds room; accepting the last card leads on to the next ones, where there are any,
    or (``leads_on``) to those of other agencies.
    """
    if not groups:
        return Answer.of(review_cards.nothing_to_review(speaker.quick))
    shown = list(groups[:PAGE])
    found = _load(context, [each.revision_id for group in shown for each in group])
    cards = [_card(context, [found[each.revision_id] for each in group]) for group in shown]
    total = sum(len(group) for group in groups)
    alt = review_cards.waiting_alt(total)
    messages = carousels(alt, cards, speaker.quick)
    while len(messages) > _MOST:  # of the longest reports a message holds only one
        cards.pop()
        messages = carousels(alt, cards, speaker.quick)
    left = total - sum(len(group) for group in shown[: len(cards)])
    if left or leads_on:
        last = [found[each.revision_id] for each in shown[len(cards) - 1]]
        cards[-1] = _card(context, last, leads_on=True)
        messages = carousels(alt, cards, speaker.quick)
    answer = Answer.of(*messages)
    return answer.followed_by(review_cards.more_to_review(left)) if left else answer


def _card(context: Context, revisions: Sequence[Revision], *, leads_on: bool = False) -> Bubble:
    waiting = [waiting_of(revision, context.evidence_link) for revision in revisions]
    if len(waiting) == 1:
        return review_cards.review_card(waiting[0])
    obligation = revisions[0].report.obligation
    month = obligation.round.month
    return together_card(waiting, obligation.agency_id, month, leads_on=leads_on)


def waiting_count(context: Context, speaker: Speaker) -> int:
    """Return how many reports wait for review."""
    return sum(len(group) for group in _waiting(context, speaker))


def revisions_waiting(
    context: Context, speaker: Speaker, code: str | None, agency_id: int | None = None
) -> list[Revision]:
    """Return what waits of a measure's number and an agency, if given."""
    rows = [each for group in _waiting(context, speaker, code) for each in group]
    numbers = [each.revision_id for each in rows if agency_id in (None, each.agency_id)]
    found = _load(context, numbers)
    return [found[number] for number in numbers]


def show_of_agency(context: Context, speaker: Speaker, agency_id: int) -> Answer:
    """Show all that waits of an agency."""
    return _show(context, speaker, _of_agency(context, speaker, agency_id, None))


def show_these(context: Context, speaker: Speaker, revisions: Sequence[Revision]) -> Answer:
    """Show some waiting reports one by one, whole."""
    rows = [(each.id, each.report.obligation) for each in revisions]
    groups = [[_Waits(number, of.agency_id, of.round.month)] for number, of in rows]
    return _show(context, speaker, groups)


def _waiting(context: Context, speaker: Speaker, code: str | None = None) -> list[list[_Waits]]:
    """Return what waits for review, by agency and month; the group that waits longest first. Of one
    measure's number, where it is given.
    """
    of_measure = () if code is None else (Measure.code == code,)
    organizations = [organization.id for organization in speaker.secretariat_organizations()]
    rows = context.session.execute(
        select(Revision.id, Obligation.agency_id, Round.month)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            *of_measure,
            Round.organization_id.in_(organizations),
            Obligation.state == ObligationState.SENT,
            Revision.number == Revision.newest_number(),
        )
        .order_by(Revision.sent_at, Revision.id)
    )
    groups: dict[tuple[int, date], list[_Waits]] = {}
    for row in rows:
        each = _Waits(*row)
        groups.setdefault((each.agency_id, each.month), []).append(each)
    return [
        group[at : at + TOGETHER]
        for group in groups.values()
        for at in range(0, len(group), TOGETHER)
    ]


def _load(context: Context, revision_ids: Sequence[int]) -> dict[int, Revision]:
    rows = context.session.scalars(
        select(Revision)
        .where(Revision.id.in_(revision_ids))
        .options(
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
    )
    return {revision.id: revision for revision in rows}


def accept_together(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Accept an agency's revisions that were shown together; what changed since is left, and
    said.
    """
    numbers = [number for number in tap.values.get("r", "").split(".") if number.isdecimal()]
    found = _load(context, [int(number) for number in numbers if int(number) <= LARGEST_ID])
    own = [each for each in found.values() if speaker.secretariat_of(each.report.obligation)]
    if not own:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    done = accept_reports(context.session, own, by=speaker.person, now=context.now)
    look_up_thanks(context, own)
    obligations = [revision.report.obligation for revision in own]
    left = [subject_of(each).short for each in obligations if each.id in done.left]
    agency = obligations[0].agency.name
    said = review_cards.accepted_together(
        agency, done.accepted, left, waiting_count(context, speaker)
    )
    answer = Answer.of(said)
    if tap.number("n") and (waiting := _waiting(context, speaker)):
        answer = answer.followed_by(*_show(context, speaker, waiting).messages)
    if not done.accepted:
        return answer
    state = review_cards.together_stored(agency, done.accepted, format_moment(context.now))
    return answer.confirming(obligations[0].round.organization_id, state)


def accept(context: Context, speaker: Speaker, revision: Revision) -> Answer:
    """Accept a revision."""
    try:
        review_report(
            context.session, revision, ReviewDecision.ACCEPTED, by=speaker.person, now=context.now
        )
    except CannotTake as refused:
        return too_late(context, speaker, revision, refused.reason)
    look_up_thanks(context, [revision])
    left = waiting_count(context, speaker)
    agency = revision.report.obligation.agency.name
    answer = Answer.of(review_cards.accepted(revision.receipt_number, agency, left))
    return confirming(context, answer, revision, was_accepted=True)


def confirming(
    context: Context, answer: Answer, revision: Revision, *, was_accepted: bool
) -> Answer:
    """The same answer, with what is told again should it not reach the secretariat."""
    obligation = revision.report.obligation
    state = review_cards.review_stored(
        revision.receipt_number,
        obligation.agency.name,
        format_moment(context.now),
        was_accepted=was_accepted,
    )
    return answer.confirming(obligation.round.organization_id, state)


def too_late(context: Context, speaker: Speaker, revision: Revision, why: NotTaken) -> Answer:
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
    if why is not NotTaken.CHANGED_SINCE or revision.report.current.review is not None:
        return answer
    current = revision.report.current
    card = review_cards.review_card(waiting_of(current, context.evidence_link))
    return answer.followed_by(*carousels(review_cards.waiting_alt(1), [card], speaker.quick))


def show_files(context: Context, speaker: Speaker, revision: Revision) -> Answer:
    """Show every file and link of a revision."""
    if revision.withdrawn_at is not None:
        return too_late(context, speaker, revision, NotTaken.WITHDRAWN)
    files = files_of(revision, context.evidence_link)
    if not files:
        return Answer.of(texts.no_files(speaker.quick))
    return Answer.of(*texts.all_files(revision.receipt_number, files, speaker.quick))


def find_revision(context: Context, speaker: Speaker, tap: Tap) -> Revision | None:
    """Return the revision a button names, if this person is its organization's secretariat."""
    number = tap.number("r")
    revision = context.session.get(Revision, number) if number is not None else None
    return revision if revision and speaker.secretariat_of(revision.report.obligation) else None
