"""The annex of evidence for the office's file."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
from PIL import Image

from models.tables.evidence import EvidenceKind
from papers.evidence_annex import NOT_PUBLISHED, write_annex
from papers.result.checks.personal import Attached


def attached(number: int, name: str, path: str | None, kind: EvidenceKind) -> Attached:
    month = date(2026, 11, 1)
    return Attached(number, 1, "กองคลัง", month, kind, name, str(number) * 64, path, None)


def test_it_shows_thumbnails_and_digests_and_no_links(tmp_path: Path) -> None:
    Image.effect_noise((2000, 1500), 80).save(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_bytes(b"no picture")
    files = [
        attached(1, "ภาพถ่าย.jpg", "a.jpg", EvidenceKind.IMAGE),
        attached(2, "เสีย.jpg", "b.jpg", EvidenceKind.IMAGE),
        attached(3, "คำสั่ง.pdf", "c.pdf", EvidenceKind.FILE),
        attached(4, "ยังมาไม่ถึง.jpg", None, EvidenceKind.IMAGE),
    ]
    made = write_annex("จังหวัดตาก", 2570, files, {1: "1.1"}, tmp_path)
    assert len(made) < 200_000
    file = docx.Document(io.BytesIO(made))
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert [row[0] for row in rows] == ["ที่", "1", "2", "3"]
    assert rows[1][1:3] == ["1.1", "กองคลัง\nพ.ย. 69"]
    assert [row[4][:2] for row in rows[1:]] == ["11", "22", "33"]
    assert "เปิดรูปภาพไม่ได้" in rows[2][3]
    assert len(file.inline_shapes) == 1
    assert NOT_PUBLISHED in [paragraph.text for paragraph in file.paragraphs]
    links = [each.reltype for each in file.part.rels.values() if each.is_external]
    assert links == []
