"""Letters and links that words tell of, as pieces of evidence of the report they belong to."""

from handlers.answer import Context
from handlers.form.questions import evidence_of
from handlers.speaker import Speaker
from messages.addresses import find_address
from messages.limits import clip
from messages.said import cards
from messages.said.language.facts import Facts
from models.tables.conversation import Draft
from models.tables.evidence import Evidence, EvidenceKind

_NAME_LIMIT = 300


def attach_told(
    context: Context, speaker: Speaker, draft: Draft, facts: Facts, message_id: str | None
) -> None:
    """Put the letters and links of some words to a draft; not what it holds already: words are
    told again when they are mended.
    """
    assert draft.obligation is not None
    letters = [(cards.letter_name(each), None) for each in facts.letters]
    links = [(link, find_address(link)) for link in facts.links]
    told = {clip(name, _NAME_LIMIT): url for name, url in [*letters, *links] if name}
    held = {piece.name for piece in evidence_of(context, draft)} if told else set()
    for name, address in told.items():
        if name in held:
            continue
        context.session.add(
            Evidence(
                kind=EvidenceKind.LINK if address else EvidenceKind.NOTE,
                person_id=speaker.person.id,
                line_message_id=message_id,
                name=name,
                url=address,
                received_at=context.now,
                draft_id=draft.id,
                agency_id=draft.obligation.agency_id,
            )
        )
