"""Measures that are printed as a list and not as a table, as web pages have them: a table drafted
from their lines, of which every line is unsure.

A line is a measure when its number is the next one, or (where none is numbered) when it begins with
"มาตรการ"; what stands below it are its steps, or what its label says ("ผู้รับผิดชอบ: กองคลัง").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from plans.columns import LONGEST_OTHER, TELLING, Column, column_of
from plans.header import read_header
from plans.tables import BULLET, Block, Cell, Prose, Row, plain_cell, solid
from thai.numbers import to_arabic_digits

_PLAN = re.compile("มาตรการ|แผน")
_NUMBER = re.compile(
    r"(?P<word>มาตรการ(?:ที่)?|กิจกรรมที่|ข้อ(?:ที่)?|ประเด็น(?:ที่)?|ด้านที่|มิติที่)?\s*(?P<open>\(?)"
    r"(?P<number>\d{1,2})(?P<close>[.):]*)(?:\s+|(?<=[.):])(?!\d))(?=\D)"
)
_SUB_NUMBER = re.compile(r"(\d{1,2})\.\d{1,2}[.)]?\s+(?=\S)")
_ISSUE = re.compile(r"(?:[(\d.): ]*)(?:ประเด็น|ด้าน|มิติ|ยุทธศาสตร์)")
_LABEL = re.compile(r"(?P<label>[ก-๙/ ]{3,40}?)\s*[:：]\s*(?P<value>.*)")
_BARE = re.compile("มาตรการ(?!ส่งเสริมคุณธรรม|.*ปีงบประมาณ|.*พ.ศ)")
_END = re.compile(
    r"\(?\s*(?:ลงชื่อ|ติดต่อ|โทร|หมายเหตุ|สงวนลิขสิทธิ์|แชร์|ดาวน์โหลด|เอกสารแนบ|จำนวนผู้เข้าชม)|copyright|©",
    re.IGNORECASE,
)
_HEADINGS_OF = re.compile("มาตรการ|ขั้นตอน|วิธี|ผู้รับผิด|ระยะเวลา|กำหนดเวลา|ตัวชี้วัดความสำเร็จ")
_TWO_HEADINGS = re.compile(r"(?:หน่วยงาน|ผู้)(?:ที่)?รับผิดชอบ\s+(?:ระยะ|กำหนด|ช่วง)เวลา")
_LONGEST_HEADING = 90
_LONGEST_TITLE = 250
# "มาตรการที่ 2" counts the measures, "3. ผู้รับผิดชอบ" the lines of a form.
_COUNTED = re.compile(r"(?<=\D)(?:ที่)?\s*([\d๐-๙]{1,2})\s*[:：]?$")
_NUMBERED = re.compile(r"^\(?[\d๐-๙]{1,2}[.)]\s*")
_TITLED = re.compile(r"(?:มาตรการ|กิจกรรม|โครงการ)ที่\s*\d{1,2}\s*[:：]?\s+(?=\S)")
_FEWEST = 2
_FEWEST_LINES = 3
_MOST_LINES = 30
_COLUMNS = (Column.ISSUE, Column.MEASURE, Column.STEPS, Column.PARTY, Column.PERIOD)
_HEADINGS = ("ประเด็น", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")


@dataclass
class _Drafted:
    """One measure while its lines are gathered; ``style`` is how its number is printed."""

    line: Prose
    style: tuple[str, ...] = ()
    issue: str = ""
    cells: dict[Column, list[str]] = field(default_factory=dict)


def unfold_forms(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, forms that say of one measure a line each ("มาตรการ | …", "ขั้นตอน | …",
    "ผู้รับผิดชอบ | …") as rows of a table with those headings.
    """
    found: list[Block] = []
    form: list[tuple[str, Cell, Row]] = []
    last: tuple[str, ...] = ()
    for block in (*blocks, None):
        line = _form_line(block) if isinstance(block, Row) else None
        column = column_of(_heading(line[0])) if line else None
        if line and isinstance(block, Row) and column is not Column.MEASURE and form:
            form.append((*line, block))
            continue
        table, last = _of_form(form, last)
        found += table
        form = [(*line, block)] if line and isinstance(block, Row) and column else []
        if block is not None and not form:
            found.append(block)
    return found


def _of_form(
    form: Sequence[tuple[str, Cell, Row]], last: tuple[str, ...]
) -> tuple[list[Block], tuple[str, ...]]:
    """Return a form as a row, below its headings where they are not ``last``'s; lines that make no
    form as they are.
    """
    headings = tuple(_COUNTED.sub("", _NUMBERED.sub("", label)).strip(" :") for label, _, _ in form)
    columns = [column_of(_heading(label)) for label, _, _ in form]
    told = set(columns) & {Column.MEASURE, *TELLING}
    is_form = Column.MEASURE in told and len(told) >= _FEWEST_LINES
    if not is_form or len(columns) != len(set(headings)):
        return [row for _, _, row in form], last
    line = form[0][2]
    number = _COUNTED.search(to_arabic_digits(form[0][0]))
    title = form[0][1]
    if number and title:
        title = replace(title, parts=(f"{number[1]}. {title.parts[0]}", *title.parts[1:]))
    row = replace(line, cells=(title, *(cell for _, cell, _ in form[1:])))
    header = replace(line, cells=tuple(map(plain_cell, headings)))
    return [row] if headings == last else [header, row], headings


