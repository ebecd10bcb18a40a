"""ถึงเดือนหน้าไม่มีการดำเนินการ: noted beforehand, confirmed on the due day by one tap or the words."""

from collections.abc import Sequence

from handlers.answer import Answer, Context
from handlers.due import due_of
from handlers.form import drafts
from handlers.form.questions import current_question, left_form_text
from handlers.form.sending import deliver_same_again, same_again
from handlers.form.sending_several import several_sent
from handlers.incoming import Incoming
from handlers.prefetch import look_up_obligations
from handlers.speaker import Speaker
from messages.form import no_action as texts
from messages.form.form_tables import REPORT
from messages.form.subjects import subject_of
from messages.parts import text_message
from messages.reporting import is_begun
from models.reports.no_action import say_no_action, stays_without_action
from models.tables.obligations import Obligation, Revision
from models.tables.people import Role


def take_words(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Note what the words say of a month, or take their confirmation; None for other words."""
    if Role.OFFICER.value not in speaker.roles:
        return None
    confirmed = texts.codes_confirmed(incoming.text)
    if confirmed is not None:
        return _confirm(context, speaker, confirmed)
    codes = texts.codes_without_action(incoming.text)
    if codes is None:
        return None
    draft = drafts.active_draft(context, speaker)
    if draft is not None and draft.form != REPORT:
        return None
    if draft is not None and not codes:  # elsewhere in the form the words are an answer
        found = draft.obligation if current_question(draft) == "progress" else None
        return note(context, speaker, found) if found is not None else None
    return _note(context, speaker, _due(context, speaker, codes))


def note(context: Context, speaker: Speaker, obligation: Obligation) -> Answer:
    """Note it of one report, as its button does."""
    return _note(context, speaker, [obligation])


def _note(context: Context, speaker: Speaker, found: Sequence[Obligation]) -> Answer:
    draft, left = drafts.active_draft(context, speaker), ""
    if draft is not None and draft.obligation in found:
        if is_begun(context.session, draft):
            left = left_form_text(draft)
            drafts.leave(context, speaker)
        else:  # opened, and nothing said in it
            drafts.close(context, draft)
    said = [
        each for each in found if say_no_action(context.session, each, speaker.person, context.now)
    ]
    if not said:
        return Answer.of(texts.nothing_to_note(speaker.quick))
    noted = Answer.of(texts.noted([subject_of(each) for each in said], speaker.quick))
    return noted.preceded_by(text_message(left)) if left else noted


def _due(context: Context, speaker: Speaker, codes: Sequence[str]) -> list[Obligation]:
    """Return what is due to a person, of some measures or of all."""
    asked = [
        due.obligation_id for due in due_of(context, speaker) if not codes or due.code in codes
    ]
    return list(look_up_obligations(context.session, asked).values())


def _confirm(context: Context, speaker: Speaker, codes: Sequence[str]) -> Answer:
    """Report what was said before of each measure, in one answer."""
    noted = [each for each in _due(context, speaker, codes) if stays_without_action(each)]
    if not noted:
        return Answer.of(texts.nothing_to_note(speaker.quick))
    if len(noted) == 1:
        return same_again(context, speaker, noted[0])
    sent: list[Revision] = []
    hindered: Answer | None = None
    for obligation in noted:
        made = deliver_same_again(context, speaker, obligation)
        if isinstance(made, Answer):
            hindered = made
            break
        sent.append(made)
    if not sent:
        return hindered or Answer.of(texts.nothing_to_note(speaker.quick))
    left = len(due_of(context, speaker))
    answer = several_sent(context, speaker, sent, left)
    return answer.followed_by(*(hindered.messages if hindered else ()))
