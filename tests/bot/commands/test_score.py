"""``kaona score`` as a person uses it: out of the ledger as figures, what-if and a Word file;
rules; refusals.
"""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

from models.tables.year.score import Score
from tests.bot.clerk import NOW, SCORES, Clerk, filled, new_clerk
from tests.databases import opened
from tests.documents import SCORES as SCORES_DOCUMENT
from tests.documents import published
from tests.papers.result.printed import PrintedReport, of_a_province


@pytest.fixture
def score(database_url: str) -> Clerk:
    """An organization without scores."""
    return new_clerk(database_url)


def test_a_year_goes_in_by_workbook_and_comes_out_with_every_step(
    score: Clerk, tmp_path: Path
) -> None:
    out = score("import", filled(tmp_path), "--fiscal-year", "๖๗", "--by", "สมหญิง", "--now", NOW)
    assert "+ score 2567 overall: 73.21" in out
    assert "14 scores new or changed, 0 as stored" in out
    found = score.check()
    figures = {figure["code"]: figure for figure in found["figures"]}
    assert set(figures) == {"overall", "IIT", "EIT", "OIT", "1"}
    assert set(figures["1"]) == {"code", "fiscal_year", "printed", "computed", "steps", "ok"}
    assert figures["1"]["steps"] == ["1 = (i1 92.00 + i2 88.57 + i3 100.00) / 3 = 93.5233 ≈ 93.52"]
    assert (figures["overall"]["printed"], figures["overall"]["computed"]) == (73.21, 73.21)
    assert all(figure["ok"] for figure in found["figures"])
    assert (found["level"], found["held_down_by"], found["contradictions"]) == (
        "ต้องปรับปรุง",
        "9",
        [],
    )
    with opened(score.url) as database, database.read() as session:
        rows = session.scalars(select(Score)).all()
        assert {row.source for row in rows} == {"scores.csv"}
        assert all(row.entered_by and row.entered_by.endswith("สมหญิง") for row in rows)


def test_a_slip_is_shown_by_check_and_gone_when_it_is_mended(score: Clerk, tmp_path: Path) -> None:
    score("import", filled(tmp_path), "--fiscal-year", "2567", "--now", NOW)
    assert (
        score("set", "1", "93.25", "--fiscal-year", "67", "--now", NOW).strip()
        == "~ score 2567 1: 93.52 -> 93.25"
    )
    found = score.check("--fiscal-year", "2567")
    assert [wrong["code"] for wrong in found["contradictions"]] == ["1"]
    assert (found["contradictions"][0]["printed"], found["contradictions"][0]["computed"]) == (
        93.25,
        93.52,
    )
    assert [figure["ok"] for figure in found["figures"] if figure["code"] == "1"] == [False]
    text = score("check")
    assert "! 1: computed 93.52, printed 93.25" in text
    assert "1 contradictions" in text
    score("set", "๑", "93.52", "--fiscal-year", "67", "--now", NOW)
    assert score.check()["contradictions"] == []
    assert "No difference" in score("set", "1", "93.52", "--fiscal-year", "67", "--now", NOW)


def test_differences_to_last_year_are_told_with_per_cents(score: Clerk) -> None:
    for year, value in (("2566", "88.45"), ("2567", "93.80")):
        score("set", "overall", value, "--fiscal-year", year, "--now", NOW)
    assert "overall: printed 93.80; against FY2566: 93.80 - 88.45 = +5.35, +6.05 %" in score(
        "check"
    )


def test_what_missing_items_cost_is_told_with_and_without_scores(
    score: Clerk, tmp_path: Path
) -> None:
    out = score("whatif", "--missing", "o34,O35", "--fiscal-year", "2567")
    assert "Together: 4.00 points of the overall score of FY2567" in out
    assert "do not make an overall score yet" in out
    items = {f"o{number}": "100" for number in range(26, 36)}
    score(
        "import",
        filled(tmp_path, {**SCORES, **items, "10": "100"}),
        "--fiscal-year",
        "2567",
        "--now",
        NOW,
    )
    found = json.loads(score("whatif", "--missing", "o34,o35", "--json"))
    assert (found["total"], [item["points"] for item in found["items"]]) == (4.0, [2.0, 2.0])
    assert round(found["now"]["overall"] - found["without"]["overall"], 2) == 4.0
    assert found == json.loads(score("whatif", "--missing", "o35,o34,o34", "--json")) | {
        "items": found["items"]
    }
    assert "no open-data item of FY2567 is known to lack points" in score.refused("whatif")
    score("set", "o34", "0", "--fiscal-year", "2567", "--now", NOW)
    told = score("whatif")
    assert told.startswith("o34 มาตรการส่งเสริมคุณธรรม")
    assert "Together: 2.00 points" in told
    assert "is not known" in score.refused("whatif", "--missing", "o42", "--fiscal-year", "2566")
    assert "no code" in score.misused("whatif", "--missing", "z1")


