"""Files made to do harm: each is refused, or read for what it is worth, within ten seconds and 500
MB.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from plans.files import forms
from tests.patience import PATIENCE
from tests.plans.office import (
    HEADINGS,
    MEASURE,
    WORD,
    archive,
    paragraph,
    row,
    table,
    word,
    workbook,
)

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 10
MEGABYTES = 500
READER = """
import sys
from dataclasses import replace
from pathlib import Path
from plans.document import Unreadable
from plans.files import opening
from plans.reading.read_plan import read_plan
opening.LIMITS = replace(opening.LIMITS, patience=float(sys.argv[2]))
try:
    print("read", len(read_plan(Path(sys.argv[1])).measures))
except Unreadable as refused:
    print("refused", refused)
"""
HEAD = "\t".join(HEADINGS) + "\n"


def read(path: Path) -> str:
    """Read a file in a process that may use no more than it should; return what came of it."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024 * 1024,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [sys.executable, "-c", READER, str(path), str(PATIENCE)],
        cwd=ROOT,
        preexec_fn=limit,
        capture_output=True,
        timeout=PATIENCE,  # the limit that counts is that of processor time
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]
    return done.stdout.decode().strip()


def million_empty_rows(path: Path) -> None:
    workbook(path, row(1, HEADINGS) + "<row/>" * 1_000_000)


def sixty_thousand_rows(path: Path) -> None:
    workbook(path, row(1, HEADINGS) + "".join(row(number, MEASURE) for number in range(2, 60_000)))


def swelling_entities(path: Path) -> None:
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 100 if n else "ก" * 100}">' for n in range(8)
    )
    word(path, paragraph("&e7;"), declaration=f"<!DOCTYPE x [{entities}]>")


