"""Faults planted into sound sentences over the invented reports: none is shown, and sound sentences are kept."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks/model_faults.py"


@pytest.fixture(scope="module")
def faults() -> ModuleType:
    spec = importlib.util.spec_from_file_location("model_faults", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "least"), [("model_sentences.tsv", 0.9), ("model_sentences_held.tsv", 0.6)])
def test_no_planted_fault_is_shown(faults: ModuleType, name: str, least: float) -> None:
    measured = faults.measure(faults.sound_sentences(faults.reports(), name))
    assert not any(measured["shown_sentences"].values())
    assert measured["planted"] > 500
    assert measured["kept_share"] >= least, measured["cut"]
