"""The known names that are nearest to one typed or printed, so that a slip does not make a second
agency or group in silence.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from thai.names import key

_MOST = 3
_ALIKE = 0.6
"""Of difflib's ratio: "ส่วนราชการประจำจังหวัด" is 0.86 like "…ทุกแห่ง"; beneath it names share
no more than "สำนักงาน"."""

_WORD = 4
"""Letters of the shortest name that is looked for within another; abbreviations are in many."""


def nearest_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return at most three names that look like one, the likest first; those that are only
    written another way (spaces, dots) are the same name and are left out.
    """
    wanted, names = key(name), {key(each): each for each in known}
    names.pop(wanted, None)
    part = [
        each for each in names if min(len(each), len(wanted)) >= _WORD and _is_part(each, wanted)
    ]
    part.sort(key=lambda each: -SequenceMatcher(None, wanted, each).ratio())
    alike = get_close_matches(wanted, names, n=_MOST, cutoff=_ALIKE)
    return tuple(names[each] for each in dict.fromkeys([*part, *alike]))[:_MOST]


def _is_part(one: str, other: str) -> bool:
    return one in other or other in one