def _form_line(row: Row) -> tuple[str, Cell] | None:
    """Return a label and what stands beside it; None for a row of another kind."""
    full = [cell for cell in row.cells if cell and cell.text not in (":", "：")]
    if not 0 < len(full) <= _FEWEST or not row.cells[0] or read_header(row):
        return None
    label = full[0].text
    if len(full) < _FEWEST and (match := _TITLED.match(to_arabic_digits(label))):
        label, full = label[: match.end()], [full[0], plain_cell(label[match.end() :])]
    is_label = len(solid(label)) <= LONGEST_OTHER and len(full[0].parts) == 1
    return (label, full[1] if len(full) == _FEWEST else Cell()) if is_label else None


def _heading(label: str) -> str:
    return solid(_COUNTED.sub("", _NUMBERED.sub("", to_arabic_digits(label)))).strip(":：")


def draft_table(blocks: Sequence[Block]) -> list[Block] | None:
    """Return what stands above the list, and the list as rows of a table of measures. None where
    there is a table of measures (a PDF may hold one without lines), or no list of two measures.
    """
    if any(isinstance(block, Row) and read_header(block) for block in blocks):
        return None
    lines = list(_lines(blocks))
    is_plan = any(_PLAN.search(line.text) for line in lines)
    if not is_plan or any(_is_of_table(line.text) for line in lines):
        return None
    ways = (_under_issues(lines), _numbered(lines), _bare(lines))
    found = next((found for found in ways if len(found) >= _FEWEST and _is_list(found)), None)
    if found is None:
        return None
    first = lines.index(found[0].line)
    titles = [line for line in lines[:first] if not _ISSUE.match(line.text)]
    header = Row(tuple(plain_cell(text) for text in _HEADINGS), found[0].line.line)
    return [*titles, header, *map(_row, found)]


def names_columns(text: str) -> bool:
    """Tell the headings of a table without lines, which is text as far as a PDF knows."""
    return len(text) <= _LONGEST_HEADING and len(set(_HEADINGS_OF.findall(text))) > 2


def _is_of_table(text: str) -> bool:
    """Tell a line that heads columns, be it two of them: it is no list that stands below."""
    return ":" not in text and (names_columns(text) or _TWO_HEADINGS.match(text) is not None)


def _is_list(found: Sequence[_Drafted]) -> bool:
    """Tell a list from a text whose chapters are numbered."""
    return all(len(measure.cells.get(Column.STEPS, ())) <= _MOST_LINES for measure in found)


def _lines(blocks: Sequence[Block]) -> Iterator[Prose]:
    """Yield the lines of a document, those of frames that pages are laid out with too."""
    for block in blocks:
        texts = [block.text] if isinstance(block, Prose) else _parts(block)
        for text in texts:
            yield Prose(text.removeprefix(BULLET).strip(), block.line, block.sheet)


def _parts(row: Row) -> list[str]:
    """Return the lines of a frame that a page is laid out with; a row of a table of other things
    has none for us.
    """
    full = [cell for cell in row.cells if cell]
    is_frame = len(full) == 1 or any(len(cell.parts) > _FEWEST for cell in full)
    return [part for cell in full for part in cell.parts] if is_frame else []


def _under_issues(lines: Sequence[Prose]) -> list[_Drafted]:
    """Return the measures that have the number of an issue before their own ("1.2")."""
    found: list[_Drafted] = []
    issue = number = ""
    for line in lines:
        text = to_arabic_digits(line.text)
        match, sub = _NUMBER.match(text), _SUB_NUMBER.match(text)
        if match and _ISSUE.match(text):
            issue, number = line.text, match["number"]
        elif sub and sub[1] == number and len(text) <= _LONGEST_TITLE:
            found.append(_Drafted(line, issue=issue))
        elif found and not _take(found[-1], line):
            break
    return found


def _numbered(lines: Sequence[Prose]) -> list[_Drafted]:
    """Return the measures whose numbers count on from one."""
    found: list[_Drafted] = []
    below = 0  # the last number of a list of steps that is printed as the measures are
    for line in lines:
        text = to_arabic_digits(line.text)
        match = _NUMBER.match(text)
        style = (match["word"] or "", match["open"], match["close"]) if match else ()
        number = int(match["number"]) if match else 0
        is_alike = not found or style == found[0].style
        is_next = number == len(found) + 1 and len(text) <= _LONGEST_TITLE
        if is_alike and is_next and not (below and number == below + 1):
            found.append(_Drafted(line, style))
            below = 0
        elif found:
            if not _take(found[-1], line):
                break
            below = number if is_alike and number in (1, below + 1) else below
    return found


def _bare(lines: Sequence[Prose]) -> list[_Drafted]:
    """Return the measures that begin with the word, without any number."""
    found: list[_Drafted] = []
    for line in lines:
        if _BARE.match(line.text) and len(line.text) <= _LONGEST_TITLE:
            found.append(_Drafted(line))
        elif found and not _take(found[-1], line):
            break
    return found


def _take(measure: _Drafted, line: Prose) -> bool:
    """Add a line below a measure to it; False when the list ends before the line."""
    if _END.match(line.text):
        return False
    label = _LABEL.fullmatch(line.text)
    column = column_of(solid(label["label"])) if label else None
    if label and column in _COLUMNS:
        measure.cells.setdefault(column, []).append(label["value"])
    else:
        measure.cells.setdefault(Column.STEPS, []).append(line.text)
    return True


def _row(measure: _Drafted) -> Row:
    text = measure.line.text
    if measure.style:
        match = _NUMBER.match(to_arabic_digits(text))
        text = f"{match['number']}. {text[match.end() :]}" if match else text
    cells = {
        Column.ISSUE: plain_cell(measure.issue),
        **{column: plain_cell("\n".join(said)) for column, said in measure.cells.items()},
        Column.MEASURE: plain_cell(text),
    }
    return Row(
        tuple(cells.get(column, Cell()) for column in _COLUMNS),
        measure.line.line,
        sheet=measure.line.sheet,
    )
