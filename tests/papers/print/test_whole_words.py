"""Names and compounds that no line of a PDF ends in."""

import re
from dataclasses import replace

from papers.print.document import PaperCell, PaperLine, PaperRow, PaperSection
from papers.print.pdf import write_pdf
from papers.print.whole_words import split_whole, whole_words
from tests.papers.print.test_papers import paper
from tests.papers.print.test_pdf_pages import pdf_pages

NAMES = ("จังหวัดสุราษฎร์ธานี", "สำนักงานศึกษาธิการจังหวัดสุราษฎร์ธานี", "ที่ว่าการอำเภอเกาะสมุย")


def kept(text: str, most: int, names: tuple[str, ...] = NAMES) -> list[str]:
    return [part for part, is_whole in split_whole(text, whole_words(names, most)) if is_whole]


def test_a_name_is_kept_whole_where_it_fits() -> None:
    text = "ให้สำนักงานศึกษาธิการจังหวัดสุราษฎร์ธานีรายงานผลการประเมินต่าง ๆ"
    assert kept(text, 40) == [
        "สำนักงานศึกษาธิการจังหวัดสุราษฎร์ธานี",
        "รายงานผล",
        "การประเมิน",
        "ต่าง ๆ",
    ]


def test_a_name_that_does_not_fit_is_kept_in_its_parts() -> None:
    text = "สำนักงานศึกษาธิการจังหวัดสุราษฎร์ธานี ที่ว่าการอำเภอเกาะสมุย"
    assert kept(text, 16) == [
        "สำนักงาน",
        "ศึกษาธิการ",
        "จังหวัดสุราษฎร์ธานี",
        "ที่ว่าการ",
        "อำเภอเกาะสมุย",
    ]
    assert kept(text, 10)[-2:] == ["ที่ว่าการ", "อำเภอ"]


def test_every_province_is_known_without_names() -> None:
    assert kept("ไปจังหวัดน่านและอุบลราชธานี", 40, ()) == ["จังหวัดน่าน", "อุบลราชธานี"]


def test_the_pattern_is_understood_by_typst_too() -> None:
    pattern = whole_words(("ก (ข) [ค] 1.5-2 {ง}|จ+*?^$",), 40)
    assert re.compile(pattern)
    assert not re.search(r"\\[a-zA-Zก-๙]|\(\?[^:]", pattern)  # none of Python's own signs


def test_no_line_of_a_pdf_ends_in_a_name_or_a_compound() -> None:
    words = ("จังหวัดสุราษฎร์ธานี", "งบประมาณ", "คะแนน", "สำนักงาน", "ดำเนินการ")
    lines = [
        PaperLine(f"{'ที่' * shift}ให้{'และ'.join(words)}ด้วย") for shift in range(8)
    ]  # each word comes to stand at the end of some line
    count = len(paper().columns)
    row = PaperRow(tuple(PaperCell(f"1/{n}", tuple(lines)) for n in range(count)))
    made = replace(paper(), sections=(PaperSection("", (row,)),), names=NAMES)
    printed = "\n".join(pdf_pages(write_pdf(made))).replace("\r", "")
    for word in words:
        assert printed.count(word) >= len(lines) * count
