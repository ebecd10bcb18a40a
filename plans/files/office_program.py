"""Forms that only an office program reads (.doc, .odt, .rtf): LibreOffice makes a Word file of
them where it is on the machine, in a process of its own and a folder that is gone afterwards.

Macros, links to other files and addresses, Java and the network are off by its own settings; the
process has no network besides, where the system lets it go (``plans.files.own_process``).
"""

import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from plans.document import Unreadable
from plans.files.old_word import with_last_paragraph
from plans.files.own_process import Limits, TookTooLong, confine, run

LIMITS = Limits(seconds=40, megabytes=2000, patience=90.0)
"""A first start takes seconds by itself, and LibreOffice reserves far more memory than it uses."""
_PROGRAMS = ("soffice", "libreoffice")
_WORD, _EXCEL = "docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"
_KINDS = {
    "doc": ("an old Word file (.doc)", "MS Word 97", _WORD),
    "rtf": ("an RTF file", "Rich Text Format", _WORD),
    "odt": ("an OpenDocument text (.odt)", "writer8", _WORD),
    "word_xml": ("a Word file in XML", "MS Word 2003 XML", _WORD),
    "excel_xml": ("an Excel file in XML", "MS Excel 2003 XML", _EXCEL),
}
"""What it is, by which filter LibreOffice reads it, and what it makes of it."""
_OF_XML = re.compile(rb"<\?mso-application\s+progid=[\"'](Word|Excel)\.")
_STREAMS = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "EncryptedPackage": "locked",
}
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Path, name and value (org.openoffice registry). Links are never followed, and a proxy that is not
there takes what would go out all the same.
"""


def compound_kind(data: bytes, suffix: str = "") -> str | None:
    """Return what an OLE compound file holds: "doc", "xls" or "locked" (a password on a .docx or
    .xlsx); None for anything else ([MS-CFB] 2.6: entries of 128 bytes begin with a name).
    """
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return None
    found = []
    for stream, kind in _STREAMS.items():
        entry = stream.encode("utf-16-le") + b"\0\0"
        place = data.find(entry)
        while place >= 0 and place % 128:
            place = data.find(entry, place + 1)
        if place >= 0:  # a file of one kind may hold one of another: then its name tells
            found.append((kind != suffix.lstrip("."), place, kind))
    return min(found)[2] if found else None


def needs_program(data: bytes, suffix: str) -> str | None:
    """Return which of the forms of this module a file has, None for any other."""
    if data.startswith(b"PK"):
        is_text = b"opendocument.text" in data[:200] or suffix in (".odt", ".ott")
        return "odt" if is_text and b"[Content_Types].xml" not in data else None
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if match := _OF_XML.search(data[:1024]):
        return f"{match[1].decode().lower()}_xml"
    return "doc" if compound_kind(data, suffix) == "doc" else None


def as_office(data: bytes, kind: str, name: str) -> bytes:
    """Return a file of one of those forms as the Word or Excel file that LibreOffice makes of it.

    Raises Unreadable where there is no LibreOffice, and for a file that it cannot read.
    """
    told = _KINDS[kind][0]
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise Unreadable(
            f"{name} is {told}: open it and save it as .docx or .xlsx, or install LibreOffice on "
            "this machine (soffice), which reads it"
        )
    with TemporaryDirectory(prefix="kaona-") as folder:
        home = Path(folder)
        profile = home / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        words = ["plans.files.office_program", kind, program]
        try:
            run(words, LIMITS, data, home)
        except TookTooLong:
            raise Unreadable(
                f"{name} takes too long to read: open it and save it as .docx or .xlsx"
            ) from None
        made = next(iter((home / "made").glob("plan.*")), None)
        if made is None or not made.stat().st_size:
            raise Unreadable(
                f"{name} is damaged, or locked by a password: open it and save it as .docx or .xlsx"
            )
        return made.read_bytes()


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )


def main(kind: str, program: str) -> None:
    """Become LibreOffice, limited, at work on the file that is given; the current folder is its
    home.
    """
    confine(LIMITS.seconds, LIMITS.megabytes)
    data = sys.stdin.buffer.read()
    home = Path.cwd()
    (home / "plan").write_bytes(with_last_paragraph(data) if kind == "doc" else data)
    _, reads, makes = _KINDS[kind]
    words = [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
    words += ["--norestore", f"--infilter={reads}", "--convert-to", makes]
    os.execv(program, [*words, "--outdir", str(home / "made"), str(home / "plan")])  # noqa: S606 (without a shell, the words are ours)


if __name__ == "__main__":
    main(*sys.argv[1:3])
