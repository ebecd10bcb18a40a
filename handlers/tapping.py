"""Taps on buttons, of the newest message or of one from last month: followed where they still fit,
else answered kindly.
"""

from collections.abc import Callable
from typing import TypeVar

from handlers import announcement, form_input, lists, pages
from handlers.answer import SILENCE, Answer, Context
from handlers.commands import after_leaving, run_command, show_mine
from handlers.form import (
    drafts,
    filling,
    no_action,
    removing,
    rounds,
    sending,
    sending_several,
    undoing,
)
from handlers.incoming import Incoming
from handlers.learning import measures, tutorial
from handlers.requests import extending, leaving, noting, own_data
from handlers.said import beside_several, month_named
from handlers.secretariat import (
    announcing,
    asking,
    chasing,
    days_off,
    for_agency,
    returning,
    review,
    undelivered,
)
from handlers.speaker import Speaker
from messages import menu
from messages.chat import small_talk
from messages.form.form_tables import REPORT
from messages.form.forms import Said, Word
from messages.taps import Action, Tap
from models.tables.conversation import Draft
from models.tables.obligations import Revision

Found = TypeVar("Found")
Find = Callable[[Context, Speaker, Tap], Found | None]
OnTap = Callable[[Context, Speaker, Tap], Answer]
OnDraft = Callable[[Context, Speaker, Draft, Tap], Answer]


def _command(word: str) -> OnTap:
    """Return what answers a button that stands for a word of the menu."""
    return lambda context, speaker, _tap: run_command(context, speaker, word)


def _page(show: Callable[[Context, Speaker, int], Answer]) -> OnTap:
    """Return what answers a button for a page of a list."""
    return lambda context, speaker, tap: after_leaving(
        context, speaker, show(context, speaker, tap.number("page") or 1)
    )


def _leaving(answer: OnTap) -> OnTap:
    """Return what answers a button that leaves the form that is open."""
    return lambda context, speaker, tap: after_leaving(
        context, speaker, answer(context, speaker, tap)
    )


