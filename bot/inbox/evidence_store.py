"""Where the bytes people send are kept: files under DATA_DIR, written whole or not at all, with
their SHA-256 and sniffed type.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from bot.inbox.sniffing import UnknownKind, sniff
from models.month.calendar import local
from models.reports.storage import LARGEST_FILE
from papers.open.copies import erase_copies

MAX_BYTES = LARGEST_FILE
_LONGEST_NAME = 120
_FOLDER = "evidence"


class NotStored(Exception):
    """The bytes are not kept: ``reason`` is ``too_big``, ``day_full``, ``empty`` or ``kind``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class StoredFile:
    """A kept file: path under DATA_DIR, size in bytes, hex SHA-256, type as sniffed from the
    bytes.
    """

    path: str
    size: int
    sha256: str
    media_type: str


class EvidenceStore:
    """Keeps files; names given by people never become paths."""

    def __init__(self, root: Path, max_bytes: int = MAX_BYTES) -> None:
        self._root = root
        self._max_bytes = max_bytes

    def save(
        self,
        chunks: Iterable[bytes],
        now: datetime,
        name: str = "",
        *,
        key: str | None = None,
        most: int | None = None,
    ) -> StoredFile:
        """Write a stream to disk and return what it is; NotStored leaves nothing behind.

        ``now`` chooses the folder. What is saved again under the same ``key`` and ``now`` takes the
        place of what was there: a fetch that was cut off before its file was entered anywhere, and
        is repeated, leaves no second copy. More than ``most`` bytes are more than the sender may
        hand in today (``day_full``).
        """
        folder = f"{_FOLDER}/{local(now):%Y/%m}"
        target = self._root / folder
        target.mkdir(parents=True, exist_ok=True)
        part = target / f"{uuid4().hex}.part"
        digest, size = hashlib.sha256(), 0
        try:
            with part.open("wb") as file:
                for chunk in chunks:
                    size += len(chunk)
                    if size > self._max_bytes:
                        raise NotStored("too_big")
                    if most is not None and size > most:
                        raise NotStored("day_full")
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if not size:
                raise NotStored("empty")
            try:
                kind = sniff(part, name)
            except UnknownKind:
                raise NotStored("kind") from None
            stem = hashlib.sha256(key.encode()).hexdigest()[:32] if key else part.stem
            final = part.replace(target / f"{stem}{kind.suffix}")
            _sync_folder(target)
        finally:
            part.unlink(missing_ok=True)
        return StoredFile(f"{folder}/{final.name}", size, digest.hexdigest(), kind.media_type)

    def open_path(self, path: str) -> Path | None:
        """Return where a stored file lies; None when it is gone or the path leads outside the
        store.
        """
        full = (self._root / path).resolve()
        return full if full.is_relative_to(self._root.resolve()) and full.is_file() else None

    def is_there(self) -> bool:
        """Tell whether the storage is there: a disk that is not mounted leaves an empty folder, or
        none.
        """
        return (self._root / _FOLDER).is_dir()

    def erase(self, path: str) -> bool:
        """Delete a file for good, and tell whether it is surely gone: it may lie on a disk that is
        away. OSError when it cannot be deleted.
        """
        full = self.open_path(path)
        if full:
            erase_copies(full)
            full.unlink(missing_ok=True)
        return self.is_there()

    def clear_parts(self, before: datetime) -> int:
        """Delete what was left half-written by a process that was killed, if it was last written
        before a moment; return how many.
        """
        cleared = 0
        for part in (self._root / _FOLDER).glob("*/*/*.part"):
            if part.stat().st_mtime < before.timestamp():
                part.unlink(missing_ok=True)
                cleared += 1
        return cleared


def clean_name(name: str) -> str:
    """Return a file name as it may be shown: no path, no control or direction-changing characters,
    at most 120 letters.
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        letter
        for letter in base
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    kept = re.sub(r"\s+", " ", kept).strip(" .")
    if len(kept) > _LONGEST_NAME:
        stem, dot, suffix = kept.rpartition(".")
        kept = f"{stem[: _LONGEST_NAME - 10]}…{dot}{suffix[:8]}" if dot else kept[:_LONGEST_NAME]
    return kept


def _sync_folder(folder: Path) -> None:
    """Make the new name of a file outlast a power cut, as its bytes do."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
