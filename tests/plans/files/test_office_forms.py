"""The forms offices have beside .docx and .xlsx: each gives what the same table gives in Word."""

from __future__ import annotations

import shutil
import subprocess
import threading
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plans.document import PlanDocument, Unreadable
from plans.files import office_program
from plans.reading.read_plan import read_plan
from tests.plans.files.test_opening import TABLE, TITLE, as_word, as_workbook
from tests.plans.office import archive

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not on this machine"
)


def understood(plan: PlanDocument) -> dict[str, Any]:
    """Return all that a plan says but the doubts about its form."""
    said = plan.to_json()
    del said["warnings"]
    return said


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the table of every form in Word and Excel and, by LibreOffice, in other
    forms.
    """
    folder = tmp_path_factory.mktemp("forms")
    as_word(folder / "plan.docx")
    merged = openpyxl.Workbook()
    as_workbook(folder / "plan.xlsx")
    merged = openpyxl.load_workbook(folder / "plan.xlsx")
    sheet = merged.active
    assert sheet is not None
    sheet.title = "แผน 2570"
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A4:A5")
    sheet.row_dimensions[7].hidden = True
    merged.save(folder / "merged.xlsx")
    for form, source in (("doc", "plan.docx"), ("odt", "plan.docx"), ("rtf", "plan.docx")):
        convert(folder, form, source)
    convert(folder, "xls", "plan.xlsx", "merged.xlsx")
    convert(folder, "ods", "plan.xlsx", "merged.xlsx")
    return folder


def convert(folder: Path, form: str, *sources: str) -> None:
    words = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    words += [
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        *(str(folder / one) for one in sources),
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=300)


@needs_office
@pytest.mark.parametrize("form", ["doc", "odt", "rtf", "xls", "ods"])
def test_the_same_table_in_other_forms(made: Path, form: str) -> None:
    like = "plan.docx" if form in ("doc", "odt", "rtf") else "plan.xlsx"
    assert understood(read_plan(made / f"plan.{form}")) == understood(read_plan(made / like))


@needs_office
def test_merged_and_hidden_cells_of_other_workbooks(made: Path) -> None:
    like = read_plan(made / "merged.xlsx")
    read = read_plan(made / "merged.ods")
    assert understood(read) == understood(like)
    assert [warning for warning in like.warnings if "ซ่อน" in warning.message]
    assert set(read.warnings) == set(like.warnings)
    # An .xls does not tell what is hidden; its merged cells it does.
    assert [measure.code for measure in read_plan(made / "merged.xls").measures] == [
        *(measure.code for measure in like.measures[:1]),
        "2.1",
        *(measure.code for measure in like.measures[1:]),
    ]


@needs_office
def test_the_name_of_a_file_does_not_decide_its_form(made: Path) -> None:
    for form, other in (("rtf", "doc"), ("xls", "txt")):
        renamed = made / f"renamed-{form}.{other}"
        shutil.copy(made / f"plan.{form}", renamed)
        assert len(read_plan(renamed).measures) == len(read_plan(made / "plan.docx").measures)


def test_without_libreoffice_a_sentence_says_how_to_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "plan.rtf").write_bytes(rb"{\rtf1\ansi }")
    archive(
        tmp_path / "plan.odt",
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"},
    )
    entry = "WordDocument".encode("utf-16-le") + b"\0\0"
    (tmp_path / "plan.doc").write_bytes(b"\xd0\xcf\x11\xe0".ljust(1024, b"\0") + entry)
    for name, kind in (("plan.rtf", "RTF"), ("plan.odt", "OpenDocument"), ("plan.doc", "old Word")):
        with pytest.raises(Unreadable, match=rf"{name} is an {kind}.*save it as \.docx") as refused:
            read_plan(tmp_path / name)
        assert "\n" not in str(refused.value)


@needs_office
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    entry = "WordDocument".encode("utf-16-le") + b"\0\0"
    (tmp_path / "plan.doc").write_bytes(b"\xd0\xcf\x11\xe0".ljust(1024, b"\0") + entry)
    with pytest.raises(Unreadable, match=r"plan\.doc is damaged, or locked by a password"):
        read_plan(tmp_path / "plan.doc")


def test_a_file_with_a_password_is_told_as_one(tmp_path: Path) -> None:
    entry = "EncryptedPackage".encode("utf-16-le") + b"\0\0"
    (tmp_path / "plan.docx").write_bytes(b"\xd0\xcf\x11\xe0".ljust(1024, b"\0") + entry)
    with pytest.raises(Unreadable, match="password"):
        read_plan(tmp_path / "plan.docx")


@needs_office
def test_nothing_a_file_links_to_is_fetched_or_read(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            pass

    (tmp_path / "secret.txt").write_text("ความลับ\n", encoding="utf-8")
    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        cells = "".join(rf"\cellx{number * 2000}" for number in range(1, 5))
        rows = "".join(
            rf"\trowd{cells} " + "".join(f"{escaped(cell)}\\cell " for cell in row) + r"\row "
            for row in (TABLE[0], TABLE[2])
        )
        links = "".join(
            rf'{{\field{{\*\fldinst {{ {what} "{where}" }}}}{{\fldrslt x}}}}\par '
            for what, where in (
                ("INCLUDEPICTURE", f"{address}/picture.png"),
                ("INCLUDETEXT", f"{address}/text.docx"),
                ("INCLUDETEXT", (tmp_path / "secret.txt").as_uri()),
            )
        )
        head = rf"{{\rtf1\ansi{{\*\template {address}/template.dot}}{escaped(TITLE)}\par "
        (tmp_path / "plan.rtf").write_text(f"{head}{links}{rows}\\pard\\par}}", encoding="ascii")
        plan = read_plan(tmp_path / "plan.rtf")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert plan.fiscal_year == 2570
    assert len(plan.measures) == 1
    assert not asked
    assert "ความลับ" not in str(asdict(plan))


def escaped(text: str) -> str:
    """Return a text as RTF has it."""
    return "".join(f"\\u{ord(letter)}?" if letter > "~" else letter for letter in text)


def test_links_and_macros_are_switched_off() -> None:
    settings = {(path, name): value for path, name, value in office_program._SETTINGS}
    scripting = "Office.Common/Security/Scripting"
    assert settings[scripting, "DisableMacrosExecution"] == "true"
    assert settings[scripting, "BlockUntrustedRefererLinks"] == "true"
    assert settings["Office.Writer/Content/Update", "Link"] == "2"
