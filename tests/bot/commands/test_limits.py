"""Values no calendar or disk can take are refused in one line, not with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import program


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31T23:59", "tomorrow"])
def test_a_moment_nobody_can_mean_is_wrong_usage(moment: str) -> None:
    result = CliRunner().invoke(program, ["tick", "--now", moment])
    assert result.exit_code == 2
    assert "is no moment like" in result.stderr


@pytest.mark.parametrize("year", ["1900", "2499", "2700", "9999", "0", "-5", "abc"])
def test_a_fiscal_year_nobody_can_mean_is_wrong_usage(year: str, tmp_path: Path) -> None:
    paper = tmp_path / "plan.csv"
    paper.write_text("x", encoding="utf-8")
    result = CliRunner().invoke(program, ["plan", "read", str(paper), f"--fiscal-year={year}"])
    assert result.exit_code == 2
    assert "is no fiscal year like" in result.stderr


def test_the_template_is_not_written_into_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        program, ["plan", "template", str(tmp_path / "missing" / "plan.xlsx")]
    )
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
