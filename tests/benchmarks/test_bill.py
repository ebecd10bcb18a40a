"""The README tells the bill that the stand-in for LINE makes out; ``make bench`` plays the larger
provinces too.
"""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.bench_bill import (
    ASSUMED,
    EXECUTIVES,
    SECRETARIES,
    as_in_the_readme,
    play,
)
from tests.benchmarks.readme import told_in_the_readme
from tests.test_imports import ROOT


def test_the_readme_tells_the_bill_of_a_small_province(tmp_path: Path) -> None:
    told = told_in_the_readme()
    assert [column[0] for column in told] == ["10, 12, 13", "33, 40, 41", "60, 73, 74"]
    assert as_in_the_readme(*play(10, tmp_path)) == told[0]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{ASSUMED}; {SECRETARIES} in the secretariat, {EXECUTIVES} executives" in readme
