"""Papers made, and the links of a report asked for, as long work."""

import zipfile
from datetime import date
from io import BytesIO

from bot.work.run import WorkRefused, WorkResult, WorkRun
from models.tables.organization import Organization
from models.work import NamedFile
from papers.brief import NoRound
from papers.letters import AnswerBeforeLetter, CannotWriteLetters, LetterChoices
from papers.making import NoScores, NothingOverdue, Paper, ToWrite, WantedPaper, prepare
from papers.print.office.zips import undated
from papers.print.rendering import CannotRender
from papers.result.checks.checking import links_of
from papers.result.checks.links import ask_network, check_links
from papers.result.composing import NoPlan, compose
from web.papers import words

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "html": "text/html",
    "zip": "application/zip",
}
_AT_ONCE = 8
"""Links asked for between two signs of progress."""


def make_paper(run: WorkRun) -> WorkResult:
    """Make the files of a paper, as at the moment it was asked for."""
    month = run.given["month"]
    wanted = WantedPaper(
        Paper(run.given["paper"]),
        run.given["year"],
        run.asked_at,
        date.fromisoformat(f"{month}-01") if month else None,
        run.given["version"],
        LetterChoices.from_json(run.given["letters"]) if run.given["letters"] else None,
    )
    parts = _prepared(run, wanted)
    made = []
    for place, part in enumerate(parts):
        run.progress(place, len(parts))
        try:
            made.append(named(part.name, part.write()))
        except CannotRender as failed:
            raise WorkRefused(words.CANNOT_RENDER) from failed
    run.progress(len(parts), len(parts))
    if run.given["kind"] == "zip":
        made = [zipped(f"{wanted.stem}.zip", made)]
    return WorkResult(next=f"papers/made/{run.work_id}", files=tuple(made))


def ask_links(run: WorkRun) -> WorkResult:
    """Ask for every link of a year's result report; the answers are for publishing it."""
    year = run.given["year"]
    with run.program.database.read() as session:
        owner = session.get_one(Organization, run.organization_id)
        try:
            links = links_of(compose(session, owner, year, run.program.clock()))
        except NoPlan as none:
            raise WorkRefused(words.NO_PLAN) from none
    answers: dict[str, str] = {}
    for start in range(0, len(links), _AT_ONCE):
        run.progress(start, len(links))
        some = check_links(links[start : start + _AT_ONCE], ask_network)
        answers |= {link: state.value for link, state in some.items()}
    return WorkResult(next=f"papers/{year}/publish", values={"links": answers})


def _prepared(run: WorkRun, wanted: WantedPaper) -> list[ToWrite]:
    program = run.program
    try:
        with program.database.read() as session:
            owner = session.get_one(Organization, run.organization_id)
            return prepare(session, owner, wanted, run.given["kind"], program.settings.data_dir)
    except NoPlan as none:
        raise WorkRefused(words.NO_PLAN) from none
    except NoScores as none:
        raise WorkRefused(words.NO_SCORES) from none
    except AnswerBeforeLetter as early:
        raise WorkRefused(words.ANSWER_BEFORE_LETTER) from early
    except (NoRound, CannotWriteLetters) as none:
        raise WorkRefused(words.NO_ROUND) from none
    except NothingOverdue as nobody:
        raise WorkRefused(words.NOTHING_OVERDUE) from nobody


def named(name: str, body: bytes) -> NamedFile:
    """Return a file whose media type its name's end tells."""
    return NamedFile(name, _TYPES[name.rpartition(".")[2]], body)


def zipped(name: str, files: list[NamedFile]) -> NamedFile:
    """Return an archive of some files, the same bytes whenever it is made."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in files:
            archive.writestr(file.name, file.body)
    return named(name, undated(out.getvalue()))
