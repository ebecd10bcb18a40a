"""Responsible parties: several in one cell, wrapped over lines, single or collective."""

import re
from itertools import pairwise

from plans.reading.items import unmarked
from plans.tables import Cell, solid
from thai.cleaning import clean

# Words with which the name of a party begins; a space before one of them parts two parties, any
# other space is a line wrap.
_OPENINGS = (
    "สำนักงาน|สำนักปลัด|สำนัก|ส่วนราชการ|ส่วนภูมิภาค|กองช่าง|กองคลัง|กอง|ศูนย์|เทศบาล|องค์การบริหารส่วน|องค์กรปกครอง|"
    "ที่ทำการ|โรงพยาบาล|โรงเรียน|อำเภอทุก|หน่วยงาน|หน่วยตรวจสอบ|คณะกรรมการ|คณะทำงาน|ทุกส่วนราชการ|ทุกหน่วยงาน|ทุกกอง|ทุกสำนัก|"
    "เจ้าหน้าที่|ฝ่าย|กลุ่มงาน|กลุ่ม|งาน|ผู้บริหาร|ผู้อำนวยการ|หัวหน้า|ปลัด|นายก|นิติกร|นัก(?=วิ|ทรัพ|จัดการ|พัฒ)|"
    "ผู้ว่าราชการ|ตำรวจ|มหาวิทยาลัย|วิทยาลัย|สถานี|สถาบัน|กรม|ทุกอำเภอ|[ก-ฮ]{2,5}\\."
)
# These also stand inside names ("กลุ่มงานบริหารงานบุคคล"), so they open a party only after a real
# separator.
_STRONG = (
    "สำนักงาน|สำนักปลัด|ส่วนราชการ|ส่วนภูมิภาค|กอง|ศูนย์|เทศบาล|องค์การบริหารส่วน|องค์กรปกครอง|ที่ทำการ|โรงพยาบาล|"
    "หน่วยงาน|หน่วยตรวจสอบ|คณะกรรมการ|ทุกส่วนราชการ|ทุกหน่วยงาน|ทุกกอง|เจ้าหน้าที่|กลุ่มงาน"
)
_AND = re.compile(r"\s*(?:และ|ร่วมกับ|กับ|รวมทั้ง)\s*|\s*[,;]\s*")
_COMMA = re.compile(r"\s*[,;]\s*")
_SLASH = re.compile(r"\s*/\s*")
_NUMBER = re.compile(r"(?:^|\s)\(?\d{1,2}[.)]\s*(?=\D)")
_DASH = re.compile(rf"\s+[-–]\s+(?={_OPENINGS})")
_UNFINISHED = re.compile(
    r"(?:ประจำ|ของ|และ|กับ|ใน|(?<!ใน)สังกัด|(?<!เจ้าหน้า)(?<!พื้น)ที่|(?<!ทุก)แห่ง)$"
    r"|(?:^|\s)(?:กลุ่มงาน|สำนักงาน|กอง|ศูนย์|หัวหน้า|เจ้าหน้าที่)$"
)
# "ผู้อำนวยการ" above "โรงเรียน" heads it; a narrow column parted the two.
_HEAD = re.compile(r"(?:รอง)?(?:ผู้อำนวยการ|หัวหน้า|ผู้กำกับการ)$")
_HEADED = re.compile(r"โรงเรียน|โรงพยาบาล|สถานี|สถานศึกษา|วิทยาลัย|กอง|สำนัก|ศูนย์|ฝ่าย|กลุ่ม|งาน")
# Every university's "สำนักส่งเสริมวิชาการและงานทะเบียน" is one office.
_ONE_OFFICE = re.compile(r"สำนัก[ก-๙]*วิชาการ\s?$")
_LONGEST_ENDING = 20
_ABBREVIATION = re.compile(r"[ก-ฮ]{1,3}\.(?:\s?[ก-ฮ]{1,3}\.)*")
_ABBREVIATED = re.compile(r"[ก-ฮ]{2,6}\.[ก-๙]*")
_KINDS = "ส่วนราชการ|หน่วยงาน|สำนักงาน|สำนัก|กอง|กลุ่มงาน|กลุ่ม|ฝ่าย|งาน|ศูนย์|ส่วน"
_BARE_KIND = re.compile(rf"(?:ทุก)?(?:{_KINDS})(?:\s*/\s*(?:{_KINDS}))*")
# A unit and the office it belongs to are one party: "กลุ่มงานอำนวยการ สำนักงานจังหวัด".
_UNIT = re.compile(r"(?:กลุ่มงาน|กลุ่ม|ฝ่าย|งาน)(?=[ก-๙])")
# Of these a list is written with mere spaces ("กลุ่มอำนวยการ กลุ่มแผน"); no name has two.
_AGAIN = re.compile(r"\s+(?=(กลุ่ม|ฝ่าย|แผนก)(?=[ก-๙]{2}))")
_PARENT = re.compile(
    r"(?:สำนักงาน|สำนักปลัด|กอง|ที่ทำการ|เทศบาล|องค์การบริหารส่วน|โรงพยาบาล(?!ทุก|ใน))(?=[ก-๙]|$)"
)
# "กองการศึกษา ศาสนาและวัฒนธรรม": a name lists three things, and a space stands behind the first.
_FIRST_OF_THREE = re.compile(r"(?:กอง|กลุ่มงาน|กลุ่ม|สำนัก|ส่วน|ฝ่าย|ศูนย์)[ก-๙]{4,}")
_OTHER_TWO = re.compile(r"(?!จังหวัด|อำเภอ|ตำบล)[ก-๙]{3,}(?<!การ)และ[ก-๙]{3,}")
# "สำนักปลัด" above a mere "เทศบาล": whose office it is, no other party.
_OWNED = re.compile(r"(?:ปลัด|นายก|สภา)$")
_OWNER = re.compile(r"เทศบาล(?:ตำบล|เมือง|นคร)?|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.?|อบจ\.?")
_TELEPHONE = re.compile(
    r"\s*\(?\s*(?:หมายเลข)?(?:โทรศัพท์|โทร\.?|เบอร์(?:โทร)?)\s*[:.]?\s*"
    r"[\d๐-๙][\d๐-๙ \-]{5,}(?:ต่อ\s*[\d๐-๙-]+)?\)?"
)
# What part a party plays is no part of its name.
_ROLE = "(?:หลัก|รอง|ร่วม|สนับสนุน)"
_ROLES = re.compile(
    rf"\((?:หน่วยงาน|เจ้าภาพ)?{_ROLE}\)|(?:^|(?<=\s))(?:หน่วยงาน|ผู้รับผิดชอบ|เจ้าภาพ)?{_ROLE}\s*[:：]|"
    rf"(?:^|(?<=\s))(?:หน่วยงาน|ผู้รับผิดชอบ|เจ้าภาพ){_ROLE}\s+(?=\S)"
)
_COLLECTIVE = re.compile(
    r"^ทุก|ทุก\s*(?:แห่ง|หน่วย|หน่วยงาน|ส่วนราชการ|อำเภอ|กอง|สำนัก|กลุ่มงาน|กลุ่ม|ฝ่าย|คน)$"
    r"|^ส่วนราชการ(?:$|ประจำ|ภูมิภาค|ส่วนภูมิภาค|บริหารส่วนภูมิภาค|ใน|ระดับ|ต่าง|ที่|ทุก|สังกัด)|^(?:ราชการ)?(?:บริหาร)?ส่วนภูมิภาค"
    r"|^หน่วยงาน(?:$|ราชการ|ภาครัฐ|ใน|ภายใน|ที่|ทุก|ต่าง|ของรัฐ|ระดับ)"
    r"|^(?:โรงเรียน|สถานศึกษา|โรงพยาบาล|อำเภอ|ตำบล|เทศบาล|องค์กรปกครองส่วนท้องถิ่น|อปท\.?|กอง|สำนัก|กลุ่มงาน|กลุ่ม|ฝ่าย"
    r"|บุคลากร|เจ้าหน้าที่|ข้าราชการ|ผู้บริหาร|หัวหน้าส่วนราชการ|หัวหน้าหน่วยงาน)\s*(?:ทุก|ใน(?:สังกัด|พื้นที่|จังหวัด)|ต่าง\s*ๆ)"
    r"|^(?:โรงเรียน|สถานศึกษา|อำเภอ|องค์กรปกครองส่วนท้องถิ่น|อปท\.?|หัวหน้าส่วนราชการ|หัวหน้าหน่วยงาน)$"
    rf"|^(?:{_KINDS})(?:\s*/\s*(?:{_KINDS}))*$"
)
# Ranks of the police and the forces: "พ.ต.อ.", "จ.ส.ต.".
_RANK = r"(?:พล|พ|ร|ส)\.\s?[ตทอจ]\.(?:\s?[ตทอจร]\.)?|จ\.\s?ส\.\s?[ตทอ]\.|ด\.\s?ต\."
_PERSON = re.compile(
    rf"(?:นาย|นาง|นางสาว|น\.\s?ส\.|ว่าที่[ก-๙. ]{{2,20}}|{_RANK})\s?[ก-๙]{{2,}}\s+[ก-๙]{{2,}}"
)
_VAGUE = re.compile(
    rf"(?:ที่)?เกี่ยวข้อง$|^ผู้รับผิดชอบ$|^เจ้าหน้าที่(?:ผู้รับผิดชอบ)?$|^ผู้ที่|มอบหมาย$|^{_PERSON.pattern}"
)
_ABSENT = {"", "-", "–", "—"}


