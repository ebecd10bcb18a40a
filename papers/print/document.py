"""A paper as a value: titles, parts, a table in sections, remarks, a signature block; what Word,
PDF, Excel and HTML are made from.

It knows no database and no file format, and goes through JSON without loss: that is how it is
frozen in a published version and handed to the process that renders it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from papers.print import words
from papers.print.texts import is_written_list, number_text


class MarkKind(StrEnum):
    """Why a place of a draft is marked."""

    WRONG = "wrong"  # a figure that does not add up, or is not the stored one
    UNCHECKED = "unchecked"  # a figure that nothing stored tells
    CHANGED = "changed"  # the reports it was drawn from changed since it was edited


@dataclass(frozen=True)
class Mark:
    """A marked place of a line: letters ``start`` to ``end`` (exclusive; equal: the whole line),
    and the words beside it, empty where those of another mark of the line speak for it.
    """

    kind: MarkKind
    note: str
    start: int = 0
    end: int = 0

    @property
    def said(self) -> str:
        """The words beside it as papers print them, empty for none."""
        return f"{words.MARKS[self.kind.value]}: {self.note}" if self.note else ""


@dataclass(frozen=True)
class PaperLine:
    """One entry of a cell; ``sources`` say where it came from ("revision:17", "score:2:2567",
    "printed", "edit:5").
    """

    text: str
    sources: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class PaperCell:
    """One cell; ``key`` names it to people ("1.1/summary"), ``numbered`` puts 1. 2. 3. before its
    lines when there are several.
    """

    key: str
    lines: tuple[PaperLine, ...] = ()
    numbered: bool = False
    note: str = ""
    """A mark on the whole cell, for the drafts."""

    def printed(self, thai_digits: bool) -> list[str]:
        """Return the lines with their numbers, as every form of the paper prints them; a list that
        was written with numbers or marks of its own (two levels, a sentence that leads to it) keeps
        those.
        """
        texts = [line.text for line in self.lines]
        if not self.numbered or len(texts) < 2 or is_written_list(texts):
            return texts
        return [
            f"{number_text(place, thai_digits)}. {line.text}"
            for place, line in enumerate(self.lines, 1)
        ]


@dataclass(frozen=True)
class PaperRow:
    """One measure."""

    cells: tuple[PaperCell, ...]


@dataclass(frozen=True)
class PaperSection:
    """Rows under one heading that goes across the table; an empty heading is not printed."""

    heading: str
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True)
class PaperColumn:
    """A column: ``name`` for programs, ``heading`` for people, ``weight`` its share of the
    width.
    """

    name: str
    heading: str
    weight: int


@dataclass(frozen=True)
class HeadingLine:
    """A heading among the parts; level 1 stands above level 2 and that above level 3."""

    text: str
    level: int = 1
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph among the parts; ``lead`` is printed bold before its text."""

    text: str
    lead: str = ""
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class PaperTable:
    """A table among the parts, with columns of its own; its rows are never broken over pages, so
    they should be short.
    """

    caption: str
    """Not printed on paper: what the table is, for those who have it read to them."""
    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]
    middle: tuple[int, ...] = ()
    """The places of the columns whose cells are centred: figures."""
    strong: tuple[int, ...] = ()
    """The places of the rows that sum others up."""
    kind: str = field(default="table", init=False)

    @property
    def head(self) -> int:
        """The place of the column that says what a row is about."""
        return next((place for place in range(len(self.columns)) if place not in self.middle), 0)


Part = HeadingLine | Paragraph | PaperTable
"""What may stand before the introduction, in any order."""


