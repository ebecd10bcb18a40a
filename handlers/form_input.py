"""What is said to an open form, whichever it is."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.form import (
    asides,
    drafts,
    evidence,
    filling,
    mending,
    of_agency,
    removing,
)
from handlers.form.questions import ask_about, current_question, old_words, prompt
from handlers.incoming import Incoming
from handlers.requests import continuing
from handlers.secretariat import asking, for_agency, returning, works
from handlers.speaker import Speaker
from messages import menu
from messages.form import questions as texts
from messages.form.form_tables import EXCUSE, REOPEN, REPORT, RETURN
from messages.form.forms import Said, Word
from messages.form.mending import part_to_edit
from messages.form.returning import changes_reason, confirms
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
    if drafts.notes_of(draft).held is not None and said.word is Word.CONFIRM:
        return prompt(context, draft)  # nothing is sent without what was said last
    if said.word is Word.CONFIRM and removing.is_all(context, draft):
        said = Said(text="done", question="evidence")
    return filling.take(context, speaker, draft, said, sources)


def take_words(context: Context, speaker: Speaker, draft: Draft, incoming: Incoming) -> Answer:
    """Let a form take words: one of its own, an answer, or (long after the last ones) words to ask
    about first.
    """
    plain = menu.plain(incoming.text)
    held = drafts.notes_of(draft).held
    if held and plain in (*texts.USE_WORDS, *texts.DROP_WORDS):
        instead = plain == texts.REPLACE_BY_HELD
        return take_held(context, speaker, draft, use=plain in texts.USE_WORDS, instead=instead)
    word = menu.form_word_of(incoming.text) or _at_second_look(draft, incoming.text)
    if word is not None:
        return take(context, speaker, draft, Said(word=Word(word)), [])
    if draft.form == REPORT:
        edited = part_to_edit(plain)
        if edited is not None:
            return filling.edit_answer(context, draft, edited)
        question = current_question(draft)
        if plain == texts.KEEP_OLD and question is not None and old_words(draft, question):
            return filling.keep_old(context, speaker, draft, question)
        told = mending.take_part(context, draft, incoming)
        if told is not None:
            return told
        dropped = removing.take_part(context, draft, incoming.text)
        dropped = dropped or removing.take_words(context, draft, incoming.text)
        if dropped is not None:
            return dropped
    told = _of_another_work(context, speaker, draft, incoming)
    if told is not None:
        return told
    incoming = replace(incoming, text=of_agency.without_own(context, speaker, draft, incoming.text))
    if (
        held
        or (draft.form == REPORT and works.is_doubtful(context, speaker, incoming))
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
    asked = asked or continuing.take_words(context, speaker, incoming, in_form=True)
    if asked is not None:
        return asides.again(context, speaker, draft, asked)
    for take in (of_agency.take_words, works.take_words, asides.take_words):
        told = take(context, speaker, draft, incoming)
        if told is not None:
            return told
    return None


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
    drafts.save(context, draft, draft.answers, replace(notes, held=None))
    if held is None:
        return prompt(context, draft)
    words = Incoming.words(held.text, held.messages[0] if held.messages else None)
    if not use:
        told = works.take_dropped(context, speaker, draft, words)
        return told or asides.dropped(context, speaker, draft, words)
    if draft.form == REPORT and current_question(draft) is None:
        return mending.add_to_summary(context, draft, held, instead=instead)
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
    held = (notes.held or SetAside()).plus(incoming.text, _sources(incoming))
    drafts.save(context, draft, draft.answers, replace(notes, held=held))
    return ask_about(draft, held.text)


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
