"""What the officer's page shows: every report that is asked for and every copy that was begun,
each with its draft, the last answer and its evidence, in a fixed number of queries.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from messages.form.answering import (
    PROGRESS,
    WORDS,
    first_answers,
    is_untouched,
    lacking,
    says_nothing_new,
)
from messages.form.conversion import evidence_names
from messages.form.form_tables import REPORT
from messages.reporting import draft_for, is_changed, said_in
from models.month.due import Due, due_for_agencies, fold
from models.reports.drafts import drafts_of, evidence_of_drafts
from models.reports.history import last_reports
from models.reports.notes import Answers, DraftNotes
from models.reports.own import WITH_REVIEWS
from models.reports.submissions import not_taken
from models.tables.conversation import Draft
from models.tables.evidence import Evidence
from models.tables.obligations import ASKED, Obligation, ObligationState, Report, Revision
from models.tables.people import Membership
from web.access import Visit
from web.officer import words

KEYS = (PROGRESS, *WORDS)


@dataclass(frozen=True)
class Item:
    """One report of the page: the obligation, the draft's answers (a returned one's copy when there
    is no draft yet), the last report, and the evidence as (id, name).
    """

    obligation: Obligation
    draft: Draft | None
    answers: Answers
    previous: Revision | None
    evidence: tuple[tuple[int, str], ...]
    is_overdue: bool
    earlier: tuple[date, ...]
    unchanged: bool
    """A copy of a sent report that says nothing else than that."""

    @property
    def id(self) -> int:
        """By what the form's fields are named."""
        return self.obligation.id

    @property
    def is_asked(self) -> bool:
        """Whether it is due; else it is a copy of what stands, and goes only if ticked."""
        return self.obligation.state in ASKED

    @property
    def is_returned(self) -> bool:
        """Whether it was returned to be corrected."""
        return self.obligation.state is ObligationState.RETURNED

    @property
    def was_accepted(self) -> bool:
        """Whether what stands was accepted: a correction must be checked again."""
        return self.obligation.state is ObligationState.ACCEPTED

    @property
    def reason(self) -> str | None:
        """Why it was returned."""
        report = self.obligation.report
        review = report.current.review if report is not None and self.is_returned else None
        return review.reason if review is not None else None

    @property
    def is_same(self) -> bool:
        """Whether it says that nothing has changed."""
        return says_nothing_new(self.answers, self.previous)

    @property
    def may_be_same(self) -> bool:
        """Whether it may say that nothing has changed."""
        return self.previous is not None and not self.is_returned

    @property
    def colleague(self) -> Revision | None:
        """A colleague's report that came since this draft was begun."""
        report, notes = self.obligation.report, DraftNotes.from_answers(self.answers)
        if report is None or report.current.id in (notes.base, notes.seen):
            return None
        return report.current

    @property
    def told_superior(self) -> bool:
        """Whether the officer said that the superior was told."""
        return DraftNotes.from_answers(self.answers).told_superior

    @property
    def is_begun(self) -> bool:
        """Whether anything was answered or handed in."""
        return self.draft is not None and (not is_untouched(self.answers) or bool(self.evidence))

    @property
    def why_not(self) -> str:
        """Why it cannot be sent yet; empty when it can."""
        if not self.is_begun:
            return words.UNCHANGED if self.is_returned else words.NOT_BEGUN
        if missing := lacking(self.answers):
            return words.lacks(missing)
        return words.UNCHANGED if self.unchanged and self.is_asked else ""

    @property
    def version(self) -> str:
        """By what a form made from these answers is known again."""
        return version_of(self.answers)

    def said(self, key: str) -> str:
        """What the draft says to a question; nothing in words while it says "nothing new"."""
        return "" if self.is_same and key in WORDS else said_in(self.answers, key)


def version_of(answers: Answers) -> str:
    """Return a short mark of what some answers say."""
    said = json.dumps([said_in(answers, key) for key in KEYS])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def answers_now(draft: Draft | None, obligation: Obligation) -> Answers:
    """Return a draft's answers, or those with which one would begin."""
    return draft.answers if draft is not None else first_answers(obligation)


def items_of(visit: Visit) -> list[Item]:
    """Return the page's reports: returned ones first, then what is due, then copies begun."""
    dues = {due.obligation_id: due for due in asked_of(visit)}
    drafts = drafts_of(visit.session, visit.person, REPORT, visit.agency_ids)
    found = {each.id: each for each in _obligations(visit, [*dues, *drafts])}
    shown = [found[each] for each in dues if each in found]
    copies = [found[each] for each in drafts if each in found and each not in dues]
    shown += [each for each in copies if not_taken(each, visit.now) is None]
    previous = last_reports(visit.session, shown)
    evidence = evidence_of_drafts(
        visit.session, [drafts[each.id] for each in shown if each.id in drafts]
    )
    items = [
        _item(visit, each, drafts.get(each.id), previous.get(each.id), evidence, dues.get(each.id))
        for each in shown
    ]
    return sorted(items, key=lambda item: (not item.is_returned, not item.is_asked))


def asked_of(visit: Visit) -> list[Due]:
    """Return what is asked of the visitor's agencies, each assignment once."""
    dues = due_for_agencies(visit.session, visit.organization.id, visit.agency_ids, visit.now)
    return fold(dues, visit.now)


def own_obligation(visit: Visit, obligation_id: int) -> Obligation:
    """Return an obligation of the visitor's agencies; 404 for anybody else's."""
    found = _obligations(visit, [obligation_id])
    if not found:
        abort(404)
    return found[0]


def draft_of(visit: Visit, obligation: Obligation) -> Draft:
    """Return the visitor's draft for an own obligation, begun if there is none."""
    return draft_for(visit.session, membership_of(visit, obligation), obligation, visit.now)


def own_roles(visit: Visit) -> list[Membership]:
    """Return the roles the visitor may hand over: for an agency, and not as a stand-in."""
    return [
        each
        for each in visit.person.memberships
        if each.agency_id in visit.agency_ids
        and each.holds_at(visit.now)
        and each.stands_in_for_id is None
    ]


def membership_of(visit: Visit, obligation: Obligation) -> Membership:
    """Return the membership by which the visitor reports for an own obligation's agency."""
    return next(
        each
        for each in visit.person.memberships
        if each.holds_at(visit.now) and each.agency_id == obligation.agency_id
    )


def _obligations(visit: Visit, ids: Sequence[int]) -> list[Obligation]:
    found = visit.session.scalars(
        select(Obligation)
        .where(Obligation.id.in_(ids), Obligation.agency_id.in_(visit.agency_ids))
        .options(
            *WITH_REVIEWS,
            joinedload(Obligation.report)
            .selectinload(Report.revisions)
            .selectinload(Revision.evidence),
        )
    )
    return [each for each in found if each.round.organization_id == visit.organization.id]


def _item(
    visit: Visit,
    obligation: Obligation,
    draft: Draft | None,
    previous: Revision | None,
    evidence: dict[int, list[Evidence]],
    due: Due | None,
) -> Item:
    answers = answers_now(draft, obligation)
    if draft is not None:
        pieces = evidence[draft.id]
    else:
        sent = obligation.report
        pieces = [p for p in sent.current.evidence if p.erased_at is None] if sent else []
    is_copy = obligation.report is not None
    return Item(
        obligation,
        draft,
        answers,
        previous,
        tuple(zip((piece.id for piece in pieces), evidence_names(pieces), strict=True)),
        is_overdue=due is not None and due.is_overdue(visit.now),
        earlier=due.earlier_months if due is not None else (),
        unchanged=is_copy and (draft is None or not is_changed(visit.session, draft)),
    )
