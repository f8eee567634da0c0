"""What can go wrong with a language model.

    ModelError
      ClientMissing     the extra "model" is not installed
      Unreachable       nothing answers at the address
      TooSlow           no whole answer in the seconds given
      Refused           the server answered with an error: `status`
      Unreadable        the server answered with what is no answer
      BrokenOff         the answer ended in its middle
      LimitReached      the day's calls are used up: `calls`
    BadSettings         settings that cannot be used: `reason` is "url", "model", "seconds" or "calls"

None of them costs an answer: the extractive one is shown, with one line about what happened (`reason`).
"""


class ModelError(Exception):
    """`reason` is the key of what is said to people."""

    reason = "failed"


class ClientMissing(ModelError):
    reason = "client_missing"


class Unreachable(ModelError):
    reason = "unreachable"


class TooSlow(ModelError):
    reason = "too_slow"


class Refused(ModelError):
    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status
        self.reason = {401: "bad_key", 403: "bad_key", 404: "no_such_model", 429: "too_many"}.get(status, "refused")


class Unreadable(ModelError):
    reason = "unreadable"


class BrokenOff(ModelError):
    reason = "broken_off"


class LimitReached(ModelError):
    reason = "limit_reached"

    def __init__(self, calls: int) -> None:
        super().__init__(str(calls))
        self.calls = calls


class BadSettings(ValueError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
