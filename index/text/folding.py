"""A form of the text for matching, character for character as long as the original, so that offsets hold."""

_FULLWIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FOLDS = {
    **_FULLWIDTH,
    ord("％"): ord("%"),
    ord("．"): ord("."),
    ord("＋"): ord("+"),
    ord("－"): ord("-"),
    ord("–"): ord("-"),
    ord("−"): ord("-"),
    ord("﹣"): ord("-"),
    0x2010: ord("-"),  # hyphen
    0x2011: ord("-"),  # … that no line breaks at
    ord("～"): ord("~"),
    ord("\u3000"): ord(" "),
    **dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2009, 0x202F), ord(" ")),
    ord("﹪"): ord("%"),
    **{code: code + 32 for code in range(ord("A"), ord("Z") + 1)},
    **{code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)},
}


def fold(text: str) -> str:
    """Return `text` with fullwidth letters, digits and signs made plain and Latin letters lowered; same length."""
    return text.translate(_FOLDS)


def readable(text: str) -> str:
    """Return `text` with halves of characters joined, and a half by itself, which nothing can store, as �."""
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
