"""What a question for yes or no claims: a rise, more than something else, that all are, that there is any …"""

from assistant.question.patterns import patterns
from assistant.types import Claim

_PATTERNS = patterns("claimed")
_HELD_AGAINST = (Claim.REACH, Claim.ABOVE, Claim.BELOW)
_MOVED = (Claim.FALL, Claim.RISE)


def read_claim(plain: str) -> Claim:
    """Read it off a question in Simplified Chinese; `Claim.DONE`, that something is so, where it claims nothing more."""

    def says(claim: Claim) -> bool:
        return _PATTERNS[claim.value].search(plain) is not None

    for claim in (Claim.HALF, Claim.LEVEL):
        if says(claim):
            return claim
    if _PATTERNS["benchmark"].search(plain):
        held = next((claim for claim in _HELD_AGAINST if says(claim)), None)
        if held is not None:
            return held
    if says(Claim.ALL):
        return Claim.ALL
    return next((claim for claim in (*_MOVED, Claim.ANY, Claim.ABOVE, Claim.BELOW) if says(claim)), Claim.DONE)
