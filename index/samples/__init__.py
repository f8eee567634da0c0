"""The sample report that is indexed where nothing else is."""

from importlib import resources
from pathlib import Path

__all__ = ["sample_folder"]


def sample_folder() -> Path:
    """Return the folder that holds the sample report."""
    return Path(str(resources.files("index"))) / "samples"
