"""Scores read from a file, as long work."""

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.work.run import WorkRefused, WorkResult, WorkRun
from plans.document import Unreadable
from plans.reading.choosing import SeveralPlans
from plans.workbooks.score_files import read_score_file
from web.scores import words


def read_scores(run: WorkRun) -> WorkResult:
    """Read a file for its scores; they are stored on a page, after a look."""
    (file,) = run.files
    with TemporaryDirectory(prefix="kaona-scores-") as folder:
        # A name that people gave becomes no path: only its end tells the form.
        path = Path(folder) / f"file{Path(file.name).suffix[:8]}"
        path.write_bytes(file.body)
        try:
            found = read_score_file(path, run.given["year"])
        except SeveralPlans as several:
            raise WorkRefused(words.SEVERAL) from several
        except Unreadable as unreadable:
            raise WorkRefused(words.UNREADABLE) from unreadable
    return WorkResult(next=f"scores/import/{run.work_id}", values={"file": found.to_json()})
