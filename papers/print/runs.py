"""A line cut where its marks begin and end, for the forms that set marked figures off."""

from papers.print.document import MarkKind, PaperLine


def split_runs(line: PaperLine, text: str) -> list[tuple[str, bool]]:
    """Return the parts of a printed line and whether each is marked as wrong; ``text`` is the
    line with its number before it.
    """
    shift = len(text) - len(line.text)
    spans = sorted(
        {
            (mark.start + shift, mark.end + shift)
            for mark in line.marks
            if mark.end > mark.start and mark.kind is MarkKind.WRONG
        }
    )
    parts: list[tuple[str, bool]] = []
    position = 0
    for start, end in spans:
        if start < position:
            continue
        parts += [(text[position:start], False), (text[start:end], True)]
        position = end
    parts.append((text[position:], False))
    return [part for part in parts if part[0]]
