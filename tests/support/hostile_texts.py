"""Hostile texts, web pages, PDFs and archives: endless lines, unbalanced marks, rings of objects, names that climb, bombs."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from corpus import TEXT, pdf, zipped
from hostile_mutations import Chance
from reportlab.pdfgen.canvas import Canvas

Made = Callable[[Chance], bytes]
_PIECES = (
    *(
        "一百",
        "零",
        "两",
        "万",
        "亿",
        "2023年",
        "1-12月",
        "3.5",
        "%",
        "个百分点",
        "，",
        "。",
        "（",
        "）",
        "“",
        "《",
        "、",
        "其中",
    ),
    *(
        "比上年",
        "增长",
        "下降",
        "学校",
        "教师",
        "人",
        "所",
        "分别为",
        "第",
        "：",
        " ",
        "\t",
        "|",
        "-",
        "—",
        "~",
        "至",
        "/",
        "\u3000",
    ),
    *(
        "①",
        "〇",
        "½",
        "２",
        "Ⅳ",
        "k",
        "\u200b",
        "\u202e",
        "\u0301",
        "\ue000",
        "🏫",
        "\U00020bb7",
        "\ufffd",
        "#",
        "*",
        "_",
        "[",
        "](",
        "`",
    ),
)


def one_line(chance: Chance) -> bytes:
    pattern = "".join(chance.choice(_PIECES) for _ in range(chance.randrange(1, 12)))
    return (TEXT + pattern * (chance.size(20_000, 300_000) // len(pattern))).encode("utf-8", "surrogatepass")


def ten_megabytes(chance: Chance) -> bytes:
    return (chance.choice(("全区招聘教师126名，", "1234567890", "甲 3 ", "a" * 50)) * 1_200_000).encode()[:10_000_000]


def many_lines(chance: Chance) -> bytes:
    line = "".join(chance.choice(_PIECES) for _ in range(chance.randrange(0, 9))) + "\n"
    return (TEXT + line * chance.size(1000, 60_000)).encode()


def not_text(chance: Chance) -> bytes:
    return chance.choice(
        (
            TEXT.encode().replace("教师".encode(), b"\xed\xa0\xbd\xed\xb0\x80\xc0\x80"),
            TEXT.encode("utf-16")[1:],
            TEXT.encode("utf-16")[:-1],
            TEXT.encode("utf-32"),
            TEXT.encode("utf-7"),
            b"\xff\xfe" + TEXT.encode(),
            b"\x00" * 3000 + TEXT.encode(),
            "\x00".join(TEXT).encode(),
            bytes(chance.randrange(256) for _ in range(4000)),
            TEXT.encode("gb18030") + TEXT.encode() + TEXT.encode("big5", "ignore"),
            b"\x81" * 5000,
        )
    )


def wild_numbers(chance: Chance) -> bytes:
    digits = chance.choice(
        ("9" * 6000, "0." + "0" * 5000 + "1", "1e" + "9" * 30, "一" * 4000, "万亿" * 900, "9999年99月99日", "０" * 500)
    )
    return f"{TEXT}三、其他\n全年招聘教师{digits}名，比{digits}年增长{digits}%。\n".encode()


def unbalanced(chance: Chance) -> bytes:
    rows = ["学校,人数,经费"] + [
        f"{n}小,{n}{chance.choice((chr(34), chr(34) * 3, '', ''))},{n}.5" for n in range(chance.size(20, 30_000))
    ]
    return "\n".join(rows).encode()


def wide_row(chance: Chance) -> bytes:
    return ((chance.choice((",", ";", "\t", '"')) * chance.size(3000, 600_000) + "3\n") * 2).encode()


def markdown_traps(chance: Chance) -> bytes:
    piece = chance.choice(
        (
            "[",
            "![",
            "<",
            "<!--",
            "<?",
            "<![CDATA[",
            "`",
            "*a **a ",
            "> ",
            "- ",
            "[a](<b",
            "&#",
            "_a__",
            "|a",
            "~~",
            "\\",
            "[^1]: ",
            "(((",
            "<a b='",
        )
    )
    joint = chance.choice(("", "\n", " "))
    return (TEXT + (piece + joint) * chance.size(1000, 60_000)).encode()


def deep_page(chance: Chance) -> bytes:
    tag = chance.choice(("div", "table><tr><td", "ul><li", "b", "font", "blockquote", "span", "sup"))
    return f"<html><body>{f'<{tag}>' * chance.choice((200, chance.size(2000, 80_000)))}<p>全区学校3所。</p></body></html>".encode()


def wide_spans(chance: Chance) -> bytes:
    cell = f'<td colspan="{chance.choice(("1000000000", "200", "-1", "x"))}" rowspan="{chance.choice(("99999999", "200"))}">{"甲" * 50}3</td>'
    return f"<html><body><table>{('<tr>' + cell * 4 + '</tr>') * chance.size(3, 400)}</table></body></html>".encode()


def broken_page(chance: Chance) -> bytes:
    body = chance.choice(
        (
            "<!-- " + "<p>3所</p>" * 500,
            "<script>" + "<p>3所</p>" * 500,
            "&#xD800;&#0;&#99999999999;&" * chance.size(900, 20_000),
            "<p style='" + "x" * chance.size(50_000, 3_000_000) + "'>3所</p>",
            "<br>" * chance.size(9000, 300_000),
            "<p>3所" * chance.size(900, 60_000),
            "<tr><td>1</tr></table></td>" * 9000,
            "<iframe src=" * 9000,
        )
    )
    return f'<html><head><meta charset="{chance.choice(("utf-16", "x-none", "gbk", "utf-7"))}"></head><body>{body}</body></html>'.encode()


def mail_traps(chance: Chance) -> bytes:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
    page = b"Content-Type: text/html; charset=%s\nContent-Transfer-Encoding: %s\n\n<p>3\xe6\x89\x80</p>\n"
    part = b"--x\n" + page % (
        chance.choice((b"nonsense", b"utf-8", b"\xff", b"hex")),
        chance.choice((b"base64", b"quoted-printable", b"uuencode", b"x")),
    )
    inner = b'--x\nContent-Type: multipart/mixed; boundary="x"\n\n' * chance.choice((1, 30, 2000))
    return head + chance.choice((part * 300, inner + part, part, b""))


def rtf_traps(chance: Chance) -> bytes:
    return b"{\\rtf1\\ansi" + chance.choice(
        (
            b"{" * 30_000,
            b"\\u-99999?" * 2000,
            b"\\bin999999999 x",
            b"{\\*\\x " * 500,
            b"\\trowd\\cellx1 3\\cell\\row" * 400,
        )
    )


def broken_pdf(chance: Chance) -> bytes:
    box, kids, count = chance.choice(
        (
            ("0 0 595 842", "[3 0 R]", "1"),
            ("0 0 1e30 -9", "[3 0 R 3 0 R 2 0 R]", "999999999"),
            ("", "[2 0 R]", "-1"),
            ("0 0 0 0", "[3 0 R]" * 300, "300"),
        )
    )
    stream = chance.choice(
        (
            b"BT /F1 12 Tf 72 700 Td (3) Tj ET",
            b"/X1 Do",
            b"q " * 100_000,
            b"0 0 m 9 9 l S " * 20_000,
            b"BT " * 5000,
            b"\xff" * 999,
        )
    )
    length = chance.choice((len(stream), 0, -1, 10**10))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>/Outlines 2 0 R>>",
        f"<</Type/Pages/Kids{kids}/Count {count}/Parent 2 0 R>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {chance.choice((0, 45, -90))}/Contents 4 0 R".encode()
        + b"/Annots[5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 4 0 R>>>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 3 0 R/Length %d>>stream\n%s\nendstream"
        % (length, stream),
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(3)/Parent 5 0 R/Kids[5 0 R]/Rect[0 0 9 9]>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 4 0 R>>",
    ]
    written = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(objects, 1))
    return (
        written
        + b"xref\n0 3\n0000000000 65535 f \n9999999999 00000 n \ntrailer<</Root 1 0 R/Size 7/Prev 9>>\nstartxref\n9\n%%EOF"
    )


def inflated_pdf(_: Chance) -> bytes:
    packed = zlib.compress(b"(3) Tj " * 20_000_000, 9)
    tree = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    page = tree + b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj "
    return (
        b"%PDF-1.5\n"
        + page
        + b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(packed)
        + packed
        + b"\nendstream endobj trailer<</Root 1 0 R>>"
    )


def lined_pdf(chance: Chance) -> bytes:
    lines = chance.size(100, 6000)

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 800, "3")
        for number in range(lines):
            canvas.line(chance.uniform(0, 500), number % 800, chance.uniform(0, 500), number % 800)
            canvas.line(number % 500, chance.uniform(0, 800), number % 500, chance.uniform(0, 800))

    return pdf(draw)


def many_pages(chance: Chance) -> bytes:
    def draw(canvas: Canvas) -> None:
        for number in range(chance.size(40, 3001)):
            canvas.drawString(72, 700, str(number))
            canvas.showPage()

    return pdf(draw)


def archives_in_archives(chance: Chance) -> bytes:
    content, name = TEXT.encode(), "a.txt"
    for _ in range(chance.choice((2, 3, 9, 60))):
        content, name = zipped({name: content, "b.txt": b"\x00"}), "c.zip"
    return content


def zipped_zeros(chance: Chance) -> bytes:
    inner = zipped({f"{n}.txt": b"0" * 9_000_000 for n in range(5)})
    return zipped({f"{n}.zip": inner for n in range(chance.choice((1, 12)))})


def many_members(chance: Chance) -> bytes:
    return zipped({f"{n}.txt": b"" for n in range(chance.choice((1001, chance.size(1002, 60_000))))})


def climbing(chance: Chance) -> bytes:
    odd = (
        "../../../../tmp/x.txt",
        "/etc/x.txt",
        "C:\\x.txt",
        "x" * 3000 + ".txt",
        "\u202etxt.x.txt",
        "a\nb.txt",
        "con.txt",
        " .txt",
        "..txt",
    )
    return zipped({name: TEXT.replace("126", str(n)).encode() for n, name in enumerate(chance.sample(odd, 4))})


def odd_members(chance: Chance) -> bytes:
    """Members with other sizes, methods, flags and checksums than their archive says."""
    content = bytearray(
        zipped({"a.txt": TEXT.encode() * 9, "b.docx": b"PK\x03\x04", "c.zip": b"PK\x05\x06" + bytes(18)})
    )
    start = content.find(b"PK\x01\x02")
    offset, form, value = chance.choice(
        (
            (8, "<H", 1),
            (10, "<H", 99),
            (16, "<I", 0),
            (20, "<I", 2**32 - 1),
            (24, "<I", 9),
            (42, "<I", 7),
            (10, "<H", 12),
        )
    )
    struct.pack_into(form, content, start + offset, value)
    return bytes(content)


def overlapping_members(_: Chance) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", TEXT * 99)
        first = archive.infolist()[0]
        for number in range(1, 500):
            other = zipfile.ZipInfo(f"{number}.txt")
            other.header_offset, other.CRC, other.compress_type = first.header_offset, first.CRC, first.compress_type
            other.compress_size, other.file_size = first.compress_size, first.file_size
            archive.filelist.append(other)
    return written.getvalue()


TEXTS: dict[str, Made] = {
    **{f"{make.__name__}.txt": make for make in (one_line, many_lines, not_text, wild_numbers)},
    **{f"{make.__name__}.csv": make for make in (unbalanced, wide_row, not_text, one_line)},
    **{f"{make.__name__}.md": make for make in (markdown_traps, one_line, not_text)},
    **{f"{make.__name__}.html": make for make in (deep_page, wide_spans, broken_page, not_text)},
    "mail_traps.mht": mail_traps,
    **{f"{make.__name__}.pdf": make for make in (broken_pdf, lined_pdf, many_pages)},
    **{
        f"{make.__name__}.zip": make
        for make in (archives_in_archives, many_members, climbing, odd_members, overlapping_members)
    },
}
HEAVY: dict[str, Made] = {
    "ten_megabytes.txt": ten_megabytes,
    "ten_megabytes.csv": ten_megabytes,
    "ten_megabytes.html": ten_megabytes,
    "inflated_pdf.pdf": inflated_pdf,
    "zipped_zeros.zip": zipped_zeros,
}
OLD: dict[str, Made] = {
    "rtf_traps.rtf": rtf_traps,
    "not_text.doc": not_text,
    "rtf_traps.doc": rtf_traps,
    "deep_page.xls": deep_page,
}
