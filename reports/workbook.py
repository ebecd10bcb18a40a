"""The workbook in which the secretariat edits the texts of the report: written with what stands now, read back as edits.

Three sheets: the cells, the parts around the table, the evidence to look at for personal data. Each text stands beside what was drawn
from the reports. A hidden column holds what stood there when the workbook was written, so that reading back tells what somebody
changed, and whether the paper changed meanwhile.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException

from models import thai
from models.result_report import PersonalData
from reports import workbook_words as words
from reports.composing import Composition, State
from reports.document import Line
from reports.edits import INDICATORS, Place, split_lines
from reports.excel import SAFE
from reports.personal import Attached
from reports.score_words import read_indicators

_FONT = "TH SarabunPSK"
_MOST_BYTES = 20_000_000
_MOST_UNPACKED = 200_000_000
_MOST_ROWS = 20_000
_LONGEST = 30_000
"""Letters; Excel takes 32,767 in a cell."""


class BadWorkbook(Exception):
    """The file is no workbook of ours, or what is typed in it cannot be taken; one English sentence."""


@dataclass(frozen=True)
class Typed:
    """A text somebody changed; None: let the drawn text stand again. ``is_stale``: the paper changed since the workbook was written."""

    key: str
    place: Place
    text: str | None
    drawn: tuple[Line, ...]
    is_stale: bool


@dataclass(frozen=True)
class ReadBack:
    """What a workbook asks to change."""

    edits: tuple[Typed, ...]
    looks: dict[int, PersonalData]


def write_workbook(composition: Composition, files: Sequence[Attached]) -> bytes:
    """Return the .xlsx to edit."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    formats = _formats(book)
    cells = book.add_worksheet(words.CELLS)
    parts = book.add_worksheet(words.PARTS)
    titles = {measure.id: measure.title for measure in composition.measures}
    notes = {cell.key: cell.note for cell in composition.document.cells()}
    marks = {c.key: [m.note for line in c.lines for m in line.marks] for c in composition.document.cells()}
    _head(cells, formats, words.CELL_HEADINGS, (14, 34, 22, 60, 60, 40, 10))
    _head(parts, formats, words.CELL_HEADINGS, (14, 4, 22, 60, 60, 40, 10))
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
        rows[sheet] += 1
    for sheet in (cells, parts):
        sheet.set_column(words.DIGEST, words.DIGEST, None, None, {"hidden": True})
    _write_files(book, formats, composition, files)
    book.close()
    return out.getvalue()


def read_workbook(path: Path, composition: Composition, files: Sequence[Attached]) -> ReadBack:
    """Read what was changed in a workbook; BadWorkbook for another file, a formula, or an indicator that is none."""
    states = {state.key: state for state in composition.states}
    book = _open(path)
    try:
        edits = [
            typed
            for name in (words.CELLS, words.PARTS)
            for row in _rows(book, name)
            if (typed := _typed(row, states)) is not None
        ]
        known = {file.evidence_id: file for file in files}
        looks = dict(look for row in _rows(book, words.FILES) if (look := _look(row, known)) is not None)
    finally:
        book.close()
    return ReadBack(tuple(edits), looks)


def _stands(state: State) -> str:
    return state.edit.text if state.edit else "\n".join(line.text for line in state.drawn)


def _digest(text: str) -> str:
    return hashlib.sha256("\n".join(split_lines(text[:_LONGEST])).encode()).hexdigest()[:16]


def _typed(row: Sequence[Any], states: dict[str, State]) -> Typed | None:
    key, text, written = str(row[0] or ""), _text(row[words.TEXT]), str(row[words.DIGEST] or "")
    if not key:
        return None
    if key not in states:
        raise BadWorkbook(f"the report has no place {key!r}: was the plan changed since the workbook was written?")
    state = states[key]
    standing = _digest(_stands(state))
    if _digest(text) in (written, standing):
        return None  # nobody changed it, or it stands so already
    if state.place[1] == INDICATORS:
        try:
            text = ", ".join(read_indicators(text)) or "-"
        except ValueError as error:
            raise BadWorkbook(f"{key}: {error}") from error
    return Typed(key, state.place, text or None, state.drawn, is_stale=bool(written) and written != standing)


def _text(value: Any) -> str:
    return "" if value is None else "\n".join(split_lines(str(value)))


def _look(row: Sequence[Any], known: dict[int, Attached]) -> tuple[int, PersonalData] | None:
    if row[0] is None or not str(row[0]).isdecimal():
        return None
    number, said = int(str(row[0])), thai.clean(str(row[words.FOUND] or ""))
    if not said or number not in known:
        return None
    found = next((kind for kind, label in words.PERSONAL_DATA.items() if label == said), None)
    if found is None:
        raise BadWorkbook(f"evidence {number}: choose one of the answers of the list")
    return None if known[number].found is found else (number, found)


def _write_files(book: Any, formats: dict[str, Any], composition: Composition, files: Sequence[Attached]) -> None:
    sheet = book.add_worksheet(words.FILES)
    _head(sheet, formats, words.FILE_HEADINGS, (10, 12, 40, 14, 60, 30))
    for row, file in enumerate(files, 1):
        label = composition.labels.get(file.measure_id, "")
        values = (str(file.evidence_id), label, file.agency, thai.short_month(file.month), file.name)
        for column, value in enumerate(values):
            sheet.write_string(row, column, value[:_LONGEST], formats["plain"])
        found = words.PERSONAL_DATA[file.found] if file.found else ""
        sheet.write_string(row, words.FOUND, found, formats["edit"])
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


def _head(sheet: Any, formats: dict[str, Any], headings: Sequence[str], widths: Sequence[int]) -> None:
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats["head"])
    sheet.freeze_panes(1, 0)


def _open(path: Path) -> Any:
    """Open a workbook for reading; one that is too big, packed or unpacked, is not opened at all."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadWorkbook(f"{path.name} is larger than {_MOST_BYTES // 1_000_000} MB")
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise BadWorkbook(f"{path.name} unpacks to more than {_MOST_UNPACKED // 1_000_000} MB")
        book = openpyxl.load_workbook(path, read_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise BadWorkbook(f"{path.name} is no workbook: write one with `kaona report edit`") from error
    if words.CELLS not in book.sheetnames:
        book.close()
        raise BadWorkbook(f"{path.name} is not the workbook that `kaona report edit` writes")
    return book


def _rows(book: Any, name: str) -> Iterator[list[Any]]:
    if name not in book.sheetnames:
        return
    width = max(words.DIGEST, words.FOUND) + 1
    for place, row in enumerate(book[name].iter_rows(min_row=2, max_col=width)):
        if place >= _MOST_ROWS:
            raise BadWorkbook(f"a sheet has more than {_MOST_ROWS} rows")
        if any(cell.data_type == "f" for cell in row if cell.value is not None):
            raise BadWorkbook(f"row {place + 2} holds a formula: type the text itself")
        values = [cell.value for cell in row]
        yield [*values, *[None] * (width - len(values))]
