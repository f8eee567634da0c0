"""Fixtures shared by all tests: a clean environment, the sample's snapshot, the real reports where they are at hand."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from assistant.answering.assistant import Assistant
from index.samples import sample_folder
from index.search import StaticEmbedder, load_embedder
from index.snapshot import Snapshot, Store, build

# how long an example takes says more of who else uses the machine than of the program
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ASSISTANT_DATA", "ASSISTANT_EMBEDDER", "ASSISTANT_MODEL_URL", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def embedder() -> StaticEmbedder:
    loaded = load_embedder()
    assert isinstance(loaded, StaticEmbedder)
    return loaded


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Path:
    """A data folder with the sample report indexed; tests only read it."""
    folder = tmp_path_factory.mktemp("sample")
    build([sample_folder()], Store(folder), embedder)
    return folder


@pytest.fixture(scope="session")
def assistant(sample_data: Path, embedder: StaticEmbedder) -> Assistant:
    return Assistant(Snapshot.open(Store(sample_data).current()), embedder)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and question sets; absent on users' machines, never on CI's."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED} is missing and CI is set")
        pytest.skip("the real reports are not beside the repository")
    return SHARED


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a text file and return its path."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write_file


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")
