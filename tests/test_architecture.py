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
    "jieba": ("index/text/terms.py", "index/text/speech.py", "index/training/"),
    "faiss": ("index/search/dense.py",),
    "tantivy": ("index/search/lexical.py",),
    "sentence_transformers": ("index/search/embedding.py", "index/training/"),
    "torch": ("index/training/", "assistant/reading/training/"),
    "model2vec": ("index/search/embedding.py",),
    "docx": ("assistant/service/exporting.py", "assistant/service/footnoted.py"),
    "lxml": ("index/reading/", "assistant/service/footnoted.py"),
    "markdown_it": ("index/reading/markdown.py",),
    "pymilvus": ("index/search/milvus.py",),
    "pypdfium2": ("index/reading/pdf.py", "index/reading/pdf_lines.py", "index/reading/pdf_forms.py"),
    "pdfplumber": ("index/reading/pdf_tables.py",),
    "openpyxl": ("assistant/answering/figures_table.py", "assistant/evaluation/case_table.py"),
    "argon2": ("assistant/access/accounts.py",),
    "onnxruntime": ("assistant/reading/onnx_session.py", "assistant/reading/training/"),
    "rapidocr_onnxruntime": ("index/reading/ocr.py",),
    "fastapi": ("assistant/api/",),
    "starlette": ("assistant/api/",),
    "uvicorn": ("assistant/api/server.py",),
    "prometheus_client": ("assistant/api/measures.py",),
    "mcp": ("assistant/mcp/tools.py",),
    "pytest": ("assistant/testing/plugin.py",),
    "opencc": ("assistant/question/language.py",),
    "openai": ("assistant/model/client.py",),
    "requests": (),
    "urllib": ("assistant/model/settings.py",),  # its parser of addresses
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


# The rooms from the lowest to the highest: each may import those before it. `assistant.messages` has the texts of
# errors of all rooms below it.
ORDER = [
    "index.types",
    "index.errors",
    "index.data_files",
    "index.samples",
    "index.text",
    "index.structure",
    "index.reading",
    "index.search",
    "index.snapshot",
    "index.training",
    "assistant.types",
    "assistant.data_files",
    "assistant.audit",
    "assistant.backup",
    "assistant.access",
    "assistant.question",
    "assistant.evidence",
    "assistant.reading",
    "assistant.answering",
    "assistant.model",
    "assistant.evaluation",
    "assistant.service",
    "assistant.collection",
    "assistant.messages",
    "assistant.testing",
    "assistant.mcp",
    "assistant.api",
    "assistant.web",
    "assistant.command",
    "assistant.__main__",
    "app",
]
LONGEST = 300  # lines of a module


def module_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removesuffix(".py").removesuffix("/__init__").replace("/", ".")


NAMES = {module_of(path): path for path in MODULES}


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def offered(room: str) -> list[str]:
    """Return the names that the `__all__` of a room lists; none for a module."""
    for node in ast.parse(NAMES[room].read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and [getattr(target, "id", "") for target in node.targets] == ["__all__"]:
            return list(ast.literal_eval(node.value))
    return []


def own_imports(path: Path) -> list[tuple[str, str]]:
    """Return what a module imports of this program, inside functions as well: the module and the name."""
    return [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ("assistant", "index")
        for alias in node.names
    ]


def test_arrows_between_rooms_go_one_way() -> None:
    back = [
        f"{module} -> {source}"
        for module, path in NAMES.items()
        for source, _ in own_imports(path)
        if room_of(source) != room_of(module) and ORDER.index(room_of(source)) > ORDER.index(room_of(module))
    ]
    assert back == []


def test_nothing_reaches_past_what_a_room_offers() -> None:
    """A module of another room is imported through its `__init__`, which lists the name.

    What the pages offer are modules: streamlit is loaded with the first of them, and not before.
    """
    for module, path in NAMES.items():
        for source, name in own_imports(path):
            if room_of(source) == room_of(module):
                continue
            if source in (
                "assistant.types",
                "assistant.data_files",
                "assistant.messages",
                "index.types",
                "index.errors",
                "index.data_files",
            ):
                continue
            room = room_of(source)
            via = [source.removeprefix(f"{room}.")] if source != room else [name]
            assert source == room or room == "assistant.web", f"{module} reaches into {source}"
            assert set(via) <= set(offered(room)), f"{room} does not offer {via} to {module}"


def test_every_room_says_what_it_is_for() -> None:
    for room in {room_of(module) for module in NAMES if module.count(".") > 1}:
        words = ast.get_docstring(ast.parse(NAMES[room].read_text("utf-8")))
        assert words, room


def test_every_room_has_its_tests() -> None:
    """A room's tests stand under its own name, so that who changes one knows what to run; training is measured, not tested."""
    rooms = {
        room_of(module)
        for module in NAMES
        if module.count(".") > 1 and not {"training", "types"} & set(module.split("."))
    }
    missing = [room for room in sorted(rooms) if not list((ROOT / "tests" / room.replace(".", "/")).glob("test_*.py"))]
    assert missing == []


def test_no_circle_of_modules() -> None:
    below: dict[str, set[str]] = {}
    for module, path in NAMES.items():
        named = {f"{source}.{name}" if f"{source}.{name}" in NAMES else source for source, name in own_imports(path)}
        below[module] = named & set(NAMES)

    def reaches(start: str) -> set[str]:
        seen: set[str] = set()
        open_ends = [start]
        while open_ends:
            fresh = below[open_ends.pop()] - seen
            seen |= fresh
            open_ends += fresh
        return seen

    assert [module for module in NAMES if module in reaches(module)] == []


def test_nobody_parses_the_question_again() -> None:
    """What is asked is fields of the question; its words as a whole are read by search and by a judge."""
    readers = ("assistant/question/", "assistant/evidence/search.py", "assistant/reading/read_windows.py")
    for path in MODULES:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(readers) or "training" in path.parts:
            continue
        read = [
            node.lineno
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute) and node.attr == "plain" and getattr(node.value, "id", "") == "question"
        ]
        assert read == [], name


def test_modules_are_short() -> None:
    for path in MODULES:
        if "training" in path.parts:
            continue
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST, path


def test_the_map_names_files_that_are_there() -> None:
    """docs/architecture.md says in which file each decision is made."""
    there = [path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.py"), *ROOT.glob("*/**/*")] if path.is_file()]
    words = (ROOT / "docs/architecture.md").read_text("utf-8")
    named = set(re.findall(r"[\w/]+\.(?:py|toml|txt|tsv|json)\b", words))
    assert len(named) > 40
    assert [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in there)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_stay_where_they_belong(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    used = imports(path)
    tops = {module.split(".")[0] for module in used}
    if name.startswith("index/"):
        assert "assistant" not in tops
        assert "app" not in tops
    if name.startswith("assistant/") and not name.startswith("assistant/web/"):
        reaching = any(module.startswith("assistant.web") for module in used)
        assert not reaching or name == "assistant/command/serve.py"  # the command that starts the pages
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
        found = figures & set(re.findall(r"(?<![0-9.])(?:[0-9]{3,}\.[0-9]+|[0-9]{4,})(?![0-9.])", code))
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
