"""What the report's commands print."""

from collections.abc import Iterator

from models.month.calendar import local
from papers.result.origins import CellOrigin
from papers.workbook.reading import ReadBack


def edit_lines(read: ReadBack) -> Iterator[str]:
    """Yield what a workbook changes."""
    for typed in read.edits:
        yield (
            f"{typed.key}:"
            if typed.text
            else f"{typed.key}: back to what is drawn from the reports"
        )
        for line in (typed.text or "").splitlines():
            yield f"  {line}"
    if read.looks:
        yield f"{len(read.looks)} pieces of evidence looked at"
    if not read.edits and not read.looks:
        yield "Nothing was changed in the workbook"


def origin_lines(origin: CellOrigin) -> Iterator[str]:
    """Yield each sentence of a cell and below it all it comes from; moments are Bangkok time."""
    if origin.note:
        yield f"{origin.key}\t{origin.note}"
    for line in origin.lines:
        yield line.text
        for report in line.reports:
            behalf = " (on behalf)" if report.on_behalf else ""
            sent = local(report.sent_at).isoformat(timespec="minutes")
            yield (
                f"  report {report.receipt}\t{report.agency}\t{report.month:%Y-%m}\tsent {sent} "
                f"by {report.sent_by}{behalf}"
            )
            if report.accepted_at is not None:
                accepted = local(report.accepted_at).isoformat(timespec="minutes")
                yield f"    accepted {accepted} by {report.accepted_by}"
            for shown in report.evidence:
                digest = f"\tsha256 {shown.sha256}" if shown.sha256 else ""
                yield f"    {shown.kind}\t{shown.name}{digest}"
        for other in line.others:
            at = f"\t{local(other.at).isoformat(timespec='minutes')}" if other.at else ""
            by = f"\tby {other.by}" if other.by else ""
            yield f"  {other.what}\t{other.detail}{at}{by}"
    if not origin.lines:
        yield f"{origin.key} is empty"
