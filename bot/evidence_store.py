"""Where the bytes people send are kept: files under DATA_DIR, written whole or not at all, with their SHA-256 and sniffed type."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import puremagic

from models.calendar import local

MAX_BYTES = 30 * 1024 * 1024

# What an office hands in. The key is the type we store and serve; only pictures and PDF are ever shown inside a page.
_BY_MAGIC = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".heif": "image/heic",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
_OFFICE = {
    "word/": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/": (".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}


class NotStored(Exception):
    """The bytes are not kept: ``reason`` is ``too_big``, ``empty`` or ``kind``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class StoredFile:
    """A kept file: path under DATA_DIR, size in bytes, hex SHA-256, type as sniffed from the bytes."""

    path: str
    size: int
    sha256: str
    media_type: str


class EvidenceStore:
    """Keeps files; names given by people never become paths."""

    def __init__(self, root: Path, max_bytes: int = MAX_BYTES) -> None:
        self._root = root
        self._max_bytes = max_bytes

    def save(self, chunks: Iterable[bytes], now: datetime, name: str = "") -> StoredFile:
        """Write a stream to disk and tell what it is; NotStored leaves nothing behind."""
        folder = f"evidence/{local(now):%Y/%m}"
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
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if not size:
                raise NotStored("empty")
            suffix, media_type = _sniff(part, name)
            final = part.with_suffix(suffix)
            part.rename(final)
        finally:
            part.unlink(missing_ok=True)
        return StoredFile(f"{folder}/{final.name}", size, digest.hexdigest(), media_type)

    def open_path(self, path: str) -> Path | None:
        """Return where a stored file lies; None when it is gone or the path leads outside the store."""
        full = (self._root / path).resolve()
        return full if full.is_relative_to(self._root.resolve()) and full.is_file() else None

    def erase(self, path: str) -> None:
        """Delete a file for good; one that is gone already is no error."""
        full = self.open_path(path)
        if full:
            full.unlink(missing_ok=True)


def clean_name(name: str) -> str:
    """Return a file name as it may be shown: no path, no control or direction-changing characters, at most 120 letters."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in base if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = re.sub(r"\s+", " ", kept).strip(" .")
    if len(kept) > 120:
        stem, dot, suffix = kept.rpartition(".")
        kept = f"{stem[:110]}…{dot}{suffix[:8]}" if dot else kept[:120]
    return kept


def _sniff(path: Path, name: str) -> tuple[str, str]:
    """Return suffix and type by the bytes; NotStored("kind") for what no office hands in (programs, unknown archives)."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK"):
        return _office_kind(path)
    # OLE files do not say in their head which program wrote them: among the three, the name may choose.
    if head.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        suffix = Path(name).suffix.lower()
        suffix = suffix if suffix in (".doc", ".xls", ".ppt") else ".doc"
        return suffix, _BY_MAGIC[suffix]
    try:
        for match in puremagic.magic_string(head):
            if match.extension.lower() in _BY_MAGIC:
                return match.extension.lower(), _BY_MAGIC[match.extension.lower()]
    except puremagic.PureError:
        pass
    if b"\0" not in head and _is_text(head):
        return ".txt", "text/plain; charset=utf-8"
    raise NotStored("kind")


def _office_kind(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:200]
    except (zipfile.BadZipFile, OSError, ValueError):
        raise NotStored("kind") from None
    for start, kind in _OFFICE.items():
        if any(name.startswith(start) for name in names) and "[Content_Types].xml" in names:
            return kind
    raise NotStored("kind")


def _is_text(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the cut may fall inside a letter
    except UnicodeDecodeError:
        return False
    return not head.startswith((b"MZ", b"#!"))