def is_collective(name: str) -> bool:
    """Tell whether a party stands for many agencies ("ส่วนราชการประจำจังหวัด…", "ส่วนภูมิภาค",
    "ทุกส่วนราชการ").
    """
    return bool(_COLLECTIVE.search(clean(name)))


def is_vague(name: str) -> bool:
    """Tell whether a party names no agency that could be asked ("หน่วยงานที่เกี่ยวข้อง",
    "ผู้ที่ได้รับมอบหมาย", a person).
    """
    return bool(_VAGUE.search(clean(name)))


def is_unfinished(name: str) -> bool:
    """Tell whether a name ends in a word that cannot end one ("ส่วนราชการประจำ"), as at the end of
    a page.
    """
    return bool(_UNFINISHED.search(name[-_LONGEST_ENDING:]))


def read_parties(cell: Cell) -> tuple[tuple[str, ...], ...]:
    """Return the parties of a cell in printed order, in groups.

    Parties of one group are joined by a word or a slash and share a period; groups stand apart (on
    lines of their own, by a wide space, numbered) and are paired with the periods beside them.
    """
    groups: list[tuple[str, ...]] = []
    for piece in _pieces(cell):
        names = tuple(name for name in map(unwrap, _names(piece)) if name not in _ABSENT)
        if names:
            groups.append(names)
    return tuple(groups)


