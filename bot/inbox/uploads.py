"""Files that come in through a page: kept as those of the chat are, within the same limits."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.inbox.evidence_store import EvidenceStore, NotStored, clean_name
from models.reports.awaited_files import bytes_left_today


def keep_upload(
    store: EvidenceStore,
    session: Session,
    person_id: int,
    chunks: Iterable[bytes],
    name: str,
    now: datetime,
) -> dict[str, Any] | str:
    """Store a file that a person hands in; return what ``Evidence.take_file`` takes, or the reason
    it is not kept. OSError when the disk does not take it.
    """
    most = bytes_left_today(session, person_id, now)
    if not most:
        return "day_full"
    name = clean_name(name)
    try:
        stored = store.save(chunks, now, name, most=most)
    except NotStored as error:
        return error.reason
    kind = "photo" if stored.media_type.startswith("image/") else "file"
    suffix = stored.path.rpartition(".")[2]
    return {**stored.__dict__, "name": name or f"{kind}.{suffix}"}
