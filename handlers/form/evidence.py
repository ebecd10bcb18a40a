"""Photos, files, links and letters: kept at once, put to the form that is open, or kept until it is
known what they belong to.
"""

from datetime import timedelta

from handlers import lists
from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.questions import current_question, evidence_of, feedback_only, prompt
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages import limits
from messages.addresses import find_address
from messages.form import evidence as texts
from messages.form.conversion import told_apart
from messages.form.describing import NAME_LIMIT, described, is_letter
from messages.form.form_tables import REPORT, is_enough, tidy
from messages.form.forms import AnswerRefused
from messages.parts import text_message
from models.reports.awaited_files import await_file, told
from models.tables.conversation import Draft
from models.tables.files import KEPT
from models.tables.obligations import Evidence, EvidenceKind
from models.tables.people import Person

_KINDS = {"image": EvidenceKind.IMAGE}
_AT_ONE_GO = timedelta(minutes=2)
"""Files outside any form that come so soon after another are answered in one line."""


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
    if draft is not None and draft.form == REPORT:
        return _attach(context, draft, evidence, more_follow=incoming.more_follow)
    return _wait(context, speaker, evidence)


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
    return _attach(context, draft, evidence)


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


def _attach(
    context: Context, draft: Draft, evidence: Evidence, *, more_follow: bool = False
) -> Answer:
    assert draft.obligation is not None
    evidence.draft_id, evidence.agency_id = draft.id, draft.obligation.agency_id
    context.session.add(evidence)
    drafts.save(context, draft, draft.answers)
    pieces = evidence_of(context, draft)
    name = told_apart(pieces)[pieces.index(evidence)]
    say = texts.receiving if evidence.is_awaited else texts.kept
    kept = say(name, len(pieces))
    return feedback_only(context, draft, kept) if more_follow else prompt(context, draft, kept)


def _wait(context: Context, speaker: Speaker, evidence: Evidence) -> Answer:
    waiting = drafts.waiting_evidence(context, speaker)
    context.session.add(evidence)
    context.session.flush()
    due = lists.due_cards(context, speaker)
    name = told_apart([*waiting, evidence])[-1]
    shown = (texts.is_coming if evidence.is_awaited else texts.is_kept)(name)
    if not due.messages:
        return Answer.of(texts.waits(shown, speaker.quick))
    if waiting and context.now - waiting[-1].received_at < _AT_ONE_GO:
        return Answer.of(texts.one_more(shown, len(waiting) + 1, speaker.quick))
    return due.preceded_by(texts.for_what(shown))
