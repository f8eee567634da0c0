"""What is said to people about errors, in Chinese and English: what is wrong, and what to do."""

import os
import re

from assistant.baseline import BadBaseline
from assistant.evaluation import BadCases
from assistant.question import LONGEST_QUESTION, UnusableQuestion
from index.errors import (
    Busy,
    Cancelled,
    CannotWrite,
    DamagedSnapshot,
    EmbedderMismatch,
    EmbedderUnavailable,
    NoSnapshot,
    NothingBefore,
    NothingToIndex,
    Reason,
    SearchUnavailable,
    UnreadableFile,
)
from index.reading import ARCHIVES, SUFFIXES

_REASONS = {
    "zh": {
        Reason.MISSING: "文件不存在，请检查路径",
        Reason.EMPTY: "文件是空的",
        Reason.FORMAT: "不支持或不是有效的这种格式{detail}，可读取的格式：{suffixes}",
        Reason.ENCODING: "文字编码无法识别，请另存为 UTF-8 后再试",
        Reason.BROKEN: "文件已损坏或不完整，请用原软件打开并重新保存",
        Reason.TOO_LARGE: "文件过大（上限 {detail}），请拆分后再试",
        Reason.NO_TEXT: "没有可读取的报告文字",
        Reason.PERMISSION: "没有读取权限",
        Reason.ENCRYPTED: "文件有密码保护，请取消密码后另存再试",
        Reason.SCANNED: "这是扫描件，没有文字：请提供原始电子版，或安装文字识别（pip install report-assistant[ocr]）后再试",
        Reason.NEEDS_LIBREOFFICE: "读取{detail}需要 LibreOffice：请安装后再试，或用 Word、WPS 另存为 .docx",
        Reason.TOO_MANY_PAGES: "页数太多（上限 {detail} 页），请拆分后再试",
        Reason.TOO_MANY_FILES: "压缩包内文件太多（上限 {detail} 个），请拆分后再试",
        Reason.TOO_SLOW: "读取超过 {detail} 秒，已停止；请检查文件或拆分后再试",
        Reason.NESTED: "压缩包里的压缩包里又有压缩包，没有读取：请解压后再试",
        Reason.UNMAPPED: "PDF 的字体没有文字对照表，读出来是乱码：请提供原始电子版，或安装文字识别（pip install report-assistant[ocr]）后再试",
        Reason.FAILED: "这份文件无法编入（{detail}），其他文件不受影响",
        Reason.TOO_HEAVY: "读取所需内存过多或文件异常，已停止；请检查文件或拆分后再试",
    },
    "en": {
        Reason.MISSING: "no such file; check the path",
        Reason.EMPTY: "the file is empty",
        Reason.FORMAT: "not a readable file of this format{detail}; readable are {suffixes}",
        Reason.ENCODING: "its text encoding is not recognised; save it as UTF-8 and try again",
        Reason.BROKEN: "the file is damaged or incomplete; open it in its own program and save it again",
        Reason.TOO_LARGE: "the file is too large (limit {detail}); split it and try again",
        Reason.NO_TEXT: "it holds no report text that can be read",
        Reason.PERMISSION: "no permission to read it",
        Reason.ENCRYPTED: "the file is protected by a password; save it without one and try again",
        Reason.SCANNED: "this is a scan without text; give the original file, or install recognition (pip install report-assistant[ocr])",
        Reason.NEEDS_LIBREOFFICE: "reading{detail} needs LibreOffice; install it, or save the file as .docx",
        Reason.TOO_MANY_PAGES: "too many pages (limit {detail}); split it and try again",
        Reason.TOO_MANY_FILES: "too many files in the archive (limit {detail}); split it and try again",
        Reason.TOO_SLOW: "reading took longer than {detail} seconds and was stopped; check the file or split it",
        Reason.NESTED: "an archive inside an archive inside an archive was not read; unpack it and try again",
        Reason.UNMAPPED: "the PDF's fonts carry no table of letters, so its text is garble; give the original file, or install recognition (pip install report-assistant[ocr])",
        Reason.FAILED: "it could not be indexed ({detail}); the other files are not affected",
        Reason.TOO_HEAVY: "reading it took too much memory or failed, and was stopped; check the file or split it",
    },
}
_WITH_SUFFIX = (Reason.FORMAT, Reason.NEEDS_LIBREOFFICE)
_WARNINGS = {
    "zh": {
        "ending": "内容实为 {detail} 格式，已按该格式读取",
        "residue": "已去除网页菜单、按钮等 {detail} 行",
        "no_headings": "没有找到标题，出处将只显示报告名称",
        "letters_lost": "有 {detail} 个字无法识别，以“�”代替",
        "hidden_words": "隐藏文字没有读取（{detail}）",
        "deleted": "已删除、划掉的文字没有读取（{detail}）",
        "comments": "批注没有读取",
        "picture": "图片中的文字没有读取（{detail}）",
        "lost_picture": "图片在文件中缺失（{detail}）",
        "lost_note": "脚注或尾注在文件中缺失（{detail}）",
        "chart": "图表没有保存数据，没有读取（{detail}）",
        "chart_read": "图表已按保存的数据读取（{detail}）",
        "diagram": "图示（SmartArt）中的文字没有读取（{detail}）",
        "embedded": "嵌入的文件没有读取（{detail}）",
        "embedded_read": "嵌入的文件已读取（{detail}）",
        "inserted": "插入的文件没有读取（{detail}）",
        "frame": "网页中嵌入的其他页面没有读取（{detail}）",
        "formula": "公式没有保存结果，视为空白：请用 Excel 打开并重新保存（{detail}）",
        "hidden_sheet": "隐藏的工作表没有读取（{detail}）",
        "hidden_rows": "隐藏的行没有读取（{detail}）",
        "hidden_columns": "隐藏的列没有读取（{detail}）",
        "scanned_pages": "扫描页没有文字，没有读取（第 {detail} 页）",
        "unmapped_pages": "字体没有文字对照表，文字是乱码，没有读取（第 {detail} 页）",
        "damaged_pages": "页面损坏，没有读取（第 {detail} 页）",
        "annotations": "PDF 批注没有读取（第 {detail} 页）",
    },
    "en": {
        "ending": "its content is {detail} and was read as such",
        "residue": "{detail} lines of menus and buttons of a web page left out",
        "no_headings": "no headings found; sources will name the report only",
        "letters_lost": "{detail} letters could not be decoded and stand as \ufffd",
        "hidden_words": "hidden words were left out ({detail})",
        "deleted": "deleted or struck-out words were left out ({detail})",
        "comments": "comments were left out",
        "picture": "text in pictures was not read ({detail})",
        "lost_picture": "a picture is missing from the file ({detail})",
        "lost_note": "a footnote or endnote is missing from the file ({detail})",
        "chart": "a chart without stored data was not read ({detail})",
        "chart_read": "a chart was read by its stored data ({detail})",
        "diagram": "the words of a diagram (SmartArt) were not read ({detail})",
        "embedded": "an embedded file was not read ({detail})",
        "embedded_read": "an embedded file was read ({detail})",
        "inserted": "an inserted file was not read ({detail})",
        "frame": "a page framed in the web page was not read ({detail})",
        "formula": "formulas without a stored result count as blank; open and save the file in Excel ({detail})",
        "hidden_sheet": "hidden sheets were left out ({detail})",
        "hidden_rows": "hidden rows were left out ({detail})",
        "hidden_columns": "hidden columns were left out ({detail})",
        "scanned_pages": "scanned pages hold no text and were not read (pages {detail})",
        "unmapped_pages": "letters without a table of what they mean were not read (pages {detail})",
        "damaged_pages": "damaged pages were not read (pages {detail})",
        "annotations": "notes of the PDF were not read (pages {detail})",
    },
}
_ERRORS = {
    "zh": {
        "no_snapshot": "还没有索引：请先运行 assistant index 报告文件或文件夹（数据目录 {path}）",
        "damaged": "索引已损坏（{path}：{detail}）：请运行 assistant index --fresh 报告文件或文件夹 重新建立",
        "mismatch": "索引由向量模型“{built}”建立，当前使用的是“{use}”：请用 --embedder {built}，或运行 assistant index --fresh 重新建立",
        "unavailable": "向量模型“{name}”无法加载（{detail}）：请检查名称或文件夹",
        "cannot_write": "无法写入 {path}（{detail}）：请检查磁盘空间和权限；原有索引未改动",
        "no_search": "检索服务 {address} 不可用（{detail}）：请检查 ASSISTANT_MILVUS，并安装 pip install report-assistant[milvus]",
        "cancelled": "已取消；原有索引未改动",
        "nothing_before": "没有更早的索引可以退回（{path}）",
        "busy": "另一个程序正在更新索引（{path}）：请稍后再试",
        "nothing": "没有可以编入索引的报告",
        "no_report_left": "不能移除最后一份报告：请先编入其他报告",
        "empty": "问题是空的：请输入一个问题",
        "too_long": f"问题太长：请控制在 {LONGEST_QUESTION} 个字以内",
        "bad_cases": "题集 {path} 第 {line} 行有误（{detail}）",
        "no_cases": "题集 {path} 无法使用（{detail}）",
        "bad_baseline": "对比文件 {path} 不能使用（{detail}）：请给出 assistant evaluate --json 保存的结果",
    },
    "en": {
        "no_snapshot": "nothing is indexed yet: run assistant index FILE_OR_FOLDER first (data folder {path})",
        "damaged": "the index is damaged ({path}: {detail}): run assistant index --fresh FILE_OR_FOLDER to rebuild it",
        "mismatch": 'the index was built with embedder "{built}", in use is "{use}": pass --embedder {built}, or rebuild with assistant index --fresh',
        "unavailable": 'embedder "{name}" cannot be loaded ({detail}): check its name or folder',
        "cannot_write": "cannot write to {path} ({detail}): check disk space and permissions; the index is unchanged",
        "no_search": "search server {address} cannot be used ({detail}): check ASSISTANT_MILVUS; pip install report-assistant[milvus]",
        "cancelled": "cancelled; the index is unchanged",
        "nothing_before": "there is no earlier index to go back to in {path}",
        "busy": "another program is updating the index in {path}: try again in a moment",
        "nothing": "there is no report to index",
        "no_report_left": "the last report cannot be removed: index another one first",
        "empty": "the question is empty: type one",
        "too_long": f"the question is too long: keep it within {LONGEST_QUESTION} characters",
        "bad_cases": "question set {path}, line {line} is wrong ({detail})",
        "no_cases": "question set {path} cannot be used ({detail})",
        "bad_baseline": "baseline {path} cannot be used ({detail}): give a file saved from assistant evaluate --json",
    },
}


