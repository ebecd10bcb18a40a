"""One document, several plans: tables or sheets of two agencies, or of two years.

A plan is whose it is and for which year. Each table of measures is of whom and of when the titles
right above it say, else the name of its sheet; what they do not say is as in the table before it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plans.document import Unreadable, Warning
from plans.files.source import sheet_place
from plans.header import read_header
from plans.reading import heading
from plans.reading.surroundings import lone_cell
from plans.tables import Block, Prose, Row
from thai.cleaning import clean
from thai.dates import full_year
from thai.names import key
from thai.numbers import to_arabic_digits

_YEAR_ROW = re.compile(
    r"(?:แผน|มาตรการ)?[ก-๙ ]{0,60}?(?:ปี\s*งบประมาณ|ปี)\s*(?:พ\.?\s?ศ\.?)?\s*25\d\d"
)
_SHEET_YEAR = re.compile(r"(?<!\d)(25\d\d)(?!\d)|^(?:ปี\s*(?:งบ(?:ประมาณ)?)?\s*)?([6-9]\d)$")
_OF_SCORES = re.compile(r"ผลการประเมิน|คะแนน|ITA|วิเคราะห์|เปรียบเทียบ")
_TITLE = re.compile(r"แผน|มาตรการ|รายงาน|ผลการ|ปี\s*งบ")
_KIND = re.compile(
    r"(?P<local>องค์การบริหาร|เทศบาล|อบต|อบจ|ทต|ทม|ทน|กรุงเทพ|เมืองพัทยา)|จังหวัด|โรงเรียน|โรงพยาบาล|"
    r"สถานีตำรวจ|มหาวิทยาลัย|วิทยาลัย|กรม|สำนักงาน|ที่ทำการ"
)
_SHORT_FORMS = (
    ("อบต", "องค์การบริหารส่วนตำบล"),
    ("อบจ", "องค์การบริหารส่วนจังหวัด"),
    ("ทต", "เทศบาลตำบล"),
    ("ทม", "เทศบาลเมือง"),
    ("ทน", "เทศบาลนคร"),
)
_LONGEST_TITLE = 130
_FIRST_LINES = 8


@dataclass(frozen=True)
class PlanChoice:
    """Which plan of a document is meant: its ``number`` in the list of the plans (from 1), the
    ``sheet`` of a workbook; None where nobody chose.
    """

    number: int | None = None
    sheet: str | None = None


UNCHOSEN = PlanChoice()


@dataclass
class PlanPart:
    """One of the plans of a document, with its tables and the titles above them."""

    organization: str | None
    fiscal_year: int | None
    blocks: list[Block] = field(default_factory=list)

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(block.sheet for block in self.blocks if block.sheet))

    def __str__(self) -> str:
        of = self.organization or "no agency named"
        year = f"FY{self.fiscal_year}" if self.fiscal_year else "no year named"
        return ", ".join((of, year, *(f"sheet “{sheet}”" for sheet in self.sheets)))


class SeveralPlans(Unreadable):
    """The file holds more plans than one, and nobody chose; ``plans`` are they by number."""

    def __init__(self, message: str, plans: Mapping[int, PlanPart]) -> None:
        super().__init__(message)
        self.plans = plans


def of_sheet(blocks: Sequence[Block], name: str, sheet: str | None) -> Sequence[Block]:
    """Return what stands on a sheet of a workbook, all blocks where no sheet is asked for.

    Raises Unreadable when there is no such sheet.
    """
    if sheet is None:
        return blocks
    found = [block for block in blocks if clean(block.sheet) == clean(sheet)]
    if not found:
        sheets = ", ".join(dict.fromkeys(f"“{block.sheet}”" for block in blocks if block.sheet))
        raise Unreadable(
            f"{name} has no sheet “{sheet}” to read; its sheets are {sheets or 'none'}"
        )
    return found


def choose_plan(
    blocks: Sequence[Block], name: str, fiscal_year: int | None, choice: PlanChoice
) -> Sequence[Block]:
    """Return the blocks of the plan that is meant: the only one, or that of a number in the list,
    or of a fiscal year where the document prints several.

    Raises Unreadable, with the list of the plans, when there are several or none such.
    """
    plans = dict(enumerate(_find_plans(blocks), 1))
    left = dict(plans)
    years = {plan.fiscal_year for plan in plans.values()}
    if choice.number is not None:
        left = {place: plan for place, plan in plans.items() if place == choice.number}
        if not left:
            raise Unreadable(f"{name} has no plan {choice.number}; it holds {_listed(plans)}")
    elif fiscal_year and len(years) > 1:
        left = {place: plan for place, plan in plans.items() if plan.fiscal_year == fiscal_year}
        if not left:
            raise Unreadable(f"{name} has no plan of FY{fiscal_year}; it holds {_listed(plans)}")
    if len(left) > 1:
        ways = ["--plan NUMBER"]
        ways += ["--fiscal-year"] if len(years) > 1 and not fiscal_year else []
        ways += ["--sheet NAME"] if len({plan.sheets for plan in left.values()}) > 1 else []
        raise SeveralPlans(
            f"{name} holds several plans, choose one with {' or '.join(ways)}: {_listed(left)}",
            left,
        )
    (plan,) = left.values()
    if len(plans) > 1:
        return plan.blocks
    if plan.fiscal_year and heading.read_fiscal_year(blocks) is None:  # only its sheet says so
        return [Prose(f"ปีงบประมาณ พ.ศ. {plan.fiscal_year}", 0), *blocks]
    return blocks


def notes_of(
    notes: Sequence[Warning], blocks: Sequence[Block], chosen: Sequence[Block]
) -> list[Warning]:
    """Return the doubts about the form of a file, without those about sheets that were not
    chosen.
    """
    left_out = {block.sheet for block in blocks} - {block.sheet for block in chosen}
    return [note for note in notes if note.where not in map(sheet_place, left_out)]


def _listed(plans: Mapping[int, PlanPart]) -> str:
    return "; ".join(f"({place}) {plan}" for place, plan in plans.items())


def _find_plans(blocks: Sequence[Block]) -> list[PlanPart]:
    """Return the plans in printed order, each with the titles that hold for it too."""
    plans: dict[tuple[str, int | None], PlanPart] = {}
    last = PlanPart(None, None)
    for section in _sections(_with_year_titles(blocks)):
        named, year = _read_names(section, is_first=not plans)
        if named and last.organization and not _is_other(named, last.organization, section):
            named = None
        last = PlanPart(named or last.organization, year or last.fiscal_year)
        plan = plans.setdefault((_same(last.organization or ""), last.fiscal_year), last)
        if plan is last and not (named and heading.read_fiscal_year(section)):
            # What only an earlier table says is said here again, so that the part stands alone.
            inherited = (
                last.organization,
                last.fiscal_year and f"ปีงบประมาณ พ.ศ. {last.fiscal_year}",
            )
            plan.blocks += [Prose(text, section[0].line) for text in inherited if text]
        plan.blocks += section
    return list(plans.values())


def _sections(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return each table of measures with what stands above it, from a new sheet on, from the first
    title that names somebody or a year, else the lines right above; what comes before all that goes
    with the table before.
    """
    sections: list[list[Block]] = [[]]
    above: list[Block] = []
    has_header = has_rows = is_new = False
    year: int | None = None
    for block in blocks:
        is_header = _is_header(block)
        before = above or sections[-1]
        if has_rows and before[-1].sheet != block.sheet:
            sections[-1] += above if not is_new else []
            above, is_new = above if is_new else [], True
        elif has_rows and not is_new and _is_naming(block):
            sections[-1] += above
            above, is_new = [], True
        printed = heading.read_fiscal_year([block]) if is_header else None
        if has_rows and is_header and (above or (year and printed and year != printed)):
            sections.append(above)
            above, has_rows, is_new = [], False, False
        year = printed or year
        if has_rows and (is_new or isinstance(block, Prose)):
            above.append(block)
            continue
        sections[-1] += [*above, block]
        above = []
        if isinstance(block, Row):
            has_rows = has_rows or (has_header and not is_header and lone_cell(block) is None)
            has_header = has_header or is_header
    sections[-1] += above
    return sections


