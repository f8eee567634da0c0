"""Reads .html and .mht: what a page shows of its report, in order; what it hides or puts around it is left out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from index.data_files import read_pattern
from index.errors import Reason, UnreadableFile
from index.reading.encodings import decode
from index.reading.noticed import Noticed
from index.reading.page_text import PageText
from index.structure import Paragraph

_ROOM = "index.reading"

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_DECLARED = 4096  # bytes in which a page says how it is encoded
_NEVER = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "footer",
    "select",
    "button",
    "svg",
    "object",
    "map",
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.0-9])",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_MEDIA = re.compile(r"@[a-z-]+[^{;]{0,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/", re.IGNORECASE | re.DOTALL)
_SELECTOR = re.compile(r"\s*([a-z0-9]*)([.#])([\w-]+)\s*", re.IGNORECASE)
_MOST_STYLES = 200_000  # characters of a page's own styles that are looked at
_HIDES_A_PAGE = 0.5  # share of a page's text; what would hide more is shown by a script
_MOSTLY = 0.6  # share of a page's text that its main part holds
_LINKED = 0.75  # share of links in the text of a menu
_SHORT = 600  # characters; a longer part is no menu
_DATE_NAMES = re.compile(r"pub|date|time", re.IGNORECASE)
_DATE = re.compile(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_web_page(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph]:
    """Return title and main content; raises UnreadableFile where a page has none."""
    return page_paragraphs(path, decode(path, content, noticed, declared_encoding(content)), noticed)


def declared_encoding(content: bytes) -> str:
    """Return the encoding that a page names at its head, "" where it names none."""
    declared = _CHARSET.search(content[:_DECLARED])
    return declared[1].decode("ascii") if declared else ""


def page_paragraphs(path: Path, text: str, noticed: Noticed) -> list[Paragraph]:
    """Return the paragraphs of a page's markup."""
    try:
        root = html.document_fromstring(_XML_HEAD.sub("", text), parser=html.HTMLParser(huge_tree=True, encoding=None))
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise UnreadableFile(path, Reason.NO_TEXT) from error
    title = _title(" ".join((root.findtext(".//title") or "").split()))
    issued = _issued(root)
    hiding = _hiding_rules(root)
    body = root.find("body")
    body = root if body is None else body
    _prune(body, noticed, hiding)
    paragraphs = [p for p in PageText(noticed).of(_main_part(body)) if p.text or p.cells]
    if not any(re.search(r"\w", paragraph.text) for paragraph in paragraphs):
        raise UnreadableFile(path, Reason.NO_TEXT)
    if title and not any(title == re.sub(r"\s+", "", paragraph.text) for paragraph in paragraphs[:8]):
        paragraphs.insert(0, Paragraph(title))
    if issued and not any(_DATE.search(paragraph.text) for paragraph in paragraphs[:6]):
        paragraphs.insert(1, Paragraph(f"发布日期：{issued}"))
    return paragraphs


def _title(text: str) -> str:
    """Return a page's title without the name of its site: 工作报告_某区政府网."""
    return re.sub(r"\s+", "", re.split(r"\s*[_|]\s*|\s+[-—–]\s+", text)[0])


def _issued(root: Any) -> str:
    for meta in root.iter("meta"):
        name = str(meta.get("name") or meta.get("property") or meta.get("itemprop") or "")
        found = _DATE.search(str(meta.get("content") or "")) if _DATE_NAMES.search(name) else None
        if found:
            return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    return ""


def _hiding_rules(root: Any) -> frozenset[str]:
    """Return the simple selectors (.draft, #draft, p.draft) that the page's own styles hide on a screen."""
    styles = "".join(style.text or "" for style in root.iter("style"))[:_MOST_STYLES]
    found = set()
    for selectors, rule in _RULE.findall(_MEDIA.sub("", styles)):
        if _HIDDEN.search(rule):
            found |= {selector.strip().lower() for selector in selectors.split(",") if _SELECTOR.fullmatch(selector)}
    return frozenset(found)


def _is_hidden_by(element: Any, hiding: frozenset[str]) -> bool:
    names = [f".{name}" for name in (element.get("class") or "").split()] + [f"#{element.get('id')}"]
    return any(name.lower() in hiding or f"{element.tag}{name}".lower() in hiding for name in names)


def _prune(body: Any, noticed: Noticed, hiding: frozenset[str] = frozenset()) -> None:
    """Take out what a page does not show and what it puts around its report."""
    for comment in list(body.iter(etree.Comment, etree.ProcessingInstruction)):
        _drop(comment)
    total = len(_text(body)) or 1
    for element in list(body.iter()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if element.tag in _NEVER:
            _drop(element)
        elif _is_hidden(element) or (
            hiding and _is_hidden_by(element, hiding) and len(_text(element)) <= _HIDES_A_PAGE * total
        ):
            parent, says_something = element.getparent(), bool(_text(element).strip())
            _drop(element)
            if says_something:
                noticed.add("hidden_words", " ".join(_text(parent).split())[:12])
        elif element.tag not in ("body", "table", "tbody", "tr") and _is_furniture(element, total):
            _drop(element)


def _is_hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or (element.tag == "input" and element.get("type") == "hidden")
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _is_furniture(element: Any, total: int) -> bool:
    if element.tag not in ("div", "section", "aside", "ul", "ol", "header", "td", "p", "dl", "form"):
        return False
    text = "".join(_text(element).split())
    if len(text) > 0.5 * total:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    if element.tag == "aside" or (
        named and read_pattern(_ROOM, "page_furniture.txt").search(named) and len(text) < _SHORT
    ):
        return True
    links = "".join("".join(_text(link).split()) for link in element.iter("a"))
    return 0 < len(text) < _SHORT and len(links) >= _LINKED * len(text) and element.tag != "p"


def _main_part(body: Any) -> Any:
    """Return the smallest part that is named as the content, or marked as the article, and holds most of the text."""
    total = len("".join(_text(body).split())) or 1
    best, least = body, total + 1
    for element in body.iter("article", "main", "div", "section", "td"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in ("article", "main") or read_pattern(_ROOM, "page_content.txt").search(named):
            size = len("".join(_text(element).split()))
            if _MOSTLY * total <= size < least:
                best, least = element, size
    return best


def _text(element: Any) -> str:
    return "".join(_texts(element))


def _texts(element: Any) -> Iterator[str]:
    return (str(text) for text in element.itertext())


def _drop(element: Any) -> None:
    """Take an element out and leave the text behind it where it is."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)
