"""The command line as a stranger holds it against its contract: what `plan read --json` prints, and
how refusals look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from simulator import Simulator
from tests.acceptance.office import Office
from tests.acceptance.papers import EXAMPLE, SHARED
from tests.patience import PATIENCE

DOCUMENTS = (
    "sukhothai-education-office-results-2566.txt",
    "sukhothai-province-results-2567.txt",
    "surat-thani-province-plan-2565.txt",
    "tak-province-plan-2567.txt",
    "tun-sao-plan-2568.txt",
)
# Counted in the papers: issues, measures.
COUNTED = {
    DOCUMENTS[0]: (0, 11),
    DOCUMENTS[1]: (7, 9),
    DOCUMENTS[2]: (8, 20),
    DOCUMENTS[3]: (7, 9),
    DOCUMENTS[4]: (7, 9),
}
KINDS = {
    "arithmetic",
    "contradiction",
    "ocr",
    "unresolved_period",
    "unresolved_party",
    "missing",
    "filler",
    "duplicate",
}
RECURRENCE = re.compile(
    r"daily|weekly|monthly|every_2_months|quarterly|half_yearly|yearly|times_per_year:[1-9][0-9]*|months:[0-9]+(,[0-9]+)*"
)
SCORE = re.compile(r"overall|IIT|EIT|OIT|[1-9]|10|[0-9]+\.[0-9]+|[ieo][0-9]+")
CODE = re.compile(r"[0-9]+(\.[0-9]+)*")
PNG_HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A terminal with an empty folder."""
    with Simulator() as line:
        yield Office(line, f"sqlite:///{tmp_path}/kaona.db", tmp_path)


@pytest.mark.parametrize("name", [*DOCUMENTS, EXAMPLE.file.name])
def test_what_is_read_of_a_document_keeps_the_contract(office: Office, name: str) -> None:
    file = SHARED / name if name in COUNTED else EXAMPLE.file
    if not file.exists():
        pytest.skip(f"{name} is not at hand")
    value = json.loads(office.kaona("plan", "read", str(file), "--json"))
    assert set(value) == {"organization", "fiscal_year", "issues", "measures", "scores", "warnings"}
    assert (len(value["issues"]), len(value["measures"])) == COUNTED.get(
        name, (3, EXAMPLE.measures)
    )
    assert all(set(issue) == {"number", "title"} for issue in value["issues"])
    for measure in value["measures"]:
        _check_measure(measure, {issue["number"] for issue in value["issues"]})
    for score in value["scores"]:
        assert set(score) == {"code", "part", "fiscal_year", "value"}
        assert SCORE.fullmatch(score["code"])
        assert score["part"] in (None, 1, 2)
        assert isinstance(score["value"], int | float)
    scored = [(score["fiscal_year"], score["code"], score["part"]) for score in value["scores"]]
    assert len(scored) == len(set(scored))
    assert all(set(warning) == {"kind", "where", "message"} for warning in value["warnings"])
    assert {warning["kind"] for warning in value["warnings"]} <= KINDS


def _check_measure(measure: dict[str, Any], issues: set[str]) -> None:
    assert set(measure) == {
        "issue",
        "code",
        "title",
        "steps",
        "followup",
        "results",
        "outcomes",
        "indicators",
        "targets",
        "budget",
        "assignments",
    }
    assert measure["issue"] is None or measure["issue"] in issues
    assert measure["code"] is None or CODE.fullmatch(measure["code"])
    assert measure["title"]
    for assignment in measure["assignments"]:
        assert set(assignment) == {"parties", "steps", "period_text", "start", "end", "recurrence"}
        assert all(0 <= step < len(measure["steps"]) for step in assignment["steps"])
        assert assignment["recurrence"] is None or RECURRENCE.fullmatch(assignment["recurrence"])
        start, end = (
            date.fromisoformat(assignment[key]) if assignment[key] else None
            for key in ("start", "end")
        )
        assert start is None or end is None or start <= end


def test_the_given_fiscal_year_wins_with_a_warning(office: Office) -> None:
    value = json.loads(
        office.kaona("plan", "read", str(EXAMPLE.file), "--fiscal-year", "๒๕๗๑", "--json")
    )
    assert value["fiscal_year"] == 2571
    assert any(
        "2570" in each["message"] and "2571" in each["message"] for each in value["warnings"]
    )


BAD_FILES = {
    "empty.txt": (b"", "is empty"),
    "picture.docx": (PNG_HEAD, "is a picture"),
    "big.xlsx": (b"PK" + bytes(50 * 1024 * 1024), "50 MB"),
    "prose.txt": ("แผนนี้ไม่มีตาราง".encode(), "has no table"),
    "cut.txt": ("มาตรการ\tขั้นตอน".encode()[:-1], "cut off"),
    "headings.csv": ("มาตรการ,ขั้นตอน,ผู้รับผิดชอบ,ระยะเวลา\n".encode(), "no measure"),
}


def test_bad_files_are_refused_in_one_line_and_nothing_is_stored(
    office: Office, tmp_path: Path
) -> None:
    office.at_once("db", "upgrade")
    office.at_once("organization", "add", "phrae", "--name", EXAMPLE.province, "--kind", "province")
    for name, (data, why) in BAD_FILES.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert why in office.refused("plan", "read", str(path), "--json"), name
        refused = office.refused_at_once("plan", "import", str(path), "--organization", "phrae")
        assert why in refused, name
    told = office.at_once("plan", "import", str(EXAMPLE.file), "--organization", "phrae")
    assert f"{EXAMPLE.measures} measures added, 0 removed, 0 changed, 0 unchanged" in told


def test_what_is_not_there_is_refused_in_one_line(office: Office, tmp_path: Path) -> None:
    paper = str(EXAMPLE.file)
    assert "db upgrade" in office.refused("plan", "import", paper, "--organization", "nobody")
    office.at_once("db", "upgrade")
    assert "no organization 'nobody'" in office.refused(
        "plan", "import", paper, "--organization", "nobody"
    )
    assert "there is no file" in office.refused("plan", "read", str(tmp_path / "missing.txt"))
    assert "is no file" in office.refused("plan", "read", str(tmp_path))
    assert not (tmp_path / "missing.txt").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "read"],
        ["plan", "read", "x.txt", "--fiscal-year", "ปีหน้า"],
        ["plan", "read", "x.txt", "--nonsense"],
        ["plan", "import", "x.txt"],
        ["tick", "--now", "yesterday"],
        ["invite", "--organization", "phrae", "--role", "boss"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_apart_by_its_exit_code(office: Office, words: list[str]) -> None:
    process = office.start(*words)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (2, "")
    assert "Usage: " in err
    assert "Traceback" not in err
