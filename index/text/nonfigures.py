"""Numbers that are no figures: dates, document numbers, telephone numbers, names in quotation marks, set phrases."""

import re

from index.data_files import read_words

_QUOTED = r"“[^”]{1,16}”|《[^》]{0,80}》|‘[^’]{1,16}’|「[^」]{1,16}」"
_TO = r"(?:-{1,2}|—{1,2}|~|至|到|、|和)"
_YEARS = rf"(?:19|20)[0-9]{{2}}\s?年?\s?(?:{_TO}\s?(?:19|20)?[0-9]{{2,4}})?\s?(?:学年度?|年度?)"
_DAY = r"(?:[0-9]{1,2}\s?月(?:份|[0-9]{1,2}日)?)?"
_HAN_DIGITS = "〇零○一二三四五六七八九"
_DATES = (
    rf"{_YEARS}{_DAY}(?:[0-9]{{1,2}}日)?"
    rf"|(?:[0-9]{{1,2}}月?{_TO})?[0-9]{{1,2}}月(?:份|[0-9]{{1,2}}日(?:{_TO}[0-9]{{1,2}}日)?)?"
    r"|(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}"
    rf"|[一二][{_HAN_DIGITS}]{{3}}年?(?:{_TO}[一二][{_HAN_DIGITS}]{{3}})?(?:学年度?|年度?)(?:[一二三四五六七八九十]{{1,2}}月)?"
    r"|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日|份)?"
    r"|[0-9]{1,2}世纪|[0-9]{2}年代|[一二三四五六七八九十]{1,3}世纪|[0-9]{1,2}[·•][0-9]{1,2}"
    r"|(?:[一二三四五六七八九十]{1,2}|(?<![0-9.])[0-2]?[0-9])点(?:半|[零一二三四五六七八九十]{1,3}分|[0-5]?[0-9]分)(?!之)"
)
_DOCUMENTS = r"[〔\[(（【](?:19|20)[0-9]{2}[〕\])）】](?:第)?[0-9]{1,6}号|第?(?<![0-9])[0-9]{1,6}号(?:令|文件?|公告)"
_TELEPHONES = (
    r"(?<![0-9])(?:1[3-9][0-9]{9}(?=[，。；、,;/\s）)]|$)|0[0-9]{2,3}-[0-9]{7,8}|400-[0-9]{3}-?[0-9]{4})(?![0-9])"
)
_LETTERED = r"[a-z]{1,6}/?[a-z]? ?[0-9]{2,6}(?:\.[0-9]+)?[-—](?:19|20)[0-9]{2}(?![0-9年])"  # gb 5749-2022
_NUMBERED = r"(?:(?<![一-鿿])|(?<=[见如由及与和]))(?:附?[表图]|附件|专栏)\s?[0-9]{1,2}(?:[-.—][0-9]{1,2})?(?![0-9.])"  # 表2 分街镇在校生
_ALL = re.compile("|".join((_QUOTED, _DATES, _DOCUMENTS, _TELEPHONES, _LETTERED, _NUMBERED)))
_WIDEST = 8


def nonfigures_in(folded: str) -> list[tuple[int, int]]:
    """Return the spans of folded text that hold numbers but no figures: dates, document and telephone numbers, names."""
    return [found.span() for found in _ALL.finditer(folded)]


def mask_of(folded: str) -> bytearray:
    """Return a byte for each character of folded text, 1 where what stands there is no figure."""
    mask = bytearray(len(folded))
    for found in _ALL.finditer(folded):
        mask[found.start() : found.end()] = b"\x01" * (found.end() - found.start())
    return mask


def in_idiom(folded: str, start: int, end: int) -> bool:
    """Tell whether the numeral at `[start, end)` belongs to a set phrase (三会一课, 千家万户)."""
    window = folded[max(0, start - _WIDEST) : end + _WIDEST]
    offset = start - max(0, start - _WIDEST)
    for idiom in read_words("index.text", "idioms.txt"):
        at = window.find(idiom)
        if 0 <= at < offset + end - start and at + len(idiom) > offset:
            return True
    return False
