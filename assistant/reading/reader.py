"""Candidates → readings, the likeliest first: proposed, weighed by signals, read by the encoder, judged.

`Reader` is what the rest of the program uses of this room; what may be shown of its readings is decided in `trust`.
"""

import functools
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Candidate
from assistant.reading.encoder import Encoder, WindowScores, model_folder, shipped_encoder
from assistant.reading.facts import ruled_out_in_words, ruled_out_late
from assistant.reading.features import JOINED, PASSAGE, passage_features, undoubted
from assistant.reading.judge import JoinedJudge, Judge, SignalJudge, Trees, Weights
from assistant.reading.propose import Reading, propose_figures
from assistant.reading.read_windows import read_passages
from assistant.reading.sentences import best_clause, listed, named, read_sentences, whole_date
from assistant.reading.trust import plain_first
from assistant.types import Asked, Question
from index.text import Span


class Reader:
    """Reads answers out of candidates. Holds no state of a question; safe to share between threads.

    Without an encoder, answers in words are put in order by how well their words fit alone.
    """

    def __init__(self, judge: Judge, encoder: Encoder | None = None, passages: Weights | None = None) -> None:
        self.judge = judge
        self._encoder, self._passages = encoder, passages

    @property
    def learned(self) -> bool:
        """Whether the encoder takes part; without its file the signals judge alone."""
        return self._encoder is not None

    def figures(self, question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
        """Return the figures and from–to pairs that may answer, the likeliest first."""
        return self.judged(question, propose_figures(question, candidates))

    def judged(self, question: Question, readings: Sequence[Reading]) -> list[Reading]:
        """Return proposals with their probabilities, the likeliest first, less what a fact rules out after judging."""
        chances = self.judge.score(question, readings)
        judged = [
            replace(reading, probability=float(chance), undoubted=plain)
            for reading, chance, plain in zip(readings, chances, undoubted(readings), strict=True)
            if not ruled_out_late(question, reading.candidate, reading.figure)
        ]
        return plain_first(sorted(judged, key=lambda r: (-r.probability, r.candidate.hit.sentence, r.span)))

    def words(self, question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
        """Return the sentences that may answer, the likeliest first, each with the stretch that answers."""
        sentences = read_sentences(question, candidates)
        if not sentences:
            return []
        if self._encoder is None or self._passages is None:
            return [
                Reading(
                    s.candidate,
                    _stretch(question, s.candidate, None),
                    probability=min(1.0, max(0.0, s.fit)) * s.coverage,
                )
                for s in sentences
            ]
        read = read_passages(self._encoder, question, [s.candidate for s in sentences])
        chances = self._passages(passage_features(question, sentences, read))
        best: dict[int, tuple[float, WindowScores]] = {}
        for (number, score), chance in zip(read, chances, strict=True):
            if number not in best or chance > best[number][0]:
                best[number] = (float(chance), score)
        found = [
            Reading(
                sentences[n].candidate,
                _stretch(question, sentences[n].candidate, score.words),
                probability=chance,
                verdict=score.verdict,
            )
            for n, (chance, score) in best.items()
        ]
        found = [reading for reading in found if not ruled_out_in_words(question, reading.candidate, reading.span)]
        return sorted(found, key=lambda r: (-r.probability, r.candidate.hit.sentence))


def _stretch(question: Question, candidate: Candidate, words: Span | None) -> Span:
    """Return the stretch of a sentence that answers: a list or name by its form, else what the encoder points at."""
    if question.asked is Asked.LIST:
        row = listed(question, candidate)
        if row is not None and (words is None or _overlap(row, words)):
            return row
    if question.asked is Asked.WHO_WHAT and words is None:
        name = named(question, candidate) or listed(question, candidate)
        if name is not None:
            return name
    if words is not None and question.asked in (Asked.LIST, Asked.WHO_WHAT):
        return whole_date(candidate.indexed.report.text, words, (candidate.sentence.start, candidate.sentence.end))
    if words is not None:
        # how and why are answered by whole clauses
        start = next((s for s, e in candidate.clauses if s <= words[0] < e), words[0])
        end = next((e for s, e in candidate.clauses if s < words[1] <= e), words[1])
        return start, max(start + 1, end)
    return best_clause(question, candidate)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@functools.cache
def shipped_reader() -> Reader:
    """Return the reader that ships with the package: the joined judge where its files are there, else signals alone."""
    folder = model_folder()
    signals = SignalJudge(Trees(folder / "signals.onnx"))
    encoder = shipped_encoder()
    if encoder is None:
        return Reader(signals)
    judge = JoinedJudge(signals, encoder, Weights(folder / "joined.json", JOINED))
    return Reader(judge, encoder, Weights(folder / "passages.json", PASSAGE))
