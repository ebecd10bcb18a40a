"""Invitations to agencies as PDF: a page for each, with its code as QR and what to do with it; one
file, or a file for each to send. Also a worker process (``rendering.run_worker``).
"""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import segno
import typst

from papers.print.letters_shown import showable
from papers.print.rendering import run_worker
from papers.print.typeface import write_fonts
from thai.fonts import FAMILY

TITLE = "ลงทะเบียนผู้รายงานทาง LINE"
STEPS = (
    "เปิดแอป LINE ในโทรศัพท์ของผู้รายงาน แล้วสแกนคิวอาร์โค้ดนี้ หน้าแชตของระบบจะเปิดขึ้นพร้อมรหัส",
    "กดส่งข้อความที่ปรากฏ (หากไม่มีรหัสปรากฏ ให้พิมพ์รหัสด้านบนส่งในแชต)",
    "อ่านข้อความแจ้งการเก็บข้อมูล แล้วกด “ยินยอมและลงทะเบียน”",
    "พิมพ์คำว่า “รายงาน” เมื่อใดก็ได้ เพื่อดูรายการที่ต้องรายงานและส่งผล ระบบจะแจ้งเตือนก่อนครบกำหนดทุกเดือน",
)
"""The one-page instruction, as the page and the PDF print it."""
ONCE = "รหัสนี้ใช้ลงทะเบียนได้หนึ่งคน หนึ่งครั้ง เป็นรหัสเฉพาะของหน่วยงานท่าน โปรดอย่าเผยแพร่ในกลุ่มหรือที่สาธารณะ"
_UNTIL, _ASK = "ใช้ได้ถึงวันที่", "สอบถามฝ่ายเลขานุการ"
_SOURCE = Path(__file__).with_name("invitations.typ")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class InvitationCard:
    """An agency, its code, and the words or link that its QR holds."""

    agency: str
    code: str
    link: str


@dataclass(frozen=True)
class InvitationSheet:
    """The invitations of an organization; ``until`` is the last day in words."""

    organization: str
    phone: str | None
    until: str
    cards: tuple[InvitationCard, ...]


def sheet_pdf(sheet: InvitationSheet) -> bytes:
    """Return all invitations as one PDF, a page each; CannotRender when it fails."""
    return run_worker(__name__, ["pdf", "1"], asdict(sheet))


def sheet_pdfs(sheet: InvitationSheet, first: int = 1) -> list[tuple[str, bytes]]:
    """Return a PDF for each agency under its name, numbered from ``first``; CannotRender when it
    fails.
    """
    with ZipFile(BytesIO(run_worker(__name__, ["zip", str(first)], asdict(sheet)))) as packed:
        return [(name, packed.read(name)) for name in packed.namelist()]


def qr_svg(text: str) -> str:
    """Return a QR code as SVG, to stand inside a page."""
    return segno.make(text, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=True)


def _pdf(folder: Path, sheet: dict[str, Any], cards: Sequence[dict[str, str]]) -> bytes:
    ask = f"{_ASK} โทร. {sheet['phone']}" if sheet["phone"] else _ASK
    told = {
        "title": TITLE,
        "organization": sheet["organization"],
        "until": f"{_UNTIL} {sheet['until']}",
        "ask": f"{ask} ({sheet['organization']})",
        "once": ONCE,
        "steps": STEPS,
        "font": FAMILY,
        "cards": [{**card, "qr": qr_svg(card["link"])} for card in cards],
    }
    made: bytes = typst.compile(
        folder / _SOURCE.name,
        format="pdf",
        font_paths=[folder],
        ignore_system_fonts=True,
        sys_inputs={"sheet": showable(json.dumps(told, ensure_ascii=False))},
        pdf_standards="a-2b",
    )
    return made


def _zip(folder: Path, sheet: dict[str, Any], first: int) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for number, card in enumerate(sheet["cards"], first):
            name = _NOT_IN_NAMES.sub(" ", card["agency"]).strip()[:80]
            archive.writestr(f"{number:03d} {name}.pdf", _pdf(folder, sheet, [card]))
    return packed.getvalue()


def main(kind: str, first: int) -> None:
    """Make what was asked for of the sheet on stdin, and end."""
    sheet = json.load(sys.stdin.buffer)
    with TemporaryDirectory(prefix="kaona-invitations-") as name:
        folder = Path(name)
        write_fonts(folder)
        copy(_SOURCE, folder)
        is_zip = kind == "zip"
        made = _zip(folder, sheet, first) if is_zip else _pdf(folder, sheet, sheet["cards"])
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
