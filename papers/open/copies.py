"""Pictures as the public gets them: small, turned the right way, and without what the camera wrote
into them (place, time, device). Made beside the file, in a process of its own, and erased with it.
"""

import json
import sys
from io import BytesIO
from pathlib import Path
from threading import Lock
from uuid import uuid4

from papers.print.rendering import CannotRender, run_worker

LARGE, SMALL = 1600, 360
"""The longer side in pixels, of the picture and of the one in lists."""
_MOST_PIXELS = 60_000_000
_MARK = ".public"
_one_at_a_time = Lock()


def public_copy(original: Path, size: int) -> Path | None:
    """Return the copy of a stored picture, made when it is first asked for; None for a file that
    cannot be opened as one.
    """
    target = original.with_name(f"{original.stem}{_MARK}{size}.jpg")
    with _one_at_a_time:  # a decoded picture takes much memory
        if target.is_file():
            return target
        try:
            made = run_worker("papers.open.copies", [str(size)], {"path": str(original)})
        except CannotRender:
            return None
        part = target.with_name(f"{uuid4().hex}.part")
        part.write_bytes(made)
        part.replace(target)
    return target


def erase_copies(original: Path) -> None:
    """Delete the copies of a stored file, whether or not it is still there."""
    for copy in original.parent.glob(f"{original.stem}{_MARK}*.jpg"):
        copy.unlink(missing_ok=True)


def make(path: str, size: int) -> bytes:
    """Return the copy as JPEG; OSError or ValueError for what is no picture, or too large a one."""
    from PIL import Image, ImageOps  # only in the process that makes it

    with Image.open(path) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise ValueError("the picture is too large")
        picture.draft("RGB", (size, size))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((size, size))
        flat = Image.new("RGB", upright.size, "white")
        with_edges = upright.convert("RGBA")
        flat.paste(with_edges, mask=with_edges.getchannel("A"))
    out = BytesIO()
    flat.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(make(json.load(sys.stdin)["path"], int(sys.argv[1])))
