"""What a document says around its tables, kept so that its paper can be made again: the frame of a
result report, the narrative of a plan with the questions of the assessment in its own words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from plans.document import Frame, Narrative
from plans.header import read_header
from plans.reading.printed_scores import PrintedScore
from plans.reading.scores import match_question, read_table_scores
from plans.tables import Block, Cell, Prose, Row
from scores.codes import is_question
from thai.cleaning import clean
from thai.filler import is_filler
from thai.numbers import to_arabic_digits

_LONGEST_TITLE = 130
_SIGNER = re.compile(
    r"^\(?\s*(?:ลงชื่อ|\((?:ว่าที่|นาย|นาง|นางสาว|พล|พัน|ร้อย|จ่า|ดร)|ผู้บริหาร$|ผู้ว่าราชการ|\(?\.{6,})"
)
_YEAR = re.compile(r"[2๒][5๕][0-9๐-๙]{2}$")
_MARKUP = re.compile(r"^#+\s*|\*\*|^!?\[[^\]]*\]\([^)]*\)$|^[-–—_=*]+$|^หน้า(?:ที่)?\s*[0-9๐-๙]+$")
_NUMBERED = re.compile(r"\(?[\d๐-๙]{1,2}[.)]|ส่วนที่|บทที่|ประเด็นที่")
_MOST_TITLES = 12
_OFFICE = re.compile(
    "(?:ของ|ภายใน)?(?:เทศบาล|องค์การบริหาร|จังหวัด|อำเภอ|สำนักงาน|ที่ว่าการ|ที่ทำการ|โรงเรียน|โรงพยาบาล|สถานีตำรวจ|มหาวิทยาลัย|กรม|อบต|อบจ)"
)
_SAYS = re.compile("ให้|ได้|มี|เป็น|ดำเนิน|กำหนด|จัดทำ|ดังนี้|[:：]")
_LONGEST_NAME = 90
_LETTER = re.compile("[^\\W\\d_]")
"""What a paragraph has and a page's number or a line does not."""
_WORDS = re.compile("[ก-ฮA-Za-z]{2}")
_MARKS = "*†‡ :"
"""What points to a remark, or parts a question from its code."""
_REMARKS = re.compile(r"^(?:หมายเหตุ|ข้อเสนอแนะ)")


def read_frame(blocks: Sequence[Block]) -> Frame:
    """Read the paragraphs before the first table and after the last one.

    Above, the first lines short enough are titles, up to the one that names the year, and all else
    introduces the table; below, remarks go on until somebody signs.
    """
    rows = [index for index, block in enumerate(blocks) if isinstance(block, Row)]
    if not rows:
        return Frame()
    above = [clean(block.text) for block in blocks[: rows[0]] if isinstance(block, Prose)]
    below = [clean(block.text) for block in blocks[rows[-1] + 1 :] if isinstance(block, Prose)]
    first_long = next(
        (index for index, text in enumerate(above) if len(text) > _LONGEST_TITLE), len(above)
    )
    dated = next(
        (index + 1 for index, text in enumerate(above[:first_long]) if _YEAR.search(text)),
        first_long,
    )
    signed = next((index for index, text in enumerate(below) if _SIGNER.search(text)), len(below))
    begin = next(
        (index for index, text in enumerate(below[:signed]) if _REMARKS.search(text)), signed
    )
    return Frame(
        tuple(above[:dated]),
        tuple(above[dated:]),
        tuple(below[begin:signed]),
        tuple(below[signed:]),
    )


def read_narrative(blocks: Sequence[Block]) -> Narrative:
    """Read the paragraphs outside the tables: those before the last table, which is that of the
    measures, without the titles, and those after it, without who signs; and the questions that
    the tables print with their scores.
    """
    last = max((index for index, block in enumerate(blocks) if isinstance(block, Row)), default=-1)
    above, below = _paragraphs(blocks[: last + 1]), _paragraphs(blocks[last + 1 :])
    top = next((at for at, text in enumerate(above) if not _is_title(text)), len(above))
    years = [
        place for place, text in enumerate(above[: min(top, _MOST_TITLES)]) if _YEAR.search(text)
    ]
    titled = max(years, default=-1)
    first = titled + 1
    while titled >= 0 and first < len(above) and _is_office(above[first]):
        first += 1  # a title too
    signed = next((place for place, text in enumerate(below) if _SIGNER.search(text)), len(below))
    questions = read_questions(blocks, read_table_scores(blocks)[0])
    return Narrative(tuple(above[first:]), tuple(below[:signed]), questions)


def _is_title(text: str) -> bool:
    """Tell a line that may be one of the titles, of which the last names the year."""
    return len(text) <= _LONGEST_TITLE and not _NUMBERED.match(text)


def _is_office(text: str) -> bool:
    """Tell a line that names an office and where it is, and says nothing of it."""
    return len(text) <= _LONGEST_NAME and bool(_OFFICE.match(text)) and not _SAYS.search(text)


def _paragraphs(blocks: Sequence[Block]) -> list[str]:
    texts = [clean(_MARKUP.sub("", block.text)) for block in blocks if isinstance(block, Prose)]
    return [text for text in texts if _LETTER.search(text) and not is_filler(text)]


def read_questions(
    blocks: Iterable[Block], scores: Sequence[PrintedScore]
) -> tuple[tuple[str, int, str], ...]:
    """Return code, fiscal year (Buddhist era) and text of every question that has a score; of
    scores of two years the newer one. A question printed twice has the longer text.
    """
    years: dict[str, int] = {}
    for score in scores:
        if is_question(score.code):
            years[score.code] = max(score.fiscal_year, years.get(score.code, 0))
    texts: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Row) and not read_header(block):
            _take(block.cells, years, texts)
    return tuple((code, years[code], text) for code, text in texts.items())


def _take(cells: Sequence[Cell], years: Mapping[str, int], texts: dict[str, str]) -> None:
    for place, cell in enumerate(cells):
        match = match_question(to_arabic_digits(cell.text))
        if match is None:
            continue
        code = f"{match[1].lower().replace('0', 'o')}{int(match[2])}"
        text = clean(cell.text[match.end() :]).strip(_MARKS)
        if not text and place + 1 < len(cells):  # the code has a column of its own
            text = clean(cells[place + 1].text).strip(_MARKS)
        if code in years and _WORDS.search(text) and len(text) > len(texts.get(code, "")):
            texts[code] = text
        return
