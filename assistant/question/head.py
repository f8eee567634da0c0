"""The stretch of a question that names what is asked for."""

import re

from assistant.question.kind import Ask
from assistant.question.lexicon import weak_words, weight_of
from assistant.types import Asked
from index.text import words


def head_of(folded: str, ask: Ask) -> str:
    """Return the stretch of the question that names what is asked for."""
    if ask.asked not in (Asked.FIGURE, Asked.FROM_TO):
        return ask.noun
    counted = re.search(r"(?:多少|几)(?:万亿|亿|万|千|百)?", folded)
    if counted:
        after = folded[counted.end() :]
        if ask.unit and after.startswith(ask.unit):
            after = after[len(ask.unit) :]
        after = after.removeprefix("钱")  # 多少钱学费
        noun = re.match(r"[\u4e00-\u9fff]{2,10}", after)
        if noun and not re.match(r"(?:成|个百分点|次|左右|以上|钱|到|减|增|降|至)", after):
            listed = words(noun.group())
            kept = []
            for word in listed:
                if word in weak_words() or re.match(r"(?:得到|获得|被|参加|接受|完成|进行|开展|配|做|签)", word):
                    break
                kept.append(word)
            if kept:
                return "".join(kept)
        before = folded[: counted.start()]
    else:
        before = re.sub(r"[？?。\s]+$|(?:有)?(?:多高|多大|多长|几成|第几|百分之几).*$", "", folded)
    share = re.search(r"占(?:了|到|比)?$", before.strip()) is not None
    before = re.sub(
        r"[\s，,？?]+$|(?:是|有|为|共|达到?|了|一共|总共|占|的|分别|各|大概|大约|总|到|收|过|招|发|办|开|做)+$",
        "",
        before.strip(),
    )
    before = re.sub(r"(?:是|有|为|共|达到?|了|一共|总共|占|的|分别|各|大概|大约)+$", "", before)
    last = re.split(r"的|里面|中有|里|中(?!小学|学|心|等|央|国|职)|，|,|\s|和|与|其中", before)
    nouns: list[str] = []
    for part in reversed(last):
        named = [word for word in words(part) if word not in weak_words()]
        nouns = [word for word in named if weight_of(word) >= 1.0 or word[0].isdigit()] or nouns or named
        if any(weight_of(word) >= 1.0 for word in nouns):
            break  # a stretch of light words alone (年均增长) names nothing; the one before it does
    # a share is asked of a part: 优良的学生占多大比例 is about both words
    return "".join(nouns[-2:]) if not share else "".join(word for word in words(before) if word not in weak_words())
