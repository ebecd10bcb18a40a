"""What a cell of a worksheet says: its stored number or text as the sheet prints it, dates as Thai
officials write them.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from xml.etree.ElementTree import Element

from plans.files.archive import Archive
from thai.dates import BUDDHIST_OFFSET, long_date, long_month

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
# Built-in number formats (ECMA-376 part 1, 18.8.30): which are dates, those of Thai and East Asian
# editions included.
_DATES = {14, 15, 16, 22, *range(27, 32), 34, 35, 36, *range(50, 59), 71, 72, 73, 77}
_MONTHS = {17}
_TIMES = {18, 19, 20, 21, 32, 33, 45, 46, 47, 74, 75, 76, 78, 79, 80}
_DECIMALS = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_FIXED = re.compile(r"(?:#,##)?0(?:\.(0+))?(%?)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_DAY = 2_958_465  # 31 December 9999, the last day Excel knows


@dataclass(frozen=True)
class Style:
    """How cells of one style print: ``kind`` is "date", "month", "time" or a fixed format such as
    "0.00" (else empty).
    """

    kind: str = ""
    bold: bool = False
    filled: bool = False


def local_names(tree: Element) -> Element:
    """Give a tree in the strict variant of the format the names of the usual one."""
    if tree.tag.startswith(_STRICT):
        for element in tree.iter():
            element.tag = element.tag.replace(_STRICT, S)
    return tree


def read_styles(tree: Element | None) -> list[Style]:
    """Return the styles of a workbook in the order in which cells number them."""
    if tree is None:
        return []
    codes = {
        number(entry, "numFmtId"): entry.get("formatCode", "") for entry in tree.iter(f"{S}numFmt")
    }
    fonts = [_is_bold(font) for font in tree.iterfind(f"{S}fonts/{S}font")]
    fills = [_is_coloured(fill) for fill in tree.iterfind(f"{S}fills/{S}fill")]
    styles = []
    for entry in tree.iterfind(f"{S}cellXfs/{S}xf"):
        font, fill = number(entry, "fontId"), number(entry, "fillId")
        styles.append(
            Style(
                _kind(number(entry, "numFmtId"), codes),
                font < len(fonts) and fonts[font],
                fill < len(fills) and fills[fill],
            )
        )
    return styles


def read_strings(tree: Element | None) -> list[str]:
    """Return the shared strings of a workbook."""
    return [rich_text(entry) for entry in tree.iterfind(f"{S}si")] if tree is not None else []


def rich_text(element: Element) -> str:
    """Return the text of a string in one or several runs, without its reading aids."""
    pieces = [
        node.text or "" for path in (f"{S}t", f"{S}r/{S}t") for node in element.iterfind(path)
    ]
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(pieces)).replace("\r\n", "\n")


def number(element: Element, name: str) -> int:
    """Return a numeric attribute, 0 for an absent or odd one."""
    text = element.get(name, "0")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def number_text(text: str, style: Style, is_1904: bool) -> str:
    """Return a stored number as the sheet prints it; text that is no number as it is."""
    try:
        value = float(text)
    except ValueError:
        return text
    if style.kind in ("date", "month", "time") and 0 <= value <= _LAST_DAY:
        return _moment_text(value, style.kind, is_1904)
    fixed = _FIXED.fullmatch(style.kind)
    if fixed and abs(value) < 1e15:
        shown = value * 100 if fixed[2] else value
        grouped = "," if style.kind.startswith("#") else ""
        return f"{shown:{grouped}.{len(fixed[1] or '')}f}{fixed[2]}"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _moment_text(value: float, kind: str, is_1904: bool) -> str:
    # Day 60 of the usual calendar is 29 February 1900, which never was; plans know later days only.
    start = datetime(1904, 1, 1, tzinfo=UTC) if is_1904 else datetime(1899, 12, 30, tzinfo=UTC)
    try:
        moment = start + timedelta(days=value)
    except OverflowError:
        return str(value)
    if kind == "time" and value < 1:
        return f"{moment:%H:%M}"
    return day_text(moment.date(), kind)


def iso_text(text: str, style: Style) -> str:
    """Return a day that is stored in ISO 8601 (strict workbooks) as the sheet prints it; text that
    is no day as it is.
    """
    try:
        return day_text(date.fromisoformat(text[:10]), style.kind)
    except ValueError:
        return text


def day_text(day: date, kind: str) -> str:
    """Return a day of a sheet as Thai officials write it, or the month alone (``kind``)."""
    # Offices type 2567 into Excel, which takes it for a year of the common era.
    if day.year > 2400:
        day = day.replace(
            year=day.year - BUDDHIST_OFFSET, day=min(day.day, 28) if day.month == 2 else day.day
        )
    return long_month(day) if kind == "month" else long_date(day)


def _kind(number_format: int, codes: dict[int, str]) -> str:
    if number_format in codes:
        return _code_kind(codes[number_format])
    for kind, numbers in (("date", _DATES), ("month", _MONTHS), ("time", _TIMES)):
        if number_format in numbers:
            return kind
    return _DECIMALS.get(number_format, "")


def _code_kind(code: str) -> str:
    """Tell what a custom format prints from the letters outside its quotes and brackets."""
    bare = _QUOTED.sub("", code.split(";")[0]).lower()
    if "d" in bare or "ว" in bare:
        return "date"
    if "y" in bare or "b" in bare or "ป" in bare or "mmm" in bare:
        return "month" if "m" in bare or "ด" in bare else "date"
    if "h" in bare or "s" in bare:
        return "time"
    return bare if _FIXED.fullmatch(bare) else ""


def _is_bold(font: Element) -> bool:
    bold = font.find(f"{S}b")
    return bold is not None and bold.get("val", "1") not in ("0", "false")


def _is_coloured(fill: Element) -> bool:
    """Tell a fill from white, and from none; of the theme's colours the first is white."""
    pattern = fill.find(f"{S}patternFill")
    if pattern is None or pattern.get("patternType", "none") == "none":
        return False
    colour = pattern.find(f"{S}fgColor")
    is_white = colour is not None and (
        colour.get("rgb", "")[-6:].lower() == "ffffff"
        or (colour.get("theme") == "0" and not colour.get("tint"))
        or colour.get("indexed") == "9"
    )
    return not is_white


def workbook_parts(archive: Archive, part: str) -> tuple[list[Style], list[str]]:
    """Return the styles and the shared strings of a workbook."""
    styles, strings = archive.related(part, "styles"), archive.related(part, "sharedStrings")
    return (
        read_styles(local_names(styles) if styles is not None else None),
        read_strings(local_names(strings) if strings is not None else None),
    )
