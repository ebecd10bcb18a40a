"""Sending several reports that were shown together, by a tap or by the word; words that end or
narrow them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, select

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.not_due import base_of
from handlers.form.questions import cautions, evidence_of
from handlers.form.sending import deliver
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages import menu
from messages.chat import small_talk
from messages.form.conversion import shown_answers
from messages.form.form_tables import FORMS, REPORT
from messages.form.receipts import undo_action
from messages.form.subjects import subject_of
from messages.parts import text_message
from messages.said import cards, hints
from messages.said import several as texts
from messages.said.cards import ReadyReport
from messages.said.several import Wish
from messages.taps import Tap
from models.month.calendar import local_day
from models.month.due import due_for_agencies, fold
from models.remembering import remembered
from models.reports.drafts import together_key
from models.reports.submissions import not_taken
from models.reports.withdrawing import why_it_stays
from models.tables.conversation import Draft
from models.tables.obligations import Revision

_UNDO_AT_ONCE = 25
"""Numbers of reports that a button's data has room for, however long they are."""
_PUT_ASIDE = (
    select(Draft)
    .where(
        Draft.person_id == bindparam("person"),
        Draft.form == REPORT,
        Draft.closed_at.is_(None),
        Draft.active.is_(False),
        Draft.updated_at > bindparam("since"),
    )
    .order_by(Draft.updated_at.desc(), Draft.id)
)


def confirm_several(context: Context, speaker: Speaker) -> Answer | None:
    """Send what was shown together last, for whoever types the word; None when nothing was. Where
    something else was done since, or nothing is complete, it is shown once more.
    """
    shown = _shown_together(context, speaker)
    if not shown:
        return None
    complete = [draft.id for draft in shown if _stands_as_shown(draft)]
    if not complete or _went_on(context, speaker, shown):
        return show_together(context, shown).preceded_by(texts.still_there())
    return send_several(context, speaker, complete)


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """End or narrow what was shown together and not sent; None for other words, and where nothing
    was.
    """
    if texts.asks_send_all(incoming.text):
        return _send_all(context, speaker)
    wanted = texts.wanted(incoming.text)
    if wanted is None or drafts.active_draft(context, speaker) is not None:
        return None
    shown = _shown_together(context, speaker)
    is_word = menu.form_word_of(incoming.text) is not None
    if not shown or (_went_on(context, speaker, shown) and not is_word):
        return None
    if not wanted.codes:
        return _ended(context, speaker, shown, wanted.wish)
    named = [draft for draft in shown if _code_of(draft) in wanted.codes]
    if {_code_of(draft) for draft in named} != set(wanted.codes):
        return None
    others = [draft for draft in shown if draft not in named]
    kept, left = (named, others) if wanted.wish is Wish.ONLY else (others, named)
    if not kept:
        return _ended(context, speaker, shown, Wish.LATER)
    aside = _ended(context, speaker, left, Wish.LATER).messages if left else ()
    return show_together(context, kept).preceded_by(*aside)


def _send_all(context: Context, speaker: Speaker) -> Answer | None:
    """Send what is shown together; where none is, show all that is written and not sent, to be
    confirmed. None in a form, and where nothing is.
    """
    if drafts.active_draft(context, speaker) is not None:
        return None
    if shown_now(context, speaker):
        return confirm_several(context, speaker)
    since = context.now - drafts.SILENCE_BEFORE_ASKING
    put_aside = context.session.scalars(_PUT_ASIDE, {"person": speaker.person.id, "since": since})
    written = [each for each in put_aside if _is_complete(context, each)]
    if not written:
        return None
    return show_together(context, written).preceded_by(texts.still_there())


def _is_complete(context: Context, draft: Draft) -> bool:
    """Tell whether a draft has all that is asked, and a report is still taken of it."""
    is_taken = draft.obligation is not None and not_taken(draft.obligation, context.now) is None
    return is_taken and FORMS[REPORT].current(draft.answers) is None


def _ended(context: Context, speaker: Speaker, shown: Sequence[Draft], wish: Wish) -> Answer:
    """Drop drafts, or keep them to be opened one by one: no word sends them together any more."""
    subjects = [subject_of(each.obligation) for each in shown if each.obligation is not None]
    for draft in shown:
        if wish is Wish.DROP:
            drafts.close(context, draft)
        else:
            drafts.save(
                context, draft, draft.answers, replace(drafts.notes_of(draft), together=None)
            )
    say = texts.dropped if wish is Wish.DROP else texts.put_aside
    return Answer.of(say(subjects, speaker.quick))


def show_together(context: Context, shown: Sequence[Draft]) -> Answer:
    """Show drafts once more, to be sent by one confirmation."""
    for draft in shown:
        show_as_together(context, draft)
    ready = [each for draft in shown if (each := ready_report(context, draft))]
    return Answer.of(cards.several_before_sending(ready, hint_of(context, shown)))


def show_as_together(context: Context, draft: Draft) -> None:
    """Note that a draft is shown among others now."""
    notes = replace(drafts.notes_of(draft), together=context.now.isoformat())
    drafts.save(context, draft, draft.answers, notes)


