"""Whether a report is another version of one in service: the same title, year and region, and much of the same text."""

import re
from collections.abc import Callable

from index.snapshot.snapshot import Entry

_LONG = 10  # characters
SHARED = 0.3  # share of the shorter report's sentences that the other one has as well


def is_version_of(entry: Entry, other: Entry, text: Callable[[], str], other_text: Callable[[], str]) -> bool:
    """Tell whether `entry` says anew what `other` said; the texts are asked for only where title and year agree.

    Title and year alone do not tell: thirty schools may each hand in a "2024年工作总结".
    """
    same = (entry.title, entry.year, entry.region) == (other.title, other.year, other.region)
    if not same or entry.year is None:
        return False
    first, second = (_sentences(read(), entry.title) for read in (text, other_text))
    fewer = min(len(first), len(second))
    return fewer > 0 and len(first & second) >= SHARED * fewer


def _sentences(text: str, title: str) -> set[str]:
    """Return the sentences that are long enough to be nobody else's by chance; the title is everybody's."""
    return {part for part in re.split(r"[\n。；]", text) if len(part) >= _LONG and part not in title}
