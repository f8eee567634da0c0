"""Whether a report is another version of one in service: the same title, year and region, and much of the same text."""

from collections.abc import Callable

from index.snapshot import Entry

SHARED = 0.3  # share of the shorter report's lines that the other one has as well


def is_version_of(entry: Entry, other: Entry, text: Callable[[], str], other_text: Callable[[], str]) -> bool:
    """Tell whether `entry` says anew what `other` said; the texts are asked for only where title and year agree.

    Title and year alone do not tell: thirty schools may each hand in a "2024年工作总结".
    """
    same = (entry.title, entry.year, entry.region) == (other.title, other.year, other.region)
    if not same or entry.year is None:
        return False
    lines = [{line for line in read().split("\n") if len(line) >= 8} for read in (text, other_text)]
    fewer = min(len(lines[0]), len(lines[1]))
    return fewer > 0 and len(lines[0] & lines[1]) >= SHARED * fewer
