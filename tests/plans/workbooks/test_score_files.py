"""Scores read from documents: every score with its year and its printed decimals, and the doubts
about them.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from plans.document import Unreadable, WarningKind
from plans.workbooks.score_files import read_score_file
from scores.ledger import Entry, recompute
from scores.shipped_rules import shipped_rule
from tests.documents import SCORES, published

tak, tun = published("tak-province-plan-2567.txt"), published("tun-sao-plan-2568.txt")
OWN = """ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๗ คะแนนภาพรวมอยู่ที่ ๙๐.๐๐ คะแนน

ลำดับ	รายละเอียดตัวชี้วัด	คะแนน
๑	การปฏิบัติหน้าที่	๙๓.๕
๒	การใช้งบประมาณ	๙๔.๘๖

เครื่องมือ	ข้อคำถาม	คะแนน
IIT	ข้อ i๑ ตามขั้นตอน	๙๒.๐๐
	ข้อ i๒ เท่าเทียม	๘๘.๕๗
	ข้อ i๓ สินบน	๑๐๐
"""


def saved(folder: Path, text: str) -> Path:
    path = folder / "scores.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_paper_with_scores_and_no_measures_is_read(tmp_path: Path) -> None:
    found = read_score_file(saved(tmp_path, OWN))
    assert found.entries[2567] == (
        Entry("1", 0, Decimal("93.50"), 1),
        Entry("2", 0, Decimal("94.86"), 2),
        Entry("i1", 0, Decimal("92.00"), 2),
        Entry("i2", 0, Decimal("88.57"), 2),
        Entry("i3", 0, Decimal("100.00"), 0),
    )
    assert found.fiscal_year is None
    assert recompute(shipped_rule(2567), found.entries[2567]).contradictions == ()


def test_a_printed_sum_that_does_not_come_out_is_a_warning(tmp_path: Path) -> None:
    found = read_score_file(saved(tmp_path, OWN.replace("๙๓.๕\n", "๙๙.๕๐\n")))
    assert [warning.kind for warning in found.warnings] == [WarningKind.ARITHMETIC]
    (wrong,) = recompute(shipped_rule(2567), found.entries[2567]).contradictions
    assert (wrong.code, wrong.printed, wrong.computed) == ("1", Decimal("99.50"), Decimal("93.52"))


def test_a_paper_without_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="prints no score"):
        read_score_file(saved(tmp_path, "เรื่อง ขอเชิญประชุม\n\nเรียน หัวหน้าส่วนราชการ\n"))


def test_our_own_is_read_whole_and_comes_out_as_printed() -> None:
    found = read_score_file(SCORES)
    assert {year: len(entries) for year, entries in found.entries.items()} == {2567: 15 + 35 + 14}
    ledger = recompute(shipped_rule(2567), found.entries[2567])
    figures = {figure.code: figure for figure in ledger.figures}
    assert [str(figures[code].computed) for code in ("overall", "IIT", "EIT", "OIT")] == [
        "82.60",
        "91.57",
        "86.00",
        "73.33",
    ]
    subs = [figures[f"9.{number}"].computed for number in range(1, 6)]
    assert list(map(str, subs)) == ["83.33", "100.00", "75.00", "50.00", "25.00"]
    assert all(figure.ok and figure.step.terms for figure in ledger.figures)
    assert ledger.contradictions == ()
    assert (ledger.standing.level, ledger.standing.held_down_by) == ("ต้องปรับปรุง", "9")


@pytest.mark.parametrize("path", [tak])
def test_tak_is_read_whole_and_comes_out_as_printed(path: Path) -> None:
    found = read_score_file(path)
    assert {year: len(entries) for year, entries in found.entries.items()} == {2565: 46, 2566: 117}
    ledger = recompute(shipped_rule(2566), found.entries[2566])
    figures = {figure.code: figure for figure in ledger.figures}
    assert (figures["overall"].printed, figures["overall"].computed) == (
        Decimal("94.16"),
        Decimal("94.16"),
    )
    assert [str(figures[code].computed) for code in ("IIT", "EIT", "OIT")] == [
        "93.17",
        "87.36",
        "100.00",
    ]
    printed = {
        entry.code
        for entry in found.entries[2566]
        if entry.part == 0 and entry.code[0] not in "ieo"
    } | {"overall"}
    assert printed <= set(figures)
    assert all(figure.ok and len(figure.step.terms) >= 2 for figure in ledger.figures)
    assert [len(figures[str(number)].step.terms) for number in range(1, 9)] == [6] * 5 + [5] * 3
    assert (ledger.standing.level, ledger.standing.held_down_by) == (None, "8")


@pytest.mark.parametrize("path", [tun])
def test_tun_comes_out_within_a_hundredth_of_its_print(path: Path) -> None:
    found = read_score_file(path)
    ledger = recompute(shipped_rule(2567), found.entries[2567])
    figures = {figure.code: figure for figure in ledger.figures}
    assert (figures["overall"].printed, figures["overall"].computed) == (
        Decimal("72.84"),
        Decimal("72.83"),
    )
    assert ledger.contradictions == ()
    subs = [figures[f"9.{number}"].computed for number in range(1, 6)]
    assert list(map(str, subs)) == ["83.33", "50.00", "25.00", "25.00", "37.50"]
    assert (str(figures["9"].computed), str(figures["10"].computed)) == ("44.17", "60.00")
    assert not {"6", "7", "8"} & set(
        figures
    )  # how the two surveys of 2567 are weighed was not found
    assert (ledger.standing.level, ledger.standing.held_down_by) == ("ต้องปรับปรุง", "9")


@pytest.mark.parametrize(
    ("path", "year"),
    [
        pytest.param(SCORES, 2567, id=SCORES.stem),
        published("tak-province-plan-2567.txt", 2566),
        published("tun-sao-plan-2568.txt", 2567),
    ],
)
def test_every_figure_of_a_document_is_caught_when_it_slips(path: Path, year: int) -> None:
    entries = read_score_file(path).entries[year]
    rule = shipped_rule(year)
    checked = [figure for figure in recompute(rule, entries).figures if figure.printed is not None]
    assert len(checked) >= 8
    for figure in checked:
        for slip in (Decimal("0.08"), Decimal("-0.08"), Decimal("-10")):
            value = figure.computed + slip
            slipped = [entry for entry in entries if entry.key != (figure.code, 0)] + [
                Entry(figure.code, 0, value)
            ]
            assert [wrong.code for wrong in recompute(rule, slipped).contradictions] == [
                figure.code
            ]


OFFICE = """ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2569

