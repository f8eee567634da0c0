"""The stretch of a question that names what is asked for."""

from assistant.question.answer_type import Ask
from assistant.question.lexicon import weak_words, weight_of
from assistant.question.patterns import patterns
from assistant.types import Asked
from index.text import words

_PATTERNS = patterns("terms")


def head_of(folded: str, ask: Ask) -> str:
    """Return the stretch of the question that names what is asked for."""
    if ask.asked not in (Asked.FIGURE, Asked.FROM_TO):
        return ask.noun
    counted = _PATTERNS["head_counted"].search(folded)
    if counted:
        after = folded[counted.end() :]
        if ask.unit and after.startswith(ask.unit):
            after = after[len(ask.unit) :]
        after = _PATTERNS["money"].sub("", after, count=1) if _PATTERNS["money"].match(after) else after  # 多少钱学费
        noun = _PATTERNS["noun"].match(after)
        if noun and not _PATTERNS["no_noun"].match(after):
            listed = words(noun.group())
            kept = []
            for word in listed:
                if word in weak_words() or _PATTERNS["verb"].match(word):
                    break
                kept.append(word)
            if kept:
                return "".join(kept)
        before = folded[: counted.start()]
    else:
        before = _PATTERNS["no_number"].sub("", folded)
    share = _PATTERNS["share"].search(before.strip()) is not None
    before = _PATTERNS["before_noun"].sub("", _PATTERNS["before_much"].sub("", before.strip()))
    last = _PATTERNS["stretches"].split(before)
    nouns: list[str] = []
    for part in reversed(last):
        named = [word for word in words(part) if word not in weak_words()]
        nouns = [word for word in named if weight_of(word) >= 1.0 or word[0].isdigit()] or nouns or named
        if any(weight_of(word) >= 1.0 for word in nouns):
            break  # a stretch of light words alone (年均增长) names nothing; the one before it does
    # a share is asked of a part: 优良的学生占多大比例 is about both words
    return "".join(nouns[-2:]) if not share else "".join(word for word in words(before) if word not in weak_words())
