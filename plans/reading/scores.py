"""ITA scores as the tables of a document print them: indicators, instruments and questions, over
one or two years.

OCR mixes O, o, ๐ and 0 in question numbers, and now and then reads "e15" as "115"; such readings
are guesses with an ``ocr`` warning, while "๐๑" for o1 is so common that it passes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from plans.document import Warning, WarningKind
from plans.header import read_header
from plans.reading.printed_scores import INSTRUMENTS, PrintedScore, score_name
from plans.tables import Block, Prose, Row, solid
from scores.codes import OVERALL
from scores.shipped_rules import shipped_rule, shipped_years
from thai.dates import full_year
from thai.numbers import to_arabic_digits

_NUMBER = r"(\d{1,3}(?:\.\d+)?)"
_QUESTION = re.compile(r"(?:ข้อ(?:ที่)?\s*)?([ieoIEO0])\s?\.?\s?(\d{1,2})(?![\d.])\s*(?=\D)")
_QUESTION_ALONE = re.compile(r"(?:ข้อ(?:ที่)?\s*)?([ieoIEO])\s?\.?\s?(\d{1,2})")
_MISREAD = re.compile(r"(?:ข้อ(?:ที่)?\s*)?\d(\d{1,2})\s+(?=[ก-๙])")
_INDICATOR = re.compile(r"ตัวชี้วัด\s*(?P<sub>ย่อย)?\s*(?:ที่)?\s*(\d{1,2}(?:\.\d{1,2})?)(?!\d)\s*")
_PART = re.compile(rf"ส่วนที่\s*([12])\s*(?:=|:|ได้)?\s*{_NUMBER}")
_PREVIOUS = re.compile(rf"\(\s*{_NUMBER}\s*\)")
_TRAILING = re.compile(rf"(?:^|\s){_NUMBER}(?:\s*คะแนน)?$")
_YEAR_IN_PROSE = re.compile(r"ปี\s*(?:งบประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*(25\d\d)")
_OVERALL = re.compile(
    r"(?:ผล)?(?:คะแนน)?(?:รวม|ภาพรวม|เฉลี่ย)(?:รวม|เฉลี่ย|คะแนน|ทั้งหมด|ทั้งสิ้น|ทุกตัวชี้วัด|ITA|ของหน่วยงาน|ภาพรวม)*"
)
_LISTED = re.compile(r"([1-9]|10)(?:[.)]\s*(?!\d)|$)")
_FIGURES = re.compile(r"[\d.,()\s]+(?:คะแนน)?")
_COMMA = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{1,2})(?![\d.,])")
_PER_CENT = re.compile(r"^ร้อยละ\s*|\s*%$")
_SUBJECT = re.compile(r"ตัวชี้วัด|หัวข้อการประเมิน|คำถาม")


@dataclass(frozen=True)
class _Column:
    index: int
    years: tuple[int, ...]
    is_instrument: bool


@dataclass
class _Reader:
    year: int | None = None
    columns: tuple[_Column, ...] = ()
    number_column: int | None = None
    is_open: bool = False
    last: str = ""
    years: tuple[int, ...] = ()
    scores: list[PrintedScore] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def take(self, block: Block) -> None:
        if isinstance(block, Prose):
            text = to_arabic_digits(block.text)
            if (match := _YEAR_IN_PROSE.search(text)) and re.search("ผลการประเมิน|คะแนน|ITA", text):
                if int(match[1]) != self.year:
                    self.years = ()
                self.year = int(match[1])
        elif read_header(block):
            self.is_open = False
        elif is_score_header(block):
            self._open(block)
        elif self.is_open and any(block.cells):
            known = len(self.scores) + len(self.warnings)
            self._row(_with_points(block))
            if len(self.scores) + len(self.warnings) == known:
                self._unread(block)

    def _open(self, row: Row) -> None:
        self.is_open = True
        texts = [_digits(cell.text) for cell in row.cells]
        numbers = [
            index for index, text in enumerate(texts) if re.fullmatch(r"ลำดับ(?:ที่)?|ที่|ตัวชี้วัดที่", text)
        ] or [index for index, text in enumerate(texts) if text == "ตัวชี้วัด"]
        self.number_column = numbers[0] if numbers else None
        self.columns = tuple(
            _Column(index, self._header_years(text), "รายเครื่องมือ" in text)
            for index, text in enumerate(texts)
            if "คะแนน" in text
        )

    def _header_years(self, text: str) -> tuple[int, ...]:
        """Return the years a heading names ("ปี66/65"), mended where they cannot be."""
        printed = re.search(r"(\d{4}|\d\d)(?:/(\d{4}|\d\d))?", text)
        if printed is None:
            return ()
        # Results are headed by Buddhist-era years: "26/25" is a misread "66/65", never 2026.
        years = tuple(
            2500 + int(year) if len(year) == 2 else full_year(int(year))
            for year in printed.groups()
            if year
        )
        plausible = all(2555 <= year <= 2600 for year in years) and (
            len(years) < 2 or years[0] == years[1] + 1
        )
        if plausible:
            self.years = years
            return years
        if self.years:
            meant = "/".join(str(year) for year in self.years)
            message = f"หัวตารางพิมพ์ปีว่า “{printed[0]}” จึงอ่านเป็น {meant} ตามหัวตารางก่อนหน้า"
            self.warnings.append(Warning(WarningKind.OCR, "หัวตารางคะแนน", message))
        return self.years

    def _row(self, row: Row) -> None:
        for index, cell in enumerate(row.cells):
            text = to_arabic_digits(cell.text)
            if match := _INDICATOR.match(text):
                self._indicator(row, index, match[2], text[match.end() :])
                return
            if code := self._question(text, row):
                self._values(row, index, code, "")
                return
        if self.number_column is not None and self.number_column < len(row.cells):
            number = _LISTED.match(to_arabic_digits(row.cells[self.number_column].text).strip())
            if number:
                self._indicator(row, self.number_column, number[1], "")
                return
        for index, cell in enumerate(row.cells):
            if _OVERALL.fullmatch(solid(cell.text)):
                self._values(row, index, OVERALL, "")
                return
            if code := _codes_by_title().get(solid(cell.text)):
                message = f"“{cell.text}” ไม่มีเลขกำกับ จึงถือเป็นตัวชี้วัดที่ {code} ตามชื่อ"
                self.warnings.append(
                    Warning(WarningKind.MISSING, f"ตารางคะแนน {score_name(code)}", message)
                )
                self._indicator(row, index, code, "")
                return

    def _unread(self, row: Row) -> None:
        """Say of a row that looks like one of scores that none was read; headings of one cell are
        none.
        """
        texts = [cell.text for cell in row.cells if cell]
        if len(texts) > 1:
            message = f"ไม่ได้อ่านคะแนนในแถว “{_short(' | '.join(texts))}” โปรดตรวจสอบกับต้นฉบับ"
            where = f"ตารางคะแนน บรรทัดที่ {row.line}"
            self.warnings.append(Warning(WarningKind.MISSING, where, message))

    def _indicator(self, row: Row, index: int, code: str, rest: str) -> None:
        self._values(row, index, code, rest)
        for column in self.columns:
            if column.is_instrument and column.index < len(row.cells):
                instrument = next(
                    (name for name, codes in INSTRUMENTS.items() if _whole(code) in codes), None
                )
                value = re.fullmatch(_NUMBER, _digits(row.cells[column.index].text))
                if instrument and value:
                    self._add(instrument, None, self._years(column.years)[0], value[1])

    def _question(self, text: str, row: Row) -> str | None:
        if match := match_question(text):
            letter = match[1].lower().replace("0", "o")
            # "10 …" is a list number, never item o0; "0" opens an item number only as a misread o.
            if match[2] not in ("0", "00"):
                self.last = f"{letter}{int(match[2])}"
                return self.last
        if (match := _MISREAD.match(text)) and self.last:
            due = f"{self.last[0]}{int(self.last[1:]) + 1}"
            if match[1] == due[1:] and any(_score_text(cell.text) for cell in row.cells):
                message = f"เลขข้อพิมพ์ว่า “{text.split()[0]}” จึงอ่านเป็น {due} ตามลำดับข้อ"
                self.warnings.append(Warning(WarningKind.OCR, f"ตารางคะแนน ข้อ {due}", message))
                self.last = due
                return due
        return None

    def _values(self, row: Row, index: int, code: str, rest: str) -> None:
        """Read the scores of one row: under the score columns, or at the end of the heading
        itself.
        """
        columns = [
            column
            for column in self.columns
            if not column.is_instrument and index < column.index < len(row.cells)
        ]
        cells: list[tuple[tuple[int, ...], str]] = [
            (column.years, to_arabic_digits(row.cells[column.index].text)) for column in columns
        ]
        if not any(_score_text(text) for _, text in cells):
            texts = [
                to_arabic_digits(cell.text)
                for cell in row.cells[index + 1 :]
                if _score_text(cell.text)
            ]
            cells = [(tuple[int, ...](), text) for text in texts[-1:]]
        for years, text in cells:
            self._cell(code, years, text)
        if not cells and (trailing := _TRAILING.search(rest.strip())):
            self._add(code, None, self._years(self.years)[0], trailing[1])

    def _cell(self, code: str, printed_years: tuple[int, ...], text: str) -> None:
        years = self._years(printed_years)
        previous = _PREVIOUS.search(text)
        parts = _PART.findall(text)
        for part, value in parts:
            self._add(code, int(part), years[0], value)
        if not parts and (first := re.match(_NUMBER, text)):
            self._add(code, None, years[0], first[1])
        if previous:
            before = years[1] if len(years) > 1 else (years[0] - 1 if years[0] else None)
            if len(years) < 2:
                message = f"คะแนนในวงเล็บไม่ได้ระบุปี จึงถือว่าเป็น พ.ศ. {before}"
                self.warnings.append(Warning(WarningKind.MISSING, f"ตารางคะแนน ข้อ {code}", message))
            self._add(code, None, before, previous[1])

    def _years(self, printed: tuple[int, ...]) -> tuple[int | None, ...]:
        return printed or (self.year,)

    def _add(self, code: str, part: int | None, year: int | None, value: str) -> None:
        where = f"ตารางคะแนน {score_name(code)}"
        if Decimal(value) > 100:
            self.warnings.append(
                Warning(WarningKind.OCR, where, f"คะแนน {value} เกิน 100 จึงไม่ได้อ่าน")
            )
        elif year is None:
            self.warnings.append(
                Warning(WarningKind.MISSING, where, f"คะแนน {value} ไม่ทราบว่าเป็นของปีใด จึงไม่ได้อ่าน")
            )
        else:
            self.scores.append(PrintedScore(code, part, year, Decimal(value), where))


@lru_cache(maxsize=1)
def _codes_by_title() -> dict[str, str]:
    """Return the indicators by what they are called in any year; none changed its number."""
    titles = (title for year in shipped_years() for title in shipped_rule(year).titles.items())
    return {solid(title): code for code, title in titles if code.isdecimal()}


def is_score_header(row: Row) -> bool:
    """Tell whether a row heads a table of scores."""
    texts = [_digits(cell.text) for cell in row.cells]
    # "รวมคะแนนเฉลี่ยทุกตัวชี้วัด" beside a score is no heading.
    if any(len(text) > 60 or re.fullmatch(r"\d{1,3}[.,]\d+", text) for text in texts):
        return False
    return any(_SUBJECT.search(text) for text in texts) and any(
        "คะแนน" in text or text.startswith("เครื่องมือ") for text in texts
    )


def match_question(digits: str) -> re.Match[str] | None:
    """Return the match of a question's code (letter, number) at the head of a cell in Arabic
    digits, which may have a cell of its own.
    """
    return _QUESTION_ALONE.fullmatch(digits) or _QUESTION.match(digits)


def read_table_scores(blocks: Iterable[Block]) -> tuple[list[PrintedScore], list[Warning]]:
    """Return the scores of all score tables in printed order, and what was doubtful."""
    reader = _Reader()
    for block in blocks:
        reader.take(block)
    return reader.scores, reader.warnings


def _with_points(row: Row) -> Row:
    """Return a row with "91,05" as "91.05" and "ร้อยละ 91" or "91%" as "91", in the cells that hold
    nothing but figures.
    """
    cells = []
    for cell in row.cells:
        parts = tuple(_PER_CENT.sub("", part) for part in cell.parts)
        if _FIGURES.fullmatch(" ".join(parts)):
            cell = replace(cell, parts=tuple(_COMMA.sub(r"\1.\2", part) for part in parts))
        cells.append(cell)
    return replace(row, cells=tuple(cells))


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def _whole(code: str) -> int:
    return int(code) if code.isdecimal() else 0


def _digits(text: str) -> str:
    return solid(to_arabic_digits(text))


def _score_text(text: str) -> bool:
    text = to_arabic_digits(text)
    return bool(re.match(rf"\s*{_NUMBER}(?:\s*\(|\s*คะแนน|\s*$)", text) or _PART.search(text))
