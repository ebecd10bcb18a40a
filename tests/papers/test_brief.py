"""The executive's page: what it says, and that it is one page whatever it has to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pypdfium2  # type: ignore[import-untyped, unused-ignore]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.database import Database
from models.month.calendar import at
from models.month.summary import Count
from papers.brief import BriefPaper, NoRound, compose_brief, few, issue_status
from papers.brief_page import MAX_PNG, write_page
from papers.print.charts import ChartMonth, draw, month_columns, share_bar
from papers.print.rendering import run_worker
from tests.papers.office import DECEMBER, NOVEMBER, Office, small_office

AFTER = at(date(2027, 1, 10), 9)
SVG = "{http://www.w3.org/2000/svg}"


def paper_of(database: Database, **scores: str) -> BriefPaper:
    """Two of three agencies report in November, one of them in December."""
    with database.begin() as session:
        office, measure = small_office(session, agencies=3, months=(NOVEMBER, DECEMBER))
        office.issue("2", "การให้บริการและระบบ E-Service")
        for name, month in (("01", NOVEMBER), ("02", NOVEMBER), ("01", DECEMBER)):
            office.sends(f"สำนักงานที่ {name}", measure, month, "ทำแล้ว")
        office.scores(**scores)
        return compose_brief(session, office.organization, DECEMBER, AFTER)


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def png_size(data: bytes) -> tuple[int, int]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def test_it_counts_the_month_against_the_month_before(database: Database) -> None:
    paper = paper_of(database)
    told = [(number.label, number.value, number.change) for number in paper.numbers]
    assert told == [
        ("ต้องรายงาน", "3", "เท่าเดือนก่อน (3)"),
        ("รายงานแล้ว", "1 (33%)", "▼ จาก 2 ในเดือนก่อน"),
        ("ตรงเวลา", "1 (33%)", "▼ จาก 2 ในเดือนก่อน"),
        ("ยังไม่ส่ง", "2", "▲ จาก 1 ในเดือนก่อน"),
    ]
    assert paper.headline == "ยังไม่รายงาน 2 จาก 3 รายการ จาก 2 หน่วยงาน"
    assert [(row.count, row.status) for row in paper.issues] == [
        ("1/3", "ค้างรายงาน"),
        ("–", "ไม่มีกำหนดส่ง"),
    ]
    assert paper.stuck == (("1.1 สร้างการรับรู้", "พ.ย. 69", "2 หน่วยงาน"),)


def test_a_level_that_is_not_known_is_said_to_be_unknown(database: Database) -> None:
    assert paper_of(database).forecast == ("ยังไม่ทราบ เพราะยังไม่มีคะแนน ITA ของปีใดในระบบ",)


def test_the_level_of_the_last_year_stands_for_this_one_and_says_so(database: Database) -> None:
    paper = paper_of(
        database, y2567_overall="92.83", y2567_IIT="96.00", y2567_EIT="82.78", y2567_OIT="98.00"
    )
    first, second, *rest = paper.forecast
    assert first == "ยังไม่มีคะแนนของปีงบประมาณ พ.ศ. 2570 หากได้คะแนนเท่ากับปีล่าสุดที่มี (พ.ศ. 2567)"
    assert second == "คะแนนภาพรวม 92.83 คะแนน ระดับผ่าน"
    assert any("เครื่องมือ EIT" in line and "82.78" in line and "ระดับผ่านดี" in line for line in rest)


def test_a_month_without_a_round_is_refused(database: Database) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        with pytest.raises(NoRound, match="2027-05"):
            compose_brief(session, office.organization, date(2027, 5, 1), AFTER)


def test_it_is_one_page_of_pdf_whose_text_copies_out_and_a_png_fit_for_line(
    database: Database,
) -> None:
    paper = paper_of(database).to_json()
    (text,) = pages(run_worker("papers.brief_page", ["pdf"], paper))
    for words in (
        "สรุปสำหรับผู้บริหาร",
        "ธันวาคม 2569",
        "ยังไม่ส่ง",
        "ค้างรายงาน",
        "พ.ย. 69",
        "ระดับผลการประเมินที่คาด",
    ):
        assert words in text
    picture = run_worker("papers.brief_page", ["png"], paper)
    assert len(picture) <= MAX_PNG
    assert png_size(picture)[0] > 1000


def test_the_longest_brief_is_still_one_page(database: Database) -> None:
    paper = paper_of(database)
    long = "มาตรการ" * 18 + "…"
    crowded = replace(
        paper,
        headline=long,
        issues=tuple(replace(paper.issues[0], name=f"{n}. {long}") for n in range(8)),
        stuck=((long, "พ.ย. 69", long),) * 5,
        forecast=(long,) * 6,
    )
    assert len(pages(write_page(crowded.to_json(), "pdf"))) == 1
    assert len(write_page(crowded.to_json(), "png")) <= MAX_PNG


def test_of_many_issues_those_with_most_missing_are_shown_and_the_rest_counted_together() -> None:
    rows = [(f"{n}. ประเด็น", Count(10, 10 - n % 7, 1)) for n in range(60)]
    shown = few(rows)
    assert len(shown) == 12
    assert shown[:-1] == [row for row in rows if row in shown]
    assert sorted(count.missing for _, count in shown[:-1]) == [5] * 3 + [6] * 8
    assert shown[-1][0] == "ประเด็นอื่นอีก 49 ประเด็น"
    for field in ("expected", "sent", "on_time"):
        assert sum(getattr(count, field) for _, count in shown) == sum(
            getattr(count, field) for _, count in rows
        )
    assert few(rows[:12]) == rows[:12]


def test_a_year_of_sixty_measures_with_long_titles_is_one_page(database: Database) -> None:
    long = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสในการใช้อำนาจและการบริหารงานบุคคล" * 4
    with database.begin() as session:
        office = Office(session)
        issues = [office.issue(str(number), f"{long} {number}") for number in range(15)]
        for number in range(60):
            issue = issues[number // 4]
            office.measure(
                f"{number}", "สำนักงานที่ 01", issue=issue, recurrence="monthly", title=long
            )
        office.begin(NOVEMBER)
        paper = compose_brief(session, office.organization, NOVEMBER, AFTER)
    assert len(paper.issues) == 12
    assert len(paper.stuck) == 5
    assert len(pages(write_page(paper.to_json(), "pdf"))) == 1
    assert len(write_page(paper.to_json(), "png")) <= MAX_PNG


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_bars_never_leave_their_frame(on_time: int, late: int, missing: int) -> None:
    count = Count(on_time + late + missing, on_time + late, on_time)
    months = [ChartMonth("ก.ย. 70", count), ChartMonth("ต.ค. 70", None)]
    for svg in (share_bar(count), month_columns(months)):
        root = ElementTree.fromstring(svg)
        width, height = (float(root.attrib[name]) for name in ("width", "height"))
        for rect in root.findall(f"{SVG}rect"):
            x, y, wide, high = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
            assert x >= 0
            assert y >= 0
            assert x + wide <= width + 0.2
            assert y + high <= height + 0.2


def test_words_in_charts_are_words_and_their_marks_are_drawn() -> None:
    svg = month_columns(
        [ChartMonth('<script>"&', Count(2, 1, 1)), ChartMonth("ปี่ น้ำ", Count(1, 0, 0))]
    )
    texts = [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert '<script>"&' in texts
    with_marks, without = (
        month_columns([ChartMonth(label, Count(2, 1, 1))]) for label in ("ที่", "ท")
    )
    assert draw(with_marks, 720) != draw(without, 720)
    assert png_size(draw(with_marks, 720))[0] == 720


@pytest.mark.parametrize(
    ("count", "is_due", "word"),
    [
        (Count(3, 3, 3), True, "ครบถ้วน"),
        (Count(3, 3, 2), True, "ครบ แต่ล่าช้า"),
        (Count(3, 2, 2), False, "อยู่ในกำหนดเวลา"),
        (Count(3, 2, 2), True, "ค้างรายงาน"),
        (Count(3, 0, 0), True, "ยังไม่มีรายงาน"),
        (Count(), True, "ไม่มีกำหนดส่ง"),
    ],
)
def test_every_issue_has_a_word_for_how_it_stands(count: Count, is_due: bool, word: str) -> None:
    assert issue_status(count, is_due=is_due) == word


def test_before_the_due_date_nothing_is_compared_with_a_month_that_is_over(
    database: Database,
) -> None:
    with database.begin() as session:
        office, measure = small_office(session, agencies=3, months=(NOVEMBER, DECEMBER))
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ทำแล้ว")
        early = compose_brief(session, office.organization, DECEMBER, at(DECEMBER, 12))
    assert [number.change for number in early.numbers][1:] == ["ยังไม่ถึงกำหนดส่ง"] * 3
