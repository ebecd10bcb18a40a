"""A file that somebody gave in the browser, read as a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from plans.document import Unreadable
from plans.reading.choosing import PlanChoice, SeveralPlans
from plans.reading.read_plan import read_plan
from plans.storing.kept import Plain, plain_document

_LONGEST_SUFFIX = 8
_LONGEST_PROBLEM = 1000


@dataclass(frozen=True)
class Read:
    """What reading a file gave: a document, the plans to choose from, or why there is neither."""

    document: Plain | None = None
    plans: tuple[Plain, ...] = ()
    problem: str | None = None


def read_content(name: str, content: bytes, chosen: Mapping[str, Any]) -> Read:
    """Read a file; this may take long, and needs no database."""
    suffix = Path(name).suffix[:_LONGEST_SUFFIX]
    safe = suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ""
    with TemporaryDirectory(prefix="kaona-") as folder:
        path = Path(folder) / f"plan{safe}"
        path.write_bytes(content)
        try:
            document = read_plan(
                path, chosen.get("fiscal_year"), PlanChoice(chosen.get("plan"), chosen.get("sheet"))
            )
        except SeveralPlans as several:
            plans = tuple(
                {
                    "number": number,
                    "organization": part.organization,
                    "fiscal_year": part.fiscal_year,
                    "sheets": list(part.sheets),
                }
                for number, part in several.plans.items()
            )
            return Read(plans=plans)
        except Unreadable as error:
            return Read(problem=str(error)[:_LONGEST_PROBLEM])
    return Read(document=plain_document(document))
