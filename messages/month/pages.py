"""Long lists as cards: entries are laid on as many cards as they need, and what does not fit is
said to be left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from messages import limits
from messages.parts import BRAND, Bubble, Component, Message, bubble, flex_message

ENTRIES = 12
BODY_BYTES = 11 * 1024  # so that at least four full cards fit into one carousel
CAROUSEL_FRAME = 64
CAROUSEL_BYTES = (
    50_000 - 1_000
)  # LINE says 50 KB and not whether a KB is 1,000 bytes; some room is left too


@dataclass(frozen=True)
class PageSection:
    """A list under one heading; ``above`` is the small line over it."""

    title: str
    entries: Sequence[Component]
    above: str = ""
    tone: str = BRAND


def paged(
    alt: str,
    head: Bubble,
    sections: Sequence[PageSection],
    left_out: Callable[[int], Bubble],
    *,
    messages: int = limits.MESSAGES,
) -> tuple[Message, ...]:
    """Return the head and the sections as cards in at most so many messages; ``left_out`` makes the
    last card when entries do not fit.
    """
    pages = [page for section in sections for page in _pages(section)]
    sizes = [limits.wire_bytes(card) + 1 for card in (head, *(card for card, _ in pages))]
    ends = _ends(sizes)
    cards = [head, *(card for card, _ in pages)]
    if len(ends) > messages:
        kept = (
            ends[messages - 1] - 1
        )  # the last card that would fit makes room for the one that says how much is left out
        cards = [*cards[:kept], left_out(sum(count for _, count in pages[kept - 1 :]))]
        ends = [*ends[: messages - 1], len(cards)]
    rows = [cards[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]
    return tuple(
        flex_message(alt, row[0] if len(row) == 1 else {"type": "carousel", "contents": row})
        for row in rows
    )


def _pages(section: PageSection) -> list[tuple[Bubble, int]]:
    """Lay a section's entries on cards; each card comes with the number of its entries."""
    groups: list[list[Component]] = []
    used = 0
    for entry in section.entries:
        size = limits.wire_bytes(entry)
        if not groups or len(groups[-1]) == ENTRIES or used + size > BODY_BYTES:
            groups.append([])
            used = 0
        groups[-1].append(entry)
        used += size
    pages = []
    for number, group in enumerate(groups, 1):
        title = f"{section.title} ({number}/{len(groups)})" if len(groups) > 1 else section.title
        pages.append((bubble(title, group, above=section.above, tone=section.tone), len(group)))
    return pages


def _ends(sizes: Sequence[int]) -> list[int]:
    """Return where each message's cards end, given the cards' sizes in bytes."""
    ends: list[int] = []
    begin, used = 0, CAROUSEL_FRAME
    for position, size in enumerate(sizes):
        if position > begin and (
            position - begin == limits.BUBBLES or used + size > CAROUSEL_BYTES
        ):
            ends.append(position)
            begin, used = position, CAROUSEL_FRAME
        used += size
    return [*ends, len(sizes)]
