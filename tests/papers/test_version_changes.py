"""What changed between two states of a paper."""

from __future__ import annotations

from dataclasses import replace

from papers.print.document import (
    Document,
    PaperCell,
    PaperColumn,
    PaperLine,
    PaperRow,
    PaperSection,
)
from papers.version_changes import LineChange, changed_cells


def paper(*texts: str) -> Document:
    cells = (
        PaperCell("1.1/measure", (PaperLine("1.1 มาตรการ"),)),
        PaperCell("1.1/summary", tuple(PaperLine(text) for text in texts)),
    )
    columns = (PaperColumn("measure", "มาตรการ", 1), PaperColumn("summary", "ผล", 1))
    sections = (PaperSection("", (PaperRow(cells),)),)
    return Document("จังหวัด", 2570, ("รายงาน",), (), columns, sections, (), (), "")


def test_lines_that_came_and_went_stand_with_those_that_stayed() -> None:
    (change,) = changed_cells(paper("ก", "ข", "ค"), paper("ก", "ค", "ง"))
    assert (change.key, change.title, change.column) == ("1.1/summary", "1.1 มาตรการ", "ผล")
    assert change.lines == (
        LineChange(" ", "ก"),
        LineChange("-", "ข"),
        LineChange(" ", "ค"),
        LineChange("+", "ง"),
    )


def test_digits_of_another_script_are_no_change_and_a_part_that_went_is_one() -> None:
    before = replace(paper("ร้อยละ 85"), remarks=("หมายเหตุ",))
    (change,) = changed_cells(before, paper("ร้อยละ ๘๕"))
    assert (change.key, change.lines) == ("remarks", (LineChange("-", "หมายเหตุ"),))
