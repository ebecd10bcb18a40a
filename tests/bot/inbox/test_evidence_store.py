"""Keeping what people send: by its bytes, whole or not at all, under names of ours."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbox.evidence_store import EvidenceStore, NotStored, clean_name
from tests.bot import files
from tests.bot.house import MORNING
from tests.stage import PNG

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path, max_bytes=200_000)


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("data", "name", "suffix", "media_type"),
    [
        (files.JPEG, "", ".jpg", "image/jpeg"),
        (PNG, "report.pdf", ".png", "image/png"),
        (files.GIF, "", ".gif", "image/gif"),
        (files.WEBP, "", ".webp", "image/webp"),
        (files.HEIC, "IMG_0001.HEIC", ".heic", "image/heic"),
        (files.HEIC_OTHER, "", ".heic", "image/heic"),
        (files.PDF, "หนังสือ.pdf", ".pdf", "application/pdf"),
        (files.MP4, "", ".mp4", "video/mp4"),
        (files.MOV, "", ".mov", "video/quicktime"),
        (files.M4A, "", ".m4a", "audio/mp4"),
        (b"ID3\x03\x00" + b"\x00" * 60, "", ".mp3", "audio/mpeg"),
        (files.DOC, "บันทึก.doc", ".doc", "application/msword"),
        (files.DOC, "ตาราง.XLS", ".xls", "application/vnd.ms-excel"),
        (files.DOC, "setup.msi", ".doc", "application/msword"),
        (files.word_file(), "a.docx", ".docx", WORD),
        (files.word_file(), "a.exe", ".docx", WORD),
        (
            files.excel_file(),
            "",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            files.powerpoint_file(),
            "",
            ".pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        ("รายชื่อผู้เข้าร่วม\n".encode(), "list.txt", ".txt", "text/plain"),
        (("ก" * 5000).encode(), "long", ".txt", "text/plain"),
        ("ก,ข\n".encode(), "list.csv", ".csv", "text/csv"),
        (files.HTML, "page.html", ".txt", "text/plain"),
        (files.SVG, "drawing.svg", ".txt", "text/plain"),
    ],
)
def test_a_file_is_what_its_bytes_say(
    store: EvidenceStore, tmp_path: Path, data: bytes, name: str, suffix: str, media_type: str
) -> None:
    found = store.save([data[:7], data[7:]], MORNING, name)
    assert found.path.startswith("evidence/2026/11/")
    assert found.path.endswith(suffix)
    assert (found.media_type, found.size, found.sha256) == (
        media_type,
        len(data),
        hashlib.sha256(data).hexdigest(),
    )
    assert (tmp_path / found.path).read_bytes() == data
    assert len(kept(tmp_path)) == 1


def macros() -> bytes:
    return files.zipped(
        {"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b"program"}
    )


def cut_off() -> bytes:
    return files.word_file()[:-30]


def long_listing() -> bytes:
    """Far more entries than a document has: reading them all would take memory by the hundred
    megabytes.
    """
    return files.zipped({f"{'n' * 700}{number}": b"" for number in range(3000)})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (files.EXE, "kind"),
        (files.ELF, "kind"),
        (b"#!/bin/sh\nrm -rf /\n", "kind"),
        (b"MZ only text", "kind"),
        (files.zipped({"a.txt": b"x"}), "kind"),
        (files.zipped({"[Content_Types].xml": b"", "a": b""}), "kind"),
        (files.zipped({"bomb": b"\0" * 50_000_000}), "kind"),
        (macros(), "kind"),
        (cut_off(), "kind"),
        (long_listing(), "too_big"),
        (b"PK\x03\x04garbage", "kind"),
        (b"PK\x05\x06" + b"\xff" * 18, "kind"),
        (b"Rar!\x1a\x07\x00" + b"\x00" * 50, "kind"),
        (b"\x1f\x8b\x08\x00" + b"\x00" * 50, "kind"),
        ("ข้อความ".encode("cp874"), "kind"),
        (b"", "empty"),
        (b"x" * 200_001, "too_big"),
    ],
)
def test_what_no_office_hands_in_leaves_nothing_behind(
    store: EvidenceStore, tmp_path: Path, data: bytes, reason: str
) -> None:
    with pytest.raises(NotStored) as refused:
        store.save([data], MORNING, "รูป.jpg")
    assert refused.value.reason == reason
    assert kept(tmp_path) == []


def test_a_long_listing_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(NotStored, match="kind"):
        EvidenceStore(tmp_path).save([long_listing()], MORNING)


def test_a_bomb_that_looks_like_a_document_is_kept_packed(
    store: EvidenceStore, tmp_path: Path
) -> None:
    bomb = files.zipped({"[Content_Types].xml": b"", "word/document.xml": b"\0" * 50_000_000})
    found = store.save([bomb], MORNING)
    assert sum(path.stat().st_size for path in kept(tmp_path)) == len(bomb) == found.size


def test_a_stream_that_never_ends_is_stopped_at_the_limit(
    store: EvidenceStore, tmp_path: Path
) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * 50_000

    with pytest.raises(NotStored, match="too_big"):
        store.save(endless(), MORNING)
    assert taken == 5
    assert kept(tmp_path) == []


def test_a_stream_that_breaks_off_leaves_nothing(store: EvidenceStore, tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"begin"
        raise TimeoutError("it broke off")

    with pytest.raises(TimeoutError):
        store.save(broken(), MORNING)
    assert kept(tmp_path) == []


def test_the_same_thing_fetched_again_takes_its_own_place(
    store: EvidenceStore, tmp_path: Path
) -> None:
    first = store.save([PNG], MORNING, key="message 1")
    assert store.save([PNG], MORNING, key="message 1") == first
    other = store.save([PNG], MORNING, key="message 2")
    assert other.path != first.path
    assert len(kept(tmp_path)) == 2
    assert store.save([PNG], MORNING).path != store.save([PNG], MORNING).path


def test_bytes_and_name_reach_the_disk_before_they_count(
    store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    really = os.fsync

    def watched(descriptor: int) -> None:
        synced.append(os.path.isdir(f"/proc/self/fd/{descriptor}"))  # noqa: PTH112
        really(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    store.save([PNG], MORNING)
    assert synced == [False, True], "first the bytes, then the folder that names them"


def test_paths_lead_nowhere_else(store: EvidenceStore, tmp_path: Path) -> None:
    (tmp_path.parent / "outside.txt").write_text("x")
    found = store.save([PNG], MORNING)
    assert store.open_path(found.path) == (tmp_path / found.path).resolve()
    for path in (
        "../outside.txt",
        "/etc/passwd",
        "evidence/../../outside.txt",
        "evidence",
        "",
        "gone.png",
    ):
        assert store.open_path(path) is None
        store.erase(path)
    assert (tmp_path.parent / "outside.txt").exists()
    store.erase(found.path)
    store.erase(found.path)
    assert store.open_path(found.path) is None


def test_what_a_killed_process_left_half_written_is_cleared_a_day_later(
    store: EvidenceStore, tmp_path: Path
) -> None:
    found = store.save([PNG], MORNING)
    part = (tmp_path / found.path).with_name("x.part")
    part.write_bytes(b"half")
    written = datetime.fromtimestamp(part.stat().st_mtime, UTC)
    assert store.clear_parts(written - timedelta(hours=1)) == 0
    assert store.clear_parts(written + timedelta(hours=1)) == 1
    assert kept(tmp_path) == [tmp_path / found.path]


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("รายงาน ๑.pdf", "รายงาน ๑.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\สมชาย\\แผน.docx", "แผน.docx"),
        ("ภาพ\u202egpj.exe", "ภาพgpj.exe"),
        ("a\r\nSet-Cookie: b\0.png", "aSet-Cookie: b.png"),
        ("a\u2028b\tc  d.txt", "a bc d.txt"),
        ("...", ""),
        ("/", ""),
        ("", ""),
        (".htaccess", "htaccess"),
        ("\ud800.png", "png"),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(given_name: str, shown: str) -> None:
    assert clean_name(given_name) == shown


def test_a_long_name_keeps_its_end() -> None:
    assert clean_name("ก" * 300 + ".pdf") == "ก" * 110 + "….pdf"
    assert len(clean_name("a" * 300)) == 120
    assert len(clean_name("a." + "b" * 300)) <= 120


@given(st.text(max_size=300))
def test_no_name_can_be_a_path_or_break_a_line(name: str) -> None:
    cleaned = clean_name(name)
    assert len(cleaned) <= 120
    assert not set(cleaned) & set("/\\\r\n\0\u202e\u2066")
    assert clean_name(cleaned) == cleaned or len(cleaned) > 110
    assert cleaned.encode().decode() == cleaned