@dataclass(frozen=True)
class Document:
    """A paper with one table, or with none where there are no columns."""

    organization: str
    fiscal_year: int
    titles: tuple[str, ...]
    introduction: tuple[str, ...]
    columns: tuple[PaperColumn, ...]
    sections: tuple[PaperSection, ...]
    remarks: tuple[str, ...]
    signature: tuple[str, ...]
    state: str
    """Draft or published, and when: printed at the foot of every page."""
    thai_digits: bool = False
    is_draft: bool = True
    made_at: str = ""
    """ISO 8601, UTC: written into the files as their date, so that one paper always makes the same
    file, byte for byte.
    """
    parts: tuple[Part, ...] = ()
    """What stands before the introduction, from a new page on."""
    item: str = ""
    """Under which item of the assessment the paper is published, on the title page; empty when that
    is not known.
    """
    caption: str = ""
    """What the table is, for those who have it read to them; empty: the table of results."""
    annex: tuple[PaperSection, ...] = ()
    """The table with all its detail, made as a workbook beside the paper where the paper itself
    rolls it up; empty where it does not.
    """
    names: tuple[str, ...] = ()
    """Names that are kept whole at the ends of lines: the organization's and its agencies'."""

    def to_json(self) -> dict[str, Any]:
        """Return lists, strings, numbers and booleans only."""
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        return plain

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Document:
        """Return what ``to_json`` was made of; a key that is not known is passed over, one of later
        days may be missing.
        """
        return cls(
            organization=raw["organization"],
            fiscal_year=raw["fiscal_year"],
            titles=tuple(raw["titles"]),
            introduction=tuple(raw["introduction"]),
            columns=_columns(raw["columns"]),
            sections=_sections(raw["sections"]),
            remarks=tuple(raw["remarks"]),
            signature=tuple(raw["signature"]),
            state=raw["state"],
            thai_digits=raw["thai_digits"],
            is_draft=raw["is_draft"],
            made_at=raw.get("made_at", ""),
            parts=tuple(_part(part) for part in raw.get("parts", ())),
            item=raw.get("item", ""),
            caption=raw.get("caption", ""),
            annex=_sections(raw.get("annex", ())),
            names=tuple(raw.get("names", ())),
        )

    @property
    def date(self) -> datetime:
        """The moment the files are dated (UTC); a paper that says none has the first one a ZIP
        archive can hold.
        """
        return (
            datetime.fromisoformat(self.made_at)
            if self.made_at
            else datetime(1980, 1, 1, tzinfo=UTC)
        )

    def cells(self) -> list[PaperCell]:
        """Return every cell of the table in printed order."""
        return [cell for section in self.sections for row in section.rows for cell in row.cells]

    def annex_cells(self) -> list[PaperCell]:
        """Return every cell of the annex in printed order."""
        return [cell for section in self.annex for row in section.rows for cell in row.cells]


def _part(raw: Mapping[str, Any]) -> Part:
    if raw["kind"] == "heading":
        return HeadingLine(raw["text"], raw["level"])
    if raw["kind"] == "paragraph":
        return Paragraph(raw["text"], raw["lead"])
    return PaperTable(
        raw["caption"],
        _columns(raw["columns"]),
        _rows(raw["rows"]),
        tuple(raw["middle"]),
        tuple(raw["strong"]),
    )


def _sections(raw: Sequence[Mapping[str, Any]]) -> tuple[PaperSection, ...]:
    return tuple(PaperSection(section["heading"], _rows(section["rows"])) for section in raw)


def _columns(raw: Sequence[Mapping[str, Any]]) -> tuple[PaperColumn, ...]:
    return tuple(PaperColumn(each["name"], each["heading"], each["weight"]) for each in raw)


def _rows(raw: Sequence[Mapping[str, Any]]) -> tuple[PaperRow, ...]:
    return tuple(PaperRow(tuple(map(_cell, each["cells"]))) for each in raw)


def _cell(raw: Mapping[str, Any]) -> PaperCell:
    lines = tuple(
        PaperLine(
            line["text"],
            tuple(line["sources"]),
            tuple(
                Mark(MarkKind(m["kind"]), m["note"], m["start"], m["end"]) for m in line["marks"]
            ),
        )
        for line in raw["lines"]
    )
    return PaperCell(raw["key"], lines, raw["numbered"], raw["note"])


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value.value if isinstance(value, StrEnum) else value
