"""The application over the sample's snapshot, or over a copy that a test may change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from programs import client_of
from starlette.testclient import TestClient

from assistant.api import Terms


@pytest.fixture(scope="session")
def client(sample_data: Path) -> Iterator[TestClient]:
    """Asks the sample on the machine itself, without a token."""
    with client_of(sample_data, Terms(per_minute=0)) as opened:
        yield opened


@pytest.fixture
def own_data(sample_data: Path, tmp_path: Path) -> Path:
    """A data folder of the sample that a test may change."""
    return Path(shutil.copytree(sample_data, tmp_path / "own"))