def hint_of(context: Context, shown: Sequence[Draft]) -> str:
    """Return the one hint for drafts that are shown together; "" for each that got it before."""
    vague, without_reason = [], []
    for draft in shown:
        notes = drafts.notes_of(draft)
        if notes.hinted or FORMS[REPORT].current(draft.answers) is not None:
            continue
        said = shown_answers(draft.answers, evidence_of(context, draft))
        name = _code_of(draft) or ""
        if hints.is_vague(said, local_day(context.now)):
            vague.append(name)
        elif hints.lacks_reason(said.content):
            without_reason.append(name)
        else:
            continue
        draft.answers = replace(notes, hinted=True).to_answers(draft.answers)
    return hints.vague_together(vague, without_reason)


def ready_report(context: Context, draft: Draft, before: str = "") -> ReadyReport | None:
    """Return a draft as it is shown among others; ``before`` is what another text took the place
    of. None when it is of nothing.
    """
    if draft.obligation is None:
        return None
    question, base = FORMS[REPORT].current(draft.answers), base_of(context, draft)
    return ReadyReport(
        draft.id,
        draft.obligation.id,
        subject_of(draft.obligation),
        draft.answers.get("progress"),
        draft.answers.get("summary", ""),
        cards.MISSING.get(question.key, "") if question is not None else "",
        draft.answers.get("obstacle", ""),
        len(evidence_of(context, draft)),
        before,
        tuple(cautions(context, draft)),
        base.receipt_number if base is not None else "",
    )


def _code_of(draft: Draft) -> str | None:
    return draft.obligation.assignment.measure.code if draft.obligation is not None else None


def _shown_together(context: Context, speaker: Speaker) -> list[Draft]:
    """Return the drafts that were shown together last and are as they were shown."""
    # Where nobody has looked there may be some.
    if not remembered(context.session, *together_key(speaker.person.id), lambda: True):
        return []
    asked = {
        "person": speaker.person.id,
        "since": context.now - drafts.SILENCE_BEFORE_ASKING,
    }
    open_drafts = context.session.scalars(_PUT_ASIDE, asked)
    shown = [draft for draft in open_drafts if is_as_shown(draft)]
    return [draft for draft in shown if draft.updated_at == shown[0].updated_at]


def shown_now(context: Context, speaker: Speaker) -> list[Draft]:
    """Return the drafts that were shown together, if that is what this person did last."""
    shown = _shown_together(context, speaker)
    return [] if not shown or _went_on(context, speaker, shown) else shown


def _went_on(context: Context, speaker: Speaker, shown: Sequence[Draft]) -> bool:
    """Whether a person wrote or sent another report since some were shown together."""
    newest = context.session.scalar(
        select(func.max(Draft.updated_at)).where(Draft.person_id == speaker.person.id)
    )
    return newest is not None and newest > shown[0].updated_at


def send_many(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Answer the button that sends several reports."""
    numbers = [int(each) for each in tap.values.get("d", "").split(".") if each.isdecimal()]
    return send_several(context, speaker, numbers)


def send_several(context: Context, speaker: Speaker, draft_ids: Sequence[int]) -> Answer:
    """Send each draft that is complete and stands as it was shown; what was changed since stays a
    draft. One that a colleague was faster with, or that is not taken any more, is shown after the
    receipts of those before it.
    """
    sent: list[Revision] = []
    organization_id, hindered = None, None
    for draft_id in draft_ids:
        draft = drafts.own_draft(context, speaker, draft_id)
        if draft is None or draft.obligation is None or not _stands_as_shown(draft):
            continue
        made = deliver(context, speaker, draft)
        if isinstance(made, Answer):
            hindered = made
            break
        organization_id = draft.obligation.round.organization_id
        sent.append(made)
    if not sent or organization_id is None:
        return hindered or Answer.of(small_talk.stale(speaker.quick))
    dues = due_for_agencies(
        context.session, organization_id, speaker.agency_ids(organization_id), context.now
    )
    left = len(fold(dues, context.now))
    answer = several_sent(context, speaker, sent, left)
    waiting = drafts.waiting_evidence(context, speaker)
    if waiting:
        code = subject_of(sent[0].report.obligation).code or sent[0].receipt_number
        unattached = texts.left_unattached(len(waiting), code)
        answer = answer.followed_by(text_message(unattached, speaker.quick))
    return answer.followed_by(*(hindered.messages if hindered else ()))


def several_sent(context: Context, speaker: Speaker, sent: Sequence[Revision], left: int) -> Answer:
    """Return the receipt of several reports; ``left`` are still due."""
    names = texts.names_apart([subject_of(each.report.obligation) for each in sent])
    named = [(each.receipt_number, name) for each, name in zip(sent, names, strict=True)]
    free = [each.id for each in sent if why_it_stays(each, speaker.person, context.now) is None]
    undo = [undo_action(free)] if 0 < len(free) <= _UNDO_AT_ONCE else []
    said = cards.several_received(named, left, [*undo, *speaker.quick])
    return Answer.of(said).confirming(sent[0].report.obligation.round.organization_id, said)


def _stands_as_shown(draft: Draft) -> bool:
    """Whether a draft is open, complete, and unchanged since it was shown among others."""
    return is_as_shown(draft) and FORMS[REPORT].current(draft.answers) is None


def is_as_shown(draft: Draft) -> bool:
    """Tell whether a draft is open and unchanged since it was shown among others."""
    shown = drafts.notes_of(draft).together
    return (
        draft.closed_at is None
        and shown is not None
        and datetime.fromisoformat(shown) == draft.updated_at
    )
