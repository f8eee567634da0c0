"""Breaks the program in small ways and prints which of them no test notices, and the share that is noticed.

Run: pip install cosmic-ray && python tests/benchmarks/mutants.py [SAMPLE [WORKERS [SEED]]]

Mutates `assistant/answering`, `assistant/reading` (without training) and `assistant/evidence`: one seeded choice of
SAMPLE places (150), one of cosmic-ray's mutations each, and the four of FIXED. First all tests but the browser's run
once, to learn which test runs which line and how long it takes; then every mutant is tried by the tests that run its
line, the quickest first, until one fails. Tests beyond `SECONDS` of a mutant's are not tried, and a mutant whose tests
hang counts as noticed. Works on copies of the repository; what was found stands in `mutants.jsonl` of the working
folder, and a second run goes on from there.
"""

import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from coverage import CoverageData
from tqdm import tqdm

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("assistant/answering", "assistant/reading", "assistant/evidence")
FIXED = {
    "the vectors' weight is 0": ("assistant/evidence/search.py", "DENSE_WEIGHT = 0.6", "DENSE_WEIGHT = 0.0"),
    "every reading covers the question": (
        "assistant/reading/signals/words.py",
        "    return coverage(question, candidate)",
        "    return 1.0, ()",
    ),
    "half the probability is enough": (
        "assistant/reading/trust.py",
        'return Bounds(**json.loads((model_folder() / "bounds.json").read_text("utf-8")))',
        "return Bounds(**{k: v if k in ('lead', 'certain') else v / 2 for k, v in json.loads((model_folder() / \"bounds.json\").read_text(\"utf-8\")).items()})",
    ),
    "no lead over other values is asked": (
        "assistant/reading/trust.py",
        "min(bounds.beaten, bounds.lead * max(others, default=0.0))",
        "0.0",
    ),
}
# Annotations join types by |, and a decorator that is gone breaks the import: both would be noticed by any test
LEFT_OUT = (
    "core/ReplaceBinaryOperator_BitOr_",
    "core/RemoveDecorator",
    "core/VariableReplacer",
    "core/VariableInserter",
    # members of an enum are one and the same: nothing changes
    "core/ReplaceComparisonOperator_Is_Eq",
    "core/ReplaceComparisonOperator_IsNot_NotEq",
)
SEED = 2022
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Mutant:
    name: str
    path: str
    line: int
    code: str


def mutants(sample: int, seed: int = SEED) -> list[Mutant]:
    """Return FIXED, and one mutation at each of `sample` places, chosen by `seed`."""
    places: dict[tuple[str, tuple[int, int]], list[tuple[str, int]]] = defaultdict(list)
    for path in sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py") if "training" not in p.parts):
        nodes = list(ast_nodes(get_ast(path.read_text("utf-8"))))
        for name in sorted(operator_names()):
            if name.startswith(LEFT_OUT):
                continue
            operator, occurrence = get_operator(name)(), 0
            for node in nodes:
                for start, _ in operator.mutation_positions(node):
                    places[str(path.relative_to(ROOT)), start].append((name, occurrence))
                    occurrence += 1
    random.seed(seed)
    found = []
    for (path, (line, column)), ways in random.sample(sorted(places.items()), sample):
        name, occurrence = random.choice(ways)
        code = mutate_code((ROOT / path).read_text("utf-8"), get_operator(name)(), occurrence)
        assert code is not None
        found.append(Mutant(f"{path}:{line}:{column} {name.removeprefix('core/')}", path, line, code))
    fixed = []
    for name, (path, old, new) in FIXED.items():
        text = (ROOT / path).read_text("utf-8")
        assert text.count(old) == 1, f"{path} has not one {old!r}"
        fixed.append(Mutant(name, path, text[: text.index(old)].count("\n") + 1, text.replace(old, new)))
    return fixed + found


