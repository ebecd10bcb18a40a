"""The two columns that are drawn: from what an imported report printed, from the accepted reports,
and from the scores.
"""

from collections.abc import Mapping

from models.tables.plan import Issue, Measure
from papers.drawn.cells import draw_outcome, draw_summary
from papers.drawn.material import Material
from papers.drawn.reports import MeasureReports
from papers.print.document import PaperLine
from papers.print.texts import printable
from papers.result.composition import State
from papers.result.edits import INDICATORS, Edit, Place
from papers.result.layout import PaperLayout
from papers.result.score_words import Ledger, read_indicators, score_lines, usual_indicators


class Drawing:
    """What the drawn cells of one paper say, in one layout or another."""

    def __init__(
        self,
        own_name: str,
        fiscal_year: int,
        ledger: Ledger,
        material: Material,
        labels: Mapping[int, str],
        edits: Mapping[Place, Edit],
    ) -> None:
        self._own_name, self._fiscal_year = own_name, fiscal_year
        self._ledger, self._material = ledger, material
        self._labels, self._edits = labels, edits
        self._drawn: dict[tuple[int, str, bool], tuple[PaperLine, ...]] = {}

    def lines(
        self, measure: Measure, issue: Issue | None, name: str, layout: PaperLayout
    ) -> tuple[PaperLine, ...]:
        """Return what an imported result report printed, right or wrong, else what the reports and
        the scores say; ``name`` is the column, "summary" or "outcome".
        """
        if printed := _printed(measure, name):
            return printed
        reports, until = self._reports(measure), self._material.until
        # The usual layout mostly draws what this one does: that is done once.
        drawn = measure.id, name, name == "summary" and layout.agencies.rolls_up(reports.agencies)
        if drawn not in self._drawn:
            self._drawn[drawn] = (
                draw_summary(measure.id, reports, layout.agencies, until)
                if name == "summary"
                else draw_outcome(measure.id, reports, until)
            )
        lines = self._drawn[drawn]
        if name == "summary" or not self.tells_scores(measure, layout):
            return lines
        codes = self.indicators(measure, issue)
        indicators = read_indicators(codes.edit.text if codes.edit else codes.drawn[0].text)
        return lines + score_lines(self._ledger, self._own_name, self._fiscal_year, indicators)

    def tells_scores(self, measure: Measure, layout: PaperLayout) -> bool:
        """Tell whether the sentences on scores stand at the end of a measure's outcomes."""
        return (
            layout.scores
            and not _printed(measure, "outcome")
            and self._reports(measure).agencies > 0
        )

    def indicators(self, measure: Measure, issue: Issue | None) -> State:
        """Return the place where it stands which indicators the outcomes of a measure speak of."""
        place = measure.id, INDICATORS
        drawn = (PaperLine(", ".join(usual_indicators(issue.title if issue else ""))),)
        return State(
            f"{self._labels[measure.id]}/{INDICATORS}", place, drawn, self._edits.get(place)
        )

    def _reports(self, measure: Measure) -> MeasureReports:
        return self._material.by_measure.get(measure.id, MeasureReports())


def _printed(measure: Measure, name: str) -> tuple[PaperLine, ...]:
    texts = measure.printed_results if name == "summary" else measure.printed_outcomes
    return tuple(PaperLine(printable(str(text)), ("printed",)) for text in texts)
