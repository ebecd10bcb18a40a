"""What a document says around its tables, kept so that its paper can be made again: the frame of a
result report, the narrative of a plan.
"""

import re
from collections.abc import Sequence

from plans.document import Frame, Narrative
from plans.tables import Block, Prose, Row
from thai.cleaning import clean
from thai.filler import is_filler

_LONGEST_TITLE = 130
_SIGNER = re.compile(
    r"^\(?\s*(?:ลงชื่อ|\((?:ว่าที่|นาย|นาง|นางสาว|พล|พัน|ร้อย|จ่า|ดร)|ผู้บริหาร$|ผู้ว่าราชการ|\(?\.{6,})"
)
_YEAR = re.compile(r"[2๒][5๕][0-9๐-๙]{2}$")
_MARKUP = re.compile(r"^#+\s*|\*\*|^!?\[[^\]]*\]\([^)]*\)$|^[-–—_=*]+$|^หน้า(?:ที่)?\s*[0-9๐-๙]+$")
_LETTER = re.compile("[^\\W\\d_]")
"""What a paragraph has and a page's number or a line does not."""
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
    measures, without the titles, and those after it, without who signs.
    """
    last = max((index for index, block in enumerate(blocks) if isinstance(block, Row)), default=-1)
    above, below = _paragraphs(blocks[: last + 1]), _paragraphs(blocks[last + 1 :])
    titled = next((place for place, text in enumerate(above[:6]) if _YEAR.search(text)), -1)
    signed = next((place for place, text in enumerate(below) if _SIGNER.search(text)), len(below))
    return Narrative(tuple(above[titled + 1 :]), tuple(below[:signed]))


def _paragraphs(blocks: Sequence[Block]) -> list[str]:
    texts = [clean(_MARKUP.sub("", block.text)) for block in blocks if isinstance(block, Prose)]
    return [text for text in texts if _LETTER.search(text) and not is_filler(text)]
