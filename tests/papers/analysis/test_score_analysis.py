"""The analysis by issue: what is low, what rose and fell, the drafted texts, and the parts of a
paper they become.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

import plans.workbooks.score_files as score_files
from models.tables.year.score import Heading
from papers.analysis.drafted_texts import draft, text_of
from papers.analysis.issues import IssueAnalysis
from papers.analysis.paper import compose_analysis
from papers.analysis.parts import analysis_parts
from papers.analysis.score_analysis import Analysis, analyse, note_drafts
from papers.analysis.sentences import overall_words, standing_words
from papers.print.digits import with_digits
from papers.print.document import PaperTable, Paragraph
from papers.print.office.word import write_word
from scores.ledger import Entry
from scores.rule_form import rule_from_json
from scores.rules import Rule
from scores.shipped_rules import shipped_rule
from tests.documents import SCORES as SCORES_DOCUMENT
from tests.documents import published

FORM: dict[str, Any] = {
    "fiscal_year": 2570,
    "compositions": [
        {"code": "overall", "of": ["IIT", "OIT"], "way": "weighted", "shares": ["0.5", "0.5"]},
        {"code": "IIT", "of": ["1"], "way": "mean"},
        {"code": "OIT", "of": ["10"], "way": "mean"},
        {"code": "1", "of": ["i1-i3"], "way": "mean"},
    ],
    "parts": {"e": {"way": "mean"}},
    "levels": {"value": [{"name": "ผ่าน", "overall": 85}, {"name": "ต้องปรับปรุง", "overall": 0}]},
    "issues": [
        {"number": "1", "title": "กระบวนการปฏิบัติงาน", "questions": ["i1-i3", "e1", "o7"]},
        {"number": "2", "title": "การให้บริการ", "questions": ["o8"]},
    ],
    "titles": {
        "i1": "ตามขั้นตอน",
        "i2": "เท่าเทียม",
        "o7": "แผนพัฒนา",
        "o8": "สถิติ",
        "1": "การปฏิบัติหน้าที่",
        "10": "การป้องกันการทุจริต",
    },
    "same_questions": True,
}
RULE = rule_from_json(FORM)
SCORES = {"i1": "90", "i2": "84.99", "i3": "85", "o7": "0", "o99": "50", "10": "70", "1": "99.99"}
BEFORE = {"i1": "80.50", "i2": "90", "i3": "85", "overall": "80.00"}
PARTS = [Entry("e1", 1, Decimal("91.47")), Entry("e1", 2, Decimal("83.50"))]


def entries(scores: Mapping[str, str]) -> list[Entry]:
    return [Entry(code, 0, Decimal(value)) for code, value in scores.items()]


def sample(**more: Any) -> Analysis:
    return analyse(
        "จังหวัดตัวอย่าง", RULE, [*entries(SCORES), *PARTS], Rule(2569), entries(BEFORE), **more
    )


def codes(analysis: Analysis, what: str) -> list[str]:
    return [question.code for question in getattr(analysis.issues[0], what)]


def analysed(path: Path, year: int) -> Analysis:
    found = score_files.read_score_file(path).entries
    return analyse(
        "หน่วยงาน", shipped_rule(year), found[year], shipped_rule(year - 1), found.get(year - 1, ())
    )


def test_what_is_low_is_below_the_threshold_or_has_a_part_that_is() -> None:
    analysis = sample()
    assert codes(analysis, "low") == [
        "o7",
        "i2",
        "e1",
    ]  # e1 as a whole is above, only its second part is not
    assert codes(analysis, "lowest") == ["o7"]
    assert codes(sample(threshold=Decimal("84.99")), "low") == ["o7", "e1"]
    assert codes(sample(threshold=Decimal(0)), "low") == []


def test_what_rose_and_what_fell_stand_with_the_greatest_first() -> None:
    analysis = sample()
    assert (codes(analysis, "risen"), codes(analysis, "fallen")) == (["i1"], ["i2"])
    assert analysis.changes["i3"].difference == 0


def test_a_question_of_no_issue_is_not_lost() -> None:
    assert [question.code for question in sample().unplaced] == ["o99"]


def test_the_drafts_name_every_low_question_and_what_to_keep() -> None:
    issue = sample().issues[0]
    shortcoming = text_of(issue, Heading.SHORTCOMING)
    assert "3 ข้อ" in shortcoming
    for text in (
        "o7 แผนพัฒนา (0.00 คะแนน)",
        "e1",
        "ส่วนที่ 2 83.50 คะแนน",
        "i2 เท่าเทียม (84.99 คะแนน)",
        "ลดลงจากปีก่อน",
    ):
        assert text in shortcoming
    development = text_of(issue, Heading.DEVELOPMENT).split("\n")
    assert len(development) == 3  # one sentence for each of the three views
    assert "เผยแพร่ข้อมูล" in development[2]
    assert "o7" in development[2]
    keeping = text_of(issue, Heading.KEEPING)
    assert "i1 และ i3" in keeping
    assert "i2" not in keeping


def test_an_issue_without_scores_says_so() -> None:
    assert all("ยังไม่มีคะแนน" in text_of(sample().issues[1], heading) for heading in Heading)


def test_full_marks_ask_for_nothing_but_to_be_kept() -> None:
    full = analyse("ก", RULE, entries({"o8": "100"}), Rule(2569)).issues[1]
    assert "ไม่มีข้อที่ได้คะแนนต่ำกว่า 85" in text_of(full, Heading.SHORTCOMING)
    assert "คะแนนเต็ม" in text_of(full, Heading.DEVELOPMENT)
    assert "o8" in text_of(full, Heading.KEEPING)


def test_the_secretariats_text_stands_in_place_of_the_draft() -> None:
    own = {("1", Heading.KEEPING): "ข้อความของฝ่ายเลขานุการ", ("9", Heading.KEEPING): "ประเด็นที่ไม่มี"}
    analysis = sample(own=own)
    assert text_of(analysis.issues[0], Heading.KEEPING) == "ข้อความของฝ่ายเลขานุการ"
    assert draft(analysis.issues[0], Heading.KEEPING) != "ข้อความของฝ่ายเลขานุการ"
    drafts = {(draft.issue, draft.heading): draft for draft in note_drafts(analysis)}
    assert len(drafts) == 2 * 3
    assert drafts["1", Heading.KEEPING].own == "ข้อความของฝ่ายเลขานุการ"
    assert drafts["1", Heading.SHORTCOMING].own == ""


def test_the_whole_is_said_in_words_with_the_reason_of_the_level() -> None:
    analysis = sample()
    # 1 is printed 99.99 but its questions make 86.66: that is what counts, (86.6633 + 70) / 2.
    assert overall_words(analysis).endswith(
        "ได้คะแนนภาพรวม 78.33 คะแนน ลดลงจากปีงบประมาณ พ.ศ. 2569 (80.00 คะแนน) 1.67 คะแนน "
        "คิดเป็นร้อยละ "
        "2.09 อยู่ในระดับต้องปรับปรุง"
    )
    assert any("ตัวชี้วัดที่ 10 การป้องกันการทุจริต 70.00" in text for text in standing_words(analysis))
    unknown = analyse("ก", Rule(2599), entries({"overall": "90"}), Rule(2598))
    assert any("ไม่พบเกณฑ์" in text for text in standing_words(unknown))
    assert "ยังไม่มีคะแนนภาพรวม" in overall_words(analyse("ก", Rule(2599), [], Rule(2598)))


def tables(analysis: Analysis) -> list[list[list[str]]]:
    found = [part for part in analysis_parts(analysis) if isinstance(part, PaperTable)]
    return [
        [["\n".join(line.text for line in cell.lines) for cell in row.cells] for row in table.rows]
        for table in found
    ]


def told(analysis: Analysis) -> list[str]:
    """Every heading and paragraph, as they are printed."""
    lines = [part for part in analysis_parts(analysis) if not isinstance(part, PaperTable)]
    return [
        f"{part.lead} {part.text}".strip() if isinstance(part, Paragraph) else part.text
        for part in lines
    ]


def test_the_parts_hold_every_score_text_and_mark() -> None:
    whole, first, unplaced = tables(sample())
    assert [row[1] for row in whole] == [
        "overall", "IIT", "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", "OIT", "ตัวชี้วัดที่ 10 การป้องกันการทุจริต",
    ]  # fmt: skip
    assert whole[0][2:] == ["78.33", "80.00", "−1.67", "−2.09"]
    rows = {row[1].split()[0]: row for row in first}
    assert rows["i2"] == ["IIT", "i2 เท่าเทียม", "84.99", "90.00", "−5.01", "▼ ต่ำกว่า 85"]
    assert rows["i1"][4:] == ["+9.50", ""]
    assert rows["e1"][2] == "87.49\nส่วนที่ 1: 91.47\nส่วนที่ 2: 83.50"
    assert rows["e1"][5] == "▼ ส่วนที่ 2 ต่ำกว่า 85"  # as a whole it is not low
    assert rows["o7"][5] == "▼ ต่ำกว่า 85\nต่ำที่สุด"
    assert unplaced[0][1] == "o99"
    texts = told(sample())
    assert any(text.startswith("ข้อบกพร่อง/ข้อปรับปรุง : มีข้อที่ได้คะแนนต่ำกว่า 85") for text in texts)
    assert any(text.startswith("ตัวชี้วัดที่ 1 พิมพ์ว่า 99.99 คะแนน แต่คำนวณได้ 86.66") for text in texts)
    assert texts[texts.index("ประเด็นที่ 2 การให้บริการ") + 1] == "ยังไม่มีคะแนนรายข้อของประเด็นนี้"


def test_the_overall_score_and_the_instruments_stand_out() -> None:
    whole = next(part for part in analysis_parts(sample()) if isinstance(part, PaperTable))
    assert [whole.rows[place].cells[1].lines[0].text for place in whole.strong] == [
        "overall",
        "IIT",
        "OIT",
    ]


def test_a_text_of_several_lines_stands_in_as_many_paragraphs() -> None:
    own = {("1", Heading.DEVELOPMENT): "อบรมเจ้าหน้าที่ใหม่\n\nปรับปรุงคู่มือ"}
    texts = told(sample(own=own))
    place = texts.index("การพัฒนา : อบรมเจ้าหน้าที่ใหม่")
    assert texts[place + 1] == "ปรับปรุงคู่มือ"


def test_of_issues_without_any_score_only_that_is_said() -> None:
    analysis = analyse("ก", RULE, entries({"overall": "90"}), Rule(2569))
    assert told(analysis)[-2:] == ["2. การวิเคราะห์แยกตามประเด็น", "ยังไม่มีคะแนนรายข้อของประเด็นใด"]


def test_the_paper_of_an_analysis_is_its_parts_in_the_digits_asked_for() -> None:
    now = datetime(2027, 10, 15, 3, tzinfo=UTC)
    paper = compose_analysis(sample(), now, thai_digits=True)
    assert paper.parts == with_digits(compose_analysis(sample(), now), True).parts
    assert (paper.columns, paper.titles[-1]) == ((), "ประจำปีงบประมาณ พ.ศ. ๒๕๗๐")
    assert paper.state == "ข้อมูล ณ วันที่ ๑๕ ตุลาคม ๒๕๗๐"
    word = docx.Document(BytesIO(write_word(paper)))
    assert len(word.tables) == 3
    text = "\n".join(
        [each.text for each in word.paragraphs]
        + [cell.text for made in word.tables for cell in made._cells]
    )
    assert not any(digit in text for digit in "0123456789")


def test_without_last_year_its_columns_are_left_out() -> None:
    parts = analysis_parts(analyse("ก", RULE, entries(SCORES), Rule(2569)))
    _, questions, *_ = (part for part in parts if isinstance(part, PaperTable))
    assert [column.heading for column in questions.columns] == [
        "แบบ",
        "ข้อคำถาม",
        "คะแนนปี 2570",
        "หมายเหตุ",
    ]


def test_letters_that_no_file_may_hold_are_left_out() -> None:
    own = {("1", Heading.KEEPING): "ก\x00ข\x0b\ud800ค\n=1+1"}
    texts = told(sample(own=own))
    assert "การรักษาระดับ : กขค" in texts
    assert "=1+1" in texts


def test_what_is_low_in_a_document_stands_under_its_issue_the_lowest_first() -> None:
    analysis = analysed(SCORES_DOCUMENT, 2567)
    low = {issue.number: [question.code for question in issue.low] for issue in analysis.issues}
    assert low == {
        "1": [],
        "2": ["o25"],
        "3": ["o6"],
        "4": ["i11", "i10"],
        "5": ["o17"],
        "6": ["o20", "o21"],
        "7": ["o23", "o24", "o34", "o35"],
    }
    assert analysis.unplaced == ()
    assert sum(len(issue.scored) for issue in analysis.issues) == 15 + 35


@pytest.mark.parametrize("path", [published("tun-sao-plan-2568.txt")])
def test_tun_is_analysed_as_it_analysed_itself(path: Path) -> None:
    analysis = analysed(path, 2567)
    low = {issue.number: [question.code for question in issue.low] for issue in analysis.issues}
    assert low["1"] == ["o9", "o8"]  # Tun names the yearly report, o9
    assert low["3"] == ["o2"]  # and who leads it, o2
    assert low["4"] == ["i10", "i12"]  # and the borrowing of property, i10
    assert "o34" in low["7"]
    assert analysis.unplaced == ()
    assert sum(len(issue.scored) for issue in analysis.issues) == 15 + 9 + 35


@pytest.mark.parametrize("path", [published("tak-province-plan-2567.txt")])
def test_tak_is_analysed_as_it_analysed_itself(path: Path) -> None:
    analysis = analysed(path, 2566)
    issues: dict[str, IssueAnalysis] = {issue.number: issue for issue in analysis.issues}
    # Tak speaks of e1 (part 2), e11, e12 and e15 below 85, of i8 with 80.70, and of e13 that stands
    # at 95.
    assert {question.code for question in issues["1"].low} == {"e1", "e11", "e12", "e15"}
    assert [question.code for question in issues["5"].low] == ["i8"]
    assert issues["5"].low[0].value == Decimal("80.70")
    assert {question.code for question in issues["5"].fallen} == {"i8"}
    placed = {question.code for issue in analysis.issues for question in issue.questions}
    assert len(placed) + len(analysis.unplaced) == 30 + 15 + 43
    assert analysis.changes["overall"].difference == Decimal("1.33")
