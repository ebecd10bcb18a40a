"""What a file is, by its bytes: the few kinds an office hands in. Names are not believed, but among
kinds that look alike.
"""

import codecs
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

HEAD = 4096


@dataclass(frozen=True)
class FileKind:
    """A kind of file: the suffix and the media type under which it is kept and served."""

    suffix: str
    media_type: str


class UnknownKind(Exception):
    """A kind we do not keep: a program, an archive, something broken."""


_BEGINNINGS = (
    (b"\xff\xd8\xff", FileKind(".jpg", "image/jpeg")),
    (b"\x89PNG\r\n\x1a\n", FileKind(".png", "image/png")),
    (b"GIF87a", FileKind(".gif", "image/gif")),
    (b"GIF89a", FileKind(".gif", "image/gif")),
    (b"%PDF-", FileKind(".pdf", "application/pdf")),
    (b"ID3", FileKind(".mp3", "audio/mpeg")),
    (b"\xff\xfb", FileKind(".mp3", "audio/mpeg")),
    (b"{\\rtf", FileKind(".rtf", "application/rtf")),
)
_WEBP = FileKind(".webp", "image/webp")
# The brand of an ISO media file (ISO/IEC 14496-12), at bytes 8 to 12; any other one is some kind of
# MP4.
_BRANDS = {
    **dict.fromkeys(
        (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"),
        FileKind(".heic", "image/heic"),
    ),
    **dict.fromkeys((b"M4A ", b"M4B "), FileKind(".m4a", "audio/mp4")),
    b"qt  ": FileKind(".mov", "video/quicktime"),
}
_MP4 = FileKind(".mp4", "video/mp4")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_KINDS = {
    ".doc": FileKind(".doc", "application/msword"),
    ".xls": FileKind(".xls", "application/vnd.ms-excel"),
    ".ppt": FileKind(".ppt", "application/vnd.ms-powerpoint"),
}
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
# By what lies inside: the part every document of the kind has, none of which another kind has.
_ZIP_KINDS = {
    "word/document.xml": FileKind(".docx", f"{_OPEN_XML}wordprocessingml.document"),
    "xl/workbook.xml": FileKind(".xlsx", f"{_OPEN_XML}spreadsheetml.sheet"),
    "ppt/presentation.xml": FileKind(".pptx", f"{_OPEN_XML}presentationml.presentation"),
}
_TEXT_KINDS = {
    ".csv": FileKind(".csv", "text/csv"),
    ".txt": FileKind(".txt", "text/plain"),
}
_LONGEST_LISTING = 2_000_000  # bytes; an office document's takes some thousand


def sniff(path: Path, name: str = "") -> FileKind:
    """Return what a file is by its bytes; ``name`` only chooses among old Office kinds and among
    plain texts. UnknownKind otherwise.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    suffix = Path(name).suffix.lower()
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _OLE_KINDS.get(suffix, _OLE_KINDS[".doc"])
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _WEBP
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], _MP4)
    if _is_text(head):
        # Pages and drawings with scripts in them (HTML, SVG) are texts too: kept and served as
        # plain text they do nothing.
        return _TEXT_KINDS.get(suffix, _TEXT_KINDS[".txt"])
    raise UnknownKind


def _zip_kind(path: Path) -> FileKind:
    """Look at the listing only: nothing is unpacked, whatever size it would have."""
    try:
        if _listing_size(path) > _LONGEST_LISTING:
            raise UnknownKind
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        struct.error,
    ):
        raise UnknownKind from None
    # A document with macros is none of ours: it has a program in it.
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        raise UnknownKind
    for part, kind in _ZIP_KINDS.items():
        if part in names:
            return kind
    raise UnknownKind


def _listing_size(path: Path) -> int:
    """Return how many bytes an archive's listing takes, before it is read into memory; BadZipFile
    when it has none.
    """
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(
            max(file.tell() - 66_000, 0)
        )  # the last record lies at the end, before a comment of at most 65,535 bytes
        tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 16:
        raise zipfile.BadZipFile
    return int(struct.unpack_from("<L", tail, place + 12)[0])


def _is_text(head: bytes) -> bool:
    if head.startswith((b"MZ", b"#!")) or b"\0" in head:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the cut may fall inside a letter
    except UnicodeDecodeError:
        return False
    return True
