"""Characters of fonts that hold signs in place of letters, as Word names them by font and number."""

# of Wingdings and its like, as forms use them
_PICTURES = {
    **dict.fromkeys((0xFE, 0x52), "☑"),
    **dict.fromkeys((0xA8, 0x6F), "□"),
    **dict.fromkeys((0xFC, 0xD6), "√"),
    **{0xFB: "×", 0xB2: "²", 0xB3: "³"},
    **{0x81 + n: chr(0x2460 + n) for n in range(10)},
}
# of Symbol: what stands in figures and between them; its digits and stops are those of ASCII
_SIGNS = {
    **{code: chr(code) for code in b" %()+,./0123456789:;<=>[]"},
    **{0x2D: "-", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xBB: "≈", 0xB7: "•", 0x6D: "μ"},
    **{0xB9: "≠", 0xBC: "…", 0xBE: "—", 0xAD: "↑", 0xAF: "↓", 0xA2: "′", 0xB2: "″", 0x57: "Ω", 0x7E: "~", 0xA5: "∞"},
}


def sign_of(font: str, code: str) -> str | None:
    """Return the character that number `code` (hexadecimal, such as F02D) of a font shows; None where it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return None
    if "symbol" in font.lower() and "ui" not in font.lower():
        return _SIGNS.get(number & 0xFF) if number >> 8 in (0, 0xF0) else chr(number)
    if number >> 8 == 0xF0:
        return _PICTURES.get(number & 0xFF)
    return chr(number) if 0x20 <= number <= 0xFFFF and not 0xD800 <= number < 0xF900 else None
