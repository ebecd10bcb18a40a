"""Responsible parties: several in one cell, wrapped over lines, single or collective."""

from __future__ import annotations

import re
from itertools import pairwise

from models import thai
from plans.items import unmarked
from plans.tables import Cell

# Words with which the name of a party begins; a space before one of them parts two parties, any other space is a line wrap.
_OPENINGS = (
    "สำนักงาน|สำนักปลัด|สำนัก|ส่วนราชการ|ส่วนภูมิภาค|กองช่าง|กองคลัง|กอง|ศูนย์|เทศบาล|องค์การบริหารส่วน|องค์กรปกครอง|"
    "ที่ทำการ|โรงพยาบาล|โรงเรียน|อำเภอทุก|หน่วยงาน|หน่วยตรวจสอบ|คณะกรรมการ|คณะทำงาน|ทุกส่วนราชการ|ทุกหน่วยงาน|ทุกกอง|ทุกสำนัก|"
    "เจ้าหน้าที่|ฝ่าย|กลุ่มงาน|กลุ่ม|งาน|ผู้บริหาร|ผู้อำนวยการ|หัวหน้า|ปลัด|นายก|นิติกร|นัก(?=วิ|ทรัพ|จัดการ|พัฒ)|"
    "ผู้ว่าราชการ|ตำรวจ|มหาวิทยาลัย|วิทยาลัย|สถานี|สถาบัน|กรม|ทุกอำเภอ|[ก-ฮ]{2,5}\\."
)
# These also stand inside names ("กลุ่มงานบริหารงานบุคคล"), so they open a party only after a real separator.
_STRONG = (
    "สำนักงาน|สำนักปลัด|ส่วนราชการ|ส่วนภูมิภาค|กอง|ศูนย์|เทศบาล|องค์การบริหารส่วน|องค์กรปกครอง|ที่ทำการ|โรงพยาบาล|"
    "หน่วยงาน|หน่วยตรวจสอบ|คณะกรรมการ|ทุกส่วนราชการ|ทุกหน่วยงาน|ทุกกอง|เจ้าหน้าที่|กลุ่มงาน"
)
_AND = re.compile(rf"\s*(?:และ|ร่วมกับ|กับ|รวมทั้ง)\s*(?={_OPENINGS})|\s*[,;]\s*|\s+และ\s+(?={_OPENINGS})")
_SLASH = re.compile(rf"\s*/\s*(?={_OPENINGS})")
_NUMBER = re.compile(r"(?:^|\s)\(?\d{1,2}[.)]\s*(?=\D)")
_UNFINISHED = re.compile(r"(?:ประจำ|ของ|ใน|และ|ภายใน|สังกัด|ที่|แห่ง|กลุ่มงาน|สำนักงาน|กอง|ศูนย์|หัวหน้า|เจ้าหน้าที่)$")
_LONGEST_ENDING = 20
_WRAP = re.compile(r"(?<=[ก-๙])\s+(?=[ก-๙])")
_ABBREVIATION = re.compile(r"[ก-ฮ]{1,3}\.(?:\s?[ก-ฮ]{1,3}\.)*")
_COLLECTIVE = re.compile(
    r"^ทุก|ทุก\s*(?:แห่ง|หน่วย|หน่วยงาน|ส่วนราชการ|อำเภอ|กอง|สำนัก|กลุ่มงาน|กลุ่ม|ฝ่าย|คน)$"
    r"|^ส่วนราชการ(?:$|ประจำ|ภูมิภาค|ส่วนภูมิภาค|บริหารส่วนภูมิภาค|ใน|ระดับ|ต่าง|ที่|ทุก|สังกัด)|^(?:ราชการ)?(?:บริหาร)?ส่วนภูมิภาค"
    r"|^หน่วยงาน(?:$|ราชการ|ภาครัฐ|ใน|ภายใน|ที่|ทุก|ต่าง|ของรัฐ|ระดับ)"
)
_VAGUE = re.compile(r"(?:ที่)?เกี่ยวข้อง$|^ผู้รับผิดชอบ$|^เจ้าหน้าที่ผู้รับผิดชอบ$|^ผู้ที่|มอบหมาย$")
_ABSENT = {"", "-", "–", "—"}


