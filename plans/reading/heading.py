"""Whose plan it is and for which fiscal year: read from the titles, not from the body."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from plans.document import Warning, WarningKind
from plans.header import read_header
from plans.tables import Block, Prose, Row, texts
from thai.cleaning import clean
from thai.dates import full_year
from thai.numbers import to_arabic_digits
from thai.provinces import PROVINCES

_PROVINCE = "(?:" + "|".join(sorted(PROVINCES, key=len, reverse=True)) + ")"
_LOCAL = re.compile(
    r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:นคร|เมือง|ตำบล))[ก-๙]{2,30}?(?=\s|$|[,.)“”]|อำเภอ|จังหวัด|ประจำปี|ปีงบ)"
    r"|(?:(?<![ก-๙])|(?<=ของ)|(?<=ภายใน))(?:อบต|อบจ|ทต|ทม|ทน)\.\s?[ก-๙]{2,30}?(?=\s|$|[,.)“”]|อำเภอ|จังหวัด|ประจำปี|ปีงบ)|กรุงเทพมหานคร|เมืองพัทยา"
)
_OFFICE = re.compile(
    rf"(?:(?:สำนักงาน|ที่ทำการ|ศาลากลาง|โรงพยาบาล|วิทยาลัย)[ก-๙\d. ]{{0,40}}?(?:ประจำ)?|"
    r"(?:เรือนจำ|ทัณฑสถาน|สถานพินิจ|สถานสงเคราะห์|บ้านพัก|ด่าน|นิคม|ศาล|ศูนย์(?!ปฏิบัติ|ราชการ|ดำรง|ข้อมูล|บริการ|ประสาน|อำนวย))"
    rf"[ก-๙]{{0,40}}?)จังหวัด\s?{_PROVINCE}"
)
_DISTRICT = re.compile(
    r"(?:สำนักงาน|ที่ทำการปกครอง|ที่ว่าการ)[ก-๙]{0,40}?อำเภอ[ก-๙]{2,20}?(?=\s|$|[,.)“”]|จังหวัด)"
)
_AT_HEAD = re.compile(r"^(?:ของ|ภายใน)?\s?(อำเภอ[ก-๙]{2,20}?)(?=\s|$|[,.)“”]|จังหวัด)")
# "แผนปฏิบัติการ… อำเภอแม่ระมาด จังหวัดตาก" is the district's.
_OF_DISTRICT = re.compile(
    r"^(?:แผน|มาตรการ|รายงาน).*?(?:\s|ของ|ภายใน)(อำเภอ[ก-๙]{2,20}?)\s?(?=จังหวัด)"
)
_GOVERNED = re.compile(rf"จังหวัด\s?{_PROVINCE}")
_NAME_END = r"(?=$|[\s,.():“”]|อำเภอ|จังหวัด|ประจำปี|ปีงบ|ปี\s?พ|สังกัด|พ\.ศ)"
_NO_NAME = (
    r"(?!ใน|ทุก|สุจริต|คุณธรรม|โปร่งใส|ต่าง|และ|หรือ|ที่(?!ดิน)|ของ|ได้|เครือข่าย|แห่ง|ต้นแบบ|ประจำ|"
    r"เป้าหมาย|ธรรม์|จังหวัด|การจังหวัด|การอำเภอ|ปีงบ|ของรัฐ)"
)
_BEGIN = "(?:(?<![ก-๙])|(?<=ของ)|(?<=ภายใน)|(?<=ใน)|(?<=โปร่งใส))"
# Offices by their own kind, the narrowest first; each belongs to something wider that a title names
# too, and only titles tell which of them the plan is of.
_INSTITUTIONS = tuple(
    re.compile(f"{_BEGIN}(?:{kinds}){_NO_NAME}[ก-๙]{{2,60}}?{more}{_NAME_END}")
    for kinds, more in (
        (
            r"โรงเรียน\s?|วิทยาลัย(?=เทคนิค|อาชีว|การอาชีพ|สารพัด|เกษตร|พยาบาล)|รร\.\s?",
            r"(?:\s?[\d๐-๙]{1,3}(?:\s(?!สังกัด|ประจำ|ปี|อำเภอ|จังหวัด|ตำบล|ที่|พ\.)[ก-๙]{3,40})?)?",
        ),
        (r"สถานีตำรวจ(?:ภูธร|นครบาล|ทางหลวง|น้ำ|รถไฟ)?\s?|ส[ภน]\.\s?", ""),
        (r"โรงพยาบาล(?:ส่งเสริมสุขภาพตำบล)?\s?|รพ\.(?:สต\.)?\s?", ""),
        (
            r"สำนักงานเขตพื้นที่การศึกษา(?:ประถม|มัธยม)ศึกษา\s?|สพ[ปม]\.\s?",
            r"(?:\s?เขต\s?[\d๐-๙]{1,2})?",
        ),
        (r"มหาวิทยาลัย\s?|สถาบัน(?=เทคโน|บัณฑิต|การอาชีว)|สถาบันการ(?=อาชีว)", ""),
        (r"สำนักงานเขต(?!พื้นที่)", ""),
        (r"กรม|สำนักงานปลัดกระทรวง|สำนักงานคณะกรรมการ|ตำรวจภูธรจังหวัด\s?", ""),
    )
)
# Any other office, where it ends a title or stands before the year.
_OTHER = re.compile(
    r"(?:^|\s|(?<=ของ)|(?<=ภายใน))((?:สำนักงาน|สำนัก|ศูนย์|แขวง|เรือนจำ|ทัณฑสถาน|ด่าน|การไฟฟ้า|การประปา|การเคหะ|ธนาคาร|องค์การ|สถาบัน|"
    r"วิทยาลัย|กองบัญชาการ|กองบังคับการ|ศาล)(?!ต่าง|ทุก|ใน|ของ)[ก-๙]{3,60}"
    r"(?:(?:\s?(?:เขต|ภาค|ที่)\s?|\s)[\d๐-๙]{1,2}(?:\s(?!ประจำ|ปี|อำเภอ|จังหวัด|สังกัด|พ\.)\(?[ก-๙]{2,20}\)?)?)?)"
    r"(?=\s*$|\s+(?:ประจำปี|ปีงบ|ปี\s?พ|อำเภอ|จังหวัด|สังกัด))"
)
_TITLED = (_LOCAL, _DISTRICT, _OFFICE, _AT_HEAD, _OF_DISTRICT, _GOVERNED)
"""Offices and governments as titles name them, the narrowest first."""
_LONGEST_TITLE = 150
_BELONGS = re.compile(r"\s(?:ใน)?สังกัด.*")
_LABEL = re.compile(r"(?:หน่วยงาน|ชื่อหน่วยงาน|องค์กร)\s*[:：]\s*(\S.*)")
_YEAR = re.compile(
    r"(?:ปี\s*งบประมาณ|ปีงบ)\s*(?:พ\.?\s?ศ\.?)?\s*[:：]?\s*(25\d\d|20\d\d|[6-9]\d(?=\s|$|\)))(?!\d)|(?<![/\d])(?:ปี\s*)พ\.?\s?ศ\.?\s*(25\d\d)"
)
# "ประจำปี 2570" is the plan's year where no line says "งบประมาณ".
_PLAIN_YEAR = re.compile(r"ปี\s*(25\d\d)(?!\d|\s*[-–]\s*25)")
_OF_PLAN = re.compile("คุณธรรม|โปร่งใส|ทุจริต|จริยธรรม|ธรรมาภิบาล")
_LAST_YEARS_SCORE = re.compile(r"(?:ผลการประเมิน|วิเคราะห์)[^\d]*$")
_KIND = re.compile(r"องค์การบริหารส่วนตำบล|เทศบาล(?:นคร|เมือง|ตำบล)|จังหวัด")
_ALIKE = 0.45
_TITLE_LENGTH = 220


def read_organization(
    blocks: Sequence[Block], *, of_any_kind: bool = True
) -> tuple[str | None, bool]:
    """Return whose document it is, None when nothing says so; and whether that is a guess, because
    only the body names anybody.

    A subdistrict names its province, and an office too, so the narrowest kind that the titles name
    wins. ``of_any_kind`` takes offices of kinds that are parts of others as often.
    """
    titles = [clean(text) for text in _titles(blocks)]
    for title in titles:
        if match := _LABEL.search(title):
            return match[1].strip(), False
    own = [_BELONGS.sub("", title) for title in titles if len(title) <= _LONGEST_TITLE]
    if named := _named(own, _INSTITUTIONS) or _named(titles, _TITLED):
        return named, False
    if of_any_kind and (named := _named(own, (_OTHER,))):
        return named, False
    named = _named([clean(text) for text in texts(blocks)])
    return named, named is not None


def _named(
    candidates: Sequence[str],
    kinds: Sequence[re.Pattern[str]] = (_LOCAL, _DISTRICT, _OFFICE, _GOVERNED),
) -> str | None:
    for pattern in kinds:
        found = Counter(
            _joined(match[match.lastindex or 0])
            for text in candidates
            for match in pattern.finditer(text)
        )
        if found:
            return found.most_common(1)[0][0]
    return None


def read_fiscal_year(blocks: Sequence[Block]) -> int | None:
    """Return the fiscal year (Buddhist era) of the plan: the first one named that is not the year
    of an assessment.
    """
    fallback = None
    for text in _titles(blocks):
        digits = to_arabic_digits(clean(text))
        for match in _YEAR.finditer(digits):
            year = full_year(int(match[1] or match[2]))
            if not _LAST_YEARS_SCORE.search(digits[: match.start()]):
                return year
            fallback = fallback or year
    return fallback or _plain_year(blocks)


def _plain_year(blocks: Sequence[Block]) -> int | None:
    """Return the year of a title that says "ปี 2570" and no more."""
    for text in _titles(blocks):
        digits = to_arabic_digits(clean(text))
        match = _PLAIN_YEAR.search(digits)
        of_plan = len(text) <= _LONGEST_TITLE and _OF_PLAN.search(digits)
        if match and of_plan and not _LAST_YEARS_SCORE.search(digits[: match.start()]):
            return int(match[1])
    return None


def check_names(blocks: Sequence[Block], organization: str | None) -> list[Warning]:
    """Warn of names that look like the organization's own, misread ("จังหวัดสรุยภูรานิ")."""
    if organization is None:
        return []
    prefix = _KIND.match(organization)
    if prefix is None:
        return []
    name = organization[prefix.end() :]
    found = Counter(
        word for text in texts(blocks) for word in _misread(clean(text), prefix[0], name)
    )
    return [
        Warning(
            WarningKind.OCR,
            "ชื่อหน่วยงาน",
            f"พบชื่อ “{prefix[0]}{word}” {count} แห่ง ซึ่งน่าจะหมายถึง “{organization}”",
        )
        for word, count in found.items()
    ]


