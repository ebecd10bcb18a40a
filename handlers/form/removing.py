"""ลบหลักฐาน: leaving a piece of evidence out of the report that is being filled in, by a button or
by its number in the list.

What belongs to no sent report is erased; what a sent revision holds stays with that, and is only
left out of the next one.
"""

from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import current_question, evidence_of, prompt
from messages import menu
from messages.form import evidence as texts
from messages.form import feedback as feedback_texts
from messages.form.conversion import evidence_names
from messages.form.evidence import Removal
from messages.form.form_tables import FORMS, REPORT
from messages.form.forms import put
from messages.form.mending import part_to_drop
from models.reports.drafts import leave_out
from models.tables.conversation import Draft


def take_words(context: Context, draft: Draft, text: str) -> Answer | None:
    """Leave out what the words name, or ask which; None when they are about something else."""
    plain = menu.plain(text)
    if (
        drafts.notes_of(draft).choosing
        and context.now - draft.updated_at <= drafts.SILENCE_BEFORE_ASKING
    ):
        if plain == texts.KEEP_ALL:
            return _drop(context, draft, None)
        number = texts.number_of(plain)
        if number is not None:
            return _drop_number(context, draft, number)
    asked = texts.removal_of(plain)
    # At the questions answered in words only the whole word is meant for us.
    if asked is None or (not asked.whole and current_question(draft) not in ("evidence", None)):
        return None
    if asked.kind:
        return _drop_of_kind(context, draft, asked)
    return (
        _drop_number(context, draft, asked.number)
        if asked.number is not None
        else _choose(context, draft)
    )


def is_all(context: Context, draft: Draft) -> bool:
    """Tell whether evidence is asked for and some is there: whoever confirms then has no more."""
    return current_question(draft) == "evidence" and bool(evidence_of(context, draft))


def take_part(context: Context, draft: Draft, text: str) -> Answer | None:
    """Leave a part out of the report at the last look before sending, where it may be; None for
    words about something else.
    """
    key = part_to_drop(text)
    if key is None or current_question(draft) is not None:
        return None
    form = FORMS[REPORT]
    question = next(each for each in form.questions if each.key == key)
    if not draft.answers.get(key) or not question.optional(draft.answers):
        return prompt(context, draft, feedback_texts.not_left_out(key))
    notes = drafts.notes_of(draft).with_source(key, ())
    drafts.save(context, draft, put(form, notes.to_answers(draft.answers), key, ""))
    return prompt(context, draft, feedback_texts.left_out(key))


def tapped(context: Context, draft: Draft, evidence_id: int | None) -> Answer:
    """Leave out the piece a button names; without one, ask which. Tapped twice it is left
    out once.
    """
    return (
        _drop(context, draft, evidence_id) if evidence_id is not None else _choose(context, draft)
    )


def _choose(context: Context, draft: Draft) -> Answer:
    found = evidence_of(context, draft)
    if not found:
        return prompt(context, draft, texts.nothing_to_remove())
    pieces = list(zip([piece.id for piece in found], evidence_names(found), strict=True))
    choosing = replace(drafts.notes_of(draft), choosing=True)
    draft.answers, draft.updated_at = choosing.to_answers(draft.answers), context.now
    context.session.flush()
    return Answer.of(texts.ask_which(draft.id, pieces))


def _drop_number(context: Context, draft: Draft, number: int) -> Answer:
    pieces = evidence_of(context, draft)
    if 1 <= number <= len(pieces):
        return _drop(context, draft, pieces[number - 1].id)
    feedback = texts.no_such_piece(number, len(pieces)) if pieces else texts.nothing_to_remove()
    return prompt(context, draft, feedback)


def _drop_of_kind(context: Context, draft: Draft, asked: Removal) -> Answer:
    """Leave out the photo, file, link or letter that is meant; ask which where it is not plain: the
    second photo may be the third piece of the list.
    """
    pieces = evidence_of(context, draft)
    like = [piece for piece in pieces if piece.kind.value == asked.kind]
    if not like or (asked.number is None and len(like) > 1):
        return _choose(context, draft)
    number = len(like) if asked.number in (None, texts.LAST) else asked.number or 0
    meant = {piece.id for piece in like[number - 1 : number]}
    if asked.number == number:
        meant |= {piece.id for piece in pieces[number - 1 : number] if piece in like}
    if len(meant) != 1:
        return _choose(context, draft)
    return _drop(context, draft, meant.pop())


def _drop(context: Context, draft: Draft, evidence_id: int | None) -> Answer:
    pieces = evidence_of(context, draft)
    piece = next((piece for piece in pieces if piece.id == evidence_id), None)
    if piece is None:
        drafts.save(context, draft, draft.answers)
        return prompt(context, draft)
    name = evidence_names(pieces)[pieces.index(piece)]
    path = leave_out(context.session, draft, piece, context.now)
    paths = (path,) if path else ()
    drafts.save(context, draft, draft.answers)
    return prompt(context, draft, texts.removed(name, len(pieces) - 1)).erasing(*paths)
