"""What a figure counts: the noun right after it."""

from assistant.data_files import read_patterns
from assistant.evidence import Candidate
from index.text import fold
from index.types import Figure

_PATTERNS = read_patterns("assistant.reading", "signals.toml")
_COUNTED_WIDTH = 20  # characters after a figure in which the noun it counts stands


def counted_noun(candidate: Candidate, figure: Figure) -> str:
    """Return the words right after a figure that name what it counts, "" where a predicate or nothing follows."""
    text = candidate.indexed.report.text
    after = fold(text[figure.end : max(figure.end, min(figure.owner_end, figure.end + _COUNTED_WIDTH))])
    return "" if not after or _PATTERNS["predicate"].match(after) else _PATTERNS["predicate_behind"].split(after)[0]
