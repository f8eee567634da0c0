"""The shipped reader, taken apart for further training, reads as it did before."""

from pathlib import Path

import numpy as np
import pytest

from assistant.reading.encoder import model_folder
from assistant.reading.encoding import FIGURE, VERDICT, WINDOW, encode
from assistant.reading.onnx_session import open_model

torch = pytest.importorskip("torch")
for package in ("onnx", "safetensors"):
    pytest.importorskip(package)

# in log-odds, root mean square: the shipped reader rounds what passes through it to 8 bits, the restored one does not.
# Rounded with one scale for all tokens, it was off by more than twice as much.
NEAR = 0.2
FIGURES = ("126名", "3300人次", "3所", "2160个")
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
    session = open_model(model_folder() / "reader.onnx")
    own, shipped, restored, edges, shipped_edges = [], [], [], [], []
    for window in WINDOWS:
        (row,) = encode(tokenizer, QUESTION, [(window, window.index("｜") + 1)])
        whole = row.tokens_of((window.index("｜") + 1, len(window)))
        figures = [text for text in FIGURES if text in window]
        spans = [(*whole, WINDOW), (*whole, VERDICT)]
        spans += [(*row.tokens_of((window.index(text), window.index(text) + len(text))), FIGURE) for text in figures]
        tensors = [
            torch.tensor(values)
            for values in ([row.ids], [row.types], [row.asked], [0] * len(spans), *zip(*spans, strict=True))
        ]
        with torch.no_grad():
            scored, pointed = (values.numpy() for values in Whole(reader)(*tensors))
        given = session.run(["scores", "edges"], dict(zip(INPUTS, (t.numpy() for t in tensors), strict=True)))
        own += row.types
        restored.append(scored)
        shipped.append(given[0])
        edges.append(pointed[0])
        shipped_edges.append(given[1][0])

    assert np.sqrt(np.mean(np.square(np.concatenate(restored) - np.concatenate(shipped)))) < NEAR
    assert np.corrcoef(np.concatenate(restored), np.concatenate(shipped))[0, 1] > 0.98  # they lie between -9 and 1
    in_window = np.asarray(own) == 1
    pointed, given = np.concatenate(edges)[in_window], np.concatenate(shipped_edges)[in_window]
    assert np.corrcoef(pointed.ravel(), given.ravel())[0, 1] > 0.98