def unwrap(name: str) -> str:
    """Join a name that a narrow column wrapped: Thai letters meet, abbreviations and names that
    list three things keep their spaces.
    """
    if _PERSON.match(clean(name)):
        return clean(name).strip(" ,;/")  # given name and surname stay apart
    words = clean(name).split(" ")
    joined = words[0]
    for place, (before, word) in enumerate(pairwise(words), 1):
        apart = _ABBREVIATION.fullmatch(before) or _ABBREVIATION.fullmatch(word)
        apart = apart or (
            _FIRST_OF_THREE.fullmatch(before) and _OTHER_TWO.match("".join(words[place:]))
        )
        joined += (
            " " if apart or not (_is_thai(before[-1:]) and _is_thai(word[:1])) else ""
        ) + word
    return joined.strip(" ,;/")


def _pieces(cell: Cell) -> list[str]:
    """Cut a cell at numbers, dashes, lines and wide spaces, and mend what was only a line wrap."""
    pieces: list[str] = []
    for part in cell.parts:
        listed = unmarked(part) != part
        for wide in re.split(r" {2,}", _ROLES.sub("  ", _TELEPHONE.sub("", unmarked(part)))):
            for number, piece in enumerate(
                bit for cut in _NUMBER.split(wide) for bit in _DASH.split(cut)
            ):
                if not piece.strip():
                    continue
                opens = (
                    listed
                    or number > 0
                    or re.match(_OPENINGS + r"|[ก-ฮ]{1,4}\.|[ก-ฮ]{2,4}$", piece.strip())
                )
                if pieces and (
                    not opens
                    or is_unfinished(pieces[-1])
                    or (not listed and number == 0 and _is_owned(pieces[-1], piece.strip()))
                    or (
                        not listed
                        and number == 0
                        and _HEAD.match(pieces[-1])
                        and _HEADED.match(piece.strip())
                    )
                    or pieces[-1].count("(") > pieces[-1].count(")")
                ):
                    pieces[-1] += " " + piece.strip()
                else:
                    pieces.append(piece.strip())
                listed = False
    return [split for piece in pieces for split in _split_spaces(piece)]


