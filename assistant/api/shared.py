"""What all requests of one server share, and who is asking: the token's account, the language, the snapshot."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.access import LOCAL, Account, Accounts, Tokens, is_loopback
from assistant.api.languages import language_of
from assistant.api.limits import Limiter
from assistant.api.logs import log
from assistant.api.measures import Measures
from assistant.api.problems import Problem
from assistant.audit import Trail
from assistant.messages import explain
from assistant.question import UnusableQuestion
from assistant.service import Enquiries, Service
from assistant.types import Answer


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a server serves.

    `open_here`: nobody else than this machine reaches it, so that as long as there is neither an account nor a token
    nobody needs one. `per_minute` questions of one token, 0 for any number; `body` bytes of one request.
    """

    open_here: bool = True
    per_minute: int = 600
    body: int = 1_000_000
    log_questions: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    service: Service
    terms: Terms
    accounts: Accounts
    tokens: Tokens
    limiter: Limiter
    measures: Measures = field(default_factory=Measures)

    def lets_in_all(self) -> bool:
        return self.terms.open_here and not (self.tokens.any() or self.accounts.any())


@dataclass(frozen=True, slots=True)
class Caller:
    """The program that asks, and the snapshot that its request is answered from, first to last."""

    account: Account
    language: str
    shared: Shared
    enquiries: Enquiries

    def spend(self, questions: int) -> None:
        """Count questions against the token's limit; raises Problem where there were too many."""
        wait = self.shared.limiter.take(self.account.known_as, questions)
        if wait:
            seconds = max(1, round(wait + 0.5))
            raise Problem(429, "too_many", {"Retry-After": str(seconds)}, seconds=seconds)

    def ask(self, question: str, history: tuple[str, ...], reports: str | None, identity: str | None = None) -> Answer:
        """Answer one question and count it; raises UnusableQuestion or NoMatch."""
        try:
            answer = self.enquiries.ask(question, history, reports, identity)
        except UnusableQuestion:
            self.shared.measures.unusable()
            raise
        self.shared.measures.answered(answer)
        trail = Trail(self.shared.service.store.folder)
        trail.asked(self.account.known_as, question, status=answer.status.value)
        if self.shared.terms.log_questions:
            log("question", account=self.account.known_as, question=question, status=answer.status.value)
        return answer

    def ask_of_many(
        self, question: str, history: tuple[str, ...], reports: str | None, identity: str | None = None
    ) -> Answer:
        """Answer one of many: a question that asks nothing is declined and does not cost the answers to the others."""
        try:
            return self.ask(question, history, reports, identity)
        except UnusableQuestion as error:
            return self.enquiries.decline(question, explain(error, self.language), identity)


_BEARER = HTTPBearer(auto_error=False, description="A token made by `assistant tokens add`")


def _account(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> tuple[Shared, Account]:
    """Return who is asking; raises Problem for a token that is missing or not known."""
    shared: Shared = request.app.state.shared
    account = None if given is None else shared.tokens.who(given.credentials)
    if account is not None:
        return shared, account
    if not shared.lets_in_all():
        raise Problem(401, "no_token" if given is None else "wrong_token", {"WWW-Authenticate": "Bearer"})
    if not is_loopback(request.url.hostname or ""):
        # a page of the web whose name was made to point to this machine
        raise Problem(403, "wrong_host")
    return shared, LOCAL


def _caller(request: Request, known: Annotated[tuple[Shared, Account], Depends(_account)]) -> Caller:
    shared, account = known
    caller = Caller(account, language_of(request), shared, Enquiries(shared.service.assistant(account), account))
    caller.spend(1)
    request.state.account = account.known_as
    return caller


Known = Annotated[tuple[Shared, Account], Depends(_account)]
Asking = Annotated[Caller, Depends(_caller)]
