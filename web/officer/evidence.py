"""Photos, files, links and letters of a report that is filled in on the officer's page."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from flask import abort, redirect, request, url_for
from werkzeug.datastructures import FileStorage

from messages.form.conversion import evidence_names
from messages.form.describing import NAME_LIMIT, described
from messages.limits import clip
from models.reports.drafts import (
    erase_later,
    evidence_of_draft,
    evidence_that_waits,
    leave_out,
    take_waiting,
)
from models.reports.notes import DraftNotes
from models.tables.conversation import Draft
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.obligations import Obligation
from web.access import Answered, Visit
from web.officer import words
from web.officer.items import draft_of, own_obligation
from web.uploads import keep_evidence


def attach_files(visit: Visit, obligation: Obligation, files: Sequence[FileStorage]) -> list[str]:
    """Keep files for a report; return what to say of those that are not kept."""
    problems = [] if files else [words.NO_FILE]
    for each in files:
        piece = keep_evidence(visit, obligation.agency_id, each)
        if isinstance(piece, str):
            problems.append(piece)
            continue
        draft = draft_of(visit, obligation)
        piece.draft_id, draft.updated_at = draft.id, visit.now
        visit.session.add(piece)
    visit.session.flush()
    return problems


def waiting_of(visit: Visit) -> list[tuple[int, str]]:
    """Return what the visitor sent in the chat and belongs to no report yet, as (id, name)."""
    pieces = evidence_that_waits(visit.session, visit.person, visit.now)
    return list(zip((piece.id for piece in pieces), evidence_names(pieces), strict=True))


def attach_waiting(visit: Visit, shown: Collection[int]) -> None:
    """Put what waits to those of the ``shown`` reports (ids of obligations) that the form names for
    it (``where-ID``); 404 for a report of another agency.
    """
    for piece in evidence_that_waits(visit.session, visit.person, visit.now):
        number = request.form.get(f"where-{piece.id}", type=int)
        if number is None:
            continue
        obligation = own_obligation(visit, number)
        if number in shown:
            take_waiting(draft_of(visit, obligation), [piece])
    visit.session.flush()


def attach_words(visit: Visit, draft: Draft, key: str, text: str) -> None:
    """Keep a link, or a letter described in words; AnswerRefused when the words name none.

    ``key`` is ``superior`` for that by which the superior was told; it is then told.
    """
    if not text.strip():
        return
    found = described(text)
    name = words.SUPERIOR.format(found.name) if key == "superior" else found.name
    piece = _piece(visit, draft, found.kind, clip(name, NAME_LIMIT))
    piece.url = found.address
    if key == "superior":
        tell_superior(visit, draft, told=True)
    visit.session.flush()


def tell_superior(visit: Visit, draft: Draft, *, told: bool) -> None:
    """Note whether the superior was told."""
    notes = replace(DraftNotes.from_answers(draft.answers), told_superior=told)
    answers = notes.to_answers(draft.answers)
    if answers != draft.answers:
        draft.answers, draft.updated_at = answers, visit.now
        visit.session.flush()


def drop_piece(visit: Visit, number: str) -> Answered:
    """Leave a piece of evidence out of the report whose form names it as ``obligation:piece``; 404
    when it is not there.
    """
    obligation_id, _, piece_id = number.partition(":")
    obligation = own_obligation(visit, int(obligation_id) if obligation_id.isdecimal() else 0)
    draft = draft_of(visit, obligation)
    pieces = evidence_of_draft(visit.session, draft)
    piece = next((each for each in pieces if str(each.id) == piece_id), None)
    if piece is None:
        abort(404)
    if path := leave_out(visit.session, draft, piece, visit.now):
        erase_later(visit.session, path, visit.now)
    visit.session.flush()
    where = url_for("officer.answer", slug=visit.organization.slug, _anchor=f"m{obligation.id}")
    return redirect(where, 303)


def _piece(visit: Visit, draft: Draft, kind: EvidenceKind, name: str) -> Evidence:
    assert draft.obligation is not None
    piece = Evidence(
        kind=kind,
        person_id=visit.person.id,
        agency_id=draft.obligation.agency_id,
        draft_id=draft.id,
        name=name,
        received_at=visit.now,
    )
    visit.session.add(piece)
    draft.updated_at = visit.now
    return piece
