"""Photos, files, voices, places, links and letters: kept at once, and put where they belong
(``placing``).
"""

from dataclasses import replace
from functools import partial

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.filling import begin, edit_answer
from handlers.form.questions import current_question, prompt
from handlers.form.sending import blocker
from handlers.incoming import Incoming
from handlers.said import beside_several, listening
from handlers.said.placing import attach, chosen_of, fit
from handlers.speaker import Speaker
from messages import limits, menu
from messages.addresses import find_address
from messages.form import evidence as texts
from messages.form import placing
from messages.form.answering import first_answers
from messages.form.conversion import told_apart
from messages.form.describing import NAME_LIMIT, described, is_letter
from messages.form.form_tables import REPORT, is_enough, tidy
from messages.form.forms import AnswerRefused
from messages.form.subjects import subject_of
from messages.parts import text_message
from models.reports.awaited_files import await_file, told
from models.reports.drafts import take_waiting
from models.tables.conversation import Draft
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.files import KEPT
from models.tables.obligations import Obligation
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
    return _placed(context, speaker, evidence, more_follow=incoming.more_follow)


def take_place(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    """Keep where an event took place by its name and address, as LINE gives them; where on the
    globe it lies is never read. What has neither cannot be kept.
    """
    if incoming.place:
        name = placing.of_place(incoming.place)
        return _placed(context, speaker, _row(context, speaker, incoming, EvidenceKind.NOTE, name))
    draft = drafts.active_draft(context, speaker)
    said = placing.nameless_place()
    if draft is None:
        return Answer.of(text_message(said, speaker.quick))
    return prompt(context, draft, said)


def _placed(
    context: Context, speaker: Speaker, evidence: Evidence, *, more_follow: bool = False
) -> Answer:
    offered = beside_several.offer(context, speaker, evidence)
    return offered or fit(context, speaker, evidence, more_follow=more_follow)


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


def take_told(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Put the evidence that waits where words say, piece by piece, or take what they tell beside
    it; None for other words, and where nothing waits.
    """
    if not any(found in incoming.text for found in placing.PIECES):
        return None
    waiting = drafts.waiting_evidence(context, speaker)
    if not waiting:
        return None
    shared = placing.shared_out(menu.plain(incoming.text))
    if shared:
        return _share_out(context, speaker, waiting, shared)
    told = placing.told_beside(incoming.text)
    return listening.take_said(context, speaker, replace(incoming, text=told)) if told else None


def _share_out(
    context: Context, speaker: Speaker, waiting: list[Evidence], shared: list[tuple[int, str]]
) -> Answer | None:
    """Put each piece to its report; the first report named is opened with its own."""
    found: dict[str, Obligation | None] = {
        key: chosen_of(context, speaker, key) for _, key in shared
    }
    count = len(waiting)
    placed = {nth % (count + 1) if nth > 0 else count: key for nth, key in shared}
    if None in found.values() or not all(1 <= nth <= count for nth in placed):
        return None
    names, lines = told_apart(waiting), []
    first, rest = found[shared[0][1]], []
    for nth, key in sorted(placed.items()):
        obligation = found[key]
        assert obligation is not None, "looked at above"
        lines.append((names[nth - 1], subject_of(obligation).name))
        if obligation is not first:
            rest.append((waiting[nth - 1], obligation))
    for piece, obligation in rest:
        blocked = blocker(context, speaker, obligation)
        if blocked is not None:
            return blocked
        draft, _ = drafts.activate(
            context, speaker, REPORT, obligation, partial(first_answers, obligation)
        )
        take_waiting(draft, [piece])
        drafts.leave(context, speaker)
    context.session.flush()
    assert first is not None, "looked at above"
    return begin(context, speaker, first).preceded_by(text_message(placing.given_out(lines)))


def take_more(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Open the report, also one that was sent, to which words ask to add evidence, and take what
    waits, or ask for it; None for other words.
    """
    key = placing.more_for(menu.plain(incoming.text))
    obligation = chosen_of(context, speaker, key) if key is not None else None
    before = drafts.active_draft(context, speaker)
    if obligation is None or (before is not None and before.form != REPORT):
        return None
    waits = bool(drafts.waiting_evidence(context, speaker))
    opened = begin(context, speaker, obligation)
    draft = drafts.active_draft(context, speaker)
    if draft is None or draft.obligation_id != obligation.id:
        return opened  # it is not taken now, and the answer says why
    if waits or current_question(draft) is not None:
        return opened
    return edit_answer(context, draft, "evidence")


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
