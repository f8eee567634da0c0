"""Probabilities as log-odds: the scale on which what speaks for and against a reading is added."""

import numpy as np
import numpy.typing as npt

_LEAST = 1e-4  # so that what is certain stays within what a float holds


def log_odds(shares: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Return the log-odds of shares or probabilities, in their shape."""
    kept = np.clip(np.asarray(shares, np.float32), _LEAST, 1 - _LEAST)
    odds: npt.NDArray[np.float32] = np.log(kept / (1 - kept))
    return odds
