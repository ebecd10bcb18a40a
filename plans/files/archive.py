"""The archive that a Word or Excel file is: its parts read one by one, in memory only, each within
limits.

Nothing is unpacked to disk, so names that lead out of a folder lead nowhere. XML with a document
type is refused: the format forbids one (ECMA-376 part 2), and entities live in it, both the ones
that swell and the ones that fetch files.
"""

import posixpath
import zipfile
import zlib
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from plans.document import Unreadable

MAX_PART_BYTES = 16 * 1024 * 1024
"""Largest uncompressed XML part: a plan has a hundred kilobytes, a zip bomb gigabytes."""
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_NODES = 700_000
"""Elements and attributes of all parts that are read; a plan of a hundred pages has some 200,000.
"""
MAX_DEPTH = 200
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# What zipfile and its decompressors meet in a damaged, encrypted or strangely packed member.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


class Archive:
    """An opened Word or Excel file; ``name`` is the file's, for messages."""

    def __init__(self, file: Path | BinaryIO, name: str) -> None:
        self.name = name
        self._nodes = 0
        try:
            self._zip = zipfile.ZipFile(file)
        except _DAMAGE:
            raise Unreadable(f"{name} is cut off or damaged; send the whole file again") from None
        members = self._zip.infolist()
        self._sizes = {member.filename: member.file_size for member in members}
        # The sizes an archive declares are checked before anything is unpacked; zipfile reads no
        # more than it declares.
        xml = max(
            (size for part, size in self._sizes.items() if part.endswith((".xml", ".rels"))),
            default=0,
        )
        total = sum(member.file_size for member in members)
        if xml > MAX_PART_BYTES or total > MAX_UNPACKED_BYTES or len(members) > MAX_MEMBERS:
            self.refuse_size()

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def refuse_size(self) -> NoReturn:
        """Raise Unreadable: the file holds far more than any plan."""
        raise Unreadable(
            f"{self.name} unpacks to far more than a plan holds; save the plan alone in a new file"
        )

    @cached_property
    def main(self) -> str | None:
        """The part everything begins with: ``word/document.xml``, ``xl/workbook.xml`` or as the
        file says, ``content.xml`` in OpenDocument; None without one.
        """
        if "_rels/.rels" in self._sizes:
            for kind, target in self.relations("").values():
                if kind == "officeDocument":
                    return target
        usual = ("word/document.xml", "xl/workbook.xml", "content.xml")
        return next((part for part in usual if part in self._sizes), None)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to inside the archive: id to (kind, part)."""
        folder, base = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for entry in tree.iter(_RELATIONSHIP) if tree is not None else ():
            if entry.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target", "")))
                found[entry.get("Id", "")] = (
                    entry.get("Type", "").rpartition("/")[2],
                    target.lstrip("/"),
                )
        return found

    def related(self, part: str, kind: str) -> ElementTree.Element | None:
        """Return the XML of the first part of a kind ("styles", "numbering") that a part refers to;
        None without one.
        """
        target = next(
            (target for found, target in self.relations(part).values() if found == kind), None
        )
        return self.tree(target) if target else None

    def data(self, part: str) -> bytes | None:
        """Return the bytes of a part, None when there is no such part. Unreadable when it is too
        large.
        """
        if part not in self._sizes:
            return None
        if self._sizes[part] > MAX_PART_BYTES:
            self.refuse_size()
        try:
            with self._zip.open(part) as file:
                return file.read(MAX_PART_BYTES + 1)
        except _DAMAGE:
            raise Unreadable(
                f"{self.name} is cut off or damaged; send the whole file again"
            ) from None

    def tree(self, part: str) -> ElementTree.Element | None:
        """Return the XML of a part, None when there is no such part. Unreadable for XML that is
        broken, hostile or too large.
        """
        data = self.data(part)
        if data is None:
            return None
        try:
            self._check(data)
            return ElementTree.fromstring(data)  # noqa: S314 (checked just before: no document type, no entities)
        except (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError):
            raise Unreadable(
                f"{self.name} is a damaged Word or Excel file; open it and save it again"
            ) from None

    def _check(self, data: bytes) -> None:
        """Go through XML once without building anything, and stop at what has no place in it."""
        depth = 0

        def start(_tag: str, attributes: list[str]) -> None:
            nonlocal depth
            depth += 1
            self._nodes += 1 + len(attributes) // 2
            if depth > MAX_DEPTH or self._nodes > MAX_NODES:
                self.refuse_size()

        def end(_tag: str) -> None:
            nonlocal depth
            depth -= 1

        def doctype(*_about: object) -> NoReturn:
            raise Unreadable(
                f"{self.name} declares XML entities, which no Word or Excel file does; it was not "
                "read"
            )

        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.StartDoctypeDeclHandler = doctype
        parser.Parse(data, True)
