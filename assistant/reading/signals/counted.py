"""What a figure counts: the noun right after it."""

import re

from assistant.evidence import Candidate
from index.text import fold
from index.types import Figure

# What follows a figure is what it counts, unless one of these begins a predicate
_PREDICATE = re.compile(
    r"[，。；：、）)！？]|(?:的|被|获|荣获|获得|参加|参与|接受|进行|开展|完成|签订|达到|实现|以上|左右|和|与|及|并|到|成为|为|均|已|分别|报名|顺利|全部|落户|入选|升|降|增|减|提)"
)
_VERB = re.compile(r"[向对将，。；、]|进行|开展|完成|实施|被|获|均|已|投入|参加|接受|成为|落户|签订|签约|提供|组成")
_COUNTED_WIDTH = 20  # characters after a figure in which the noun it counts stands


def counted_noun(candidate: Candidate, figure: Figure) -> str:
    """Return the words right after a figure that name what it counts, "" where a predicate or nothing follows."""
    text = candidate.indexed.report.text
    after = fold(text[figure.end : max(figure.end, min(figure.owner_end, figure.end + _COUNTED_WIDTH))])
    return "" if not after or _PREDICATE.match(after) else _VERB.split(after)[0]
