"""Rows and prose from a Word document, tables and paragraphs in the order they are printed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from plans.document import Unreadable, Warning, WarningKind
from plans.files.archive import Archive
from plans.files.source import MAX_COLUMNS, MAX_ROWS, Source
from plans.files.word_looks import TICK, is_coloured, is_note_mark, is_on, symbol
from plans.files.word_numbers import Numbers, W
from plans.tables import BULLET, Block, Cell, Prose, Row, plain_cell, solid
from thai.numbers import to_arabic_digits

_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Wrappers that hold what a reader sees; what is marked as deleted stands there no more.
_WRAPPERS = {
    f"{W}{name}"
    for name in (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "hyperlink",
        "fldSimple",
    )
}
_GONE = {f"{W}del", f"{W}moveFrom"}
_BOX = f"{W}txbxContent"
_OFFICE = re.compile(
    "เทศบาล|องค์การบริหาร|อบต|อบจ|จังหวัด|อำเภอ|สำนักงาน|โรงเรียน|โรงพยาบาล|สถานีตำรวจ|มหาวิทยาลัย|วิทยาลัย|กรม|"
    "สถาบัน|ศูนย์|กรุงเทพ"
)
_YEAR = re.compile(r"25\d\d")
_WORDS = re.compile("[ก-ฮ]{3}")
"""What a title has and the number of a page has not."""
_PROPERTIES = {
    f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr")
}


ReadChunk = Callable[[bytes, str], Source]
"""Reads a file that stands in a Word file, from its bytes and how its name ends."""


def read_word(archive: Archive, read_chunk: ReadChunk | None = None) -> Source:
    """Return the paragraphs and table rows of a .docx file; numbers that Word prints by itself
    stand before their paragraphs, what stands in a text box behind the paragraph it hangs on.
    """
    part = archive.main or ""
    tree = _tree(archive, part)
    body = tree.find(f"{W}body") if tree is not None else None
    if tree is None or body is None:
        raise Unreadable(
            f"{archive.name} is a damaged Word file; open it in Word and save it again"
        )
    _choose(tree)
    numbers = Numbers(archive.related(part, "numbering"), archive.related(part, "styles"))
    reader = _Reader(numbers, archive, read_chunk, part)
    source = reader.read(body)
    above = _above(source, archive, part, numbers)
    source.blocks[:0] = above
    return source


def _tree(archive: Archive, part: str) -> Element | None:
    """Return the XML of a part with the usual names, which "strict" files have others for."""
    tree = archive.tree(part)
    if tree is not None and tree.tag.startswith(_STRICT):
        for element in tree.iter():
            element.tag = element.tag.replace(_STRICT, W)
            element.attrib = {
                name.replace(_STRICT, W): value for name, value in element.attrib.items()
            }
    return tree


def _above(source: Source, archive: Archive, part: str, numbers: Numbers) -> list[Block]:
    """Return what stands at the head of every page, where the text itself has no table or names no
    year or nobody: titles that somebody put there, in a text box or not.
    """
    prose = to_arabic_digits(
        " ".join(each.text for each in source.blocks if isinstance(each, Prose))
    )
    has_table = any(isinstance(block, Row) for block in source.blocks)
    if has_table and _YEAR.search(prose) and _OFFICE.search(prose):
        return []
    found: list[Block] = []
    for kind, target in archive.relations(part).values():
        tree = _tree(archive, target) if kind == "header" else None
        if tree is None:
            continue
        _choose(tree)
        heads = _Reader(numbers, archive, None, target).read(tree).blocks
        found += [head for head in heads if isinstance(head, Prose) or not has_table]
    said = {solid(block.text): block for block in reversed(found) if isinstance(block, Prose)}
    kept = {id(block) for block in said.values()}
    return [
        replace(block, line=0)
        for block in found
        if isinstance(block, Row) or (id(block) in kept and _WORDS.search(block.text))
    ]


def _choose(tree: Element) -> None:
    """Leave of everything that is told twice, for newer programs and for older ones (ECMA-376
    part 3, 9.3), the first telling that has a text, so that no text box is read twice.
    """
    for element in tree.iter(f"{_COMPATIBLE}AlternateContent"):
        ways = [way for way in element if way.tag.startswith(_COMPATIBLE)]
        chosen = next((way for way in ways if way.find(f".//{W}t") is not None), None)
        kept = list(chosen if chosen is not None else ways[:1])
        element[:] = kept
        element.tag = f"{W}sdtContent"  # a wrapper like any other


class _Reader:
    def __init__(
        self, numbers: Numbers, archive: Archive, read_chunk: ReadChunk | None, part: str
    ) -> None:
        self._part = part
        self._numbers = numbers
        self._archive = archive
        self._read_chunk = read_chunk
        self._hidden: list[str] = []
        self._struck: list[str] = []
        self._source = Source()

    def read(self, body: Element) -> Source:
        source = self._source
        for number, element in enumerate(_children(body, f"{W}p", f"{W}tbl", f"{W}altChunk"), 1):
            self._block(element, number)
        for what, texts in (("ซ่อนไว้", self._hidden), ("ขีดฆ่าไว้", self._struck)):
            if texts:
                shown = ", ".join(f"“{text[:40]}”" for text in texts[:5])
                message = f"มีข้อความที่{what}ใน Word จึงไม่ได้อ่าน: {shown}"
                source.notes.append(Warning(WarningKind.MISSING, "ทั้งเอกสาร", message))
        return source

    def _block(self, element: Element, number: int) -> None:
        blocks = self._source.blocks
        if element.tag == f"{W}altChunk":
            blocks += [replace(block, line=number) for block in self._chunk(element)]
        elif element.tag == f"{W}tbl":
            left = max(0, MAX_ROWS + 1 - len(blocks))  # more are refused anyhow
            blocks += islice((row for row in self._rows(element, number) if any(row.cells)), left)
        else:
            if cell := plain_cell(self._paragraph(element)):
                blocks.append(Prose(cell.text, number))
            for box in _boxes(element):
                for inner in _children(box, f"{W}p", f"{W}tbl", f"{W}altChunk"):
                    self._block(inner, number)

    def _chunk(self, element: Element) -> list[Block]:
        """Read a whole file that stands in this one (a web page, another Word file)."""
        part = self._archive.relations(self._part).get(element.get(_RELATION, ""), ("", ""))[1]
        data = self._archive.data(part) if part else None
        try:
            if data and self._read_chunk:
                given = self._read_chunk(data, PurePosixPath(part).suffix.lower())
                self._source.notes += given.notes
                return given.blocks
        except Unreadable:
            pass
        message = "มีไฟล์อื่นฝังอยู่ในเอกสารและอ่านไม่ได้ โปรดเปิดใน Word แล้วบันทึกใหม่อีกครั้ง"
        self._source.notes.append(Warning(WarningKind.MISSING, "ทั้งเอกสาร", message))
        return []

    def _chunk_texts(self, element: Element) -> list[str]:
        """Return the lines of a whole file that stands in a cell."""
        return [
            line
            for block in self._chunk(element)
            for line in (
                [block.text]
                if isinstance(block, Prose)
                else [part for cell in block.cells for part in cell.parts]
            )
        ]

    def _rows(self, table: Element, number: int) -> Iterator[Row]:
        above: dict[int, tuple[str, ...]] = {}
        for row in _children(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue  # deleted with changes being tracked
            cells = [Cell()] * min(_number(row, f"{W}trPr/{W}gridBefore", 0), MAX_COLUMNS)
            for element in _children(row, f"{W}tc"):
                merge = element.find(f"{W}tcPr/{W}vMerge")
                width = max(1, min(_number(element, f"{W}tcPr/{W}gridSpan", 1), MAX_COLUMNS))
                if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                    cells.append(Cell(above=above.get(len(cells), ())))
                else:
                    cell = self._cell(element, width)
                    above[len(cells)] = cell.parts
                    cells.append(cell)
                cells += [Cell()] * (width - 1)
            if row.find(f"{W}trPr/{W}hidden") is not None:
                self._hidden.append(" ".join(cell.text for cell in cells if cell))
            else:
                yield Row(tuple(cells), number)

    def _cell(self, element: Element, wide: int) -> Cell:
        """Read a cell with the tables and text boxes that may stand in it."""
        texts = [
            text
            for part in _paragraphs(element)
            for text in (
                self._chunk_texts(part) if part.tag == f"{W}altChunk" else [self._paragraph(part)]
            )
            if text.strip(f" {BULLET}")
        ]
        if not texts and BULLET in "".join(element.itertext()):
            texts = [TICK]
        runs = [run for run in element.iter(f"{W}r") if run.find(f"{W}t") is not None]
        cell = plain_cell(
            "\n".join(texts), bool(runs) and all(is_on(run, "bCs", "b") for run in runs)
        )
        shade = element.find(f"{W}tcPr/{W}shd")
        return Cell(cell.parts, cell.strong, wide=wide, filled=is_coloured(shade))

    def _paragraph(self, element: Element) -> str:
        # Asked for first: an empty paragraph takes a number too.
        label = self._numbers.label(element)
        pieces: list[str] = []
        self._collect(element, pieces)
        text = "".join(pieces)
        return f"{label} {text}" if label and text.strip() else text

    def _collect(self, element: Element, pieces: list[str]) -> None:
        for node in element:
            if node.tag in _GONE or node.tag in _PROPERTIES:
                continue
            if node.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
                continue  # "click here to enter text" is nobody's text
            if node.tag == f"{W}r" and is_note_mark(node):
                continue
            if node.tag == f"{W}r" and is_on(node, "strike", "dstrike"):
                self._struck += filter(
                    None, ["".join(text.text or "" for text in node.iter(f"{W}t")).strip()]
                )
            elif node.tag == f"{W}r" and is_on(node, "vanish"):
                self._hidden += filter(
                    None, ["".join(text.text or "" for text in node.iter(f"{W}t")).strip()]
                )
            elif node.tag == f"{W}t":
                pieces.append(node.text or "")
            elif node.tag in (f"{W}tab", f"{W}ptab"):
                pieces.append("\t")
            elif node.tag in (f"{W}br", f"{W}cr"):
                pieces.append("\n")
            elif node.tag == f"{W}sym":
                pieces.append(symbol(node))
            elif node.tag == f"{W}noBreakHyphen":
                pieces.append("-")
            elif node.tag != _BOX:
                self._collect(node, pieces)


def _children(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the children of some kinds, also those inside content controls and other wrappers."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS and child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            yield from _children(child, *tags)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes that hang on a paragraph; those that hang in them are theirs."""
    for child in paragraph:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _GONE:
            yield from _boxes(child)


def _paragraphs(cell: Element) -> Iterator[Element]:
    """Yield the paragraphs and whole files of a cell, those of tables inside it in their place."""
    for child in _children(cell, f"{W}p", f"{W}tbl", f"{W}altChunk"):
        if child.tag != f"{W}tbl":
            yield child
            for box in _boxes(child):
                yield from _paragraphs(box)
        else:
            for row in _children(child, f"{W}tr"):
                for inner in _children(row, f"{W}tc"):
                    yield from _paragraphs(inner)


def _number(element: Element, path: str, default: int) -> int:
    found = element.find(path)
    text = found.get(f"{W}val", "") if found is not None else ""
    return int(text) if text.isdecimal() and len(text) < 6 else default
