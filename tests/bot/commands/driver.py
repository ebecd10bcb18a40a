"""Runs commands against one database, as the tests of the command line share it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli import program

HEADER = "มาตรการ,ขั้นตอน/วิธีการปฏิบัติ,ผู้รับผิดชอบ,ระยะเวลา\n"
GIFTS = "1.1 ประกาศเจตนารมณ์งดรับของขวัญ,1. จัดทำประกาศ,สำนักงานจังหวัด,ต.ค. 69 - ก.ย. 70\n"
BUDGET = "1.2 เผยแพร่แผนการใช้จ่ายงบประมาณ,1. จัดทำแผน,ส่วนราชการประจำจังหวัดทุกแห่ง,ทุกเดือน\n"
NOW = "2026-10-05T10:00:00+07:00"


class Cli:
    """Runs commands against one database."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self._environ = {"DATABASE_URL": url, "LINE_CHANNEL_ID": ""}
        self.folder = folder

    def __call__(self, *words: str, **environ: str) -> Result:
        return CliRunner().invoke(program, [*words], env={**self._environ, **environ})

    def well(self, *words: str) -> str:
        """Run a command that has to succeed; return what it printed."""
        result = self(*words)
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result.stdout

    def refused(self, *words: str, **environ: str) -> str:
        """Run a command that has to be refused; return its one line."""
        result = self(*words, **environ)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
        assert len(result.stderr.splitlines()) == 1
        return result.stderr

    def plan(self, *rows: str) -> str:
        """Write a plan of some rows; return its path."""
        path = self.folder / "plan.csv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        return str(path)


def import_words(cli: Cli, *rows: str) -> list[str]:
    """The words that import a plan of some rows."""
    return [
        "plan",
        "import",
        cli.plan(*rows),
        "--organization",
        "sample",
        "--fiscal-year",
        "๗๐",
        "--now",
        NOW,
    ]
