"""The files of a published version: made once, kept under a name that tells the version, and given
again as they are.
"""

from dataclasses import replace
from pathlib import Path
from threading import Lock
from uuid import uuid4

from papers.open.published import PublicVersion, PublishedYear
from papers.print.rendering import PaperFormat, render
from papers.result.annex import annex_of

ANNEX = "annex"
_FOLDER = "published"
_one_at_a_time = Lock()


def paper_file(data_dir: Path, year: PublishedYear, version: PublicVersion, name: str) -> Path:
    """Return the file of a version: ``name`` is the end of its name ("pdf", "docx", "xlsx"), or
    "annex" for the workbook beside it. CannotRender when it cannot be made; ValueError for another
    name, or an annex it does not have.
    """
    document = version.document
    if name == ANNEX:
        annex = annex_of(document)
        if annex is None:
            raise ValueError("the version has no annex")
        document, kind = annex, PaperFormat.EXCEL
    else:
        document, kind = replace(document, annex=()), PaperFormat(name)
    stem = f"{year.organization_id}-{year.fiscal_year}-v{version.number}-{version.digest[:16]}"
    end = f"annex.{kind.value}" if name == ANNEX else kind.value
    target = data_dir / _FOLDER / f"{stem}.{end}"
    if target.is_file():
        return target
    with _one_at_a_time:
        if not target.is_file():
            made = render(document, kind)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f"{uuid4().hex}.part")
            part.write_bytes(made)
            part.replace(target)
    return target
