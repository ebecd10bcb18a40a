"""The workbook in which the secretariat edits the texts of the paper: written with what stands
now, read back as edits.

Three sheets: the cells, the parts around the table, the evidence to look at for personal data. Each
text stands beside what was drawn from the reports. A hidden column holds what stood there when the
workbook was written, so that reading back tells what somebody changed, and whether the paper
changed meanwhile.
"""

from __future__ import annotations

import hashlib
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException

from models.tables.result_report import PersonalData
from papers.print.document import PaperLine
from papers.print.excel import SAFE
from papers.result import workbook_words as words
from papers.result.composing import ComposedPaper, State
from papers.result.edits import INDICATORS, Place, split_lines
from papers.result.personal import Attached
from papers.result.score_words import read_indicators
from thai.cleaning import clean
from thai.dates import long_date, short_month
from thai.width import lines_high

_FONT = "TH SarabunPSK"
_LINE, _TALLEST = 24.0, 409.0
"""Points: a line, and the tallest row that Excel takes; of a longer text the rest is seen when the
cell is opened.
"""
_MOST_BYTES = 20_000_000
_MOST_UNPACKED = 40_000_000
_MOST_ROWS = 20_000
_LONGEST = 30_000
"""Letters; Excel takes 32,767 in a cell."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # packed in a way we do not unpack
    RuntimeError,  # locked with a password
    InvalidFileException,
    ElementTree.ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)
"""What openpyxl raises over workbooks whose parts are missing, cut off or of another kind."""


class BadWorkbook(Exception):
    """The file is no workbook of ours, or what is typed in it cannot be taken; one English
    sentence.
    """


@dataclass(frozen=True)
class Typed:
    """A text somebody changed; None: let the drawn text stand again. ``is_stale``: the paper
    changed since the workbook was written.
    """

    key: str
    place: Place
    text: str | None
    drawn: tuple[PaperLine, ...]
    is_stale: bool


@dataclass(frozen=True)
class ReadBack:
    """What a workbook asks to change."""

    edits: tuple[Typed, ...]
    looks: dict[int, PersonalData]


def write_workbook(composition: ComposedPaper, files: Sequence[Attached]) -> bytes:
    """Return the .xlsx to edit."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    formats = _formats(book)
    cells = book.add_worksheet(words.CELLS)
    parts = book.add_worksheet(words.PARTS)
    titles = {measure.id: measure.title for measure in composition.measures}
    notes = {cell.key: cell.note for cell in composition.document.cells()}
    marks = {
        c.key: [m.note for line in c.lines for m in line.marks]
        for c in composition.document.cells()
    }
    widths = {cells: (14, 34, 22, 60, 60, 40, 10), parts: (14, 4, 22, 60, 60, 40, 10)}
    for sheet in (cells, parts):
        _head(sheet, formats, words.CELL_HEADINGS, widths[sheet])
    rows = {cells: 1, parts: 1}
    for state in composition.states:
        measure_id, name = state.place
        sheet = parts if measure_id is None else cells
        doubts = "\n".join(filter(None, [notes.get(state.key, ""), *marks.get(state.key, [])]))
        values = (
            state.key,
            titles.get(measure_id or 0, ""),
            words.PLACES.get(name, name),
            _stands(state),
            "\n".join(line.text for line in state.drawn),
            doubts,
            _digest(_stands(state)),
        )
        for column, value in enumerate(values):
            style = formats["edit"] if column == words.TEXT else formats["plain"]
            sheet.write_string(rows[sheet], column, value[:_LONGEST], style)
        _set_height(sheet, rows[sheet], values, widths[sheet])
        rows[sheet] += 1
    for sheet in (cells, parts):
        sheet.set_column(words.DIGEST, words.DIGEST, None, None, {"hidden": True})
    _write_files(book, formats, composition, files)
    book.close()
    return out.getvalue()


def read_workbook(path: Path, composition: ComposedPaper, files: Sequence[Attached]) -> ReadBack:
    """Read what was changed in a workbook; BadWorkbook for another file, a formula, or an indicator
    that is none.
    """
    states = {state.key: state for state in composition.states}
    known = {file.evidence_id: file for file in files}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what openpyxl makes up for (a missing style) is nothing to us
            rows = _read(path)
    except _DAMAGED as error:
        raise BadWorkbook(
            f"{path.name} is damaged or no workbook: write one with `kaona report edit`"
        ) from error
    edits = [typed for row in rows.texts if (typed := _typed(row, states)) is not None]
    if twice := [key for key, count in Counter(typed.key for typed in edits).items() if count > 1]:
        raise BadWorkbook(f"these places stand in the workbook twice: {', '.join(twice)}")
    return ReadBack(
        tuple(edits), dict(look for row in rows.files if (look := _look(row, known)) is not None)
    )


def _stands(state: State) -> str:
    return state.edit.text if state.edit else "\n".join(line.text for line in state.drawn)


def _digest(text: str) -> str:
    return hashlib.sha256("\n".join(split_lines(text[:_LONGEST])).encode()).hexdigest()[:16]