def is_collective(name: str) -> bool:
    """Tell whether a party stands for many agencies ("ส่วนราชการประจำจังหวัด…", "ส่วนภูมิภาค", "ทุกส่วนราชการ")."""
    return bool(_COLLECTIVE.search(thai.clean(name)))


def is_vague(name: str) -> bool:
    """Tell whether a party names nobody who could be asked ("หน่วยงานที่เกี่ยวข้อง", "ผู้ที่ได้รับมอบหมาย")."""
    return bool(_VAGUE.search(thai.clean(name)))


def is_unfinished(name: str) -> bool:
    """Tell whether a name ends in a word that cannot end one ("ส่วนราชการประจำ"), as at the end of a page."""
    return bool(_UNFINISHED.search(name[-_LONGEST_ENDING:]))


def key(name: str) -> str:
    """Return what two printings of one name have in common: no spaces, no dots, Arabic digits."""
    return re.sub(r"[\s.]", "", thai.to_arabic_digits(thai.clean(name)))


def read_parties(cell: Cell) -> tuple[tuple[str, ...], ...]:
    """Return the parties of a cell in printed order, in groups.

    Parties of one group are joined by a word or a slash and share a period; groups stand apart (on lines of their own, by
    a wide space, numbered) and are paired with the periods beside them.
    """
    groups: list[tuple[str, ...]] = []
    for piece in _pieces(cell):
        names = tuple(name for name in map(unwrap, _names(piece)) if name not in _ABSENT)
        if names:
            groups.append(names)
    return tuple(groups)


def unwrap(name: str) -> str:
    """Join a name that a narrow column wrapped: Thai letters meet, abbreviations keep their spaces."""
    words = thai.clean(name).split(" ")
    joined = words[0]
    for before, word in pairwise(words):
        apart = _ABBREVIATION.fullmatch(before) or _ABBREVIATION.fullmatch(word)
        joined += (" " if apart or not (_is_thai(before[-1:]) and _is_thai(word[:1])) else "") + word
    return joined.strip(" ,;/")


def _pieces(cell: Cell) -> list[str]:
    """Cut a cell at numbers, lines and wide spaces, and mend what was only a line wrap."""
    pieces: list[str] = []
    for part in cell.parts:
        listed = unmarked(part) != part
        for wide in re.split(r" {2,}", unmarked(part)):
            for number, piece in enumerate(_NUMBER.split(wide)):
                if not piece.strip():
                    continue
                opens = listed or number > 0 or re.match(_OPENINGS + r"|[ก-ฮ]{1,4}\.|[ก-ฮ]{2,4}$", piece.strip())
                if pieces and (not opens or is_unfinished(pieces[-1])):
                    pieces[-1] += " " + piece.strip()
                else:
                    pieces.append(piece.strip())
                listed = False
    return [split for piece in pieces for split in _split_spaces(piece)]


def _split_spaces(piece: str) -> list[str]:
    """Part "กองคลัง กองช่าง": a space before a strong opening, after a finished name."""
    names: list[str] = []
    for word in re.split(rf"\s+(?={_STRONG})", thai.clean(piece)):
        if names and (is_unfinished(names[-1]) or names[-1].endswith(("/", ",")) or len(names[-1]) < 4):
            names[-1] += " " + word
        else:
            names.append(word)
    return names


def _names(piece: str) -> list[str]:
    # "ทุกสำนัก/กอง" and "ทุกกองและสำนัก" name one collective party.
    if piece.startswith("ทุก"):
        return [piece]
    return [name for part in _AND.split(piece) for name in _SLASH.split(part) if name.strip()]


def _is_thai(letter: str) -> bool:
    return "\u0e01" <= letter <= "\u0e4e"
