"""Sentences and clauses as spans: they end at 。！？； (clauses also at ，：) outside quotation marks and brackets."""

_PAIRS = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "【": "】", "「": "」", "『": "』", "〔": "〕"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_SENTENCE_ENDS = "。！？；!?;"
_CLAUSE_ENDS = _SENTENCE_ENDS + "，：,:"
_TRAILERS = "”’）)》】」』〕"

Span = tuple[int, int]


def protected(text: str, start: int, end: int) -> set[int]:
    """Return the offsets within `[start, end)` that stand inside a closed pair of quotation marks or brackets.

    A mark without its partner protects nothing, so that one forgotten quotation mark does not swallow a paragraph.
    """
    inside: set[int] = set()
    opened: list[tuple[str, int]] = []
    for offset in range(start, end):
        character = text[offset]
        if character in _PAIRS:
            opened.append((character, offset))
        elif character in _CLOSERS:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == _CLOSERS[character]:
                    inside.update(range(opened[depth][1], offset + 1))
                    del opened[depth:]
                    break
    return inside


_GROUP = 3  # digits between the commas of 1,234,567


def _in_number(text: str, offset: int) -> bool:
    """Tell whether a comma or colon stands inside a number: 1,234, １２，３４５, 1：15.3."""
    if not (0 < offset < len(text) - 1 and text[offset - 1].isdigit() and text[offset + 1].isdigit()):
        return False
    if text[offset] != "，":
        return True
    digits = text[offset + 1 : offset + 2 + _GROUP]
    before = text[max(0, offset - 1 - _GROUP) : offset]
    leading = len(before) - len(before.rstrip("0123456789０１２３４５６７８９"))
    return digits[:_GROUP].isdigit() and not digits[_GROUP:].isdigit() and len(digits) >= _GROUP and leading <= _GROUP


def _split(text: str, start: int, end: int, marks: str) -> list[Span]:
    inside = protected(text, start, end)
    spans: list[Span] = []
    begin = offset = start
    while offset < end:
        character = text[offset]
        ends = character == "\n" or (
            character in marks and offset not in inside and not (character in ",:，：" and _in_number(text, offset))
        )
        offset += 1
        if not ends:
            continue
        while (
            offset < end
            and (text[offset] in marks or text[offset] in _TRAILERS)
            and (text[offset] not in ",，：:")
            and offset not in inside
        ):
            offset += 1
        spans.append((begin, offset))
        begin = offset
    if begin < end:
        spans.append((begin, end))
    return [trimmed for span in spans if (trimmed := trim(text, *span))]


def trim(text: str, start: int, end: int) -> Span | None:
    """Shrink a span by the white space at both its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of `text[start:end]` in order; together they hold every character but white space."""
    return _split(text, start, len(text) if end is None else end, _SENTENCE_ENDS)


def clause_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the clauses of `text[start:end]` in order, each with the mark that ends it."""
    return _split(text, start, len(text) if end is None else end, _CLAUSE_ENDS)