def _is_header(block: Block) -> bool:
    return isinstance(block, Row) and read_header(block) is not None


def _is_naming(block: Block) -> bool:
    return _is_title(block) and (
        _named([block]) is not None or heading.read_fiscal_year([block]) is not None
    )


def _is_title(block: Block) -> bool:
    """Tell a line that may be the title of a plan; scores and comparisons are of other years."""
    return (
        isinstance(block, Prose)
        and len(block.text) <= _LONGEST_TITLE
        and not _OF_SCORES.search(block.text)
    )


def _with_year_titles(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks; a row that only names a year begins a table with the same headings."""
    header: Row | None = None
    found: list[Block] = []
    for block in blocks:
        cell = lone_cell(block) if isinstance(block, Row) else None
        if isinstance(block, Row) and read_header(block) is not None:
            header = block
        if header and cell and _YEAR_ROW.fullmatch(to_arabic_digits(cell.text)):
            found += (Prose(cell.text, block.line, block.sheet), header)
        else:
            found.append(block)
    return found


def _read_names(section: Sequence[Block], is_first: bool) -> tuple[str | None, int | None]:
    """Return whose table it is and for which year, as far as its titles or its sheet say."""
    headings = [place for place, block in enumerate(section) if _is_header(block)]
    rows = (at for at, block in enumerate(section) if isinstance(block, Row) and at not in headings)
    end = next((at for at in rows if headings and at > headings[0]), len(section))
    titles = [block for place, block in enumerate(section[:end]) if place not in headings]
    if not is_first:
        titles = [block for block in titles if _is_title(block) or isinstance(block, Row)]
    sheet = [Prose(section[-1].sheet, 0)]
    organization = _named(titles) or _named(sheet)
    year = heading.read_fiscal_year([*titles, *(section[place] for place in headings[:1])])
    if year is None and (match := _SHEET_YEAR.search(to_arabic_digits(sheet[0].text))):
        year = full_year(int(match[1] or match[2]))
    return organization, year


def _named(titles: Sequence[Block]) -> str | None:
    organization, is_guess = heading.read_organization(titles, of_any_kind=False)
    return None if is_guess else organization


def _is_other(named: str, before: str, section: Sequence[Block]) -> bool:
    """Tell another agency's plan from a table of the same plan for one of its offices."""
    one, other = _KIND.match(named), _KIND.match(before)
    kinds = [match and (match["local"] is not None or match[0]) for match in (one, other)]
    return kinds[0] == kinds[1] or any(
        _TITLE.search(block.text) for block in section[:_FIRST_LINES] if isinstance(block, Prose)
    )


def _same(name: str) -> str:
    """Return what two printings of a name have in common: short forms and marks of tone count
    not.
    """
    for short, long in _SHORT_FORMS:
        name = re.sub(rf"^{short}\.\s?", long, name)
    return re.sub("[\u0e47-\u0e4e]", "", key(name))
