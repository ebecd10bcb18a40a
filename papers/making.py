"""The papers of a fiscal year that are made as files, and the making of each: first read and
composed from what is stored, then written without the database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.calendar import fiscal_months, local_day
from models.tables.organization import Organization
from models.tables.year.result_report import ReportVersion
from papers.analysis.paper import compose_analysis
from papers.analysis.score_analysis import load_analysis
from papers.brief import compose_brief
from papers.evidence_annex import write_annex
from papers.letters import LetterChoices, draft_letters, file_names
from papers.memo import memo_of, write_memo
from papers.official_letter import write_letter
from papers.plan_paper import compose_plan_paper
from papers.print.document import Document
from papers.print.office.word_look import word_page
from papers.print.rendering import PaperFormat, render, run_worker
from papers.result.annex import annex_name, annex_of
from papers.result.checks.checking import shown_files
from papers.result.composing import compose, load_plan
from papers.result.layout import Digits, PaperLayout
from papers.result.publishing import read_version
from papers.result.wording import interim_stem
from thai.dates import long_month


class Paper(StrEnum):
    """The papers of a year; the value stands in addresses."""

    RESULT = "result"
    INTERIM = "interim"
    PLAN = "plan"
    MEMO = "memo"
    ANALYSIS = "analysis"
    BRIEF = "brief"
    LETTERS = "letters"
    EVIDENCE = "evidence"


_DOCUMENT = ("docx", "pdf", "xlsx", "html")
FORMATS: dict[Paper, tuple[str, ...]] = {
    Paper.RESULT: _DOCUMENT,
    Paper.INTERIM: _DOCUMENT,
    Paper.PLAN: _DOCUMENT,
    Paper.MEMO: ("docx",),
    Paper.ANALYSIS: _DOCUMENT,
    Paper.BRIEF: ("pdf", "png"),
    Paper.LETTERS: ("zip",),
    Paper.EVIDENCE: ("docx",),
}
"""What each is made as: the end of the file's name."""
OF_MONTH = frozenset({Paper.INTERIM, Paper.BRIEF, Paper.LETTERS})
"""The papers that are made of a month, or up to one."""
SHOWN = frozenset({Paper.RESULT, Paper.INTERIM, Paper.PLAN, Paper.ANALYSIS})
"""The papers that are shown as a page before they are made."""
LOOKED_AT = frozenset({Paper.MEMO, Paper.EVIDENCE})
"""The papers that are Word files only, and shown as a page by what is in them."""
SHOWN_FILES = 30
"""The first pieces of evidence, which a look at the annex shows."""
_STEMS = {
    Paper.RESULT: "รายงานผลการดำเนินการ",
    Paper.INTERIM: "รายงานผลการดำเนินการ",
    Paper.PLAN: "แผนมาตรการ",
    Paper.MEMO: "บันทึกข้อความเสนอแผน",
    Paper.ANALYSIS: "บทวิเคราะห์ผลการประเมิน",
    Paper.BRIEF: "สรุปสำหรับผู้บริหาร",
    Paper.LETTERS: "หนังสือติดตามรายงาน",
    Paper.EVIDENCE: "ภาคผนวกหลักฐาน",
}


class NoScores(Exception):
    """No score of that year is stored, so there is nothing to analyse."""


class NothingOverdue(Exception):
    """No agency is overdue so long that it gets a letter."""


@dataclass(frozen=True)
class WantedPaper:
    """Which paper of whom is wanted, as at ``now``; ``month`` is its first day, where the paper is
    of one.
    """

    paper: Paper
    fiscal_year: int
    now: datetime
    month: date | None = None
    version: int | None = None
    """Of the result report: a published version instead of the draft."""
    letters: LetterChoices | None = None
    """Of the letters: what was chosen."""

    @property
    def stem(self) -> str:
        """The name of its file without its end."""
        stem = f"{_STEMS[self.paper]} {self.fiscal_year}"
        if self.paper is Paper.INTERIM and self.month:
            return interim_stem(stem, self.month)
        if self.month:
            return f"{_STEMS[self.paper]} {long_month(self.month)}"
        return f"{stem} ฉบับที่ {self.version}" if self.version else stem


@dataclass(frozen=True)
class ToWrite:
    """A file that is composed and not yet written; ``write`` takes its time and needs no
    database.
    """

    name: str
    write: Callable[[], bytes]


