"""Office files are ZIP archives whose entries are dated: here they are dated alike, so that the
same content makes the same bytes.
"""

import zipfile
from io import BytesIO

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The first moment an entry can have; the file's own date stands in its properties."""


def undated(archive: bytes) -> bytes:
    """Return the archive with the same entries in the same order, none of them dated."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(
                zipfile.ZipInfo(entry.filename, _FIRST), old.read(entry), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
