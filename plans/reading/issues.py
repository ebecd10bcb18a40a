"""The issues a table of measures prints, each known again by its number and title."""

from plans.document import IssueEntry, Warning, WarningKind
from plans.reading.codes import split_issue
from plans.tables import solid


class PrintedIssues:
    """The issues so far; new ones and doubts about them are added to the lists it was given."""

    def __init__(self, entries: list[IssueEntry], warnings: list[Warning]) -> None:
        self._entries = entries
        self._warnings = warnings
        self._by_title: dict[str, list[IssueEntry]] = {}
        self._numbers: set[str] = set()

    def take(self, text: str) -> str | None:
        """Take in an issue as printed ("(๑) …", "ประเด็นที่ 1 …"); return the number by which its
        measures name it.
        """
        number, title = split_issue(text)
        known = self._known(number, title)
        if known:
            return number or known.number
        if number is None:
            number = self._count(title)
        if number in self._numbers:
            message = f"ประเด็นที่ {number} มีชื่อไม่ตรงกันในเอกสาร: “{title}”"
            self._warn(WarningKind.CONTRADICTION, number, message)
            return number
        entry = IssueEntry(number, title)
        self._entries.append(entry)
        self._by_title.setdefault(solid(title), []).append(entry)
        self._numbers.add(number)
        return number

    def _known(self, number: str | None, title: str) -> IssueEntry | None:
        same = self._by_title.get(solid(title), [])
        return next((issue for issue in same if number in (None, issue.number)), None)

    def _count(self, title: str) -> str:
        """Number an issue that is printed without one, so that its measures can name it; say so."""
        number = str(max(map(int, self._numbers), default=0) + 1)
        message = f"ประเด็น “{title}” ไม่มีเลขกำกับ จึงนับตามลำดับเป็นประเด็นที่ {number}"
        self._warn(WarningKind.MISSING, number, message)
        return number

    def _warn(self, kind: WarningKind, number: str, message: str) -> None:
        self._warnings.append(Warning(kind, f"ประเด็นที่ {number}", message))