def entity_that_fetches_a_file(path: Path) -> None:
    word(
        path, paragraph("&e;"), declaration='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    )


def entities_in_the_sheet(path: Path) -> None:
    workbook(path, "")
    declared = '<!DOCTYPE x [<!ENTITY e "ก">]><worksheet/>'
    archive(path, {"xl/workbook.xml": declared})


def tables_in_tables_without_end(path: Path) -> None:
    archive(
        path,
        {
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>'
            + "<w:tbl><w:tr><w:tc>" * 50_000
        },
    )


def members_that_swell(path: Path) -> None:
    media: dict[str, str | bytes] = {
        f"word/media/{number}.bin": bytes(15 * 1024 * 1024) for number in range(8)
    }
    archive(path, {"word/document.xml": "<a/>", **media})


def attributes_without_end(path: Path) -> None:
    word(path, "<w:p " + " ".join(f'a{number}="1"' for number in range(800_000)) + "/>")


def rows_of_a_page_without_end(path: Path) -> None:
    line = "<tr><td rowspan=99999>ก<td colspan=99999>ข<td>กองคลัง<td>ทุกเดือน</tr>"
    heads = "".join(f"<th colspan=9999 rowspan=9999>{heading}</th>" for heading in HEADINGS)
    path.write_text(f"<table><tr>{heads}</tr>" + line * 40_000, encoding="utf-8")


def tags_that_never_end(path: Path) -> None:
    path.write_text("<table><tr><td>" + "<a b=" * 400_000, encoding="utf-8")


def declarations_that_never_end(path: Path) -> None:
    path.write_text("<table><tr><td>" + "<!" * 900_000 + "<!--" * 200_000, encoding="utf-8")


def tags_that_never_end_in_a_cell(path: Path) -> None:
    path.write_text(HEAD + "1.1 ก\t" + "<p " * 10_000 + "\tกองคลัง\tทุกเดือน\n", encoding="utf-8")


def thousands_of_issues(path: Path) -> None:
    issues = "".join(f"{number}. ประเด็น{number}\t\t\t\n" for number in range(4_900))
    path.write_text(HEAD + issues + "\t".join(MEASURE) + "\n", encoding="utf-8")


def thousands_of_parties(path: Path) -> None:
    line = "1.1 ก\tข\t" + "กอง " * 8_000 + "\tทุกเดือน\n"
    path.write_text(HEAD + line * 40, encoding="utf-8")


def thousands_of_periods(path: Path) -> None:
    line = "1.1 ก\tข\tกองคลัง\t" + "ต.ค. 66 - " * 3_000 + "\n"
    path.write_text(HEAD + line * 40, encoding="utf-8")


def numbers_without_end(path: Path) -> None:
    path.write_text(HEAD + "1.1 ก\t" + "1. ก " * 6_000 + "\tกองคลัง\tทุกเดือน\n", encoding="utf-8")


def a_field_without_end(path: Path) -> None:
    path.write_text(",".join(HEADINGS) + '\n1.1 ก,"' + "ก" * 1_000_000, encoding="utf-8")


def half_letters(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + b"\x00\xd8" * 1000)


def a_picture_of_a_thousand_lines(path: Path) -> None:
    drawn = b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S " % (n, n, n, n) for n in range(600))
    path.write_bytes(one_page(b"BT /F1 12 Tf 100 700 Td (Hello) Tj ET " + drawn))


def a_page_that_swells(path: Path) -> None:
    path.write_bytes(one_page(b" " * 300_000_000))


def a_page_that_draws_without_end(path: Path) -> None:
    path.write_bytes(
        one_page(b"BT /F1 12 Tf 100 700 Td (Hello) Tj ET " + b"0 0 m 9 9 l S " * 3_000_000)
    )


def a_page_of_millions_of_letters(path: Path) -> None:
    path.write_bytes(one_page(b"BT /F1 1 Tf 100 700 Td (" + b"a" * 2_000_000 + b") Tj ET"))


def one_page(drawing: bytes) -> bytes:
    """Return a PDF of one page that draws something."""
    packed = zlib.compress(drawing, 9)
    font = b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font "
        + font
        + b" >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
    )
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    start = file.tell()
    file.write(
        b"xref\n0 5\n0000000000 65535 f \n"
        + b"".join(b"%010d 00000 n \n" % place for place in places)
    )
    file.write(b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "name", "outcome"),
    [
        (million_empty_rows, "plan.xlsx", "unpacks to far more"),
        (sixty_thousand_rows, "plan.xlsx", "unpacks to far more"),
        (swelling_entities, "plan.docx", "entities"),
        (entity_that_fetches_a_file, "plan.docx", "entities"),
        (entities_in_the_sheet, "plan.xlsx", "entities"),
        (tables_in_tables_without_end, "plan.docx", "unpacks to far more"),
        (members_that_swell, "plan.docx", "unpacks to far more"),
        (attributes_without_end, "plan.docx", "unpacks to far more"),
        (rows_of_a_page_without_end, "plan.html", "5000 table rows"),
        (tags_that_never_end, "plan.html", "refused"),
        (declarations_that_never_end, "plan.html", "refused"),
        (tags_that_never_end_in_a_cell, "plan.txt", "read 1"),
        (thousands_of_issues, "plan.txt", "read 1"),
        (thousands_of_parties, "plan.txt", "read 40"),
        (thousands_of_periods, "plan.txt", "read 40"),
        (numbers_without_end, "plan.txt", "read 1"),
        (a_field_without_end, "plan.csv", "never ends"),
        (half_letters, "plan.txt", "refused"),
        (a_picture_of_a_thousand_lines, "plan.pdf", "refused"),
        (a_page_that_swells, "plan.pdf", "takes too much"),
        (a_page_that_draws_without_end, "plan.pdf", "refused"),
        (a_page_of_millions_of_letters, "plan.pdf", "refused"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_it_is_refused_or_read_in_time(
    tmp_path: Path, make: Callable[[Path], None], name: str, outcome: str
) -> None:
    path = tmp_path / name
    make(path)
    told = read(path)
    assert outcome in told
    assert "\n" not in told
    assert "passwd" not in told


def test_the_reader_of_a_file_may_use_no_more_than_the_whole() -> None:
    assert forms.LIMITS.seconds < SECONDS
    assert forms.LIMITS.megabytes < MEGABYTES


def test_merged_cells_over_the_whole_sheet_cost_nothing(tmp_path: Path) -> None:
    rows = row(1, HEADINGS) + row(2, MEASURE) + row(1_048_576, ["", "ตาม", "กองช่าง", ""])
    merged = '<mergeCells><mergeCell ref="D2:XFD1048576"/></mergeCells>'
    workbook(tmp_path / "plan.xlsx", rows, after=merged)
    assert read(tmp_path / "plan.xlsx") == "read 1"


def test_names_that_lead_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    from plans.files.archive import Archive

    (tmp_path / "secret.xml").write_text("<secret/>", encoding="utf-8")
    parts: dict[str, str | bytes] = {
        "../secret.xml": "<w/>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relat'
        'ionships"><Relationship Id="r" '
        'Type="x/officeDocument" Target="../../secret.xml"/></Relationships>',
    }
    path = archive(tmp_path / "plan.docx", parts)
    opened = Archive(path, path.name)
    assert opened.main == "secret.xml"
    assert opened.tree("secret.xml") is None
    opened.close()
    assert "neither Word nor Excel" in read(path)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["plan.docx", "secret.xml"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "plan.docx")
    assert "no file but a pipe" in read(tmp_path / "plan.docx")


def test_a_name_with_control_characters_is_told_without_them(tmp_path: Path) -> None:
    path = tmp_path / "plan\x1b[2J\n.txt"
    path.write_text("ไม่มีตาราง\n", encoding="utf-8")
    told = read(path)
    assert told.startswith("refused plan?[2J?.txt has no table")


def test_a_table_of_an_ordinary_size_is_still_read(tmp_path: Path) -> None:
    word(tmp_path / "plan.docx", table(HEADINGS, *[MEASURE] * 300))
    assert read(tmp_path / "plan.docx") == "read 300"
