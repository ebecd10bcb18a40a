"""Photos, files, voices, places, links and letters: kept at once, and put where they belong
(``placing``).
"""

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.placing import attach, fit
from handlers.form.questions import current_question, prompt
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages import limits
from messages.addresses import find_address
from messages.form import evidence as texts
from messages.form import placing
from messages.form.describing import NAME_LIMIT, described, is_letter
from messages.form.form_tables import is_enough, tidy
from messages.form.forms import AnswerRefused
from messages.parts import text_message
from models.reports.awaited_files import await_file, told
from models.tables.conversation import Draft
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.files import KEPT
from models.tables.people import Person

_KINDS = {"image": EvidenceKind.IMAGE}


def take_media(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    """Keep a photo or file that was fetched already, or that will come."""
    draft = drafts.active_draft(context, speaker)
    stored, awaited = incoming.content.get("stored"), incoming.content.get("awaited")
    if not isinstance(stored, dict) and awaited is None:
        refused = texts.refused(str(incoming.content.get("refused", "")))
        if draft is None:
            return Answer.of(text_message(refused, speaker.quick))
        return prompt(context, draft, refused)
    evidence = _row(
        context,
        speaker,
        incoming,
        _KINDS.get(incoming.media_type, EvidenceKind.FILE),
        stored["name"] if stored else awaited or texts.plain_name(incoming.media_type),
    )
    if isinstance(stored, dict):
        evidence.take_file(**stored)
    else:
        await_file(context.session, evidence, incoming.media_type, str(awaited), context.now)
    return fit(context, speaker, evidence, more_follow=incoming.more_follow)


def take_place(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    """Keep where an event took place by its name and address, as LINE gives them; where on the
    globe it lies is never read. What has neither cannot be kept.
    """
    if incoming.place:
        name = placing.of_place(incoming.place)
        return fit(context, speaker, _row(context, speaker, incoming, EvidenceKind.NOTE, name))
    draft = drafts.active_draft(context, speaker)
    said = placing.nameless_place()
    if draft is None:
        return Answer.of(text_message(said, speaker.quick))
    return prompt(context, draft, said)


def tell_outcomes(context: Context, person: Person, answer: Answer) -> Answer:
    """Put what became of a person's awaited files before an answer that has room for it; it is
    never a message of its own.
    """
    files = context.known.untold.get(person.id, [])
    if not files or not 0 < len(answer.messages) < limits.MESSAGES:
        return answer
    outcomes = [
        (
            each.file_name or texts.plain_name(each.media_type),
            None if each.outcome == KEPT else each.outcome,
        )
        for each in files
    ]
    told(context.session, files, context.now)
    return answer.preceded_by(texts.outcomes(outcomes))


def take_words(
    context: Context, speaker: Speaker, draft: Draft, incoming: Incoming
) -> Answer | None:
    """Keep a link, or a letter described in words; None when the words are no evidence or mean "go
    on".

    They are taken at the question for evidence and at the last look before sending; there a letter
    only with its number and date.
    """
    question = current_question(draft)
    text = tidy(incoming.text)
    address = find_address(text)
    if (
        question not in ("evidence", None)
        or (question is None and address is None and not is_letter(text))
        or is_enough(text)
    ):
        return None
    try:
        found = described(text)
    except AnswerRefused as refused:
        return prompt(context, draft, refused.text)
    evidence = _row(context, speaker, incoming, found.kind, found.name)
    evidence.url = found.address
    return attach(context, draft, evidence)


def _row(
    context: Context, speaker: Speaker, incoming: Incoming, kind: EvidenceKind, name: str
) -> Evidence:
    return Evidence(
        kind=kind,
        person_id=speaker.person.id,
        line_message_id=incoming.message_id,
        name=name[:NAME_LIMIT],
        received_at=context.now,
    )
