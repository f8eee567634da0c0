"""Question → evidence → answer. `Assistant.ask` is the way of a question through the program."""

import functools
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.adding import answer_sum, tells_of_all
from assistant.answering.choices import with_choices
from assistant.answering.citations import cite, is_verbatim
from assistant.answering.compare import compare
from assistant.answering.elsewhere import with_answers_elsewhere
from assistant.answering.examples import Examples, example_questions
from assistant.answering.figures import figure_of_years
from assistant.answering.key_figures import answer_key_figures
from assistant.answering.kinds import answer_one
from assistant.answering.refusing import declined, refused
from assistant.answering.several import answer_jointly, answer_parts, answer_row, answer_together, mixes_whole_and_part
from assistant.answering.summary import answer_summary
from assistant.answering.talk import reply
from assistant.answering.topics import sentences_about
from assistant.evidence import Candidate, find_hits, gather
from assistant.question import (
    Owner,
    addends_of,
    as_read_later,
    complete_alone,
    followed,
    growth_itself,
    owners_of,
    parts_of,
    since_last_year,
    span_itself,
    understand,
    within,
)
from assistant.reading import Reader, shipped_reader
from assistant.types import COMPOSED, Answer, Asked, Citation, Hit, Question, Status
from index.search import Embedder, Finder, LocalFinder
from index.snapshot import Entry, Snapshot

REMEMBERED = 512  # answers of one snapshot
OFFERED = 2  # example questions in a reply to small talk