def copy_to(folder: Path) -> Path:
    """Copy what git tracks, with the reports beside the repository where there are any."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        (folder / "repo" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / "repo" / name)
    if (shared := ROOT.parent / "shared").exists():
        (folder / "shared").symlink_to(shared.resolve())
    return folder / "repo"


def run(repo: Path, *arguments: str, seconds: float | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        command, cwd=repo, capture_output=True, text=True, timeout=seconds, env=environment, check=False
    )


def learn(work: Path) -> tuple[dict[str, dict[int, list[str]]], dict[str, float]]:
    """Return by file and line the tests that run it, and by test the seconds it takes."""
    learned = work / "tests.json"
    if not learned.exists():
        repo = copy_to(work / "whole")
        done = run(repo, "-m", "not browser", "--cov", "--cov-context=test", "--cov-report=", "--durations=0", "-vv")
        if done.returncode:
            raise SystemExit(done.stdout[-3000:])
        took: Counter[str] = Counter()
        for seconds, test in re.findall(r"^([\d.]+)s (?:call|setup) +(.+)$", done.stdout, re.MULTILINE):
            took[test.strip()] += float(seconds)
        data = CoverageData(str(repo / ".coverage"))
        data.read()
        lines = {
            str(Path(file).relative_to(repo)): {
                str(line): sorted({c.rsplit("|", 1)[0] for c in contexts if c})
                for line, contexts in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        learned.write_text(json.dumps([lines, took]), "utf-8")
    lines, took = json.loads(learned.read_text("utf-8"))
    return {file: {int(n): tests for n, tests in by.items()} for file, by in lines.items()}, took


def tests_of(mutant: Mutant, lines: dict[str, dict[int, list[str]]], took: dict[str, float]) -> list[str]:
    """Return the tests that run the mutant's statement, the quickest first; those of its file where it runs on import."""
    by_line = lines.get(mutant.path, {})
    tree = ast.parse((ROOT / mutant.path).read_text("utf-8"))
    around = [n for n in ast.walk(tree) if isinstance(n, ast.stmt) and n.lineno <= mutant.line <= (n.end_lineno or 0)]
    first = max((n.lineno for n in around), default=mutant.line)
    everything = sorted({t for ts in by_line.values() for t in ts})
    # what is remembered runs in the first test alone that needs it, and others rest on it as well
    cached = any(
        isinstance(n, ast.FunctionDef) and "cache" in "".join(map(ast.unparse, n.decorator_list)) for n in around
    )
    tests = everything if cached else by_line.get(mutant.line) or by_line.get(first) or everything
    chosen, seconds = [], 0.0
    for test in sorted(tests, key=lambda t: took.get(t, 0.0)):
        seconds += took.get(test, 0.0)
        if seconds > SECONDS:
            break
        chosen.append(test)
    return chosen


def noticed_by(mutant: Mutant, tests: list[str], repo: Path) -> str:
    """Return the test that notices the mutant, or nothing."""
    if not tests:
        return ""
    source = repo / mutant.path
    whole = source.read_text("utf-8")
    try:
        source.write_text(mutant.code, "utf-8")
        done = run(repo, "-x", *tests, seconds=4 * SECONDS)
    except subprocess.TimeoutExpired:
        return "a test that hangs"
    finally:
        source.write_text(whole, "utf-8")
    if done.returncode == 0:
        return ""
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return failed[0] if failed else done.stdout[-200:]


def main(sample: int, workers: int, seed: int) -> None:
    work = Path(os.environ.get("MUTANTS", "")) if "MUTANTS" in os.environ else Path(tempfile.mkdtemp())
    work.mkdir(parents=True, exist_ok=True)
    print(f"Working in {work}; MUTANTS={work} goes on from there.", file=sys.stderr)
    lines, took = learn(work)
    results = work / "mutants.jsonl"
    done = dict(json.loads(line) for line in results.read_text("utf-8").splitlines()) if results.exists() else {}
    repos: Queue[Path] = Queue()
    for n in range(workers):
        shutil.rmtree(work / f"copy{n}", ignore_errors=True)
        repos.put(copy_to(work / f"copy{n}"))
    everything = mutants(sample, seed)

    def attempt(mutant: Mutant) -> None:
        repo = repos.get()
        try:
            done[mutant.name] = noticed_by(mutant, tests_of(mutant, lines, took), repo)
        finally:
            repos.put(repo)
        with results.open("a", encoding="utf-8") as out:
            out.write(json.dumps([mutant.name, done[mutant.name]], ensure_ascii=False) + "\n")

    left = [mutant for mutant in everything if mutant.name not in done]
    with ThreadPoolExecutor(workers) as pool:
        list(tqdm(pool.map(attempt, left), total=len(left), desc="mutants", disable=None))
    for name in FIXED:
        print(f"{name}: {done[name] or 'NO TEST NOTICES'}")
    chosen = [mutant for mutant in everything if mutant.name not in FIXED]
    for mutant in chosen:
        if not done[mutant.name]:
            print(f"not noticed: {mutant.name}")
    noticed = sum(bool(done[mutant.name]) for mutant in chosen)
    print(f"{noticed} of {len(chosen)} noticed: {noticed / len(chosen):.1%}")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*given, *(150, 2, SEED)[len(given) :])
