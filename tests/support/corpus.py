"""Small files of every format and fault, made by the tests themselves."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

TITLE = "2024年柳溪区教育工作总结"
LINES = [
    TITLE,
    "一、教师队伍",
    "全年招聘教师126名，交流轮岗教师214名，其中骨干教师57名。",
    "二、学校建设",
    "新建学校3所，新增学位2160个，完成投资1.8亿元。",
]
TEXT = "\n".join(LINES) + "\n"
ROWS = [["学段", "学校数（所）", "在校生（人）"], ["小学", "31", "28450"], ["初中", "12", "13020"]]


def plain(encoding: str) -> bytes:
    return TEXT.encode(encoding)


def word(change: Callable[[Document], None] = lambda document: None, lines: list[str] = LINES) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    change(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def word_table(document: Document) -> None:
    document.add_paragraph("三、基本情况")
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell


def word_merged_table(document: Document) -> None:
    document.add_paragraph("各学段经费（单位：万元）")
    table = document.add_table(rows=4, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "学段"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "经费"
    for place, words in {(1, 1): "2023年", (1, 2): "2024年", (2, 0): "小学", (2, 1): "510", (2, 2): "620"}.items():
        table.cell(*place).text = words
    for column, words in enumerate(("初中", "330", "385")):
        table.cell(3, column).text = words


def word_text_box(document: Document) -> None:
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p><w:r>"
        "<w:t>培训教师3300人次。</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><w:p><w:r><w:t>培训教师3300人次。</w:t></w:r></w:p></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document.add_paragraph("文本框：")._p.append(parse_xml(box))


def word_pages(document: Document) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run()
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))
    paragraph.add_run("第二页：表彰教师88名。")


def word_footnote(content: bytes) -> bytes:
    """Add a footnotes part, which python-docx does not write."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {space}>'
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>数据截至2024年12月31日。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                part = part.replace(b"</Types>", override.encode())
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                relation = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                part = part.replace(b"</Relationships>", relation.encode())
            new.writestr(name, part)
        new.writestr("word/footnotes.xml", notes)
    return written.getvalue()


def footnote_reference(document: Document) -> None:
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    document.paragraphs[2].add_run()._r.append(reference)


def pdf(draw: Callable[[Canvas], None], encrypt: str | None = None) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, encrypt=encrypt)
    draw(canvas)
    canvas.save()
    return written.getvalue()


def pdf_lines(canvas: Canvas, lines: list[tuple[float, float, str]], size: int = 12) -> None:
    canvas.setFont("STSong-Light", size)
    for left, top, text in lines:
        canvas.drawString(left, A4[1] - top, text)


def pdf_report(pages: int = 1) -> bytes:
    """A page has a header, numbered foot, a heading and an indented paragraph that runs over three lines."""
    long = "本年度继续推进教师交流轮岗工作并完善配套保障措施，" * 5 + "招聘教师126名，培训教师3300人次。"

    def draw(canvas: Canvas) -> None:
        for page in range(1, pages + 1):
            pdf_lines(canvas, [(72, 40, TITLE + " 内部资料"), (290, 810, f"— {page} —")], 9)
            lines = [(180.0, 90.0, TITLE)] if page == 1 else []
            lines.append((96, 120, f"{'一二三四五六七八九'[(page - 1) % 9]}、教师队伍"))
            wide = [long[:35], *(long[start : start + 37] for start in range(35, len(long), 37))]
            lines += [(96.0 if n == 0 else 72.0, 145.0 + 22 * n, part) for n, part in enumerate(wide)]
            pdf_lines(canvas, lines)
            canvas.showPage()

    return pdf(draw)


def pdf_across_pages() -> bytes:
    """A paragraph that begins on one page and ends on the next."""
    first, second = "全区教育系统坚持以人民为中心的发展思想持续推进各项改革任务落实落细，", "新增学位2160个。"

    def draw(canvas: Canvas) -> None:
        pdf_lines(canvas, [(180, 90, TITLE), (96, 760, first), (96, 120, "前言。")])
        canvas.showPage()
        pdf_lines(canvas, [(72, 90, second), (96, 120, "完成投资1.8亿元。")])

    return pdf(draw)


