"""The workbook read back as edits."""

import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from models.tables.year.result_report import PersonalData
from papers.print.document import PaperLine
from papers.print.texts import split_lines
from papers.result.checks.personal import Attached
from papers.result.composition import ComposedPaper, State
from papers.result.edits import INDICATORS, Place
from papers.result.score_words import read_indicators
from papers.workbook import words
from papers.workbook.belonging import LABELS, Belonging, OtherWorkbook, check_belonging
from papers.workbook.standing import digest_of, standing_text
from thai.cleaning import clean
from thai.dates import long_date

_MOST_BYTES = 20_000_000
_MOST_UNPACKED = 40_000_000
_MOST_ROWS = 20_000

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
class TypedCells:
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

    edits: tuple[TypedCells, ...]
    looks: dict[int, PersonalData]


def read_workbook(
    path: Path,
    composition: ComposedPaper,
    files: Sequence[Attached],
    belonging: Belonging,
    *,
    any_version: bool = False,
) -> ReadBack:
    """Read what was changed in a workbook; BadWorkbook for another file or another paper's
    workbook, a formula, or an indicator that is none.
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
    try:
        check_belonging(rows.belonging, belonging, any_version=any_version)
    except OtherWorkbook as other:
        raise BadWorkbook(f"{path.name}: {other}") from other
    edits = [typed for row in rows.texts if (typed := _typed(row, states)) is not None]
    if twice := [key for key, count in Counter(typed.key for typed in edits).items() if count > 1]:
        raise BadWorkbook(f"these places stand in the workbook twice: {', '.join(twice)}")
    looks = dict(look for row in rows.files if (look := _look(row, known)) is not None)
    return ReadBack(tuple(edits), looks)


def _typed(row: Sequence[Any], states: dict[str, State]) -> TypedCells | None:
    key, text, written = str(row[0] or ""), _text(row[words.TEXT]), str(row[words.DIGEST] or "")
    if not key:
        return None
    if key not in states:
        raise BadWorkbook(
            f"the paper has no place {key!r}: was the plan changed since the workbook was written?"
        )
    state = states[key]
    standing = digest_of(standing_text(state))
    if digest_of(text) in (written, standing):
        return None  # nobody changed it, or it stands so already
    if state.place[1] == INDICATORS:
        try:
            text = ", ".join(read_indicators(text)) or "-"
        except ValueError as error:
            raise BadWorkbook(f"{key}: {error}") from error
    return TypedCells(
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


@dataclass(frozen=True)
class _Rows:
    texts: list[list[Any]]
    files: list[list[Any]]
    belonging: dict[str, Any]


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
        whose: dict[str, Any] = {}
        if words.BELONGING in book.sheetnames:
            for label, value in book[words.BELONGING].iter_rows(
                max_row=len(LABELS), min_col=1, max_col=2, values_only=True
            ):
                whose[str(label)] = value
        return _Rows(texts, list(_rows(book, words.FILES, words.FILE_HEADINGS)), whose)
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