def _misread(text: str, kind: str, name: str) -> Iterable[str]:
    """Yield what stands after "จังหวัด" or "องค์การบริหารส่วนตำบล" and is nearly the name, but not
    it.
    """
    for match in re.finditer(kind.replace("ส่วนตำบล", r"ส่วน\s?ตำบล"), text):
        rest = text[match.end() :].lstrip()
        if rest[: len(name) - 1] == name[:-1] or any(
            rest.startswith(province) for province in PROVINCES
        ):
            continue
        word = re.match(r"[ก-๙]*", rest)
        assert word is not None
        if len(name) <= 5:
            # Too short to be alike by halves; but a document names no other subdistrict of the same
            # length.
            if kind != "จังหวัด" and len(word[0]) == len(name):
                yield word[0]
        elif word[0][:1] == name[0]:
            tries = [word[0][:length] for length in range(len(name) - 2, len(name) + 2)]
            best = max(
                tries, key=lambda tried: SequenceMatcher(None, tried, name, autojunk=False).ratio()
            )
            if SequenceMatcher(None, best, name, autojunk=False).ratio() >= _ALIKE:
                yield tries[0]


def _titles(blocks: Sequence[Block]) -> Iterable[str]:
    """Yield the short lines before the first table, then the cells of the first header of
    measures.
    """
    for block in blocks:
        if isinstance(block, Prose):
            if len(block.text) <= _TITLE_LENGTH:
                yield block.text
        elif read_header(block):
            yield from (cell.text for cell in block.cells)
            return
        elif _is_label(block):
            yield " ".join(cell.text for cell in block.cells if cell)


def _is_label(row: Row) -> bool:
    """Tell a row like "หน่วยงาน: | …" above a table in a sheet."""
    full = [cell for cell in row.cells if cell]
    return len(full) <= 2 and all(len(cell.text) <= _TITLE_LENGTH for cell in full)


def _joined(text: str) -> str:
    if len(text) >= 90:
        return clean(text)
    return re.sub(r"(?<=[ก-๎])\s(?!เขต\s?[\d๐-๙])(?=[ก-๎])", "", clean(text))
