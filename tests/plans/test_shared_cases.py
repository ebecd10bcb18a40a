"""Documents built after public complaints, each beside what a person reads in it
(../shared/cases): every field is compared, and what is read right must stay so.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from plans.document import Unreadable
from plans.reading.choosing import SeveralPlans
from plans.reading.read_plan import read_plan
from plans.workbooks.score_files import read_score_file

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "plans"
NAMES = sorted(path.name.removesuffix(".json") for path in CASES.glob("*.json"))
pytestmark = pytest.mark.skipif(not NAMES, reason="the cases of public complaints are not at hand")

RIGHT = {
    "e02_thai_locale_format.xlsx",
    "e04_strict_iso_dates.xlsx",
    "e05_group_header_two_rows.xlsx",
    "e06_quarter_sheets.xlsx",
    "e09_mojibake.csv",
    "k01_table_in_text_box.docx",
    "k03_google_docs_sdt.docx",
    "k07_two_fiscal_years.docx",
    "k10_school_o23.docx",
    "k11_police_station.docx",
    "k12_central_department.docx",
    "k13_dirty_letters.docx",
    "k14_signature_table.docx",
    "k15_issue_headings_above_tables.docx",
    "k16_six_and_twelve_months.docx",
    "k17_months_under_years.docx",
    "l01_word97.doc",
    "l03_writer.odt",
    "p01_sarabun.pdf",
    "p02_rotate_flag.pdf",
    "sc2.md",
    "t01_sara_am_split.txt",
}
"""What is wholly read as a person reads it: never fewer."""
SCORES_OF = {"sc2.md": 2569}
"""Papers that print scores and no plan, with the year that they are imported for."""
YEAR_OF = {"k07_two_fiscal_years.docx": 2569}
"""Documents of several years, with the year whose plan is written beside them."""
UNJUDGED = {"note", "source"}


NEEDS_OFFICE = {"l01_word97.doc", "l03_writer.odt"}
"""What LibreOffice reads, where it is on the machine."""


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_read_as_a_person_reads_it(name: str) -> None:
    if name in NEEDS_OFFICE and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not on this machine")
    found = faults(name)
    if name in RIGHT:
        assert not found
    elif found:
        pytest.xfail(f"{len(found)} fields, the first: {found[0][:200]}")
    else:
        pytest.fail(f"{name} is wholly right now: add it to RIGHT")


@pytest.mark.parametrize("name", sorted(YEAR_OF))
def test_a_document_of_several_plans_is_refused_with_their_list(name: str) -> None:
    with pytest.raises(SeveralPlans, match=rf"\(1\) .*FY{YEAR_OF[name]}; \(2\)"):
        read_plan(CASES / name)


def faults(name: str) -> list[str]:
    """Return where a case is read otherwise than a person reads it."""
    expected = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    try:
        read = _scores(name) if name in SCORES_OF else _plan(name)
    except Unreadable as refused:
        return [f"refused: {refused}"]
    fields = [field for field in expected if field not in UNJUDGED]
    return [fault for field in fields for fault in differences(expected[field], read[field], field)]


def differences(expected: Any, read: Any, where: str) -> list[str]:
    """Return where two values differ; the words of a period are judged only where they are
    given.
    """
    if isinstance(expected, dict) and isinstance(read, dict):
        judged = [key for key in expected if key != "period_text" or expected[key] is not None]
        pairs = [(f"{where}.{key}", expected[key], read.get(key)) for key in judged]
    elif isinstance(expected, list) and isinstance(read, list) and len(expected) == len(read):
        pairs = [
            (f"{where}[{place}]", *pair)
            for place, pair in enumerate(zip(expected, read, strict=True))
        ]
    else:
        return [] if expected == read else [f"{where}: {read!r} instead of {expected!r}"]
    return [fault for place, one, other in pairs for fault in differences(one, other, place)]


def _plan(name: str) -> dict[str, Any]:
    return read_plan(CASES / name, YEAR_OF.get(name)).to_json()


def _scores(name: str) -> dict[str, Any]:
    """Return the scores of a paper as ``plan read --json`` prints them."""
    file = read_score_file(CASES / name, SCORES_OF[name])
    return {
        "scores": [
            {
                "code": entry.code,
                "part": entry.part or None,
                "fiscal_year": year,
                "value": float(entry.value),
            }
            for year, entries in file.entries.items()
            for entry in entries
        ]
    }