class Assistant:
    """Answers questions over one snapshot. Holds no state of a conversation; safe to share between sessions."""

    def __init__(
        self,
        snapshot: Snapshot,
        embedder: Embedder,
        finder: Finder | None = None,
        reader: Reader | None = None,
        home: str = "",
    ) -> None:
        """`home` is the place or organisation whose reports are meant where a question names none."""
        self.snapshot = snapshot
        self.embedder = embedder
        self.home = home
        self._finder = finder or LocalFinder(snapshot)
        self._reader = reader or shipped_reader()
        # a snapshot never changes, and colleagues ask the same: in one conversation, or each in an own one
        self._given = functools.lru_cache(maxsize=REMEMBERED)(self._answered)
        self._read = functools.lru_cache(maxsize=REMEMBERED)(self._of_owners)
        self.examples = functools.cache(self._examples)

    @property
    def notices(self) -> tuple[str, ...]:
        """Codes of what people should know of this installation: "no_encoder" where the signals judge alone."""
        return () if self._reader.learned else ("no_encoder",)

    def ask(
        self,
        text: str,
        history: Sequence[str] = (),
        reports: Sequence[int] | None = None,
        identity: str | None = None,
        language: str = "",
    ) -> Answer:
        """Answer one question; `history` holds the questions before it, of which the latest count, `reports` narrows to these numbers.

        `language` is that of the words around the quotes ("zh", "en"), the question's own where it is not given.
        Raises UnusableQuestion for an empty question or one that is too long.
        """
        started = time.perf_counter()
        turns = followed(history)
        answer = self._given(text, turns, None if reports is None else tuple(reports), language)
        elapsed = (time.perf_counter() - started) * 1000
        return replace(answer, id=identity, history=turns, elapsed_ms=round(elapsed, 1))

    def find(self, text: str, limit: int, reports: Sequence[int] | None = None) -> list[Citation]:
        """Return the sentences that search finds for a question, best first; none of them needs to answer it.

        Raises UnusableQuestion.
        """
        question = within(understand(text, self.snapshot.entries, ()), reports)
        hits = find_hits(self.snapshot, self.embedder, question, finder=self._finder)[:limit]
        return [cite(Candidate(hit, self.snapshot.report(hit.report), hit.position)) for hit in hits]

    def decline(self, text: str, message: str, identity: str | None = None) -> Answer:
        """Return the answer to a question that cannot be asked: nothing found, with the reason."""
        return replace(declined(text, message), snapshot=self.snapshot.name, id=identity)

    def _examples(self, language: str = "zh") -> Examples:
        """Return questions to start with, in a language, that the reports answer."""
        return Examples(example_questions(self.snapshot, self.ask, language))

    def _answered(self, text: str, turns: tuple[str, ...], reports: tuple[int, ...] | None, language: str) -> Answer:
        """The way of a question: understood, split by owners or by parts, each answered, every quote cut again."""
        entries = self.snapshot.entries
        question = replace(within(understand(text, entries, turns), reports), reply=language)
        if question.talk is not None:
            offered = self.examples(question.reply_in).first(OFFERED)
            return replace(reply(question, len(entries), offered), snapshot=self.snapshot.name)
        itself = complete_alone(text, entries, turns)
        answer = self._read(replace(within(itself, reports), reply=language)) if itself is not None else None
        if answer is None or answer.status is not Status.ANSWERED:
            answer = self._read(question)
        later = as_read_later(question, entries) if answer.status is Status.NOT_FOUND else None
        if later is not None:
            again = self._read(within(later, reports))
            if again.status is Status.ANSWERED:
                word = "this_year" if question.scope.reckoned == 0 else "last_year"
                said = wording.say(question.reply_in, word, year=later.scope.years[0])
                answer = replace(again, text=said + again.text)
        for citation in answer.quotes:
            self._check(citation)
        titles = () if reports is None else tuple(entries[number].title for number in reports)
        return replace(answer, snapshot=self.snapshot.name, within=titles)

    def _of_owners(self, question: Question) -> Answer:
        """Answer for the one year and place that is asked about, or for each of several."""
        owners = owners_of(question, self.snapshot.entries)
        if question.asked in COMPOSED:
            return self._composed(question)
        if len(owners) > 1:
            return self._compared(question, owners)
        addends = addends_of(question, self.snapshot.entries)
        if addends:
            summed = self._summed(question, addends)
            return self._with_elsewhere(
                question, summed, lambda only: self._summed(within(question, only), _narrowed(addends, only))
            )
        parts = parts_of(question, self.snapshot.entries)
        if len(parts) < 2 and not (question.wanted.every and question.asked is Asked.FIGURE):
            answer = self._alone(question)
            return answer if answer.status is Status.ANSWERED else self._since_last_year(question) or answer
        answer = self._at_home_or_all(question, parts)
        return self._with_elsewhere(
            question, answer, lambda only: self._several(within(question, only), _narrowed(parts, only))
        )

    def _at_home_or_all(self, question: Question, parts: Sequence[tuple[str, Question]]) -> Answer:
        """Answer a question of several parts of the own unit where it names none, else of all reports."""
        own = self._at_home(question)
        if own is not None and own.scope.reports:
            answer = self._several(own, _narrowed(parts, own.scope.reports))
            if answer.status is Status.ANSWERED:
                return answer
        return self._several(question, parts)

    def _with_elsewhere(self, question: Question, answer: Answer, again: Callable[[Sequence[int]], Answer]) -> Answer:
        """Add what other reports answer to a question for several values or a change that names no one report.

        `again` answers it from the reports of these numbers alone.
        """
        entries, told = self.snapshot.entries, {citation.report_id for citation in answer.citations}
        open_to_all = len(question.scope.regions) < 2 and len({entry.id for entry in entries}) > 1
        if answer.status is not Status.ANSWERED or not answer.figures or not open_to_all or len(told) != 1:
            return answer
        own = next(entry for entry in entries if entry.id in told)
        numbers = dict.fromkeys(hit.report for hit in self._hits(question))
        others = {entries[number].id: number for number in numbers if entries[number].id not in told}

        def ask(entry: Entry) -> Answer:
            return again([others[entry.id]])

        return with_answers_elsewhere(question, answer, [entries[number] for number in others.values()], ask, own)

    def _since_last_year(self, question: Question) -> Answer | None:
        """Work out how far something moved since the year before, where one report gives both years' values."""
        both = since_last_year(question, self.snapshot.entries)
        if both is None:
            return None
        answer = self._compared(both, owners_of(both, self.snapshot.entries))
        told = {citation.report_id for citation in answer.citations}
        return answer if answer.computed and len(told) == 1 else None

    def _composed(self, question: Question) -> Answer:
        """Put an answer together out of the sentences about a topic."""
        own = self._at_home(question)
        sentences = [] if own is None else sentences_about(self.snapshot, self.embedder, self._finder, own)
        sentences = sentences or sentences_about(self.snapshot, self.embedder, self._finder, question)
        return (answer_key_figures if question.asked is Asked.KEY_FIGURES else answer_summary)(question, sentences)

    def _compared(self, question: Question, owners: Sequence[Owner]) -> Answer:
        """Answer for several years or places; what a report gives for all of them itself is worth more than values put together."""
        whole = span_itself(question, self.snapshot.entries)
        if whole is not None:
            given = figure_of_years(whole, self._candidates(whole), self._reader)
            if given is not None:
                return given
        itself = growth_itself(question, self.snapshot.entries)
        given = self._single(itself) if itself is not None else None
        if given is not None and given.status is Status.ANSWERED and _is_change(given, question.unit):
            return given
        return compare(question, [(owner, self._of_owner(owner.question)) for owner in owners])

    def _of_owner(self, question: Question) -> Answer:
        """Answer for one of several places or years, with the newest value where no year is named."""
        answer = self._single(question)
        if question.scope.years or len({entry.id for entry in self.snapshot.entries}) == 1:
            return answer
        newest = with_choices(question, answer, self._candidates(question), self._reader)
        return replace(newest, choices=(), read_as="")

    def _several(self, question: Question, parts: Sequence[tuple[str, Question]]) -> Answer:
        """Answer a question of several parts whole: with values that stand together, or each part on its own."""
        if len(parts) < 2:
            row = question.wanted.every and question.asked is Asked.FIGURE
            return answer_row(question, self._candidates(question), self._reader) if row else self._alone(question)
        read = [self._reader.figures(part, self._candidates(part)) for _, part in parts]
        mixed = mixes_whole_and_part(parts, read)
        return (
            answer_jointly(question, parts, read)
            or (not mixed and answer_parts(question, [(label, self._single(part)) for label, part in parts]))
            or answer_together(question, self._candidates(question), self._reader, len(parts))
            or refused(question)
        )

    def _summed(self, question: Question, addends: Sequence[tuple[str, Question]]) -> Answer:
        """Answer with the sum of what is named: as the report says it of all, else added up; one of them alone is no answer."""
        whole = self._alone(question)
        given = [(label, self._single(part)) for label, part in addends]
        if tells_of_all(whole, given):
            return whole
        reports = {answer.citations[0].report_id for _, answer in given if answer.citations}
        if len(reports) > 1 or any(answer.status is not Status.ANSWERED for _, answer in given):
            given = self._of_one_report(addends, reports) or given
        return answer_sum(question, given)

    def _of_one_report(
        self, addends: Sequence[tuple[str, Question]], reports: Collection[str]
    ) -> list[tuple[str, Answer]] | None:
        """Answer each part from one and the same report, the newest that gives them all; None where none does."""
        entries = self.snapshot.entries
        numbers = [number for number, entry in enumerate(entries) if entry.id in reports]
        for number in sorted(numbers, key=lambda number: entries[number].year or 0, reverse=True):
            given = [(label, self._single(part)) for label, part in _narrowed(addends, [number])]
            if all(answer.status is Status.ANSWERED for _, answer in given):
                return given
        return None

    def _alone(self, question: Question) -> Answer:
        """Answer a question that asks one thing: of the own unit where it names none, with what else it may mean."""
        own = self._at_home(question)
        answer = self._single(own) if own is not None else None
        if answer is None or answer.status is not Status.ANSWERED:
            answer = self._single(question)
        if len({entry.id for entry in self.snapshot.entries}) < 2:
            return answer
        if len(answer.figures) > 1:
            return self._with_elsewhere(question, answer, lambda only: self._single(within(question, only)))
        return with_choices(question, answer, self._candidates(question), self._reader)

    def _at_home(self, question: Question) -> Question | None:
        """Return the question narrowed to the own unit's reports; None where it names a place, or there are none."""
        if not self.home or question.scope.regions:
            return None
        numbers = [number for number, entry in enumerate(self.snapshot.entries) if entry.region == self.home]
        own = within(question, numbers)
        return own if own.scope.reports else None

    def _single(self, question: Question) -> Answer:
        """Answer a question asked of one year and place."""
        return answer_one(question, self._candidates(question), self._reader)

    def _candidates(self, question: Question) -> list[Candidate]:
        return gather(self.snapshot, self._hits(question))

    def _hits(self, question: Question) -> list[Hit]:
        return find_hits(self.snapshot, self.embedder, question, finder=self._finder)

    def _check(self, citation: Citation) -> None:
        """Slice a quote again before it leaves; one that differs is a defect of this program."""
        number = next(n for n, entry in enumerate(self.snapshot.entries) if entry.id == citation.report_id)
        if not is_verbatim(citation, self.snapshot.report(number).report.text):
            raise AssertionError(f"quote differs from report {citation.report_id}")


def _narrowed(parts: Sequence[tuple[str, Question]], reports: Sequence[int]) -> list[tuple[str, Question]]:
    return [(label, within(part, reports)) for label, part in parts]


def _is_change(answer: Answer, unit: str) -> bool:
    """Tell whether an answer gives a change in the unit asked for: how many percent is not told by how many tonnes."""
    figure = answer.figures[0]
    return (figure.change or bool(answer.computed)) and unit in ("", figure.unit)
