"""The whole of it, over real HTTP, on SQLite and on PostgreSQL: a plan comes in, people report, the
month closes, the count is right.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance import chapter_close, chapter_count, chapter_plan, chapter_reports
from tests.acceptance.office import Office
from tests.acceptance.papers import EXAMPLE, SURAT_THANI, Paper
from tests.acceptance.story import Story, moment
from tests.databases import PostgresServer, SqliteFiles
from tests.stage import open_stage


@pytest.mark.postgres
def test_a_month_from_the_plan_to_the_summary_on_postgresql(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    with postgres.fresh(migrated=False) as url:
        _tell(url, EXAMPLE, tmp_path, in_process=True)


def test_a_month_from_the_plan_to_the_summary_on_sqlite(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    """With a published plan, which is larger, where it is at hand."""
    with sqlite_files.fresh(migrated=False) as url:
        _tell(url, SURAT_THANI if SURAT_THANI.file.exists() else EXAMPLE, tmp_path)


def _tell(url: str, paper: Paper, tmp_path: Path, *, in_process: bool = False) -> None:
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    with open_stage(url, data_dir, start=moment(11, 5, 9, 30)) as stage:
        story = Story(
            stage, Office(stage.line, url, data_dir, in_process=in_process), paper, data_dir
        )
        chapter_plan.the_office_reads_the_plan_in(story)
        chapter_plan.the_office_fills_the_collective_party(story)
        chapter_plan.people_register(story)
        chapter_plan.the_group_is_bound(story)
        chapter_reports.the_first_officers_report(story)
        chapter_reports.the_group_is_reminded(story)
        chapter_reports.most_report(story)
        chapter_reports.those_who_owe_are_reminded_early(story)
        chapter_reports.those_who_still_owe_are_reminded_on_the_day(story)
        chapter_close.the_secretariat_learns_who_is_missing(story)
        chapter_close.the_secretariat_reviews(story)
        chapter_close.the_secretariat_excuses_one_and_reports_for_one(story)
        chapter_close.one_reports_late(story)
        chapter_close.the_round_closes(story)
        chapter_close.one_reports_after_the_close(story)
        chapter_plan.the_plan_is_corrected(story)
        chapter_count.nothing_comes_twice(story)
        chapter_count.every_message_is_accounted_for(story)
        chapter_count.names_stay_where_they_belong(story)