def pdf_columns() -> bytes:
    left = ["左栏第一行讲教师队伍建设", "左栏第二行讲培训工作", "招聘教师126名", "左栏第四行", "左栏末行。"]
    right = ["右栏第一行讲学校建设", "右栏第二行讲学位供给", "新增学位2160个", "右栏第四行", "右栏末行。"]

    def draw(canvas: Canvas) -> None:
        lines = [(150.0, 80.0, TITLE + "（两栏排版的测试文件标题）")]
        lines += [(60.0, 120.0 + 20 * n, words) for n, words in enumerate(left)]
        lines += [(320.0, 120.0 + 20 * n, words) for n, words in enumerate(right)]
        pdf_lines(canvas, lines)

    return pdf(draw)


def pdf_table() -> bytes:
    def draw(canvas: Canvas) -> None:
        pdf_lines(canvas, [(180, 90, TITLE), (72, 130, "各学段规模：")])
        for row in range(4):
            canvas.line(72, A4[1] - 150 - 30 * row, 372, A4[1] - 150 - 30 * row)
        for column in range(4):
            canvas.line(72 + 100 * column, A4[1] - 150, 72 + 100 * column, A4[1] - 240)
        for row, cells in enumerate(ROWS):
            pdf_lines(canvas, [(80 + 100 * c, 170 + 30 * row, cell) for c, cell in enumerate(cells)])

    return pdf(draw)


def pdf_scan(pages: int = 1) -> bytes:
    def draw(canvas: Canvas) -> None:
        for _ in range(pages):
            canvas.rect(100, 100, 300, 500, fill=1)
            canvas.showPage()

    return pdf(draw)


def sheet(rows: list[list[object]], title: str = "Sheet1") -> bytes:
    book = Workbook()
    active = book.active
    assert active is not None
    active.title = title
    for row in rows:
        active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def comma_separated(rows: list[list[str]], encoding: str = "utf-8") -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode(encoding)


def web_page(charset: str = "utf-8", script: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in LINES[1:])
    more = "<p>柳溪区教育局坚持把教育摆在优先发展的战略位置，各项事业取得新进展，群众满意度持续提升。</p>" * 3
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{TITLE}_柳溪区人民政府</title>{script}</head><body>'
        f'<nav><a href="/">首页</a><a href="/zw">政务公开</a></nav><article><h1>{TITLE}</h1>{body}{more}'
        "<table><tr><th>学段</th><th>学校数（所）</th></tr><tr><td>小学</td><td>31</td></tr></table></article>"
        "<footer>版权所有 京ICP备00000000号</footer></body></html>"
    ).encode("gb18030" if charset.lower().startswith("gb") else charset)


def zipped(members: dict[str, bytes], gbk_names: bool = False) -> bytes:
    """Make a .zip; with `gbk_names`, names are written as old Chinese systems do: in GBK, without saying so."""
    written = io.BytesIO()
    names: dict[bytes, bytes] = {}
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members.items()):
            raw = name.encode("gb18030")
            held = f"{number}{'n' * (len(raw) - 1)}"
            names[held.encode()] = raw
            archive.writestr(held if gbk_names else name, content)
    made = written.getvalue()
    for held_name, raw in names.items() if gbk_names else ():
        made = made.replace(held_name, raw)
    return made


def bomb(name: str, size: int) -> bytes:
    """A zipped document whose one part unpacks to `size` zeros."""
    return zipped({name: b"0" * size, "[Content_Types].xml": b"<Types/>"})


def _with_text(xml: bytes) -> bytes:
    """Return a .docx whose text part is `xml`."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, xml if part == "word/document.xml" else old.read(part))
    return written.getvalue()


def entity_bomb() -> bytes:
    """A .docx whose XML names itself a billion times over."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "lol">{entities}]><w:document>&e9;</w:document>'
    return _with_text(xml.encode())


def word_of_many_parts(count: int) -> bytes:
    """A .docx of `count` empty paragraphs: small to send, large in memory."""
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return _with_text(b"<w:document " + space + b"><w:body>" + b"<w:p/>" * count + b"</w:body></w:document>")


def changed_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a zipped document with other words in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    assert old in parts[name]
    return zipped({**parts, name: parts[name].replace(old, new)})


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def grey_image() -> Any:
    """A picture as a scanner makes one."""
    from PIL import Image

    return Image.new("RGB", (200, 280), (230, 230, 230))