def _split_spaces(piece: str) -> list[str]:
    """Part "กองคลัง กองช่าง" and "สสจ. สนจ.": a space before a strong opening, after a finished
    name.
    """
    text = clean(piece)
    words = text.split(" ")
    if all(map(_ABBREVIATED.fullmatch, words)):
        return words
    names: list[str] = []
    start = 0
    spaces = _outside(rf"\s+(?={_STRONG})", text)
    again = [space for space in _outside(_AGAIN, text) if text.startswith(space[1])]
    known = {space.start() for space in spaces}
    spaces += [space for space in again if space.start() not in known]
    for space in sorted(spaces, key=lambda match: match.start()):
        name = text[start : space.start()]
        parent = _UNIT.match(name) and not _AND.search(name) and _PARENT.match(text, space.end())
        goes_on = is_unfinished(name) or name.endswith(("/", ",")) or len(name) < 4 or parent
        if not (goes_on or _is_owned(name, text[space.end() :].split(" ")[0])):
            names.append(name)
            start = space.end()
    return [*names, text[start:]]


def _is_owned(name: str, owner: str) -> bool:
    return bool(_OWNED.search(name) and _OWNER.fullmatch(owner))


def _names(piece: str) -> list[str]:
    """Part parties joined by a word or a slash; "ทุกสำนัก/กอง" and "ทุกกองและสำนัก" name one
    collective party.
    """
    names: list[str] = []
    start = 0
    for joint in sorted(
        [*_outside(_AND, piece), *_outside(_SLASH, piece)], key=lambda match: match.start()
    ):
        # A narrow column may have wrapped the name behind it anywhere.
        behind = solid(piece[joint.end() : joint.end() + _LONGEST_ENDING])
        if _ONE_OFFICE.search(piece[: joint.start()]) and behind.startswith("งานทะเบียน"):
            continue
        if joint.start() < start or not (_COMMA.fullmatch(joint[0]) or re.match(_OPENINGS, behind)):
            continue
        name, rest = (
            piece[start : joint.start()],
            re.split(r"[\s/,;]|และ", piece[joint.end() :], maxsplit=1)[0],
        )
        if _BARE_KIND.fullmatch(rest) and (
            name.startswith("ทุก") or _BARE_KIND.fullmatch(name.strip())
        ):
            continue
        names.append(name)
        start = joint.end()
    return [name for name in (*names, piece[start:]) if name.strip()]


def _outside(pattern: re.Pattern[str] | str, text: str) -> list[re.Match[str]]:
    """Return the matches that stand in no brackets."""
    found: list[re.Match[str]] = []
    depth = counted = 0
    for match in re.finditer(pattern, text):
        between = text[counted : match.start()]
        depth += between.count("(") - between.count(")")
        counted = match.start()
        if depth <= 0:
            found.append(match)
    return found


def _is_thai(letter: str) -> bool:
    return "\u0e01" <= letter <= "\u0e4e"