| ลำดับ | เครื่องมือ | ตัวชี้วัด | คะแนน | ระดับ |
|---|---|---|---|---|
| 1 | IIT | การปฏิบัติหน้าที่ | 92.50 | ผ่าน |
| 6 | EIT | คุณภาพการดำเนินงาน | 91,05 | ผ่าน |
| 7 | EIT | ประสิทธิภาพการสื่อสาร | - | ไม่มี |
|  | EIT | การปรับปรุงระบบ | 80.10 | ไม่ผ่าน |
| 9 | OIT | การเปิดเผยข้อมูล | ๑๐๐ | ผ่านดี |
| - | - | คะแนนรวม | 91.02 | ผ่าน |
"""


def test_a_decimal_comma_and_a_line_for_the_whole_are_read(tmp_path: Path) -> None:
    found = read_score_file(saved(tmp_path, OFFICE), 2569)
    assert {entry.code: float(entry.value) for entry in found.entries[2569]} == {
        "1": 92.5,
        "6": 91.05,
        "9": 100,
        "overall": 91.02,
    }


def test_every_row_that_gives_no_score_is_said(tmp_path: Path) -> None:
    found = read_score_file(saved(tmp_path, OFFICE), 2569)
    doubts = [warning.message for warning in found.warnings if "ไม่ได้อ่าน" in warning.message]
    assert len(doubts) == 2
    assert "ประสิทธิภาพการสื่อสาร" in doubts[0]
    assert "การปรับปรุงระบบ" in doubts[1]


def test_a_paper_without_a_year_is_of_the_one_that_is_asked_for(tmp_path: Path) -> None:
    path = saved(tmp_path, "ลำดับ\tตัวชี้วัด\tคะแนน\n1\tการปฏิบัติหน้าที่\t92,5%\n2\tงบประมาณ\tร้อยละ 81\n")
    found = read_score_file(path, 2569)
    assert {entry.code: float(entry.value) for entry in found.entries[2569]} == {"1": 92.5, "2": 81}
    assert any("ไม่ได้ระบุปี" in warning.message for warning in found.warnings)
    with pytest.raises(Unreadable, match="prints no score"):
        read_score_file(path)


def test_a_code_that_its_year_does_not_know_is_told_from_one_that_may_be() -> None:
    rule = shipped_rule(2567)
    assert rule.knows("i1")
    assert not rule.knows("i90")
    assert rule.knows("overall")
    assert shipped_rule(2590).knows("i90")