def compose_shown(session: Session, organization: Organization, wanted: WantedPaper) -> Document:
    """Return a paper that can be shown as a page (``SHOWN``); NoPlan, NoScores."""
    year, now = wanted.fiscal_year, wanted.now
    if wanted.version is not None:
        return read_version(
            session.scalars(
                select(ReportVersion).filter_by(
                    organization_id=organization.id, fiscal_year=year, number=wanted.version
                )
            ).one()
        )
    if wanted.paper is Paper.PLAN:
        return compose_plan_paper(session, organization, year, now)
    if wanted.paper is Paper.ANALYSIS:
        analysis = load_analysis(session, organization, year)
        if not analysis.ledger.values:
            raise NoScores
        digits = PaperLayout.of(organization.kind, organization.settings).digits
        return compose_analysis(analysis, now, thai_digits=digits is Digits.THAI)
    until = until_of(wanted) if wanted.paper is Paper.INTERIM else None
    return compose(session, organization, year, now, until=until).document


def until_of(wanted: WantedPaper) -> date:
    """Return the last month of an interim paper: the sixth of its year unless another is chosen."""
    months = fiscal_months(wanted.fiscal_year)
    return wanted.month if wanted.month in months else months[5]


def prepare(
    session: Session, organization: Organization, wanted: WantedPaper, kind: str, data_dir: Path
) -> list[ToWrite]:
    """Read and compose a paper, to be written as a kind of file (``FORMATS``) once the session is
    over. NoPlan, NoScores, NoRound, NothingOverdue, or CannotWriteLetters where it cannot be.
    """
    name = f"{wanted.stem}.{kind}"
    if wanted.paper in SHOWN:
        return _document(compose_shown(session, organization, wanted), wanted.stem, kind)
    if wanted.paper is Paper.BRIEF:
        brief = compose_brief(session, organization, _month(wanted), wanted.now).to_json()
        return [ToWrite(name, lambda: run_worker("papers.brief_page", [kind], brief))]
    if wanted.paper is Paper.LETTERS:
        return _letters(session, organization, wanted)
    if wanted.paper is Paper.MEMO:
        plan = load_plan(session, organization, wanted.fiscal_year)
        memo = memo_of(organization, plan, local_day(wanted.now))
        return [ToWrite(name, lambda: write_memo(memo))]
    composition = compose(session, organization, wanted.fiscal_year, wanted.now)
    files, labels = shown_files(session, composition), composition.labels
    owner, year = organization.name, wanted.fiscal_year
    return [ToWrite(name, lambda: write_annex(owner, year, files, labels, data_dir))]


def look_at(
    session: Session, organization: Organization, wanted: WantedPaper, data_dir: Path
) -> ToWrite:
    """Return a page that shows a Word paper (``LOOKED_AT``), of the annex its beginning. NoPlan,
    CannotRender.
    """
    name = wanted.stem
    if wanted.paper is Paper.MEMO:
        (file,) = prepare(session, organization, wanted, "docx", data_dir)
        return ToWrite(f"{name}.html", lambda: word_page(file.write(), name))
    composition = compose(session, organization, wanted.fiscal_year, wanted.now)
    some, labels = shown_files(session, composition)[:SHOWN_FILES], composition.labels
    owner, year = organization.name, wanted.fiscal_year
    return ToWrite(
        f"{name}.html",
        lambda: word_page(write_annex(owner, year, some, labels, data_dir), name),
    )


def _document(document: Document, stem: str, kind: str) -> list[ToWrite]:
    main = replace(document, annex=())
    found = [ToWrite(f"{stem}.{kind}", lambda: render(main, PaperFormat(kind)))]
    if (annex := annex_of(document)) is not None:
        found.append(ToWrite(annex_name(stem), lambda: render(annex, PaperFormat.EXCEL)))
    return found


def _letters(session: Session, organization: Organization, wanted: WantedPaper) -> list[ToWrite]:
    letters = draft_letters(session, organization, _month(wanted), wanted.now, wanted.letters)
    if not letters:
        raise NothingOverdue
    names: Sequence[str] = file_names(letters)
    return [
        ToWrite(name, lambda letter=letter: write_letter(letter))  # type: ignore[misc]
        for name, letter in zip(names, letters, strict=True)
    ]


def _month(wanted: WantedPaper) -> date:
    if wanted.month is None:
        raise ValueError(f"{wanted.paper.value} is made of a month")
    return wanted.month