def test_an_office_may_store_a_rule_of_its_own(score: Clerk, tmp_path: Path) -> None:
    for code, value in (("overall", "88.00"), ("IIT", "90.00"), ("EIT", "80.00"), ("OIT", "90.00")):
        score("set", code, value, "--fiscal-year", "2569", "--now", NOW)
    found = score.check()
    assert (found["level"], found["figures"]) == (None, [])
    form = json.loads(score("rule", "--fiscal-year", "2569"))
    shares = {
        "way": "weighted",
        "shares": ["0.3", "0.3", "0.4"],
        "basis": "own",
        "source": "manual",
    }
    form["compositions"][0] |= shares
    form["levels"] = {
        "value": [
            {"name": "ผ่าน", "overall": 85, "instruments": 85},
            {"name": "ไม่ผ่าน", "overall": 0},
        ]
    }
    edited = tmp_path / "rule.json"
    edited.write_text(json.dumps(form), encoding="utf-8")
    score("rule", "--load", str(edited), "--now", NOW)
    found = score.check()
    (overall,) = found["figures"]
    assert (overall["computed"], overall["ok"]) == (87.0, False)
    assert (found["level"], found["held_down_by"]) == ("ไม่ผ่าน", "EIT")
    form["compositions"][0]["shares"] = ["1", "1", "1"]
    edited.write_text(json.dumps(form), encoding="utf-8")
    assert "add up to 1" in score.refused("rule", "--load", str(edited), "--now", NOW)
    edited.write_text(json.dumps(form | {"notes": ["\ud800"]}), encoding="utf-8")
    assert "letter that cannot be kept" in score.refused(
        "rule", "--load", str(edited), "--now", NOW
    )
    edited.write_text("[", encoding="utf-8")
    assert "no JSON" in score.refused("rule", "--load", str(edited), "--now", NOW)
    assert "shipped one" in score("rule", "--fiscal-year", "2569", "--shipped", "--now", NOW)
    assert score.check()["figures"] == []


def test_the_threshold_of_a_year_may_be_another_and_everything_follows_it(
    score: Clerk, tmp_path: Path
) -> None:
    score("import", filled(tmp_path), "--fiscal-year", "2567", "--now", NOW)
    score("rule", "--threshold", "๙๐", "--fiscal-year", "2567", "--by", "สมหญิง", "--now", NOW)
    form = json.loads(score("rule", "--fiscal-year", "2567"))
    assert (form["threshold"], form["sources"]["threshold"]) == (
        "90",
        "The organization's own (สมหญิง).",
    )
    score("analysis", str(tmp_path / "out.docx"))
    texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / "out.docx")).paragraphs]
    assert any("ต่ำกว่า 90 คะแนน 1 ข้อ คือ i2" in text for text in texts)
    assert "one of" in score.misused(
        "rule", "--threshold", "80", "--shipped", "--fiscal-year", "2567"
    )


def test_what_cannot_be_done_is_refused_in_one_line(score: Clerk, tmp_path: Path) -> None:
    assert "no score of sample is stored" in score.refused("check")
    assert "give --fiscal-year" in score.refused("template", str(tmp_path / "x.xlsx"))
    for words in (["template", "x.xlsx", "--fiscal-year", "2567"], ["analysis", "x.docx"]):
        missing = str(tmp_path / "none" / words[1])
        assert "there is no folder" in score.refused(words[0], missing, *words[2:])
    assert "there is no file" in score.refused("import", str(tmp_path / "none.xlsx"))
    assert "is no file" in score.refused("import", str(tmp_path))
    assert "fiscal year" in score.refused("import", filled(tmp_path), "--now", NOW)
    hostile = filled(tmp_path, {"i1": "=1+1", "i2": "@SUM(A1)", "i3": "101"})
    assert "is no score of i1" in score.refused(
        "import", hostile, "--fiscal-year", "2567", "--now", NOW
    )
    assert "no score" in score.misused("set", "i1", "101", "--fiscal-year", "2567")
    assert "no code" in score.misused("set", "i0", "10", "--fiscal-year", "2567")
    assert "--fiscal-year" in score.misused("set", "i1", "10")
    score("set", "i1", "10", "--fiscal-year", "2567", "--now", NOW)
    assert "there are scores of 2567" in score.refused("check", "--fiscal-year", "2566")


@pytest.mark.parametrize(
    ("path", "year", "overall", "computed"),
    [
        pytest.param(SCORES_DOCUMENT, 2567, 82.60, 82.60, id=SCORES_DOCUMENT.stem),
        published("tak-province-plan-2567.txt", 2566, 94.16, 94.16),
        published("tun-sao-plan-2568.txt", 2567, 72.84, 72.83),
    ],
)
def test_a_document_comes_out_as_printed(
    score: Clerk, path: Path, year: int, overall: float, computed: float
) -> None:
    score("import", str(path), "--now", NOW)
    found = score.check("--fiscal-year", str(year))
    assert found["contradictions"] == []
    (figure,) = [figure for figure in found["figures"] if figure["code"] == "overall"]
    assert (figure["printed"], figure["computed"], figure["ok"]) == (overall, computed, True)
    assert all(figure["steps"] for figure in found["figures"])
    again = score("import", str(path), "--now", NOW)
    assert "0 scores new or changed" in again


@of_a_province
def test_what_an_imported_report_prints_wrong_stands_among_the_contradictions(
    score: Clerk, report: PrintedReport
) -> None:
    given = ("plan", "import", str(report.file), "--organization", "sample", "--now", NOW)
    assert score.run(*given).exit_code == 0
    found = score.check("--fiscal-year", "2567")["contradictions"]
    assert [
        (each["code"], each["fiscal_year"], each["printed"], each["computed"]) for each in found
    ] == [
        ("2", 2566, *map(float, report.previous)),
        ("8", 2567, *map(float, report.difference)),
        ("8", 2567, *map(float, report.difference)),
    ]
    assert (
        f"measure 1.2: 8 of FY2567 is printed as changed by {report.difference[0]}, "
        f"but {report.sums[1]}" in score("check")
    )
