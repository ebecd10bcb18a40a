"""Evidence that comes while several reports are shown and not sent: to which of them it is put."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.sending_several import is_as_shown, show_together, shown_now
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.form import evidence as texts
from messages.form.conversion import told_apart
from messages.form.questions import Subject
from messages.form.subjects import subject_of
from messages.said import several
from messages.taps import Tap
from models.reports.drafts import take_waiting
from models.tables.conversation import Draft
from models.tables.evidence import Evidence


def offer(context: Context, speaker: Speaker, evidence: Evidence) -> Answer | None:
    """Keep new evidence and ask to which of the reports that are shown together it is put; None
    where none are, or a form is open.
    """
    if drafts.active_draft(context, speaker) is not None:
        return None
    shown = shown_now(context, speaker)
    if not shown:
        return None
    waiting = [*drafts.waiting_evidence(context, speaker), evidence]
    context.session.add(evidence)
    context.session.flush()
    say = texts.is_coming if evidence.is_awaited else texts.is_kept
    return _asked(speaker, shown, say(told_apart(waiting)[-1]), len(waiting))


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Put what waits to the reports that are named, or to all; None for other words, and where
    nothing waits or none are shown together.
    """
    codes = several.codes_chosen(incoming.text)
    if codes is None or drafts.active_draft(context, speaker) is not None:
        return None
    if not drafts.waiting_evidence(context, speaker):
        return None
    shown = shown_now(context, speaker)
    chosen = [each for each in shown if not codes or _subject(each).code in codes]
    if not chosen or not set(codes) <= {_subject(each).code for each in chosen}:
        return None
    return _put(context, speaker, chosen, shown)


def tapped(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Put what waits to the reports that a button names, as far as they stand as they were
    shown.
    """
    numbers = [int(each) for each in tap.values.get("d", "").split(".") if each.isdecimal()]
    named = (drafts.own_draft(context, speaker, number) for number in numbers)
    chosen = [each for each in named if each is not None and is_as_shown(each)]
    if not chosen or not drafts.waiting_evidence(context, speaker):
        return Answer.of(small_talk.stale(speaker.quick))
    return _put(context, speaker, chosen, shown_now(context, speaker) or chosen)


def _asked(speaker: Speaker, shown: Sequence[Draft], said: str, count: int) -> Answer:
    reports = [(each.id, _subject(each)) for each in shown]
    is_one = _are_of_one_agency(shown)
    return Answer.of(several.which_of_shown(said, reports, count, speaker.quick, may_be_all=is_one))


def _put(
    context: Context, speaker: Speaker, chosen: Sequence[Draft], shown: Sequence[Draft]
) -> Answer:
    """Put all that waits to drafts, and show them once more. What one agency hands in is not put
    to another's report.
    """
    pieces = list(drafts.waiting_evidence(context, speaker))
    if not _are_of_one_agency(chosen):
        return _asked(speaker, shown, texts.is_kept(told_apart(pieces)[-1]), len(pieces))
    first, *others = chosen
    take_waiting(first, pieces)
    ids = tuple(piece.id for piece in pieces)
    for other in others:
        notes = drafts.notes_of(other)
        notes = replace(notes, shared=(*notes.shared, *ids))
        drafts.save(context, other, other.answers, notes)
    context.session.flush()
    told = several.attached_to(len(pieces), [_subject(each) for each in chosen])
    return show_together(context, shown).preceded_by(told)


def _are_of_one_agency(found: Sequence[Draft]) -> bool:
    return len({each.obligation.agency_id for each in found if each.obligation is not None}) == 1


def _subject(draft: Draft) -> Subject:
    assert draft.obligation is not None
    return subject_of(draft.obligation)
