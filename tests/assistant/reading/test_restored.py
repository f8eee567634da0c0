"""The shipped reader, taken apart for further training, reads as it did before."""

from pathlib import Path

import numpy as np
import pytest

from assistant.reading.encoder import model_folder
from assistant.reading.encoding import FIGURE, PAD, VERDICT, WINDOW, encode
from assistant.reading.onnx_session import open_model

torch = pytest.importorskip("torch")
for package in ("onnx", "safetensors"):
    pytest.importorskip(package)

NEAR = 1.5  # in log-odds: the shipped reader rounds what passes through it to 8 bits, the restored one does not
QUESTION = "去年招聘了多少名教师"
WINDOWS = ("2024年｜招聘教师126名，培训教师3300人次。", "2024年｜新建学校3所，新增学位2160个。")


@pytest.mark.skipif(not (model_folder() / "reader.onnx").is_file(), reason="the reader is not at hand")
def test_the_restored_reader_scores_as_the_shipped_one(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    from assistant.reading.training.export import INPUTS, Whole, load_trained
    from assistant.reading.training.restore import main

    encoder, state = tmp_path / "encoder", tmp_path / "start.pt"
    main(["--model", str(model_folder()), "--encoder", str(encoder), "--state", str(state)])
    reader = load_trained(encoder, state)

    stored = torch.load(state, weights_only=True)
    assert set(stored["names"]) == {name for name, weights in reader.named_parameters() if weights.requires_grad}
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    rows = encode(tokenizer, QUESTION, [(window, window.index("｜") + 1) for window in WINDOWS])
    longest = max(len(row.ids) for row in rows)
    spans = []
    for number, (row, window) in enumerate(zip(rows, WINDOWS, strict=True)):
        whole = row.tokens_of((window.index("｜") + 1, len(window)))
        spans += [(number, *whole, WINDOW), (number, *whole, VERDICT)]
        figures = [text for text in ("126名", "3300人次", "3所", "2160个") if text in window]
        places = [(window.index(text), window.index(text) + len(text)) for text in figures]
        spans += [(number, *row.tokens_of(place), FIGURE) for place in places]
    given = (
        [row.ids + [PAD] * (longest - len(row.ids)) for row in rows],
        [row.types + [0] * (longest - len(row.ids)) for row in rows],
        [row.asked for row in rows],
        *zip(*spans, strict=True),
    )
    tensors = [torch.tensor(values) for values in given]
    with torch.no_grad():
        scores, edges = (values.numpy() for values in Whole(reader)(*tensors))
    session = open_model(model_folder() / "reader.onnx", threads=1)
    inputs = {name: tensor.numpy() for name, tensor in zip(INPUTS, tensors, strict=True)}
    shipped_scores, shipped_edges = session.run(["scores", "edges"], inputs)

    assert np.abs(scores - shipped_scores).max() < NEAR
    assert np.corrcoef(scores, shipped_scores)[0, 1] > 0.98  # they lie between -9 and 1
    own = np.asarray(given[1]) == 1
    assert np.corrcoef(edges[own].ravel(), shipped_edges[own].ravel())[0, 1] > 0.98
