"""Question → evidence → answer. `Assistant.ask` is the way of a question through the program."""

import functools
import re
import time
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.citations import cite, is_verbatim
from assistant.answering.compare import FEW as FEW_OWNERS
from assistant.answering.compare import (
    Owner,
    bound_of,
    derived,
    growth_itself,
    headline_of_many,
    owners,
    ranked,
    table_of,
    within_bound,
)
from assistant.answering.other_reports import OFFERED, contradicts, other_reports, row_of
from assistant.evidence import Candidate, find_hits, gather
from assistant.question import find_scope, split_asks, taken_over, understand
from assistant.reading import (
    Passageful,
    Reading,
    Verdict,
    best_clause,
    companions,
    confidence_of,
    listed,
    named,
    pairs_from_to,
    read_figures,
    read_sentences,
    trust_claim,
    trust_figure,
    trust_sentences,
    trusted_figures,
)
from assistant.types import Answer, AnswerFigure, Asked, Citation, Confidence, Question, Row, Status
from index.search import Embedder, Finder, LocalFinder
from index.snapshot import Snapshot
from index.types import Tense

READER = "extractive"
NEAREST = 3
REMEMBERED = 512  # answers of one snapshot
_WEAKEST = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


class Assistant:
    """Answers questions over one snapshot. Holds no state of a conversation; safe to share between sessions."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder, finder: Finder | None = None) -> None:
        self.snapshot = snapshot
        self.embedder = embedder
        self._finder = finder or LocalFinder(snapshot)
        # a snapshot never changes, and colleagues ask the same
        self._given = functools.lru_cache(maxsize=REMEMBERED)(self._answered)

    def ask(
        self,
        text: str,
        history: Sequence[str] = (),
        reports: Sequence[int] | None = None,
        identity: str | None = None,
    ) -> Answer:
        """Answer one question; `history` holds the questions before it, `reports` narrows to these numbers.

        Raises UnusableQuestion for an empty question or one that is too long.
        """
        started = time.perf_counter()
        turns = tuple(turn for turn in history if turn.strip())
        answer = self._given(text, turns, None if reports is None else tuple(reports))
        elapsed = (time.perf_counter() - started) * 1000
        return replace(answer, id=identity, history=turns, elapsed_ms=round(elapsed, 1))

    def _answered(self, text: str, turns: tuple[str, ...], reports: tuple[int, ...] | None) -> Answer:
        question = _within(understand(text, self.snapshot.entries, turns), reports)
        answer = self._answer(question)
        for citation in answer.citations:
            self._check(citation)
        return answer

    def decline(self, text: str, message: str, identity: str | None = None) -> Answer:
        """Return the answer to a question that cannot be asked: nothing found, with the reason."""
        return Answer(
            question=text,
            status=Status.NOT_FOUND,
            headline=None,
            text=message,
            citations=(),
            figures=(),
            reader=READER,
            snapshot=self.snapshot.name,
            id=identity,
        )

    def _answer(self, question: Question) -> Answer:
        parts = owners(question, self.snapshot.entries)
        if len(parts) > 1:
            itself = growth_itself(question, self.snapshot.entries)
            given = self._single(itself) if itself is not None else None
            return given if given is not None and given.headline else self._compare(question, parts)
        asks = split_asks(question.plain) if question.language == "zh" else [question.plain]
        if len(asks) > 1 and question.asked in (Asked.FIGURE, Asked.FROM_TO):
            several = self._several(question, asks)
            if several is not None:
                return several
        return self._single(question)

    def _single(self, question: Question) -> Answer:
        candidates = gather(self.snapshot, find_hits(self.snapshot, self.embedder, question, finder=self._finder))
        readers = {
            Asked.FIGURE: self._figure,
            Asked.FROM_TO: self._from_to,
            Asked.YESNO: self._yesno,
            Asked.TOPIC: self._topic,
        }
        return readers.get(question.asked, self._sentences)(question, candidates)

    def _figure(self, question: Question, candidates: list[Candidate]) -> Answer:
        readings = read_figures(question, candidates)
        trusted = trusted_figures(question, readings)
        if not trusted:
            return self._refuse(question, candidates, readings[:1])
        answer = self._figure_answer(question, trusted[0], confidence_of(trusted))
        return self._with_other_reports(question, answer, trusted)

    def _with_other_reports(self, question: Question, answer: Answer, trusted: Sequence[Reading]) -> Answer:
        """Add what other reports say: another value for the same, and what is offered where none was named."""
        if len(self.snapshot.entries) < 2:
            return answer
        others = []
        for reading in other_reports(question, trusted):
            row = row_of(reading)
            if contradicts(trusted[0], reading) and row.citation is not None:
                more = wording.say(question.language, "contradicts", report=row.label, value=row.headline or "")
                text = wording.shortened(answer.text + more, wording.LONGEST_TEXT)
                answer = replace(answer, text=text, citations=(*answer.citations, row.citation))
            if not question.scope.regions:
                others.append(row)
            if len(others) == OFFERED:
                break
        return replace(answer, others=tuple(others))

    def _figure_answer(self, question: Question, best: Reading, confidence: Confidence) -> Answer:
        figure, candidate = best.figure, best.candidate
        words = wording.statement(candidate, figure)
        goal = candidate.tense is Tense.GOAL
        text = wording.source_line(question.language, candidate, words)
        if goal and question.scope.tense is None:
            text += wording.say(question.language, "goal")
        return self._found(
            question,
            headline=figure.text.strip(),
            text=text,
            citations=(cite(candidate, [(figure.start, figure.end)]),),
            figures=(wording.figure_of(figure, goal),),
            confidence=confidence,
        )

    def _from_to(self, question: Question, candidates: list[Candidate]) -> Answer:
        readings = read_figures(question, candidates)
        pair = pairs_from_to([r for r in readings if trust_figure(question, [r]) is Verdict.ANSWER])
        if pair is None:
            return self._figure(question, candidates)
        first, second = pair
        candidate = first.candidate
        text = candidate.indexed.report.text
        return self._found(
            question,
            headline=text[first.figure.start : second.figure.end],
            text=wording.source_line(question.language, candidate, wording.statement(candidate, second.figure)),
            citations=(cite(candidate, [(f.start, f.end) for f in (first.figure, second.figure)]),),
            figures=(wording.figure_of(first.figure), wording.figure_of(second.figure)),
            confidence=confidence_of([second]),
        )

    def _sentences(self, question: Question, candidates: list[Candidate]) -> Answer:
        readings = read_sentences(question, candidates)
        if trust_sentences(question, readings) is not Verdict.ANSWER:
            return self._refuse(question, candidates, readings[:1])
        single = question.asked in (Asked.LIST, Asked.WHO_WHAT)
        chosen = readings[:1] if single else companions(question, readings)
        best = readings[0].candidate if readings[0] in chosen else chosen[0].candidate
        report_text = best.indexed.report.text
        span = None
        if question.asked is Asked.LIST:
            span = listed(question, best) or named(question, best)
        elif question.asked is Asked.WHO_WHAT:
            span = named(question, best) or listed(question, best)
        marked = span or best_clause(question, best)
        headline = report_text[slice(*marked)]
        words = " ".join(reading.candidate.words for reading in chosen)
        return self._found(
            question,
            headline=headline,
            text=words,
            citations=tuple(cite(r.candidate, [marked] if r.candidate is best else []) for r in chosen),
            figures=(),
            confidence=confidence_of(readings),
        )

    def _topic(self, question: Question, candidates: list[Candidate]) -> Answer:
        """Keywords alone: the figure they lead to, where they lead to one, else the sentence."""
        readings = read_figures(question, candidates)
        if readings and trust_figure(question, readings, sure=True) is Verdict.ANSWER:
            return self._figure_answer(question, readings[0], confidence_of(readings))
        return self._sentences(question, candidates)

    def _yesno(self, question: Question, candidates: list[Candidate]) -> Answer:
        claimed = [term for term in question.terms if term.number is not None and not term.soft]
        if claimed:
            rest = tuple(term for term in question.terms if term.number is None)
            bare = replace(question, terms=rest, asked=Asked.FIGURE)
            readings = read_figures(bare, candidates)
            if trust_figure(bare, readings) is not Verdict.ANSWER:
                return self._refuse(question, candidates, readings[:1])
            best = readings[0]
            same = best.figure.value == claimed[0].number
            answer = self._figure_answer(question, best, confidence_of(readings))
            verdict = wording.say(question.language, "yes" if same else "no")
            return replace(answer, headline=f"{verdict}（{answer.headline}）", text=f"{verdict}。{answer.text}")
        readings_of_sentences = read_sentences(question, candidates)
        if trust_claim(question, readings_of_sentences) is not Verdict.ANSWER:
            return self._refuse(question, candidates, readings_of_sentences[:1])
        best_sentence = readings_of_sentences[0].candidate
        span = best_clause(question, best_sentence)
        clause = best_sentence.indexed.report.text[slice(*span)]
        verdict = wording.say(question.language, "no" if wording.denies(clause) else "yes")
        return self._found(
            question,
            headline=f"{verdict}：{clause}",
            text=f"{verdict}。{best_sentence.words}",
            citations=(cite(best_sentence, [span]),),
            figures=(),
            confidence=confidence_of(readings_of_sentences),
        )

    def _several(self, question: Question, asks: list[str]) -> Answer | None:
        """Answer each ask on its own; None where no two of them find an answer."""
        answers = []
        for position, ask in enumerate(asks):
            part = understand(ask, self.snapshot.entries, ())
            others = understand("".join(asks[:position] + asks[position + 1 :]), self.snapshot.entries, ())
            own = {term.text for term in part.terms}
            soft = tuple(
                replace(term, weight=0.3 * term.weight, head=False, soft=True)
                for term in others.terms
                if term.text not in own
            )
            scope = taken_over(part.scope, question.scope, self.snapshot.entries)
            part = replace(part, terms=part.terms + soft, scope=scope, language=question.language)
            answers.append((ask, self._single(part)))
        found = [(ask, answer) for ask, answer in answers if answer.status is Status.ANSWERED]
        if len(found) < 2:
            return None if not found else self._single(question)
        labels = [_label(find_scope(ask, self.snapshot.entries)[1]) for ask, _ in answers]
        return self._joined(question, [(label, answer) for label, (_, answer) in zip(labels, answers, strict=True)])

    def _compare(self, question: Question, parts: list[Owner]) -> Answer:
        owned = [(part, self._single(part.question)) for part in parts]
        found = [answer for _, answer in owned if answer.status is Status.ANSWERED]
        if not found:
            return owned[0][1] if len(owned) == 1 else self._refuse(question, [], [])
        rows = table_of(owned)
        if len(owned) > FEW_OWNERS or (len(owned) > 2 and bound_of(question) is not None):
            return self._many(question, owned, rows)
        joined = replace(self._joined(question, [(part.label, answer) for part, answer in owned]), table=rows)
        order = ranked(question, rows)
        if order is not None:
            return replace(
                joined, headline=wording.shortened(f"{order}（{joined.headline}）", wording.LONGEST_HEADLINE)
            )
        computed = derived(question, rows)
        if computed is None:
            return joined
        formula = wording.say(question.language, "computed", formula=computed.formula)
        return replace(
            joined,
            headline=wording.shortened(f"{computed.text}（{joined.headline}）", wording.LONGEST_HEADLINE),
            text=wording.shortened(formula + joined.text, wording.LONGEST_TEXT),
            computed=computed.formula,
        )

    def _many(self, question: Question, owned: list[tuple[Owner, Answer]], rows: tuple[Row, ...]) -> Answer:
        """Answer over many owners: the headline sums up, the text holds every value, the table every source."""
        kept = within_bound(question, rows)
        language = question.language
        missing = wording.say(language, "missing")
        if len(kept) < len(rows) and bound_of(question) is not None:
            labels = "、".join(f"{row.label}{row.headline}" for row in kept)
            headline = wording.say(language, "kept", count=str(len(kept)), labels=labels)
        else:
            headline = ranked(question, rows) or headline_of_many(question, rows, len(owned))
        text = wording.say(language, "join").join(f"{row.label}{row.headline or missing}" for row in kept)
        computed = derived(question, kept)
        if computed is not None:
            headline, text = computed.text, wording.say(language, "computed", formula=computed.formula) + text
        answer = self._found(
            question,
            headline=headline,
            text=text,
            citations=tuple(dict.fromkeys(row.citation for row in kept if row.citation is not None)),
            figures=tuple(replace(row.figure, label=row.label) for row in kept if row.figure is not None),
            confidence=min((answer.confidence for _, answer in owned), key=_WEAKEST.index),
        )
        return replace(answer, table=kept, computed=computed.formula if computed else "")

    def _joined(self, question: Question, answers: list[tuple[str, Answer]]) -> Answer:
        language = question.language
        missing = wording.say(language, "missing")
        headline = wording.several_values([(label, answer.headline or missing) for label, answer in answers], language)
        citations = tuple(dict.fromkeys(c for _, answer in answers for c in answer.citations))
        text = "".join(answer.text for _, answer in answers if answer.status is Status.ANSWERED)
        figures = tuple(replace(figure, label=label) for label, answer in answers for figure in answer.figures)
        return self._found(
            question,
            headline=headline,
            text=text,
            citations=citations,
            figures=figures,
            confidence=min((a.confidence for _, a in answers), key=_WEAKEST.index),
        )

    def _found(
        self,
        question: Question,
        *,
        headline: str,
        text: str,
        citations: tuple[Citation, ...],
        figures: tuple[AnswerFigure, ...],
        confidence: Confidence,
    ) -> Answer:
        return Answer(
            question=question.text,
            status=Status.ANSWERED,
            headline=wording.shortened(headline, wording.LONGEST_HEADLINE),
            text=wording.shortened(text, wording.LONGEST_TEXT),
            citations=citations,
            figures=figures,
            reader=READER,
            snapshot=self.snapshot.name,
            confidence=confidence,
            language=question.language,
        )

    def _refuse(
        self, question: Question, candidates: list[Candidate], readings: Sequence[Reading | Passageful]
    ) -> Answer:
        """Say that the reports do not say, which words found no support, and what stands nearest."""
        language = question.language
        unmet = tuple(term.text for reading in readings for term in reading.unmet if term.weight >= 0.4)
        text = wording.say(language, "not_found")
        years = question.scope.years
        if years and not readings:
            text += wording.say(language, "year", years="、".join(map(str, years)))
        elif unmet:
            text += wording.say(language, "unmet", terms="、".join(unmet))
        return Answer(
            question=question.text,
            status=Status.NOT_FOUND,
            headline=None,
            text=text,
            citations=(),
            figures=(),
            reader=READER,
            snapshot=self.snapshot.name,
            nearest=tuple(cite(candidate) for candidate in candidates[:NEAREST]),
            unsupported=unmet or tuple(f"{year}年" for year in years),
            language=language,
        )

    def _check(self, citation: Citation) -> None:
        """Slice a quote again before it leaves; one that differs is a defect of this program."""
        number = next(n for n, entry in enumerate(self.snapshot.entries) if entry.id == citation.report_id)
        if not is_verbatim(citation, self.snapshot.report(number).report.text):
            raise AssertionError(f"quote differs from report {citation.report_id}")


def _within(question: Question, reports: Sequence[int] | None) -> Question:
    if reports is None:
        return question
    own = question.scope.reports
    both = tuple(sorted(set(reports) if own is None else set(reports) & set(own)))
    return replace(question, scope=replace(question.scope, reports=both))


def _label(ask: str) -> str:
    """Name a part of a question by its words before the question word."""
    bare = re.sub(r"(?:分别|一共|总共|共)?(?:是|有|为|达到?|发了?|占)?(?:多少|几|百分之).*$", "", ask).strip(" ，,的")
    tail = re.sub(r"^.*(?:多少|几)[^\s]{0,2}", "", ask).strip(" ？?")
    return bare or tail