def locale_language() -> str:
    """Return "zh" where the environment's locale is Chinese, else "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def explain(error: Exception, language: str) -> str:
    """Return one line for people about an error of this program."""
    texts = _ERRORS[language]
    match error:
        case UnreadableFile():
            reason = _REASONS[language][error.reason].format(
                detail=f" {error.detail}" if error.reason in _WITH_SUFFIX and error.detail else error.detail,
                suffixes=" ".join((*SUFFIXES, *ARCHIVES)),
            )
            return f"{error.path}: {reason}"
        case NothingToIndex():
            details = "; ".join(explain(failure, language) for failure in error.failures[:3])
            return texts["nothing"] + (f": {details}" if details else "")
        case NoSnapshot():
            return texts["no_snapshot"].format(path=error.path)
        case DamagedSnapshot():
            return texts["damaged"].format(path=error.path, detail=error.detail)
        case EmbedderMismatch():
            return texts["mismatch"].format(built=error.built_with, use=error.in_use)
        case EmbedderUnavailable():
            return texts["unavailable"].format(name=error.name, detail=error.detail)
        case CannotWrite():
            return texts["cannot_write"].format(path=error.path, detail=error.detail)
        case SearchUnavailable():
            return texts["no_search"].format(address=error.address, detail=error.detail)
        case Cancelled():
            return texts["cancelled"]
        case NothingBefore():
            return texts["nothing_before"].format(path=error.path)
        case Busy():
            return texts["busy"].format(path=error.path)
        case UnusableQuestion():
            return texts[error.reason]
        case BadCases():
            key = "bad_cases" if error.line else "no_cases"
            return texts[key].format(path=error.path, line=error.line, detail=error.detail)
        case BadBaseline():
            return texts["bad_baseline"].format(path=error.path, detail=error.detail)
    raise error


def explain_warning(code: str, language: str) -> str:
    """Return one line about what reading a report noticed, such as "residue:12"."""
    name, _, detail = code.partition(":")
    words = _WARNINGS[language].get(name, code).format(detail=detail)
    return words if detail else re.sub(r"\s*[（(][^（()）]*[）)]$", "", words)


def last_report(language: str) -> str:
    return _ERRORS[language]["no_report_left"]
