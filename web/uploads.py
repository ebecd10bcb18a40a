"""Files that a page takes as evidence: kept as those of the chat are, within the same limits."""

from collections.abc import Iterator

from werkzeug.datastructures import FileStorage

from messages.form.evidence import refused
from messages.limits import clip
from models.tables.evidence import Evidence, EvidenceKind
from web.access import Visit

_CHUNK = 64 * 1024
_NAME_SHOWN = 60


def keep_evidence(visit: Visit, agency_id: int, file: FileStorage) -> Evidence | str:
    """Keep a file as a piece of evidence of an agency, which is not in the session yet; or return
    what to say when it is not kept.
    """
    name = file.filename or ""
    stored = visit.ground.keep_file(visit.session, visit.person.id, _chunks(file), name, visit.now)
    if isinstance(stored, str):
        return f"{clip(name, _NAME_SHOWN)}: {refused(stored)}"
    is_image = stored["media_type"].startswith("image/")
    piece = Evidence(
        kind=EvidenceKind.IMAGE if is_image else EvidenceKind.FILE,
        person_id=visit.person.id,
        agency_id=agency_id,
        received_at=visit.now,
    )
    piece.take_file(**stored)
    return piece


def _chunks(file: FileStorage) -> Iterator[bytes]:
    while chunk := file.stream.read(_CHUNK):
        yield chunk
