"""What is said at the last look before sending: another status, parts told by their name, that it
is right, or not to be sent yet; and sending without words that are held.
"""

from handlers.answer import Answer, Context
from handlers.form import drafts, filling, mending
from handlers.form.questions import current_question, prompt
from handlers.form.told import has_part
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages import menu
from messages.form import feedback as feedback_texts
from messages.form.form_tables import REPORT
from messages.form.forms import Said, Word
from messages.form.looking import held as texts
from messages.form.looking import typed
from messages.form.mending import SEND_OR_LIST, Mend
from messages.parts import text_message
from models.reports.notes import DraftNotes, SetAside
from models.tables.conversation import Draft
from thai.labels import PROGRESS_LABELS


def is_open(draft: Draft | None) -> bool:
    """Tell whether a draft is a report at its last look."""
    return draft is not None and draft.form == REPORT and current_question(draft) is None


def asks_to_send(context: Context, speaker: Speaker, text: str) -> bool:
    """Tell whether a word of the menu means the report at whose last look it is typed: the button
    there says so, too.
    """
    return menu.plain(text) in SEND_OR_LIST and is_open(drafts.active_draft(context, speaker))


def word_of(context: Context, draft: Draft, text: str) -> Word | None:
    """Return the word of the form that others stand for at the last look: to send what was shown a
    while ago, or not to send; None for other words.
    """
    if not is_open(draft):
        return None
    if menu.plain(text) in SEND_OR_LIST:
        is_fresh = context.now - draft.updated_at <= drafts.SILENCE_BEFORE_ASKING
        return Word.CONFIRM if is_fresh else None
    return Word.PARK if typed.is_for_later(text) else None


def take_words(context: Context, draft: Draft, incoming: Incoming) -> Answer | None:
    """Take words that say what they change, or that all is right; None for other words."""
    if not is_open(draft):
        return None
    if typed.agrees(incoming.text):
        return prompt(context, draft, feedback_texts.at_review())
    added = typed.addition(incoming.text)
    if added is not None:
        sources = (incoming.message_id,) if incoming.message_id else ()
        return add_to_summary(context, draft, SetAside(added, sources), instead=False)
    status, part = typed.status_told(incoming.text), typed.part_named(incoming.text)
    if part is not None and has_part(draft, part.key):
        return prompt(context, draft, mending.tell_part(context, draft, part, incoming))
    if status is None or status == draft.answers.get("progress"):
        return None
    told = Mend("", "progress", status, asked=True)
    feedback = mending.tell_part(context, draft, told, incoming)
    said = feedback_texts.turned(PROGRESS_LABELS[status])
    return prompt(context, draft, "\n".join(filter(None, (said, feedback))))


def add_to_summary(context: Context, draft: Draft, held: SetAside, *, instead: bool) -> Answer:
    """Put words after the summary, or in its place, and show the report once more."""
    before = "" if instead else str(draft.answers.get("summary", ""))
    told = Mend("", "summary", f"{before}\n{held.text}".strip(), asked=True)
    feedback = mending.tell_part(context, draft, told, Incoming.words(held.text, None))
    notes = DraftNotes.from_answers(draft.answers)
    sources = () if instead else notes.sources.get("summary", ())
    notes = notes.with_source("summary", (*sources, *held.messages))
    drafts.save(context, draft, draft.answers, notes)
    return prompt(context, draft, feedback)


def confirm_without(context: Context, speaker: Speaker, draft: Draft, said: Said) -> Answer:
    """Send a report without the words that are held, once who confirms was told of them."""
    notes = drafts.notes_of(draft)
    held = notes.held
    assert held is not None, "without them it is confirmed like any other"
    is_told = said.question == texts.PLACE or (said.question is None and notes.warned)
    if not is_told:
        notes = notes.holding(held, warned=True)
        drafts.save(context, draft, draft.answers, notes)
        return prompt(context, draft)
    drafts.save(context, draft, draft.answers, notes.holding(None))
    answer = filling.take(context, speaker, draft, Said(word=Word.CONFIRM), [])
    was_sent = draft.closed_at is not None
    say = texts.sent_without if was_sent else feedback_texts.not_used
    return answer.preceded_by(text_message(say(held.text)))
