"""What is said to an open form, whichever it is."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.asked import answering
from handlers.form import (
    asides,
    drafts,
    filling,
    mending,
    of_agency,
    removing,
    rounds,
)
from handlers.form.looking import last_look
from handlers.form.questions import current_question, old_words, prompt
from handlers.incoming import Incoming
from handlers.said import continuing, evidence
from handlers.secretariat import asking, for_agency, returning, within_forms
from handlers.speaker import Speaker
from messages import menu
from messages.asked.things import surely_asks
from messages.form import feedback as feedback_texts
from messages.form import questions as texts
from messages.form.form_tables import EXCUSE, REOPEN, REPORT, RETURN
from messages.form.forms import Said, Word
from messages.form.looking import held as held_texts
from messages.form.looking import typed
from messages.form.looking.held import Meant
from messages.form.mending import part_to_edit
from messages.form.returning import changes_reason, confirms
from messages.parts import text_message
from messages.reporting import with_dates
from models.month.calendar import local_day
from models.reports.notes import SetAside
from models.tables.conversation import Draft


def take(
    context: Context, speaker: Speaker, draft: Draft, said: Said, sources: Sequence[str]
) -> Answer:
    """Let a form take one thing a person said, in the messages ``sources``."""
    if draft.form == RETURN:
        return returning.take_return(context, speaker, draft, said)
    if draft.form == EXCUSE:
        return for_agency.take_excuse(context, speaker, draft, said)
    if draft.form == REOPEN:
        return for_agency.take_reopening(context, speaker, draft, said)
    if said.word is Word.CONFIRM:
        held = _confirm_held(context, speaker, draft, said)
        if held is not None:
            return held
    question = current_question(draft)
    if said.word is Word.CONFIRM and question is not None and old_words(draft, question):
        kept = filling.stand_again(context, draft)
        kept = kept or filling.keep_old(context, speaker, draft, question)
        return kept.preceded_by(text_message(feedback_texts.kept_old(question)))
    if said.word is Word.CONFIRM and removing.is_all(context, draft):
        said = Said(text="done", question="evidence")
    return filling.take(context, speaker, draft, said, sources)


def take_words(context: Context, speaker: Speaker, draft: Draft, incoming: Incoming) -> Answer:
    """Let a form take words: one of its own, an answer, or (long after the last ones) words to ask
    about first.
    """
    held = drafts.notes_of(draft).held
    meant = held_texts.meant(incoming.text) if held is not None else None
    if meant is not None:
        return _take_meant(context, speaker, draft, meant)
    word = menu.form_word_of(incoming.text) or _at_second_look(draft, incoming.text)
    word = word or last_look.word_of(context, draft, incoming.text)
    if word is not None:
        return take(context, speaker, draft, Said(word=Word(word)), [])
    changed = _take_change(context, speaker, draft, incoming) if draft.form == REPORT else None
    if changed is not None:
        return changed
    told = _of_another_work(context, speaker, draft, incoming)
    if told is not None:
        return told
    incoming = replace(incoming, text=of_agency.without_own(context, speaker, draft, incoming.text))
    if (
        held
        or (draft.form == REPORT and within_forms.is_doubtful(context, speaker, incoming))
        or asides.doubtful(context, speaker, draft, incoming.text)
        or (
            context.now - draft.updated_at > drafts.SILENCE_BEFORE_ASKING
            and _may_be_anything(draft)
        )
    ):
        return _hold(context, draft, incoming)
    return _answer(context, speaker, draft, incoming)


def _of_another_work(
    context: Context, speaker: Speaker, draft: Draft, incoming: Incoming
) -> Answer | None:
    """Answer words that are surely none to the open question; None for those that may be."""
    asked = asking.take_question(context, speaker, incoming)
    if asked is None and (asides.asks(context, draft, incoming.text) or surely_asks(incoming.text)):
        asked = answering.take_question(context, speaker, incoming)
    asked = asked or continuing.take_words(context, speaker, incoming, in_form=True)
    if asked is not None:
        return asides.again(context, speaker, draft, asked)
    for take in (of_agency.take_words, within_forms.take_words, asides.take_words):
        told = take(context, speaker, draft, incoming)
        if told is not None:
            return told
    return None


def _take_change(
    context: Context, speaker: Speaker, draft: Draft, incoming: Incoming
) -> Answer | None:
    """Take words that ask for a change of the report, or agree with what was answered before; None
    for other words.
    """
    plain, question = menu.plain(incoming.text), current_question(draft)
    edited = part_to_edit(plain)
    if edited is not None:
        return filling.edit_answer(context, draft, edited)
    left = rounds.take_words(context, speaker, draft, incoming.text)
    if left is not None:
        return left
    agrees = typed.agrees(incoming.text)
    if question is not None and old_words(draft, question) and (agrees or plain == texts.KEEP_OLD):
        return filling.keep_old(context, speaker, draft, question)
    if agrees and question not in (None, "evidence"):
        return prompt(context, draft, feedback_texts.no_hurry())
    told = mending.take_part(context, draft, incoming)
    told = told or mending.amend(context, draft, incoming)
    told = told or last_look.take_words(context, draft, incoming)
    told = told or removing.take_part(context, draft, incoming.text)
    return told or removing.take_words(context, draft, incoming.text)


def _confirm_held(context: Context, speaker: Speaker, draft: Draft, said: Said) -> Answer | None:
    """Answer who confirms while words are held: at a question they are the answer, at the last look
    it is sent without them. None where none are held.
    """
    if drafts.notes_of(draft).held is None:
        return prompt(context, draft) if said.question == held_texts.PLACE else None
    if last_look.is_open(draft):
        return last_look.confirm_without(context, speaker, draft, said)
    if said.question is not None:
        return prompt(context, draft)  # a button of a card further up
    return take_held(context, speaker, draft, use=True)


def _take_meant(context: Context, speaker: Speaker, draft: Draft, meant: Meant) -> Answer:
    if meant is Meant.YES and last_look.is_open(draft):
        return prompt(context, draft, held_texts.which())
    use, instead = meant is not Meant.DROP, meant is Meant.REPLACE
    return take_held(context, speaker, draft, use=use, instead=instead)


def _at_second_look(draft: Draft, text: str) -> str | None:
    """Return which word of the form the buttons of the secretariat's second look say; None for
    other words, and elsewhere.
    """
    if draft.form == REPORT or current_question(draft) is not None:
        return None
    if confirms(draft.form, text):
        return Word.CONFIRM
    return Word.BACK if changes_reason(text) else None


def take_held(
    context: Context, speaker: Speaker, draft: Draft, *, use: bool, instead: bool = False
) -> Answer:
    """Use the words that were held as the answer (at the last look after the summary, or
    ``instead`` of it), or drop them.
    """
    notes = drafts.notes_of(draft)
    held = notes.held
    drafts.save(context, draft, draft.answers, notes.holding(None))
    if held is None:
        return prompt(context, draft)
    words = Incoming.words(held.text, held.messages[0] if held.messages else None)
    if not use:
        told = within_forms.take_dropped(context, speaker, draft, words)
        return told or asides.dropped(context, speaker, draft, words)
    if draft.form == REPORT and current_question(draft) is None:
        return last_look.add_to_summary(context, draft, held, instead=instead)
    return _answer(context, speaker, draft, words, held.messages)


def _may_be_anything(draft: Draft) -> bool:
    """Tell whether the open question takes any words: a status is one of a few, and at the last
    look words change nothing.
    """
    return draft.form == REPORT and current_question(draft) not in (None, "progress")


def _hold(context: Context, draft: Draft, incoming: Incoming) -> Answer:
    """Ask before words become an answer; what comes before the person has said so is held with
    them.
    """
    notes = drafts.notes_of(draft)
    text = with_dates(incoming.text, "summary", local_day(context.now))
    feedback = held_texts.one_more() if notes.held is not None else ""
    held = (notes.held or SetAside()).plus(text, _sources(incoming))
    drafts.save(context, draft, draft.answers, notes.holding(held))
    return prompt(context, draft, feedback)


def _answer(
    context: Context,
    speaker: Speaker,
    draft: Draft,
    incoming: Incoming,
    sources: Sequence[str] = (),
) -> Answer:
    if draft.form == REPORT:
        kept = evidence.take_words(context, speaker, draft, incoming)
        if kept is not None:
            return kept
    said = Said(text=incoming.text)
    return take(context, speaker, draft, said, sources or _sources(incoming))


def _sources(incoming: Incoming) -> tuple[str, ...]:
    return (incoming.message_id,) if incoming.message_id else ()
