"""Sentence embedders behind one protocol: the shipped static model, or any sentence-transformers model.

A folder with a static model is read through `model2vec` (no torch, 0.3 s); any other name or folder goes through
`SentenceTransformer`, the only import of torch in the program, made when such a model is used.
"""

import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import EmbedderUnavailable

Vectors = npt.NDArray[np.float32]
SHIPPED = "default"


class Embedder(Protocol):
    """Turns texts into unit vectors, one float32 row of `dimensions` columns a text."""

    @property
    def name(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...
    def embed_question(self, text: str) -> Vectors: ...


def shipped_folder() -> Path:
    """Return the folder of the model that ships with the package."""
    return Path(str(resources.files("index.search"))) / "model"


def load_embedder(name: str = SHIPPED) -> Embedder:
    """Load an embedder by name: `default`, a folder, or a model name known to sentence-transformers.

    Raises EmbedderUnavailable where it cannot be loaded.
    """
    folder = shipped_folder() if name == SHIPPED else Path(name)
    if _is_static(folder):
        return StaticEmbedder(name if name != SHIPPED else _name_of(folder), folder)
    return TransformerEmbedder(name)


def _is_static(folder: Path) -> bool:
    modules = folder / "modules.json"
    try:
        listed = json.loads(modules.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(listed) and str(listed[0].get("type", "")).endswith("StaticEmbedding")


def _name_of(folder: Path) -> str:
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise EmbedderUnavailable(str(folder), str(error)) from error
    return str(config.get("name", SHIPPED))


def normalised(vectors: npt.NDArray[Any]) -> Vectors:
    """Return the rows at length 1; a row of zeros stays one."""
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = (rows / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit


class StaticEmbedder:
    """A static embedding in the layout that model2vec and sentence-transformers share."""

    def __init__(self, name: str, folder: Path) -> None:
        from model2vec import StaticModel

        try:
            self._model: Any = StaticModel.from_pretrained(folder, max_length=None)
        except Exception as error:  # a damaged folder raises whatever its JSON or tensors give rise to
            raise EmbedderUnavailable(name, str(error)) from error
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return int(self._model.dim)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return normalised(self._model.encode(list(texts), max_length=None, use_multiprocessing=False))

    def embed_question(self, text: str) -> Vectors:
        return self.embed_passages([text])


class TransformerEmbedder:
    """Any other sentence-transformers model; its own prompts for questions and documents are used."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model: Any = SentenceTransformer(name, device="cpu")
        except Exception as error:  # the library raises OSError, ValueError and its own kinds
            raise EmbedderUnavailable(name, str(error).splitlines()[0] if str(error) else "") from error
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return int(self._model.get_embedding_dimension())

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return normalised(self._model.encode_document(list(texts), show_progress_bar=False))

    def embed_question(self, text: str) -> Vectors:
        return normalised(self._model.encode_query([text], show_progress_bar=False))
