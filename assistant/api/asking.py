"""Questions: one, a batch, and a whole question set to be graded."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from assistant.access import Action, require
from assistant.answering import answer_fields
from assistant.api.problems import Problem
from assistant.api.schemas import AnswerFields, AskBody, BatchBody, BatchFields, EvaluateBody, EvaluationFields
from assistant.api.shared import Asking
from assistant.evaluation import Case, case_of
from assistant.types import Answer

router = APIRouter()


@router.post("/v1/ask", response_model=AnswerFields)
def ask(body: AskBody, caller: Asking) -> JSONResponse:
    """Answer one question."""
    return JSONResponse(answer_fields(caller.ask(body.question, tuple(body.history), body.reports, body.id)))


@router.post("/v1/batch", response_model=BatchFields)
def batch(body: BatchBody, caller: Asking) -> JSONResponse:
    """Answer many questions, in the order given; one that cannot be asked is declined and the others go on."""
    caller.spend(len(body.questions) - 1)
    answers = (caller.ask_of_many(one.question, tuple(one.history), body.reports, one.id) for one in body.questions)
    return JSONResponse({"answers": [answer_fields(answer) for answer in answers]})


@router.post("/v1/evaluate", response_model=EvaluationFields)
def evaluate(body: EvaluateBody, caller: Asking) -> JSONResponse:
    """Grade the answers to a question set; takes the role keeper."""
    # before the questions are counted against the token; the evaluation itself asks for the role again
    require(caller.account, Action.KEEP_QUESTIONS)
    caller.spend(len(body.cases) - 1)
    cases = [_case(number, one.model_dump()) for number, one in enumerate(body.cases, 1)]

    def answered(case: Case) -> Answer:
        return caller.ask_of_many(case.question, case.history, None)

    return JSONResponse(caller.enquiries.evaluate(cases, answered))


def _case(number: int, fields: dict[str, Any]) -> Case:
    try:
        return case_of(fields)
    except (KeyError, TypeError, AttributeError) as error:
        raise Problem(422, "bad_case", number=number, detail=error) from error
