"""Photos, files, links and letters: kept at once, put to the form that is open, or kept until it is known what they belong to."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from handlers import drafts, lists, reporting
from handlers.answer import SILENCE, Answer, Context
from handlers.form_tables import ENOUGH_EVIDENCE, REPORT, tidy
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages import form as say
from messages.parts import text_message
from models.conversation import Draft, InboxEvent
from models.reporting import Evidence, EvidenceKind
from models.thai import clean

_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_KINDS = {"image": EvidenceKind.IMAGE}
_NAME_LIMIT = 300
_URL_LIMIT = 1000


def take_media(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    """Keep a photo or file that was fetched already."""
    stored = incoming.content.get("stored")
    if not isinstance(stored, dict):
        return Answer.of(text_message(say.evidence_refused(str(incoming.content.get("refused", ""))), speaker.quick))
    evidence = _row(context, speaker, incoming, _KINDS.get(incoming.media_type, EvidenceKind.FILE), str(stored["name"]))
    evidence.media_type, evidence.size = stored["media_type"], stored["size"]
    evidence.sha256, evidence.path = stored["sha256"], stored["path"]
    return _attach(context, speaker, evidence)


def take_words(context: Context, speaker: Speaker, draft: Draft, incoming: Incoming) -> Answer | None:
    """At the question for evidence, keep links and letters told in words; None when the words mean "go on"."""
    if clean(incoming.text) in ENOUGH_EVIDENCE:
        return None
    text = tidy(incoming.text)
    address = _ADDRESS.search(text)
    url = address.group() if address and len(address.group()) <= _URL_LIMIT else None
    if len(text) > _NAME_LIMIT and url is None:
        return Answer.of(*reporting.show(context, draft, say.too_long(len(text), _NAME_LIMIT)))
    evidence = _row(
        context, speaker, incoming, EvidenceKind.LINK if url else EvidenceKind.NOTE, text[:_NAME_LIMIT] or "-"
    )
    evidence.url = url
    return _attach(context, speaker, evidence)


def _row(context: Context, speaker: Speaker, incoming: Incoming, kind: EvidenceKind, name: str) -> Evidence:
    return Evidence(
        kind=kind,
        person_id=speaker.person.id,
        line_message_id=incoming.message_id,
        name=name[:_NAME_LIMIT],
        received_at=context.now,
    )


def _attach(context: Context, speaker: Speaker, evidence: Evidence) -> Answer:
    draft = drafts.active_draft(context, speaker)
    if draft is not None and draft.form == REPORT and draft.obligation is not None:
        evidence.draft_id, evidence.agency_id = draft.id, draft.obligation.agency_id
        context.session.add(evidence)
        draft.updated_at = context.now
        context.session.flush()
        context.session.expire(draft, ["evidence"])
        count = len(reporting.evidence_of(context, draft))
        return Answer.of(*reporting.show(context, draft, say.evidence_kept(evidence.name, count)))
    context.session.add(evidence)
    context.session.flush()
    due = lists.due_cards(context, speaker)
    if due:
        return Answer.of(say.evidence_for_what(evidence.name), *due[:4])
    return Answer.of(say.evidence_waits(evidence.name))


def take_back(context: Context, incoming: Incoming) -> Answer:
    """Unsend: the person took a message back, so what we keep of it goes too (LINE asks for it).

    Files are erased everywhere; words are forgotten as long as the report they were meant for was not sent.
    """
    if not incoming.message_id or not incoming.user_id:
        return SILENCE
    paths: list[str] = []
    for evidence in context.session.scalars(select(Evidence).where(Evidence.line_message_id == incoming.message_id)):
        if evidence.path:
            paths.append(evidence.path)
        evidence.path = evidence.url = evidence.sha256 = None
        evidence.name, evidence.erased_at = "-", context.now
    _forget_words(context, incoming)
    context.session.flush()
    return Answer(erase=tuple(paths))


def _forget_words(context: Context, incoming: Incoming) -> None:
    events = context.session.scalars(
        select(InboxEvent)
        .where(InboxEvent.channel_id == context.channel_id, InboxEvent.payload.is_not(None))
        .order_by(InboxEvent.id.desc())
        .limit(500)
    )
    for event in events:
        message = (event.payload or {}).get("message")
        if isinstance(message, dict) and message.get("id") == incoming.message_id:
            event.payload = {"type": "message", "message": {"id": incoming.message_id}}
    for draft in context.session.scalars(select(Draft).where(Draft.closed_at.is_(None))):
        _forget_answer(draft, incoming.message_id or "")


def _forget_answer(draft: Draft, message_id: str) -> None:
    sources: dict[str, Any] = draft.answers.get("_from", {})
    keys = {key for key, source in sources.items() if source == message_id}
    if keys:
        kept = {name: value for name, value in draft.answers.items() if name not in keys}
        draft.answers = kept | {"_from": {key: source for key, source in sources.items() if key not in keys}}
