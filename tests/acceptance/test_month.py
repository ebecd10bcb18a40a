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
from tests.stage import open_stage


@pytest.fixture(params=[EXAMPLE, SURAT_THANI], ids=lambda paper: paper.slug)
def paper(request: pytest.FixtureRequest) -> Paper:
    """A plan of our own, and a published one where it is at hand."""
    found = request.param
    assert isinstance(found, Paper)
    if not found.file.exists():
        pytest.skip(f"{found.file.name} is not at hand")
    return found


def test_a_month_from_the_plan_to_the_summary(
    empty_database_url: str, paper: Paper, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    with open_stage(empty_database_url, data_dir, start=moment(11, 5, 9, 30)) as stage:
        story = Story(stage, Office(stage.line, empty_database_url, data_dir), paper, data_dir)
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
