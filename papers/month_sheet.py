"""The month's matrix as a workbook: the same rows, columns and words as on the page."""

from collections.abc import Callable, Sequence
from io import BytesIO

import xlsxwriter

from models.month.matrix import MatrixCell, MatrixMeasure, MatrixRow
from papers.print.office.excel import FONT, SAFE

_SHEET = "รายเดือน"
_AGENCY, _COUNTS = "หน่วยงาน", ("รอตรวจ", "ยังไม่รายงาน", "ส่งกลับแก้ไข")
_NONE = "–"


def month_workbook(
    title: str,
    measures: Sequence[MatrixMeasure],
    rows: Sequence[MatrixRow],
    words_of: Callable[[MatrixCell], str],
) -> bytes:
    """Return the .xlsx file; texts stay texts whatever they begin with."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    sheet = book.add_worksheet(_SHEET)
    plain = {"font_name": FONT, "font_size": 14, "valign": "top", "text_wrap": True, "border": 1}
    body, head = book.add_format(plain), book.add_format(plain | {"bold": True})
    sheet.write_string(0, 0, title, book.add_format({"font_name": FONT, "font_size": 18}))
    heads = [_AGENCY, *_COUNTS, *(_named(each) for each in measures)]
    for column, text in enumerate(heads):
        sheet.write_string(2, column, text, head)
    for line, row in enumerate(rows, start=3):
        sheet.write_string(line, 0, row.name, body)
        for column, count in enumerate((row.waiting, row.missing, row.returned), start=1):
            sheet.write_number(line, column, count, body)
        for column, measure in enumerate(measures, start=1 + len(_COUNTS)):
            cell = row.cells.get(measure.measure_id)
            sheet.write_string(line, column, words_of(cell) if cell else _NONE, body)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(_COUNTS), 12)
    sheet.set_column(1 + len(_COUNTS), len(heads), 22)
    sheet.freeze_panes(3, 1)
    sheet.autofilter(2, 0, max(2 + len(rows), 3), len(heads) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(2)
    book.close()
    return out.getvalue()


def _named(measure: MatrixMeasure) -> str:
    return f"{measure.code} {measure.title}" if measure.code else measure.title