def _typed(row: Sequence[Any], states: dict[str, State]) -> Typed | None:
    key, text, written = str(row[0] or ""), _text(row[words.TEXT]), str(row[words.DIGEST] or "")
    if not key:
        return None
    if key not in states:
        raise BadWorkbook(
            f"the paper has no place {key!r}: was the plan changed since the workbook was written?"
        )
    state = states[key]
    standing = _digest(_stands(state))
    if _digest(text) in (written, standing):
        return None  # nobody changed it, or it stands so already
    if state.place[1] == INDICATORS:
        try:
            text = ", ".join(read_indicators(text)) or "-"
        except ValueError as error:
            raise BadWorkbook(f"{key}: {error}") from error
    return Typed(
        key, state.place, text or None, state.drawn, is_stale=bool(written) and written != standing
    )


def _text(value: Any) -> str:
    """Return what somebody typed; Excel makes a date of what looks like one."""
    if isinstance(value, date):
        return long_date(value)
    return "" if value is None else "\n".join(split_lines(str(value)))


def _look(row: Sequence[Any], known: dict[int, Attached]) -> tuple[int, PersonalData] | None:
    if row[0] is None or not str(row[0]).isdecimal():
        return None
    number, said = int(str(row[0])), clean(str(row[words.FOUND] or ""))
    if not said or number not in known:
        return None
    found = next((kind for kind, label in words.PERSONAL_DATA.items() if label == said), None)
    if found is None:
        raise BadWorkbook(f"evidence {number}: choose one of the answers of the list")
    return None if known[number].found is found else (number, found)


def _write_files(
    book: Any, formats: dict[str, Any], composition: ComposedPaper, files: Sequence[Attached]
) -> None:
    sheet = book.add_worksheet(words.FILES)
    widths = (10, 12, 40, 14, 40, 30, 40)
    _head(sheet, formats, words.FILE_HEADINGS, widths)
    for row, file in enumerate(files, 1):
        label = composition.labels.get(file.measure_id, "")
        values = (
            str(file.evidence_id),
            label,
            file.agency,
            short_month(file.month),
            file.name,
        )
        for column, value in enumerate(values):
            sheet.write_string(row, column, value[:_LONGEST], formats["plain"])
        found = words.PERSONAL_DATA[file.found] if file.found else ""
        sheet.write_string(row, words.FOUND, found, formats["edit"])
        sheet.write_string(row, words.FOUND + 1, file.path or "", formats["plain"])
        _set_height(sheet, row, values, widths)
    if files:
        answers = {"validate": "list", "source": list(words.PERSONAL_DATA.values())}
        sheet.data_validation(1, words.FOUND, len(files), words.FOUND, answers)


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": _FONT, "font_size": 14, "text_wrap": True, "valign": "top", "border": 1}
    return {
        "head": book.add_format({**base, "bold": True, "bg_color": "#E7ECF3"}),
        "plain": book.add_format({**base, "font_color": "#555555", "bg_color": "#F7F7F7"}),
        "edit": book.add_format({**base, "bg_color": "#FFFDE7"}),
    }


def _head(
    sheet: Any, formats: dict[str, Any], headings: Sequence[str], widths: Sequence[int]
) -> None:
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats["head"])
    _set_height(sheet, 0, headings[: words.DIGEST], widths)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _set_height(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    high = max(lines_high([text], width) for text, width in zip(texts, widths, strict=False))
    sheet.set_row(row, min(_LINE * high, _TALLEST))


@dataclass(frozen=True)
class _Rows:
    texts: list[list[Any]]
    files: list[list[Any]]


def _read(path: Path) -> _Rows:
    """Read the rows of a workbook; one that is too big, packed or unpacked, is not opened at
    all.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise BadWorkbook(f"{path.name} is larger than {_MOST_BYTES // 1_000_000} MB")
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
            raise BadWorkbook(f"{path.name} unpacks to more than {_MOST_UNPACKED // 1_000_000} MB")
    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except OSError as error:  # "File contains no valid workbook part"
        raise BadWorkbook(
            f"{path.name} is no workbook: write one with `kaona report edit`"
        ) from error
    try:
        if words.CELLS not in book.sheetnames:
            raise BadWorkbook(f"{path.name} is not the workbook that `kaona report edit` writes")
        texts = [
            row
            for name in (words.CELLS, words.PARTS)
            for row in _rows(book, name, words.CELL_HEADINGS)
        ]
        return _Rows(texts, list(_rows(book, words.FILES, words.FILE_HEADINGS)))
    finally:
        book.close()


def _rows(book: Any, name: str, headings: Sequence[str]) -> Iterator[list[Any]]:
    """Yield the rows below the headings; BadWorkbook when a column was moved, or somebody typed a
    formula.
    """
    if name not in book.sheetnames:
        return
    width = len(headings)
    for place, row in enumerate(book[name].iter_rows(max_col=width)):
        if place > _MOST_ROWS:
            raise BadWorkbook(f"sheet {name!r} has more than {_MOST_ROWS} rows")
        values = [cell.value for cell in row] + [None] * (width - len(row))
        if place == 0 and [_text(value) for value in values] != list(headings):
            raise BadWorkbook(f"the headings of sheet {name!r} were changed: write a new workbook")
        if any(cell.data_type == "f" for cell in row if cell.value is not None):
            raise BadWorkbook(
                f"sheet {name!r}, row {place + 1}, holds a formula: type the text itself"
            )
        if place:
            yield values
