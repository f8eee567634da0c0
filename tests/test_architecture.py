"""The import rules and the honesty rules of docs/architecture.md, read off the source."""

import ast
import re
from pathlib import Path

import pytest

from index.reading import find_sources, read_report

ROOT = Path(__file__).resolve().parents[1]
MODULES = [*ROOT.glob("assistant/**/*.py"), *ROOT.glob("index/**/*.py"), ROOT / "app.py"]
ONLY_IN = {
    "streamlit": ("assistant/web/", "app.py"),
    "jieba": ("index/text/terms.py", "index/training/"),
    "faiss": ("index/search/dense.py",),
    "tantivy": ("index/search/lexical.py",),
    "sentence_transformers": ("index/search/embedding.py", "index/training/"),
    "torch": ("index/training/",),
    "model2vec": ("index/search/embedding.py",),
    "docx": ("assistant/exporting.py",),
    "lxml": ("index/reading/",),
    "markdown_it": ("index/reading/markdown.py",),
    "pymilvus": ("index/search/milvus.py",),
    "pypdfium2": ("index/reading/pdf.py", "index/reading/pdf_lines.py", "index/reading/pdf_forms.py"),
    "pdfplumber": ("index/reading/pdf_tables.py",),
    "openpyxl": ("assistant/figures_table.py",),
    "rapidocr_onnxruntime": ("index/reading/ocr.py",),
    "opencc": ("assistant/language.py",),
    "requests": (),
    "urllib": (),
    "httpx": (),
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def literals(path: Path) -> list[str]:
    """Return the string literals of a module that the program can act on: all but docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {id(node.body[0].value) for node in documented if node.body and isinstance(node.body[0], ast.Expr)}
    strings = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return [str(node.value) for node in strings if id(node) not in docstrings]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    used = imports(path)
    tops = {module.split(".")[0] for module in used}
    if name.startswith("index/"):
        assert "assistant" not in tops
        assert "app" not in tops
    if name.startswith("assistant/") and not name.startswith("assistant/web/"):
        reaching = any(module.startswith("assistant.web") for module in used)
        assert not reaching or name == "assistant/serve.py"  # the command that starts the pages
    for library, allowed in ONLY_IN.items():
        if library in tops:
            assert name.startswith(allowed), f"{name} imports {library}"


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    for path in MODULES:
        if "training" in path.parts:
            continue
        top = ast.parse(path.read_text("utf-8")).body
        names = {alias.name.split(".")[0] for node in top if isinstance(node, ast.Import) for alias in node.names}
        names |= {str(node.module).split(".")[0] for node in top if isinstance(node, ast.ImportFrom)}
        assert not names & {"torch", "sentence_transformers", "model2vec"}, path


def test_no_code_knows_one_report(shared: Path) -> None:
    """Schools, places, projects and figures of the shared reports are data or nothing; no line of code names them."""
    text = "\n".join(read_report(source.path).text for source in find_sources([shared / "reports"])[0])
    names = set(re.findall(r"[\u4e00-\u9fff]{2,6}(?:小学|中学|幼儿园|街|博物馆|大学)", text))
    names |= set(re.findall(r"“([\u4e00-\u9fff]{4,12})”", text))  # what a report calls a project or a prize
    names = {name for name in names if not re.fullmatch("[一二三四五六七八九十百千万亿]+", name)}
    names |= {"东丽", "津门", "印尼鲁班", "张贵庄"}
    figures = set(re.findall(r"[0-9]{3,}\.[0-9]+|[0-9]{4,}", text)) - {str(year) for year in range(1900, 2100)}
    for path in MODULES:
        code = "\n".join(literals(path))
        assert not [name for name in names if name in code], path
        found = [f for f in figures if re.search(rf"(?<![0-9.]){re.escape(f)}(?![0-9.])", code)]
        # a figure may stand in code by chance only where it is a round one
        assert not [f for f in found if not f.endswith("00")], (path, found)


def test_nothing_copies_a_sentence_of_a_report(shared: Path) -> None:
    """The sample and the question sets are in our own words: no run of characters long enough to be a copied sentence."""
    original = "".join((shared / "reports" / "2022年东丽区教育工作总结.txt").read_text("utf-8").split())
    for path in [*ROOT.glob("index/samples/*.txt"), *ROOT.glob("tests/cases/*.jsonl")]:
        text = "".join(path.read_text("utf-8").split())
        for start in range(len(text) - 17):
            run = text[start : start + 18]
            assert run not in original, (path.name, run)