def _summary(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    in_full = bool(tap.number("full"))
    shown = lists.show_summary(context, speaker, in_full=in_full, month=tap.month())
    return after_leaving(context, speaker, shown)


def _all_reports(context: Context, speaker: Speaker, _tap: Tap) -> Answer:
    filling.keep_asked(context, speaker)
    return after_leaving(context, speaker, pages.open_all_reports(context, speaker))


def _pages(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    filling.keep_asked(context, speaker)
    shown = pages.open_pages(context, speaker, tap.values.get("r", ""))
    return after_leaving(context, speaker, shown)


def _review(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    if tap.number("g") is None:
        return run_command(context, speaker, menu.REVIEW)
    shown = review.show_agency_waiting(context, speaker, tap)
    return after_leaving(context, speaker, shown)


def _learn(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    return after_leaving(context, speaker, tutorial.take_tap(context, speaker, tap))


def _look(context: Context, speaker: Speaker, revision: Revision) -> Answer:
    return after_leaving(context, speaker, review.show_one(context, speaker, revision))


def _agency(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    page = tap.number("page") or 1
    return after_leaving(
        context, speaker, for_agency.show_agency(context, speaker, tap.number("g"), page)
    )


def _on(find: Find[Found], handler: Callable[[Context, Speaker, Found], Answer]) -> OnTap:
    """Return what answers a button that names something, for those who may use it."""

    def handle(context: Context, speaker: Speaker, tap: Tap) -> Answer:
        found = find(context, speaker, tap)
        if found is None:
            return Answer.of(small_talk.not_for_you(speaker.quick))
        return handler(context, speaker, found)

    return handle


def _on_draft(handler: OnDraft, *, report_only: bool = False) -> OnTap:
    """Return what answers a button of a form, when that form is the open one."""

    def handle(context: Context, speaker: Speaker, tap: Tap) -> Answer:
        named = drafts.own_draft(context, speaker, tap.number("d"))
        draft = drafts.active_draft(context, speaker)
        if named is None or draft is None or named.id != draft.id:
            return filling.stale_button(context, speaker, named)
        if report_only and draft.form != REPORT:
            return filling.stale_button(context, speaker, None)
        return handler(context, speaker, draft, tap)

    return handle


def _answer(context: Context, speaker: Speaker, draft: Draft, tap: Tap) -> Answer:
    said = Said(text=tap.values.get("v", ""), question=tap.values.get("q", ""))
    return form_input.take(context, speaker, draft, said, [])


def _word(context: Context, speaker: Speaker, draft: Draft, tap: Tap) -> Answer:
    word = tap.values.get("w")
    if word not in list(Word):
        return _answer(context, speaker, draft, tap)
    said = Said(word=Word(word), question=tap.values.get("q") or None)
    return form_input.take(context, speaker, draft, said, [])


def _held(context: Context, speaker: Speaker, draft: Draft, tap: Tap) -> Answer:
    use = tap.values.get("use")
    return form_input.take_held(context, speaker, draft, use=use in ("1", "2"), instead=use == "2")


def _redo(context: Context, _speaker: Speaker, draft: Draft, tap: Tap) -> Answer:
    return filling.edit_answer(context, draft, tap.values.get("q", ""))


def _keep_old(context: Context, speaker: Speaker, draft: Draft, tap: Tap) -> Answer:
    return filling.keep_old(context, speaker, draft, tap.values.get("q", ""))


def _remove_evidence(context: Context, _speaker: Speaker, draft: Draft, tap: Tap) -> Answer:
    return removing.tapped(context, draft, tap.number("e"))


HANDLERS: dict[Action, OnTap] = {
    Action.DUE: _page(lists.show_due),
    Action.MINE: _page(show_mine),
    Action.SUMMARY: _summary,
    Action.REVIEW: _review,
    Action.HELP: _command(menu.HELP),
    Action.PAGES: _pages,
    Action.DIGITS: pages.pick,
    Action.ALL_REPORTS: _all_reports,
    Action.TYPING: lambda *_: SILENCE,  # the keyboard opened; the words come next
    Action.WITHDRAW: own_data.withdraw,
    Action.AGREE: own_data.agree,
    Action.ERASE: own_data.erase,
    Action.SEEN: announcement.seen,
    Action.REPORT: _on(filling.find_obligation, filling.begin),
    Action.EDIT: _on(filling.find_obligation, filling.begin),
    Action.SAME: _on(filling.find_obligation, sending.same_again),
    Action.SAID: month_named.tapped,
    Action.USE_LEFT: rounds.tapped,
    Action.ATTACH: beside_several.tapped,
    Action.SEND_MANY: sending_several.send_many,
    Action.UNDO: undoing.tapped,
    Action.NO_ACTION: _on(filling.find_obligation, no_action.note),
    Action.ANSWER: _on_draft(_answer),
    Action.WORD: _on_draft(_word),
    Action.HELD: _on_draft(_held),
    Action.REDO: _on_draft(_redo, report_only=True),
    Action.KEEP_OLD: _on_draft(_keep_old, report_only=True),
    Action.REMOVE_EVIDENCE: _on_draft(_remove_evidence, report_only=True),
    Action.AGENCY: _agency,
    Action.ACCEPT: _on(review.find_revision, review.accept),
    Action.ACCEPT_MANY: review.accept_together,
    Action.LOOK: _on(review.find_revision, _look),
    Action.SUCCESSOR: leaving.make_code,
    Action.STAND_IN: leaving.make_stand_in_code,
    Action.LEARN: _learn,
    Action.ABOUT: measures.take_tap,
    Action.EXTEND: extending.give,
    Action.NOT_EXTEND: extending.refuse,
    Action.RETURN: _on(review.find_revision, returning.begin_return),
    Action.FILES: _on(review.find_revision, review.show_files),
    Action.EXCUSE: _on(for_agency.find_obligation, for_agency.begin_excuse),
    Action.REOPEN: _on(for_agency.find_obligation, for_agency.begin_reopening),
    Action.DAYS_OFF: days_off.confirm,
    Action.UNDELIVERED: _command(menu.UNDELIVERED),
    Action.NUDGE: _leaving(chasing.tapped),
    Action.ANNOUNCE: _leaving(announcing.send),
    Action.NOTES: _leaving(noting.tapped),
    Action.ISSUE: _leaving(asking.show_issue),
    Action.STANDING: _leaving(asking.show_standing),
    Action.UNBIND: _on(undelivered.find_group, undelivered.unbind),
}
"""Who answers a button; consent to registering and its refusal come from strangers, and are
answered before (``router``).
"""


def tapped(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    """Answer a tap; what its button carries may be old, and the person may have no right to it any
    more.
    """
    tap = incoming.tap
    handler = HANDLERS.get(tap.action) if tap is not None else None
    if tap is None or handler is None:
        return Answer.of(small_talk.stale(speaker.quick))
    return handler(context, speaker, tap)
